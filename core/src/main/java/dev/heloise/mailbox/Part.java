package dev.heloise.mailbox;

import java.io.ByteArrayInputStream;
import java.util.Optional;

/** A part that has no parts of its own: a range of a message's octets, which is decoded when it is asked for. */
final class Part {

    private final Entity entity;
    private final ParameterField disposition;
    private final byte[] message;
    private final int from;
    private final int to;
    private final MimeLimits limits;

    /** The part whose body is from {@code from} to {@code to}. */
    Part(Entity entity, byte[] message, int from, int to, MimeLimits limits) {
        this.entity = entity;
        this.disposition = entity.header()
                .first("Content-Disposition")
                .map(field -> ParameterField.read(field.text(), Faults.IGNORED))
                .orElse(ParameterField.NONE);
        this.message = message;
        this.from = from;
        this.to = Math.max(from, to);
        this.limits = limits;
    }

    /** The same octets, to be shown as they stand. */
    Part asText() {
        return new Part(entity.asText(), message, from, to, limits);
    }

    Entity entity() {
        return entity;
    }

    Header header() {
        return entity.header();
    }

    /** The octets as they were sent. */
    ByteArrayInputStream raw() {
        return new ByteArrayInputStream(message, from, to - from);
    }

    String mediaType() {
        return entity.mediaType();
    }

    /** The file name that the sender gave; empty where there is none. Mostly it is in both places. */
    String name() {
        String name = disposition.parameter("filename");
        // RFC 2047 §5 forbids encoded words in parameters, and most senders use them there.
        return EncodedWords.decode(name.isEmpty() ? entity.contentType().parameter("name") : name);
    }

    /** The content id without angle brackets. */
    Optional<String> contentId() {
        return header().first("Content-ID").map(field -> Header.unbracketed(field.value()));
    }

    /** Whether it is to be shown within the mail: it says so, or it is of one body with the HTML (RFC 2387). */
    boolean isInline() {
        return disposition.value().isEmpty()
                ? entity.related() && !entity.first()
                : disposition.value().equalsIgnoreCase("inline");
    }

    /**
     * Whether it is what its reader reads, in the sense of RFC 8621 §4.1.4: text of that type which is not attached,
     * and which has no file name unless it comes first.
     */
    boolean isBody(String type) {
        return mediaType().equals(type)
                && !disposition.value().equalsIgnoreCase("attachment")
                && (entity.first() || (!entity.related() && name().isEmpty()));
    }

    /** The octets after decoding of the transfer encoding. A new array each time. */
    byte[] octets(Faults faults) {
        return TransferEncoding.decode(transferEncoding(), message, from, to, faults);
    }

    /** The octets as characters. */
    String characters(Faults faults) {
        return MimeCharset.decode(octets(faults), entity.contentType().parameter("charset"), faults);
    }

    /** The message that this part is, if it is one. It shares the octets where they stand for themselves. */
    Optional<Mime> message() {
        if (!mediaType().equals("message/rfc822") && !mediaType().equals("message/global")) {
            return Optional.empty();
        }
        if (TransferEncoding.isIdentity(transferEncoding())) {
            return Optional.of(Mime.read(message, from, to, limits));
        }
        byte[] decoded = octets(Faults.IGNORED);
        return Optional.of(Mime.read(decoded, 0, decoded.length, limits));
    }

    private String transferEncoding() {
        return header().first("Content-Transfer-Encoding")
                .map(field -> ParameterField.read(field.text(), Faults.IGNORED).value())
                .orElse("");
    }
}
