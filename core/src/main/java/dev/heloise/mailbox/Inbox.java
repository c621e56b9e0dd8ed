package dev.heloise.mailbox;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * What one recipient sees of a mailbox. It holds nothing itself, so every view of the same recipient shows the same.
 */
final class Inbox implements Mailbox {

    private final MemoryMailbox all;
    private final String recipient;

    Inbox(MemoryMailbox all, String recipient) {
        this.all = all;
        this.recipient = requireNonNull(recipient, "recipient");
    }

    String recipient() {
        return recipient;
    }

    @Override
    public List<ReceivedMail> mails() {
        return all.mailsTo(recipient).stream().filter(this::shows).toList();
    }

    boolean shows(ReceivedMail mail) {
        return isNamedIn(mail.envelope().recipients())
                && !all.cleared(recipient).hides(mail);
    }

    @Override
    public List<SmtpSession> sessions() {
        return all.sessions().stream().filter(this::shows).toList();
    }

    private boolean shows(SmtpSession session) {
        boolean concerned = session.transactions().stream()
                .anyMatch(transaction ->
                        isNamedIn(transaction.envelope().recipients()) || isNamedIn(transaction.refused()));
        return concerned
                && (!all.cleared(recipient).hides(session)
                        || session.mails().stream().anyMatch(this::shows));
    }

    /** To whom else the clients would send, for those who look for what went wrong. */
    List<String> othersNamed() {
        return all.sessions().stream()
                .flatMap(session -> session.transactions().stream())
                .flatMap(transaction ->
                        Stream.concat(transaction.envelope().recipients().stream(), transaction.refused().stream()))
                .filter(recipient -> !recipient.isMailbox(this.recipient))
                .map(Recipient::address)
                .distinct()
                .toList();
    }

    private boolean isNamedIn(List<Recipient> recipients) {
        return recipients.stream().anyMatch(named -> named.isMailbox(recipient));
    }

    @Override
    public ReceivedMail await(MailFilter filter) {
        return await(filter, all.awaitTimeout());
    }

    @Override
    public List<ReceivedMail> await(int count, MailFilter filter, Duration timeout) {
        return all.waiting().mails(count, filter, timeout, this);
    }

    @Override
    public List<SmtpSession> awaitSessions(int count, Duration timeout) {
        return all.waiting().sessions(count, timeout, this);
    }

    @Override
    public void awaitQuiet(Duration quietPeriod) {
        if (!all.waiting().quiet(quietPeriod, all.awaitTimeout(), this)) {
            throw new AssertionError(Dialogues.noPause(quietPeriod, quietPeriod.plus(all.awaitTimeout()), mails()));
        }
    }

    @Override
    public Mailbox inbox(String other) {
        return all.inbox(other);
    }

    @Override
    public void clear() {
        all.clear(recipient);
    }

    @Override
    public MailboxInfo info() {
        List<ReceivedMail> mails = mails();
        MailboxInfo total = all.info();
        long bytes = mails.stream().mapToLong(mail -> mail.content().wireSize()).sum();
        return new MailboxInfo(mails.size(), bytes, total.droppedMails(), total.droppedBytes());
    }
}
