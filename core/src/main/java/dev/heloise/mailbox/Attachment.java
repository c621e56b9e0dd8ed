package dev.heloise.mailbox;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/** A part of a mail that is neither its text nor its HTML: a file, an inline image, another message. */
public final class Attachment {

    private final String name;
    private final String contentType;
    private final Optional<String> contentId;
    private final boolean inline;
    private final byte[] bytes;

    Attachment(String name, String contentType, Optional<String> contentId, boolean inline, byte[] bytes) {
        this.name = requireNonNull(name, "name");
        this.contentType = requireNonNull(contentType, "contentType");
        this.contentId = contentId;
        this.inline = inline;
        this.bytes = bytes;
    }

    /** The file name that the sender gave it, decoded but otherwise as it came; empty where there is none. */
    public String name() {
        return name;
    }

    /** The media type in lower case without parameters, such as {@code image/png}. */
    public String contentType() {
        return contentType;
    }

    /** The content id without angle brackets, by which HTML refers to it (RFC 2392). */
    public Optional<String> contentId() {
        return contentId;
    }

    /** Whether it is to be shown within the mail (RFC 2183 §2.1). */
    public boolean isInline() {
        return inline;
    }

    /** The octets after decoding of the transfer encoding. A new array each time. */
    public byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public String toString() {
        return Printable.escaped(name.isEmpty() ? contentType : name + " (" + contentType + ")") + ", " + bytes.length
                + " octets";
    }
}
