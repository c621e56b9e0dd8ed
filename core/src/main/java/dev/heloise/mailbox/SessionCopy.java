package dev.heloise.mailbox;

import dev.heloise.mailbox.Transcript.Side;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Makes a session, with its transactions and mails, of what another process tells of it. Mailboxes that read over a
 * network hand out what it makes; tests have no need of it.
 */
public final class SessionCopy {

    private static final String HIDDEN = "***";

    private final SmtpSession session;

    /**
     * A session of which nothing has been told yet.
     *
     * @param id its number in its mailbox
     * @param duration how long it took, or has taken so far
     */
    public SessionCopy(String id, InetSocketAddress client, Instant startedAt, Duration duration) {
        long started = System.nanoTime() - duration.toNanos();
        session = new SmtpSession(
                Long.parseLong(id),
                client,
                startedAt,
                started,
                Retention.DEFAULT,
                MimeLimits.DEFAULT,
                TranscriptLog.roomForAny());
        session.endedNanos = started + duration.toNanos();
    }

    /** The copy; whoever hands it on adds nothing more to it. */
    public SmtpSession session() {
        return session;
    }

    /** How it ended, or that it is open. */
    public void end(SmtpSession.End end) {
        session.end = end;
    }

    /** It delivered a mail, which need not be kept any more. */
    public void delivered() {
        session.delivered = true;
    }

    /** An introduction that was accepted, behind the others. */
    public void hello(Helo helo) {
        session.helos.addLast(helo);
    }

    /** What was agreed in the TLS handshake. */
    public void secured(TlsInfo tls) {
        session.tls = tls;
    }

    /** Who authenticated, and with which SASL mechanism. */
    public void authenticated(String user, String mechanism) {
        session.user = user;
        session.authMechanism = mechanism;
    }

    /** A finding about the dialogue, behind the others. */
    public void find(Finding finding) {
        session.findings.add(finding);
    }

    /**
     * A line of the dialogue, behind the others.
     *
     * @param text as it is to be read, which tells what of it is a secret
     */
    public void line(Side side, Instant instant, byte[] bytes, String text, List<Finding> beside) {
        boolean hides = side == Side.CLIENT
                && text.endsWith(HIDDEN)
                && !Printable.line(bytes).equals(text);
        if (hides) {
            session.log.add(instant, bytes, text.length() - HIDDEN.length());
        } else {
            boolean note = side == Side.EVENT && bytes.length == 0;
            session.log.add(side, instant, note ? text.getBytes(StandardCharsets.UTF_8) : bytes);
        }
        beside.forEach(session.log::add);
    }

    /** The content of a message, as a line of the dialogue. */
    public void content(Instant instant, Content content) {
        session.log.add(content, instant);
    }

    /** A transaction, behind the others. */
    public Transaction transaction(Envelope envelope, List<Recipient> refused, Transaction.Outcome outcome) {
        Transaction transaction = new Transaction(session.lock, envelope.sender(), envelope.parameters());
        transaction.settle(envelope.recipients(), refused);
        transaction.finish(outcome);
        session.transactions.addLast(transaction);
        return transaction;
    }

    /** The mail that a transaction delivered. */
    public ReceivedMail mail(Transaction transaction, String id, Instant receivedAt, Content content) {
        ReceivedMail mail = new ReceivedMail(receivedAt, transaction.envelope(), session, content);
        mail.number(Long.parseLong(id));
        transaction.deliver(mail);
        session.delivered = true;
        return mail;
    }
}
