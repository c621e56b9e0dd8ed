package dev.heloise.mailbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.lang.ref.SoftReference;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One mail as the server received it. The octets are the truth: {@link #raw()} and {@link #wire()} are exactly what was
 * sent, and everything that reads them (subject, text, attachments, …) does so when it is asked, and never fails on a
 * message that is malformed: what cannot be understood is given as it stands, and a finding says so. Safe for use by
 * several threads.
 */
public final class ReceivedMail {

    private static final SoftReference<Mime> UNREAD = new SoftReference<>(null);

    private final Instant receivedAt;
    private final Envelope envelope;
    private final SmtpSession session;
    private final Content content;
    private long number;
    private int envelopeOctets;
    private volatile @Nullable Header header;
    private volatile @Nullable List<Finding> findings;

    // What it has decoded takes memory, and is soon made again: when that is short, it may go.
    private volatile SoftReference<Mime> mime = UNREAD;

    ReceivedMail(Instant receivedAt, Envelope envelope, SmtpSession session, Content content) {
        this.receivedAt = receivedAt;
        this.envelope = envelope;
        this.session = session;
        this.content = content;
    }

    /**
     * A mail that came from elsewhere, such as a file, to be read and judged like a received one. Its session is empty
     * and has ended.
     *
     * @param raw the message; the array is copied
     */
    public static ReceivedMail of(Envelope envelope, byte[] raw) {
        Instant now = Instant.now();
        InetSocketAddress nobody = new InetSocketAddress(0);
        SmtpSession session = new SmtpSession(0, nobody, now, Retention.DEFAULT, MimeLimits.DEFAULT);
        session.end = SmtpSession.End.SERVER_CLOSED;
        return new ReceivedMail(now, requireNonNull(envelope, "envelope"), session, Content.ofOctets(raw.clone()));
    }

    /**
     * The name of this mail in its mailbox, as the reply to its content told it, such as {@code 12}. Later mails have
     * greater numbers; one that no mailbox holds has {@code 0}.
     */
    public String id() {
        return Long.toString(number);
    }

    /** When its last octet was read, on the server's clock. */
    public Instant receivedAt() {
        return receivedAt;
    }

    /** From whom and to whom it was really sent. */
    public Envelope envelope() {
        return envelope;
    }

    /** The session that delivered it. */
    public SmtpSession session() {
        return session;
    }

    /**
     * The message as the client meant it: the dots of RFC 5321 §4.5.2 unstuffed, nothing else changed. A new array each
     * time.
     */
    public byte[] raw() {
        return content.raw();
    }

    /**
     * The message as a server of final delivery would put it into a mailbox: {@code Return-Path} and {@code Received}
     * (RFC 5321 §4.4), and behind them {@link #raw()}. What they say of the session is what it last was.
     *
     * @param receiver the name of that server, a domain
     * @throws IllegalArgumentException if it is none
     */
    public byte[] asDelivered(String receiver) {
        byte[] trace = TraceFields.of(this, receiver).getBytes(UTF_8);
        byte[] delivered = Arrays.copyOf(trace, trace.length + size());
        System.arraycopy(content.sharedRaw(), 0, delivered, trace.length, size());
        return delivered;
    }

    /** The octets as they were sent after {@code DATA}, the final {@code .CRLF} included. A new array each time. */
    public byte[] wire() {
        return content.wire();
    }

    /** The number of octets of {@link #raw()}, as the SIZE extension counts them (RFC 1870 §5). */
    public int size() {
        return content.size();
    }

    /**
     * What a real receiver would dislike about this mail, each rule at most once, and what any {@link FindingRule} of
     * your own finds. Computed when first asked for.
     *
     * @throws java.util.ServiceConfigurationError if a rule of your own cannot be made
     */
    public List<Finding> findings() {
        List<Finding> found = findings;
        if (found == null) {
            found = InstalledRules.added(this, MailLint.findings(envelope, content, mime()));
            findings = found;
        }
        return found;
    }

    /** The same mail with findings that are settled. */
    ReceivedMail with(List<Finding> settled) {
        ReceivedMail same = new ReceivedMail(receivedAt, envelope, session, content);
        same.number = number;
        same.envelopeOctets = envelopeOctets;
        same.mime = mime;
        same.findings = settled;
        return same;
    }

    /** The subject, encoded words decoded; empty where there is none. */
    public String subject() {
        return header("Subject").orElse("");
    }

    /** The addresses of {@code From}. */
    public List<MailAddress> from() {
        return header().addresses("From");
    }

    /** The addresses of {@code To}; to whom the mail was really sent is in the {@link #envelope()}. */
    public List<MailAddress> to() {
        return header().addresses("To");
    }

    /** The addresses of {@code Cc}. */
    public List<MailAddress> cc() {
        return header().addresses("Cc");
    }

    /** The addresses of {@code Bcc}, which a sender should have taken out (RFC 5322 §3.6.3). */
    public List<MailAddress> bcc() {
        return header().addresses("Bcc");
    }

    /** The addresses of {@code Reply-To}. */
    public List<MailAddress> replyTo() {
        return header().addresses("Reply-To");
    }

    /** All fields of the header, from top to bottom, as they were written and as they read. */
    public List<HeaderField> headers() {
        return header().fields();
    }

    /** The first field of that name, in any case, unfolded and with encoded words decoded. */
    public Optional<String> header(String name) {
        return header().value(name);
    }

    /** All fields of that name, in any case, from top to bottom, unfolded and with encoded words decoded. */
    public List<String> headers(String name) {
        return header().values(name);
    }

    /** {@code Message-ID} without its angle brackets. */
    public Optional<String> messageId() {
        return header().messageId();
    }

    /** The first plain text that is not an attachment, decoded to characters; its line ends are as they were sent. */
    public Optional<String> text() {
        return mime().text();
    }

    /** The first HTML that is not an attachment, decoded to characters. */
    public Optional<String> html() {
        return mime().html();
    }

    /** Every part that is neither the text nor the HTML of the mail, in order, inline images included. */
    public List<Attachment> attachments() {
        return mime().attachments();
    }

    /**
     * The targets of the links in the HTML, or the web addresses in the text where there is no HTML, in order. What is
     * no URI is left out.
     */
    public List<URI> links() {
        return mime().links();
    }

    /**
     * The target of the link that the reader sees with this text: the first whose text is exactly that, or else the
     * first whose text contains it. White space counts as single blanks. In plain text, a web address is its own text.
     */
    public Optional<URI> link(String text) {
        return mime().link(text);
    }

    /**
     * The one-time code that the mail gives its reader: digits, letters and digits, or capitals that cannot be a word
     * (RFC 8628 §6.1), near the usual words for such a thing. Digits that are written in groups, as in {@code 123 456},
     * are given without what separates them.
     */
    public Optional<String> otp() {
        return mime().otp();
    }

    /**
     * The mail as another library's type, as in {@code mail.as(in -> new MimeMessage(session, in))}.
     *
     * @throws IllegalArgumentException if the reader fails; its cause says why
     */
    public <T> T as(Reader<T> reader) {
        try {
            return reader.read(new ByteArrayInputStream(content.sharedRaw(), 0, content.size()));
        } catch (Exception e) {
            throw new IllegalArgumentException("mail " + id() + " cannot be read so: " + e.getMessage(), e);
        }
    }

    Content content() {
        return content;
    }

    long number() {
        return number;
    }

    /** Set once, before any reader of a mailbox can see the mail. */
    void number(long stored) {
        number = stored;
    }

    /** What its recipients take of the memory where they are many, with those that were refused. */
    int envelopeOctets() {
        return envelopeOctets;
    }

    /** Set once, before it is stored. */
    void envelopeOctets(int octets) {
        envelopeOctets = octets;
    }

    // Two threads may both read the mail; both read the same.

    private Header header() {
        Header read = header;
        if (read == null) {
            Mime whole = mime.get();
            read = whole != null
                    ? whole.header()
                    : Mime.header(content.sharedRaw(), content.size(), session.mimeLimits);
            header = read;
        }
        return read;
    }

    private Mime mime() {
        Mime read = mime.get();
        if (read == null) {
            read = Mime.read(content.sharedRaw(), 0, content.size(), session.mimeLimits);
            mime = new SoftReference<>(read);
        }
        return read;
    }

    /** One line: who wrote to whom, and about what, as far as it can be read on a line. */
    @Override
    public String toString() {
        String sender = envelope.hasNullSender() ? "<>" : envelope.sender();
        return "mail " + id() + " from " + Clip.inLine(sender) + " to " + Clip.names(envelope.addresses()) + ": \""
                + Clip.inLine(subject()) + '"';
    }

    /**
     * Makes a value of another type from a message.
     *
     * @param <T> what is made
     */
    @FunctionalInterface
    public interface Reader<T> {
        /** Reads the octets of {@link ReceivedMail#raw()}. */
        T read(InputStream raw) throws Exception;
    }
}
