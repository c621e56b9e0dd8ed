package dev.heloise.mailbox;

import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The reading of one message: its header, and which of its parts is the text, the HTML, or attached. It holds ranges of
 * the octets, not copies of what they decode to; only text, HTML and links are kept once they were asked for.
 */
final class Mime {

    private final byte[] message;
    private final int from;
    private final int to;
    private final int bodyStart;
    private final Header header;
    private final List<Part> parts;
    private final FaultList faults;
    private final @Nullable Part textPart;
    private final @Nullable Part htmlPart;
    private final List<Attachment> attachments;

    // Two threads may both decode them; both come to the same.
    private volatile @Nullable String text;
    private volatile @Nullable String html;
    private volatile @Nullable List<Link> links;

    private Mime(byte[] message, int from, int to, int bodyStart, Header header, MimeLimits limits, FaultList faults) {
        this.message = message;
        this.from = from;
        this.to = to;
        this.bodyStart = bodyStart;
        this.header = header;
        this.faults = faults;
        this.parts = MultipartReader.read(
                new Part(Entity.root(header, faults), message, bodyStart, to, limits), limits, faults);
        this.textPart = body(parts, "text/plain");
        this.htmlPart = body(parts, "text/html");
        this.attachments = parts.stream()
                .filter(part -> part != textPart && part != htmlPart)
                .map(Attachment::new)
                .toList();
    }

    /** Reads the message that goes from {@code from} to {@code to}. It never fails; the octets are not copied. */
    static Mime read(byte[] message, int from, int to, MimeLimits limits) {
        FaultList faults = new FaultList();
        Header inPlace = Header.read(message, from, to, limits, faults);
        // Headers are kept longer than messages, so they must not hold on to the octets of the whole.
        return new Mime(message, from, to, inPlace.bodyStart(), inPlace.detached(message, from), limits, faults);
    }

    /** The header alone: a test that asks for the subject does not wait for the parts. */
    static Header header(byte[] message, int to, MimeLimits limits) {
        return Header.read(message, 0, to, limits, Faults.IGNORED).detached(message, 0);
    }

    Header header() {
        return header;
    }

    /** How many octets of {@link #raw()} are before the body. */
    int bodyStart() {
        return bodyStart - from;
    }

    /** Every part that has no parts of its own, in order. */
    List<Part> parts() {
        return parts;
    }

    /** What was wrong with the structure. */
    FaultList faults() {
        return faults;
    }

    /** The octets of the message. A new array each time. */
    byte[] raw() {
        return Arrays.copyOfRange(message, from, to);
    }

    Optional<String> text() {
        if (text == null && textPart != null) {
            text = textPart.characters(Faults.IGNORED);
        }
        return Optional.ofNullable(text);
    }

    Optional<String> html() {
        if (html == null && htmlPart != null) {
            html = htmlPart.characters(Faults.IGNORED);
        }
        return Optional.ofNullable(html);
    }

    List<Attachment> attachments() {
        return attachments;
    }

    List<URI> links() {
        return linksWithText().stream().map(Link::target).toList();
    }

    Optional<URI> link(String text) {
        return Link.find(linksWithText(), text).map(Link::target);
    }

    private List<Link> linksWithText() {
        List<Link> read = links;
        if (read == null) {
            read = html().map(Links::inHtml)
                    .orElseGet(() -> text().map(Links::inText).orElse(List.of()));
            links = read;
        }
        return read;
    }

    Optional<String> otp() {
        String subject = header.value("Subject").orElse("");
        if (textPart == null && htmlPart == null) {
            return OneTimeCode.find(subject, "");
        }
        return text().flatMap(body -> OneTimeCode.find(subject, body))
                .or(() -> html().flatMap(body -> OneTimeCode.find(subject, HtmlText.of(body))));
    }

    private static @Nullable Part body(List<Part> parts, String type) {
        for (Part part : parts) {
            if (part.isBody(type)) {
                return part;
            }
        }
        return null;
    }
}
