package dev.heloise.mailbox;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Lock;
import org.jspecify.annotations.Nullable;

/**
 * One mail transaction of a session (RFC 5321 §3.3), from {@code MAIL} to whatever ended it. While the session is open
 * this is what has happened so far.
 */
public final class Transaction {

    private static final int MOST_REFUSED = 1_000;

    private final Lock lock;
    private final String sender;
    private final Map<String, String> parameters;
    private List<Recipient> recipients = new ArrayList<>(1);
    private List<Recipient> refused = List.of();
    private Outcome outcome = Outcome.OPEN;
    private @Nullable ReceivedMail mail;
    private @Nullable Content content;

    Transaction(Lock lock, String sender, Map<String, String> parameters) {
        this.lock = lock;
        this.sender = sender;
        this.parameters = Envelope.copyOf(parameters);
    }

    /** The sender, and the recipients that were accepted. */
    public Envelope envelope() {
        lock.lock();
        try {
            return mail != null ? mail.envelope() : new Envelope(sender, parameters, recipients);
        } finally {
            lock.unlock();
        }
    }

    /** How many recipients were accepted. */
    public int size() {
        lock.lock();
        try {
            return recipients.size();
        } finally {
            lock.unlock();
        }
    }

    /** The parameters of {@code MAIL} in their order, keywords in capitals; the value is empty where there was none. */
    public Map<String, String> parameters() {
        return parameters;
    }

    /** Whether {@code MAIL} had a parameter, its keyword in capitals. */
    public boolean hasParameter(String keyword) {
        return parameters.containsKey(keyword);
    }

    /** The recipients that were refused, in their order: the first 1,000, the others are in the transcript alone. */
    public List<Recipient> refused() {
        lock.lock();
        try {
            return List.copyOf(refused);
        } finally {
            lock.unlock();
        }
    }

    /** How it ended. */
    public Outcome outcome() {
        lock.lock();
        try {
            return outcome;
        } finally {
            lock.unlock();
        }
    }

    /** The mail that it delivered, if it did. */
    public Optional<ReceivedMail> mail() {
        lock.lock();
        try {
            return Optional.ofNullable(mail);
        } finally {
            lock.unlock();
        }
    }

    /**
     * The content that was seen, dots unstuffed, also where it never came to its end; empty where there was none, or
     * where it is no longer kept.
     */
    public byte[] raw() {
        lock.lock();
        try {
            return content == null ? new byte[0] : content.raw();
        } finally {
            lock.unlock();
        }
    }

    void add(Recipient recipient) {
        recipients.add(recipient);
    }

    void refuse(Recipient recipient) {
        if (refused.isEmpty()) {
            refused = new ArrayList<>(1);
        }
        if (refused.size() < MOST_REFUSED) {
            refused.add(recipient);
        }
    }

    void settle(List<Recipient> accepted, List<Recipient> refusedLate) {
        recipients = new ArrayList<>(accepted);
        refusedLate.forEach(this::refuse);
    }

    void content(Content seen) {
        content = seen;
    }

    void finish(Outcome how) {
        outcome = how;
    }

    Content content() {
        return content == null ? Content.ofOctets(new byte[0]) : content;
    }

    /** What its recipients and parameters take of the memory where they are many, or long. */
    int envelopeOctets() {
        return Envelope.octets(parameters, recipients, refused);
    }

    void forgetContent() {
        content = null;
    }

    void deliver(ReceivedMail delivered) {
        mail = delivered;
        // The same ones; a mailbox holds thousands of them, and one list for each mail is enough.
        recipients = delivered.envelope().recipients();
        content = delivered.content();
        outcome = Outcome.DELIVERED;
    }

    boolean delivered(ReceivedMail other) {
        return mail == other;
    }

    boolean deliveredOneOf(Set<ReceivedMail> others) {
        return mail != null && others.contains(mail);
    }

    boolean deliveredAfter(ReceivedMail other) {
        return mail != null && mail.number() > other.number();
    }

    /** How a transaction ended. */
    public enum Outcome {
        /** It has not. */
        OPEN,
        /** The content was answered 250, and the mail was stored before that. */
        DELIVERED,
        /** {@code MAIL} or the content was refused. */
        REFUSED,
        /** The client gave it up with {@code RSET}, {@code EHLO} or {@code QUIT}. */
        RESET,
        /** The connection ended in the middle of it. */
        ABORTED
    }
}
