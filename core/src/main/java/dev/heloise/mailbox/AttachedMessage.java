package dev.heloise.mailbox;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * A message within a mail, such as one that was forwarded or came back: it reads like a {@link ReceivedMail}, but was
 * never received, so it has no envelope and no session.
 */
public final class AttachedMessage {

    private final Mime mime;

    AttachedMessage(Mime mime) {
        this.mime = mime;
    }

    /** Its octets. A new array each time. */
    public byte[] raw() {
        return mime.raw();
    }

    /** The subject, encoded words decoded; empty where there is none. */
    public String subject() {
        return header("Subject").orElse("");
    }

    /** The addresses of {@code From}. */
    public List<MailAddress> from() {
        return mime.header().addresses("From");
    }

    /** The addresses of {@code To}. */
    public List<MailAddress> to() {
        return mime.header().addresses("To");
    }

    /** The addresses of {@code Cc}. */
    public List<MailAddress> cc() {
        return mime.header().addresses("Cc");
    }

    /** The addresses of {@code Bcc}. */
    public List<MailAddress> bcc() {
        return mime.header().addresses("Bcc");
    }

    /** The addresses of {@code Reply-To}. */
    public List<MailAddress> replyTo() {
        return mime.header().addresses("Reply-To");
    }

    /** All fields of the header, from top to bottom. */
    public List<HeaderField> headers() {
        return mime.header().fields();
    }

    /** The first field of that name, in any case, unfolded and with encoded words decoded. */
    public Optional<String> header(String name) {
        return mime.header().value(name);
    }

    /** All fields of that name, in any case, from top to bottom, unfolded and with encoded words decoded. */
    public List<String> headers(String name) {
        return mime.header().values(name);
    }

    /** {@code Message-ID} without its angle brackets. */
    public Optional<String> messageId() {
        return mime.header().messageId();
    }

    /** The first plain text that is not an attachment, decoded to characters. */
    public Optional<String> text() {
        return mime.text();
    }

    /** The first HTML that is not an attachment, decoded to characters. */
    public Optional<String> html() {
        return mime.html();
    }

    /** Every part that is neither the text nor the HTML of the message, in order, inline images included. */
    public List<Attachment> attachments() {
        return mime.attachments();
    }

    /** The targets of its links, as with {@link ReceivedMail#links()}. */
    public List<URI> links() {
        return mime.links();
    }

    /** The target of one link, as with {@link ReceivedMail#link}. */
    public Optional<URI> link(String text) {
        return mime.link(text);
    }

    /** The one-time code that it gives its reader, as with {@link ReceivedMail#otp()}. */
    public Optional<String> otp() {
        return mime.otp();
    }

    /** One line: who wrote it, and about what. */
    @Override
    public String toString() {
        return "message from " + Clip.inLine(from().toString()) + ": \"" + Clip.inLine(subject()) + '"';
    }
}
