package dev.heloise.mailbox;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One connection to the server, whether or not it delivered anything. It is live: while the session is open, each
 * accessor tells what has happened so far, and what it returns does not change afterwards. {@link SessionRecorder}
 * writes what happens; what the mailbox has to know of it, {@link SessionList} writes under the mailbox's lock.
 */
public final class SmtpSession {

    final ReentrantLock lock = new ReentrantLock();
    final Deque<Helo> helos = new ArrayDeque<>(1);
    final Deque<Transaction> transactions = new ArrayDeque<>(1);
    final List<Finding> findings = new ArrayList<>(0);
    final TranscriptLog log;
    final Retention retention;
    final MimeLimits mimeLimits;

    InetSocketAddress client;
    End end = End.OPEN;
    long endedNanos;

    @Nullable
    TlsInfo tls;

    @Nullable
    String user;

    @Nullable
    String authMechanism;

    boolean delivered;

    /** Whether the mailbox lists it; written, as the next two are, under the mailbox's lock. */
    volatile boolean listed;

    /** Whether it has ended. */
    boolean over;
    /** What its transcript took when it ended; what comes after that is next to nothing. */
    long octetsAtEnd;

    private final long number;
    private final Instant startedAt;
    private final long startedNanos;

    SmtpSession(long number, InetSocketAddress client, Instant startedAt, Retention retention, MimeLimits mimeLimits) {
        this(number, client, startedAt, System.nanoTime(), retention, mimeLimits, TranscriptLog.roomForAny());
    }

    SmtpSession(
            long number,
            InetSocketAddress client,
            Instant startedAt,
            long startedNanos,
            Retention retention,
            MimeLimits mimeLimits,
            Semaphore transcripts) {
        this.startedNanos = startedNanos;
        this.number = number;
        this.client = client;
        this.startedAt = startedAt;
        this.log = new TranscriptLog(retention.transcriptBytes(), transcripts);
        this.retention = retention;
        this.mimeLimits = mimeLimits;
    }

    /** The name of this session in its mailbox, such as {@code 7}. */
    public String id() {
        return Long.toString(number);
    }

    // The server itself asks for the client and the end: without a lambda, which would cost a cold JVM a millisecond.

    /** The client's address and port; never looked up, so it has no name. */
    public InetSocketAddress client() {
        lock.lock();
        try {
            return client;
        } finally {
            lock.unlock();
        }
    }

    /** When the connection was accepted, on the server's clock. */
    public Instant startedAt() {
        return startedAt;
    }

    /** How long the session took, or has taken so far; not on the server's clock, which a test may move. */
    public Duration duration() {
        return read(() -> Duration.ofNanos((end == End.OPEN ? System.nanoTime() : endedNanos) - startedNanos));
    }

    /** How the client introduced itself, the last time that was accepted; {@link Helo#NONE} where it never was. */
    public Helo helo() {
        return read(() -> helos.isEmpty() ? Helo.NONE : helos.getLast());
    }

    /** Every accepted introduction, in their order. */
    public List<Helo> helos() {
        return read(() -> List.copyOf(helos));
    }

    /** What was agreed in the TLS handshake; empty on a session in clear. */
    public Optional<TlsInfo> tls() {
        return read(() -> Optional.ofNullable(tls));
    }

    /** Who authenticated; empty where nobody did. */
    public Optional<String> user() {
        return read(() -> Optional.ofNullable(user));
    }

    /** The SASL mechanism with which {@link #user} authenticated, such as {@code PLAIN}; empty where nobody did. */
    public Optional<String> authMechanism() {
        return read(() -> Optional.ofNullable(authMechanism));
    }

    /** The mails that this session delivered and that are still kept, oldest first. */
    public List<ReceivedMail> mails() {
        return transactions().stream()
                .flatMap(transaction -> transaction.mail().stream())
                .toList();
    }

    /** Whether it delivered a mail so far, be it kept or not. */
    public boolean delivered() {
        return read(() -> delivered);
    }

    /**
     * Every transaction that was begun, in their order, also those that came to nothing; not those whose mail, or whose
     * many recipients, are no longer kept.
     */
    public List<Transaction> transactions() {
        return read(() -> List.copyOf(transactions));
    }

    /** The dialogue so far, word for word. */
    public Transcript transcript() {
        return read(log::snapshot);
    }

    /** What a real receiver would dislike about the dialogue; what it would dislike about a mail is with the mail. */
    public List<Finding> findings() {
        return read(() -> List.copyOf(findings));
    }

    /** How it ended; {@link End#OPEN} as long as it has not. */
    public End end() {
        lock.lock();
        try {
            return end;
        } finally {
            lock.unlock();
        }
    }

    long number() {
        return number;
    }

    /** Lets go of a mail that the mailbox no longer keeps: what remains of it is its place in the dialogue. */
    void forget(ReceivedMail mail) {
        lock.lock();
        try {
            log.forget(Set.of(mail.content()));
            // The oldest mail goes first as a rule, so the search ends soon, also where its transaction went before it.
            for (Iterator<Transaction> oldest = transactions.iterator(); oldest.hasNext(); ) {
                Transaction transaction = oldest.next();
                if (transaction.delivered(mail)) {
                    oldest.remove();
                    return;
                }
                if (transaction.deliveredAfter(mail)) {
                    return;
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** Lets go of content that became no mail. Its transaction stays if there was some, and little else. */
    void forget(Remnant remnant) {
        lock.lock();
        try {
            log.forget(Set.of(remnant.content()));
            remnant.transaction().forgetContent();
            if (remnant.envelopeOctets() > 0 || remnant.content().wireSize() == 0) {
                transactions.remove(remnant.transaction());
            }
        } finally {
            lock.unlock();
        }
    }

    /** The same for many mails, which a session may have by the thousand: one walk is enough for all of them. */
    void forget(Set<ReceivedMail> mails) {
        Set<Content> contents = new HashSet<>();
        for (ReceivedMail mail : mails) {
            contents.add(mail.content());
        }
        lock.lock();
        try {
            log.forget(contents);
            transactions.removeIf(transaction -> transaction.deliveredOneOf(mails));
        } finally {
            lock.unlock();
        }
    }

    /** Lets go of what was said, which nobody can ask the mailbox for any more. Its mails may still be there. */
    void forgetTranscript() {
        lock.lock();
        try {
            log.forgetLines();
        } finally {
            lock.unlock();
        }
    }

    private <T> T read(Supplier<T> value) {
        lock.lock();
        try {
            return value.get();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public String toString() {
        return "session " + number + " of " + helo().name() + " at " + client() + ", " + end();
    }

    /** How a session ended. */
    public enum End {
        /** It is still open. */
        OPEN,
        /** The client said {@code QUIT}. */
        QUIT,
        /** The client closed or broke the connection without {@code QUIT}. */
        CLIENT_CLOSED,
        /** The server closed it: it was shut down, or had enough (421). */
        SERVER_CLOSED,
        /** A rule of the script told the server to drop it. */
        DROPPED_BY_RULE,
        /** The client said nothing, or read nothing, for longer than the server's limit. */
        TIMED_OUT
    }
}
