package dev.heloise;

import dev.heloise.mailbox.MailFilter;
import dev.heloise.mailbox.Mailbox;
import dev.heloise.mailbox.MailboxInfo;
import dev.heloise.mailbox.ReceivedMail;
import dev.heloise.mailbox.SmtpSession;
import java.time.Duration;
import java.util.List;

/** The mailbox of a server that several readers share at the same time: it gives inboxes, and refuses all else. */
final class SharedMailbox implements Mailbox {

    private final Mailbox all;
    private final String reason;

    SharedMailbox(Mailbox all, String reason) {
        this.all = all;
        this.reason = reason;
    }

    @Override
    public Mailbox inbox(String recipient) {
        return all.inbox(recipient);
    }

    @Override
    public MailboxInfo info() {
        return all.info();
    }

    @Override
    public List<ReceivedMail> mails() {
        throw refusal();
    }

    @Override
    public List<SmtpSession> sessions() {
        throw refusal();
    }

    @Override
    public ReceivedMail await(MailFilter filter) {
        throw refusal();
    }

    @Override
    public List<ReceivedMail> await(int count, MailFilter filter, Duration timeout) {
        throw refusal();
    }

    @Override
    public List<SmtpSession> awaitSessions(int count, Duration timeout) {
        throw refusal();
    }

    @Override
    public void awaitQuiet(Duration quietPeriod) {
        throw refusal();
    }

    @Override
    public void clear() {
        throw refusal();
    }

    IllegalStateException refusal() {
        return new IllegalStateException(reason);
    }
}
