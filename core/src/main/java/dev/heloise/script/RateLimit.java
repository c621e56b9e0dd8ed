package dev.heloise.script;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/** Refuses a sender who has sent enough within a period; what was refused does not count. */
final class RateLimit implements Policy {

    private final int mails;
    private final Duration period;
    private final Effect effect;
    private final Memory<Deque<Instant>> sent = new Memory<>();

    RateLimit(Answer.Limited answer, Effect effect) {
        this.mails = answer.mails();
        this.period = answer.period();
        this.effect = effect;
    }

    @Override
    public Verdict judge(Request request) {
        if (sent.visit(request.sender(), ArrayDeque::new, recent -> hasRoom(recent, request.instant()))) {
            return Verdict.noOpinion();
        }
        String text = "Error: too much mail from " + Refusals.quoted(request.sender());
        return Verdict.answer(Reply.of(450, "4.7.1", text).with(effect));
    }

    private boolean hasRoom(Deque<Instant> recent, Instant now) {
        Instant begin = now.minus(period);
        while (!recent.isEmpty() && !recent.getFirst().isAfter(begin)) {
            recent.removeFirst();
        }
        boolean room = recent.size() < mails;
        if (room) {
            recent.addLast(now);
        }
        return room;
    }

    @Override
    public boolean concerns(Stage stage) {
        return stage == Stage.MAIL;
    }

    @Override
    public void reset() {
        sent.clear();
    }

    @Override
    public String toString() {
        return "rateLimit(" + mails + " in " + Effect.text(period) + ")";
    }
}
