package dev.heloise.mailbox;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Splits a message into its parts (RFC 2046 §5.1) in one walk over its lines, however deep they are nested, and without
 * copying: a part is a range of the message. Messages within the message are not entered.
 */
final class MultipartReader {

    /** How deep multiparts within multiparts are read; one that is deeper is an attachment. */
    static final int MAX_DEPTH = 100;

    /** How many parts are read, multiparts included; what comes after them is left alone. */
    static final int MAX_PARTS = 10_000;

    private final byte[] message;
    private final int to;
    private final Faults faults;
    private final List<Part> parts = new ArrayList<>(2);
    private final List<Multipart> open = new ArrayList<>(2);
    private int entities;

    private @Nullable Entity leaf;
    private int leafStart;

    private MultipartReader(byte[] message, int to, Faults faults) {
        this.message = message;
        this.to = to;
        this.faults = faults;
    }

    /** All parts that have no parts of their own, in their order; the message itself where it is not multipart. */
    static List<Part> read(byte[] message, Entity root, int bodyStart, int to, Faults faults) {
        return List.copyOf(new MultipartReader(message, to, faults).read(root, bodyStart));
    }

    private List<Part> read(Entity root, int bodyStart) {
        begin(root, bodyStart);
        int line = bodyStart;
        // After the last multipart is closed there is only its epilogue.
        while (line < to && !open.isEmpty()) {
            int next = Lines.next(message, line, to);
            Optional<Delimiter> delimiter = delimiter(line, next);
            line = delimiter.isPresent() ? cross(delimiter.get(), line, next) : next;
        }
        endLeaf(to);
        leave(0, to);
        return parts;
    }

    /** Begins an entity whose body is there. */
    private void begin(Entity entity, int bodyStart) {
        entities++;
        leaf = entity;
        leafStart = bodyStart;
        if (entity.isMultipart()) {
            String boundary = entity.contentType().parameter("boundary").stripTrailing();
            if (boundary.isEmpty()) {
                faults.add(MailRule.MISSING_BOUNDARY, () -> "a multipart has no boundary, so it is taken for text");
                leaf = entity.asText();
            } else if (open.size() == MAX_DEPTH) {
                faults.add(MailRule.MIME_TOO_DEEP, () -> "multiparts are nested more than " + MAX_DEPTH + " deep");
            } else {
                open.add(new Multipart(entity, boundary.getBytes(StandardCharsets.UTF_8), bodyStart));
                leaf = null;
            }
        }
    }

    private void endLeaf(int end) {
        if (leaf != null) {
            parts.add(new Part(leaf, message, leafStart, end));
            leaf = null;
        }
    }

    /** Goes over a boundary, and gives the line from which to read on. */
    private int cross(Delimiter delimiter, int line, int next) {
        // RFC 2046 §5.1.1: the line end before the boundary belongs to it.
        endLeaf(Lines.end(message, leafStart, line));
        leave(delimiter.level + 1, line);
        Multipart multipart = open.get(delimiter.level);
        if (delimiter.closing) {
            open.remove(delimiter.level);
            return next;
        }
        if (entities == MAX_PARTS) {
            faults.add(MailRule.MIME_TOO_MANY_PARTS, () -> "only the first " + MAX_PARTS + " parts are read");
            open.clear();
            return to;
        }
        boolean first = !multipart.hasParts;
        multipart.hasParts = true;
        Header header = Header.read(message, next, headerEnd(next), faults);
        begin(Entity.within(multipart.entity, first, header, faults), header.bodyStart());
        return header.bodyStart();
    }

    /** Leaves the multiparts from that level on, which are not closed. */
    private void leave(int level, int end) {
        while (open.size() > level) {
            Multipart multipart = open.remove(open.size() - 1);
            if (multipart.hasParts) {
                faults.add(MailRule.UNCLOSED_MULTIPART, () -> "a multipart is not closed by its boundary");
            } else {
                faults.add(
                        MailRule.MISSING_BOUNDARY, () -> "a multipart's boundary never comes, so it is taken for text");
                parts.add(new Part(multipart.entity.asText(), message, multipart.bodyStart, end));
            }
        }
    }

    /** Where the header of a part ends at the latest: after an empty line, or before a boundary. */
    private int headerEnd(int from) {
        int line = from;
        while (line < to) {
            int next = Lines.next(message, line, to);
            if (Lines.isEmpty(message, line, next)) {
                return next;
            }
            if (delimiter(line, next).isPresent()) {
                return line;
            }
            line = next;
        }
        return to;
    }

    /**
     * Whether a line is the boundary of an open multipart, the innermost first. The whole line counts, where RFC 2046
     * §5.1.1 lets its beginning suffice: senders make one boundary from another by adding to it.
     */
    private Optional<Delimiter> delimiter(int line, int next) {
        if (next - line < 3 || message[line] != '-' || message[line + 1] != '-') {
            return Optional.empty();
        }
        int start = line + 2;
        int end = Lines.end(message, line, next);
        while (end > start && isBlank(message[end - 1])) {
            end--;
        }
        for (int level = open.size() - 1; level >= 0; level--) {
            byte[] boundary = open.get(level).boundary;
            int rest = end - start - boundary.length;
            if ((rest == 0 || (rest == 2 && message[end - 1] == '-' && message[end - 2] == '-'))
                    && Arrays.equals(message, start, start + boundary.length, boundary, 0, boundary.length)) {
                return Optional.of(new Delimiter(level, rest == 2));
            }
        }
        return Optional.empty();
    }

    private static boolean isBlank(byte octet) {
        return octet == ' ' || octet == '\t' || octet == '\r';
    }

    private record Delimiter(int level, boolean closing) {}

    /** A multipart whose closing boundary has not been seen. */
    private static final class Multipart {
        private final Entity entity;
        private final byte[] boundary;
        private final int bodyStart;
        private boolean hasParts;

        private Multipart(Entity entity, byte[] boundary, int bodyStart) {
            this.entity = entity;
            this.boundary = boundary;
            this.bodyStart = bodyStart;
        }
    }
}
