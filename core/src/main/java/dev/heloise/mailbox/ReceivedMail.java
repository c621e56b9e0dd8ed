package dev.heloise.mailbox;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One mail as the server received it. The octets are the truth: {@link #raw()} and {@link #wire()} are exactly what was
 * sent, and everything that reads them (subject, text, attachments, …) does so when it is asked, and never fails on a
 * message that is malformed: what cannot be understood is given as it stands, and a finding says so.
 */
public final class ReceivedMail {

    private final Instant receivedAt;
    private final Envelope envelope;
    private final SmtpSession session;
    private final Content content;
    private long number;
    private volatile @Nullable Mime mime;

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
        SmtpSession session = new SmtpSession(0, nobody, now, Retention.DEFAULT);
        session.end = SmtpSession.End.SERVER_CLOSED;
        return new ReceivedMail(now, envelope, session, Content.ofOctets(raw.clone()));
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

    /** The octets as they were sent after {@code DATA}, the final {@code .CRLF} included. A new array each time. */
    public byte[] wire() {
        return content.wire();
    }

    /** The number of octets of {@link #raw()}, as the SIZE extension counts them (RFC 1870 §5). */
    public int size() {
        return content.size();
    }

    /** What a real receiver would dislike about this mail. */
    public List<Finding> findings() {
        return mime().findings();
    }

    /** The subject, encoded words decoded; empty where there is none. */
    public String subject() {
        return header("Subject").orElse("");
    }

    /** The addresses of {@code From}. */
    public List<MailAddress> from() {
        return mime().addresses("From");
    }

    /** The addresses of {@code To}; to whom the mail was really sent is in the {@link #envelope()}. */
    public List<MailAddress> to() {
        return mime().addresses("To");
    }

    /** The addresses of {@code Cc}. */
    public List<MailAddress> cc() {
        return mime().addresses("Cc");
    }

    /** The addresses of {@code Bcc}, which a sender should have taken out (RFC 5322 §3.6.3). */
    public List<MailAddress> bcc() {
        return mime().addresses("Bcc");
    }

    /** The addresses of {@code Reply-To}. */
    public List<MailAddress> replyTo() {
        return mime().addresses("Reply-To");
    }

    /** The first field of that name, in any case, unfolded and with encoded words decoded. */
    public Optional<String> header(String name) {
        return headers(name).stream().findFirst();
    }

    /** All fields of that name, in any case, from top to bottom, unfolded and with encoded words decoded. */
    public List<String> headers(String name) {
        return mime().headers(name);
    }

    /** {@code Message-ID} without its angle brackets. */
    public Optional<String> messageId() {
        return header("Message-ID")
                .map(id -> id.startsWith("<") && id.endsWith(">") ? id.substring(1, id.length() - 1) : id);
    }

    /** The first plain text that is not an attachment, decoded to characters. */
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

    /** The targets of the links in the HTML, or of the addresses in the text where there is no HTML, in order. */
    public List<URI> links() {
        return mime().links();
    }

    /**
     * The one-time code that the mail gives its reader: digits, or letters and digits, near the usual words for such a
     * thing.
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
            return reader.read(new ByteArrayInputStream(raw()));
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

    private Mime mime() {
        Mime read = mime;
        if (read == null) {
            // Two threads may both read it; both read the same.
            read = Mime.read(raw());
            mime = read;
        }
        return read;
    }

    /** One line: who wrote to whom, and about what. */
    @Override
    public String toString() {
        String sender = envelope.hasNullSender() ? "<>" : envelope.sender();
        return Printable.escaped("mail " + id() + " from " + sender + " to " + String.join(", ", envelope.addresses())
                + ": \"" + subject() + "\"");
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
