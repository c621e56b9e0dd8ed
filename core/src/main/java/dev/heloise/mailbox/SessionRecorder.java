package dev.heloise.mailbox;

import dev.heloise.mailbox.Transcript.Side;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/**
 * Writes into an {@link SmtpSession} what happens in it, for those who receive mail: the server, and whoever rebuilds a
 * session from elsewhere. Tests have no need of it.
 */
public final class SessionRecorder {

    // Each method locks for itself: to wrap what it does into a lambda costs a cold JVM a millisecond a method.

    private static final int MOST_FINDINGS = 1_000;
    private static final int LONGEST_FINDING = 500;
    private static final int MOST_HELOS = 100;
    /** So many transactions of a session that delivered nothing, the mailbox need not know of. */
    private static final int FEW_TRANSACTIONS = 100;

    private final SmtpSession session;
    private final MemoryMailbox mailbox;
    private final Clock clock;

    SessionRecorder(SmtpSession session, MemoryMailbox mailbox, Clock clock) {
        this.session = session;
        this.mailbox = mailbox;
        this.clock = clock;
    }

    /** The session that is being written. */
    public SmtpSession session() {
        return session;
    }

    /** The server's clock, which dates what is written here. */
    public Clock clock() {
        return clock;
    }

    /** The time on that clock. */
    public Instant now() {
        return clock.instant();
    }

    /**
     * The client said a line; the array is copied.
     *
     * @param secretFrom from which octet on it is a secret, such as a password; its length where it has none
     */
    public void command(byte[] line, int secretFrom) {
        mailbox.list(session);
        session.lock.lock();
        try {
            session.log.add(clock.instant(), line, secretFrom);
        } finally {
            session.lock.unlock();
        }
    }

    /** The server said a reply of one or more lines; the array is copied. */
    public void reply(byte[] lines) {
        session.lock.lock();
        try {
            session.log.add(Side.SERVER, clock.instant(), lines);
        } finally {
            session.lock.unlock();
        }
    }

    /** Something happened to the connection that is not part of the dialogue. */
    public void event(String text) {
        session.lock.lock();
        try {
            session.log.add(Side.EVENT, clock.instant(), text.getBytes(StandardCharsets.UTF_8));
        } finally {
            session.lock.unlock();
        }
    }

    /** The client did what a real receiver would dislike; the same finding is recorded once. */
    public void find(Finding finding) {
        Finding noted = cut(finding);
        session.lock.lock();
        try {
            if (session.findings.size() < MOST_FINDINGS && !session.findings.contains(noted)) {
                session.findings.add(noted);
                session.log.add(noted);
            }
        } finally {
            session.lock.unlock();
        }
    }

    /** What the client said is quoted in it, and stands in full in the transcript. */
    private static Finding cut(Finding finding) {
        String text = finding.text();
        return text.length() <= LONGEST_FINDING
                ? finding
                : new Finding(
                        finding.rule(),
                        finding.severity(),
                        finding.reference(),
                        Clip.start(text, LONGEST_FINDING) + "…");
    }

    /** The connection comes from a proxy, which speaks for somebody else. */
    public void speaksFor(InetSocketAddress client) {
        session.lock.lock();
        try {
            session.client = client;
        } finally {
            session.lock.unlock();
        }
    }

    /** The client introduced itself. */
    public void hello(Helo helo) {
        session.lock.lock();
        try {
            keep(session.helos, helo, MOST_HELOS);
        } finally {
            session.lock.unlock();
        }
    }

    /** The connection became a secure one, and everything said before no longer counts (RFC 3207 §4.2). */
    public void secured(TlsInfo tls) {
        session.lock.lock();
        try {
            session.tls = tls;
            session.user = null;
            session.authMechanism = null;
        } finally {
            session.lock.unlock();
        }
    }

    /** The client proved who it is, with a SASL mechanism. */
    public void authenticated(String user, String mechanism) {
        session.lock.lock();
        try {
            session.user = user;
            session.authMechanism = mechanism;
        } finally {
            session.lock.unlock();
        }
    }

    /** A transaction begins: its {@code MAIL} was understood. */
    public Transaction begin(String sender, Map<String, String> parameters) {
        Transaction transaction = new Transaction(session.lock, sender, parameters);
        session.lock.lock();
        try {
            keep(session.transactions, transaction, session.retention.mails());
        } finally {
            session.lock.unlock();
        }
        return transaction;
    }

    /** A recipient was accepted. */
    public void accept(Transaction transaction, Recipient recipient) {
        session.lock.lock();
        try {
            transaction.add(recipient);
        } finally {
            session.lock.unlock();
        }
    }

    /** A recipient was refused. */
    public void refuse(Transaction transaction, Recipient recipient) {
        session.lock.lock();
        try {
            transaction.refuse(recipient);
        } finally {
            session.lock.unlock();
        }
    }

    /** Of the recipients that were accepted, only these are still when the content is known (RFC 2033 §4.2). */
    public void settle(Transaction transaction, List<Recipient> accepted, List<Recipient> refused) {
        session.lock.lock();
        try {
            transaction.settle(accepted, refused);
        } finally {
            session.lock.unlock();
        }
    }

    /** The content of a message was read, to its end or as far as it came. */
    public void content(Transaction transaction, Content content) {
        session.lock.lock();
        try {
            transaction.content(content);
            session.log.add(content, clock.instant());
        } finally {
            session.lock.unlock();
        }
    }

    /** A transaction ends without a mail; what was seen of it takes room in the mailbox all the same. */
    public void finish(Transaction transaction, Transaction.Outcome outcome) {
        Dropped dropped = Dropped.NOTHING;
        session.lock.lock();
        try {
            transaction.finish(outcome);
            boolean large = transaction.content().wireSize() > 0 || transaction.envelopeOctets() > 0;
            if (large || session.transactions.size() > FEW_TRANSACTIONS) {
                dropped = mailbox.add(session, transaction);
            }
        } finally {
            session.lock.unlock();
        }
        SessionList.forget(dropped);
    }

    /** The mail that a transaction would deliver, for those who have to judge it first; nobody else can see it yet. */
    public ReceivedMail mail(Transaction transaction, Content content) {
        return new ReceivedMail(clock.instant(), transaction.envelope(), session, content);
    }

    /** A transaction delivers. When this returns, every reader of the mailbox can see the mail. */
    public void deliver(Transaction transaction, ReceivedMail mail) {
        Dropped dropped;
        session.lock.lock();
        try {
            // One step for readers: who finds the mail in the mailbox finds it in its session as well.
            mail.envelopeOctets(transaction.envelopeOctets());
            dropped = mailbox.add(mail);
            transaction.deliver(mail);
            session.delivered = true;
        } finally {
            session.lock.unlock();
        }
        SessionList.forget(dropped);
    }

    /** The session is over; a second call changes nothing. */
    public void end(SmtpSession.End end) {
        session.lock.lock();
        try {
            if (session.end == SmtpSession.End.OPEN) {
                session.end = end;
                session.endedNanos = System.nanoTime();
                session.log.trim();
            }
        } finally {
            session.lock.unlock();
        }
        mailbox.ended(session);
    }

    /** Keeps the last ones: a session may go on for ever, and its notes may not. */
    private static <T> void keep(Deque<T> notes, T last, int most) {
        if (notes.size() >= most) {
            notes.removeFirst();
        }
        notes.addLast(last);
    }
}
