package dev.heloise.junit5;

import dev.heloise.FakeSmtpServer;
import dev.heloise.mailbox.MailFilter;
import dev.heloise.mailbox.Mailbox;
import dev.heloise.mailbox.MailboxInfo;
import dev.heloise.mailbox.ReceivedMail;
import dev.heloise.mailbox.SmtpSession;
import java.time.Duration;
import java.util.List;

/**
 * The mailbox of a server as it is at each call: a test that got it in its constructor, or before all tests, is told as
 * well when the server turns out to be shared.
 */
final class LiveMailbox implements Mailbox {

    private final FakeSmtpServer server;

    LiveMailbox(FakeSmtpServer server) {
        this.server = server;
    }

    @Override
    public List<ReceivedMail> mails() {
        return server.mailbox().mails();
    }

    @Override
    public List<SmtpSession> sessions() {
        return server.mailbox().sessions();
    }

    @Override
    public ReceivedMail await(MailFilter filter) {
        return server.mailbox().await(filter);
    }

    @Override
    public List<ReceivedMail> await(int count, MailFilter filter, Duration timeout) {
        return server.mailbox().await(count, filter, timeout);
    }

    @Override
    public List<SmtpSession> awaitSessions(int count, Duration timeout) {
        return server.mailbox().awaitSessions(count, timeout);
    }

    @Override
    public void awaitQuiet(Duration quietPeriod) {
        server.mailbox().awaitQuiet(quietPeriod);
    }

    @Override
    public Mailbox inbox(String recipient) {
        return server.mailbox().inbox(recipient);
    }

    @Override
    public void clear() {
        server.mailbox().clear();
    }

    @Override
    public MailboxInfo info() {
        return server.mailbox().info();
    }
}
