package dev.heloise.script;

import dev.heloise.mailbox.Envelope;
import dev.heloise.mailbox.Recipient;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** Refuses recipients whose mailbox is full. It counts the mails that have come as far as to this policy. */
final class Quota implements Policy {

    private final int mails;
    private final Memory<AtomicInteger> received = new Memory<>();

    Quota(int mails) {
        if (mails < 0) {
            throw new IllegalArgumentException("mails must be 0 or more, but is " + mails);
        }
        this.mails = mails;
    }

    @Override
    public Verdict judge(Request request) {
        if (request.at(Stage.RCPT)) {
            return received(new Recipient(request.subject(), Map.of()).mailbox())
                                    .get()
                            < mails
                    ? Verdict.noOpinion()
                    : Verdict.answer(Refusals.recipient(452, "4.2.2", request.subject(), "Mailbox full"));
        }
        request.transaction().map(Envelope::recipients).stream()
                .flatMap(recipients ->
                        recipients.stream().map(Recipient::mailbox).distinct())
                .forEach(mailbox -> received(mailbox).incrementAndGet());
        return Verdict.noOpinion();
    }

    private AtomicInteger received(String mailbox) {
        return received.visit(mailbox, AtomicInteger::new, Function.identity());
    }

    @Override
    public boolean concerns(Stage stage) {
        return stage == Stage.RCPT || stage == Stage.END_OF_DATA;
    }

    @Override
    public void reset() {
        received.clear();
    }

    @Override
    public String toString() {
        return "quota(" + mails + ")";
    }
}
