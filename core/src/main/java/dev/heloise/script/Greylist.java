package dev.heloise.script;

import dev.heloise.mailbox.Envelope;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;

/** Refuses who has not been here before, until they have waited long enough (RFC 6647). */
final class Greylist implements Policy {

    private final Duration delay;
    private final Effect effect;
    private final Memory<Instant> firstVisits = new Memory<>();

    Greylist(Answer.Greylisted answer, Effect effect) {
        this.delay = answer.delay();
        this.effect = effect;
    }

    @Override
    public Verdict judge(Request request) {
        Instant first = firstVisits.visit(triplet(request), request::instant, Function.identity());
        if (!request.instant().isBefore(first.plus(delay))) {
            return Verdict.noOpinion();
        }
        return Verdict.answer(reply(request).with(effect));
    }

    private static String triplet(Request request) {
        String recipients = request.at(Stage.RCPT)
                ? request.subject()
                : String.join(
                        " ", request.transaction().map(Envelope::addresses).orElse(List.of()));
        return request.client() + ' ' + request.sender() + ' ' + recipients;
    }

    private static Reply reply(Request request) {
        return request.at(Stage.RCPT)
                ? Refusals.recipient(450, "4.7.1", request.subject(), "Greylisted")
                : Reply.of("450 4.7.1 Greylisted");
    }

    @Override
    public boolean concerns(Stage stage) {
        return stage == Stage.RCPT;
    }

    @Override
    public void reset() {
        firstVisits.clear();
    }

    @Override
    public String toString() {
        return "greylist(" + Effect.text(delay) + ")";
    }
}
