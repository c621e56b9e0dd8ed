package dev.heloise.mailbox;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.apache.james.mime4j.io.BufferedLineReaderInputStream;
import org.apache.james.mime4j.io.MimeBoundaryInputStream;

/**
 * Splits a message into its parts (RFC 2046 §5.1), outermost multiparts first. Messages within the message are not
 * entered. mime4j finds the boundaries; depth and number are bounded here, since it would follow them without end.
 */
final class MultipartReader {

    private final MimeLimits limits;
    private final Faults faults;
    private final List<Part> parts = new ArrayList<>(2);

    /** What is still to be split, the next one first. Nothing else holds on to its octets. */
    private final Deque<Opened> open = new ArrayDeque<>(2);

    private int entities = 1;

    private MultipartReader(MimeLimits limits, Faults faults) {
        this.limits = limits;
        this.faults = faults;
    }

    /** All parts that have no parts of their own, in their order; the message itself where it is not multipart. */
    static List<Part> read(Part message, MimeLimits limits, Faults faults) {
        MultipartReader reader = new MultipartReader(limits, faults);
        reader.open.push(new Opened(message, 0));
        while (!reader.open.isEmpty()) {
            reader.read(reader.open.pop());
        }
        return List.copyOf(reader.parts);
    }

    private void read(Opened opened) {
        Part part = opened.part;
        if (!part.entity().isMultipart()) {
            parts.add(part);
            return;
        }
        String boundary = part.entity().contentType().parameter("boundary").stripTrailing();
        if (boundary.isEmpty()) {
            faults.add(MailRule.MISSING_BOUNDARY, () -> "a multipart has no boundary, so it is taken for text");
            parts.add(part.asText());
        } else if (opened.depth == limits.depth()) {
            faults.add(MailRule.MIME_TOO_DEEP, () -> "multiparts are nested more than " + limits.depth() + " deep");
            parts.add(part);
        } else {
            try {
                split(opened, boundary);
            } catch (IOException e) {
                throw new UncheckedIOException("cannot happen, as the octets are in memory", e);
            }
        }
    }

    private void split(Opened opened, String boundary) throws IOException {
        // mime4j takes each character of a boundary for an octet.
        String octets = new String(boundary.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        ByteArrayInputStream body = opened.part.raw();
        int size = body.available();
        Buffered in = new Buffered(body);
        MimeBoundaryInputStream section = new MimeBoundaryInputStream(in, octets);
        if (section.transferTo(OutputStream.nullOutputStream()) == size) {
            faults.add(MailRule.MISSING_BOUNDARY, () -> "a multipart's boundary never comes, so it is taken for text");
            // One within another that has the same boundary has nothing in it: its parts are those of the other.
            if (opened.depth == 0 || !isBlank(opened.part.raw())) {
                parts.add(opened.part.asText());
            }
            return;
        }
        List<Opened> inner = new ArrayList<>();
        while (!section.isLastPart() && (inner.isEmpty() || !section.eof())) {
            if (entities == limits.parts()) {
                faults.add(MailRule.MIME_TOO_MANY_PARTS, () -> "only the first " + limits.parts() + " parts are read");
                break;
            }
            entities++;
            section = new MimeBoundaryInputStream(in, octets);
            inner.add(opened.within(section.readAllBytes(), inner.isEmpty(), limits, faults));
        }
        if (section.eof() && !section.isLastPart()) {
            faults.add(MailRule.UNCLOSED_MULTIPART, () -> "a multipart is not closed by its boundary");
        }
        for (int i = inner.size() - 1; i >= 0; i--) {
            open.push(inner.get(i));
        }
    }

    private static boolean isBlank(ByteArrayInputStream octets) {
        return new String(octets.readAllBytes(), StandardCharsets.ISO_8859_1).isBlank();
    }

    /** A part that was found and not looked into. */
    private record Opened(Part part, int depth) {

        Opened within(byte[] octets, boolean first, MimeLimits limits, Faults faults) {
            Header header = Header.read(octets, 0, octets.length, limits, faults);
            Entity entity = Entity.within(part.entity(), first, header, faults);
            return new Opened(new Part(entity, octets, header.bodyStart(), octets.length, limits), depth + 1);
        }
    }

    /**
     * The octets of a multipart. A boundary that ends where the buffer does is not taken for one yet, as mime4j does:
     * senders make one boundary from another by adding to it, and what follows may make it that other.
     */
    private static final class Buffered extends BufferedLineReaderInputStream {
        private static final int SIZE = 4096;

        private boolean ended;

        private Buffered(InputStream octets) {
            super(octets, SIZE);
        }

        @Override
        public int fillBuffer() throws IOException {
            int read = super.fillBuffer();
            ended = read < 0;
            return read;
        }

        @Override
        public int indexOf(byte[] boundary, int from, int length) {
            int found = super.indexOf(boundary, from, length);
            return found + boundary.length == limit() && !ended ? -1 : found;
        }
    }
}
