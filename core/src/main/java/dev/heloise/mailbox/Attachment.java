package dev.heloise.mailbox;

import java.util.List;
import java.util.Optional;

/** A part of a mail that is neither its text nor its HTML: a file, an inline image, another message. */
public final class Attachment {

    private final Part part;

    Attachment(Part part) {
        this.part = part;
    }

    /**
     * The file name that the sender gave it, decoded (RFC 2231, and RFC 2047 where it should not be), but otherwise as
     * it came: it may name another folder or hold characters that cannot be seen, so no file should be written under
     * it. Empty where there is none.
     */
    public String name() {
        return part.name();
    }

    /** The media type in lower case without parameters, such as {@code image/png}. */
    public String contentType() {
        return part.mediaType();
    }

    /** The content id without angle brackets, by which HTML refers to it (RFC 2392). */
    public Optional<String> contentId() {
        return part.contentId();
    }

    /** Whether it is to be shown within the mail: it says so (RFC 2183 §2.1), or it is of one body with the HTML. */
    public boolean isInline() {
        return part.isInline();
    }

    /**
     * The octets after decoding of the transfer encoding; what is garbled is decoded as far as that can be done. A new
     * array each time.
     */
    public byte[] bytes() {
        return part.octets(Faults.IGNORED);
    }

    /** The fields of the part's header, in their order. */
    public List<HeaderField> headers() {
        return part.header().fields();
    }

    /** The message that is attached, where this is one ({@code message/rfc822}, {@code message/global}). */
    public Optional<AttachedMessage> message() {
        return part.message().map(AttachedMessage::new);
    }

    @Override
    public String toString() {
        String name = name();
        return Printable.escaped(name.isEmpty() ? contentType() : name + " (" + contentType() + ")") + ", "
                + bytes().length + " octets";
    }
}
