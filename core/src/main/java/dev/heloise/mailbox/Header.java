package dev.heloise.mailbox;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The fields at the top of a message or of one of its parts, in their order, and where the body begins. Lines may end
 * in LF alone: some senders fold so. mime4j gives neither the exact octets of a field nor, where the empty line is
 * missing, the body.
 */
final class Header {

    /** A field of two octets takes fifty times its size. */
    private static final int MOST_FIELDS = 10_000;

    /** So many fields are looked through faster than looked up. */
    private static final int FEW = 100;

    private final List<HeaderField> fields;
    private final int bodyStart;

    /** Made when a header of many fields is asked for one; two threads may both make it. */
    private volatile @Nullable Map<String, List<HeaderField>> byName;

    private Header(List<HeaderField> fields, int bodyStart) {
        this.fields = List.copyOf(fields);
        this.bodyStart = bodyStart;
    }

    /** Reads the header that begins at {@code from}, in octets that end at {@code to}. */
    static Header read(byte[] octets, int from, int to, MimeLimits limits, Faults faults) {
        return new Reader(octets, from, to, limits.headerSize(), faults).read();
    }

    /** The same, on octets of its own: it does not hold on to those of the whole message. */
    Header detached(byte[] octets, int from) {
        int end = fields.isEmpty() ? from : fields.get(fields.size() - 1).end();
        byte[] copy = Arrays.copyOfRange(octets, from, end);
        List<HeaderField> moved = new ArrayList<>(fields.size());
        for (HeaderField field : fields) {
            moved.add(field.movedTo(copy, from));
        }
        return new Header(moved, bodyStart - from);
    }

    List<HeaderField> fields() {
        return fields;
    }

    /** The first field of that name, in any case. */
    Optional<HeaderField> first(String name) {
        for (HeaderField field : fields) {
            if (field.name().equalsIgnoreCase(name)) {
                return Optional.of(field);
            }
        }
        return Optional.empty();
    }

    /** All fields of that name, in any case. */
    List<HeaderField> all(String name) {
        return fields.size() <= FEW
                ? fields.stream()
                        .filter(field -> field.name().equalsIgnoreCase(name))
                        .toList()
                : byName().getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
    }

    private Map<String, List<HeaderField>> byName() {
        Map<String, List<HeaderField>> read = byName;
        if (read == null) {
            read = fields.stream()
                    .collect(Collectors.groupingBy(
                            field -> field.name().toLowerCase(Locale.ROOT), Collectors.toUnmodifiableList()));
            byName = read;
        }
        return read;
    }

    /** What the first field of that name says, decoded. */
    Optional<String> value(String name) {
        Optional<HeaderField> field = first(name);
        return field.isPresent() ? Optional.of(field.get().value()) : Optional.empty();
    }

    /** What all fields of that name say, decoded. */
    List<String> values(String name) {
        return all(name).stream().map(HeaderField::value).toList();
    }

    /** The addresses of all fields of that name. */
    List<MailAddress> addresses(String name) {
        return all(name).stream()
                .flatMap(field -> AddressReader.read(field.text(), Faults.IGNORED).stream())
                .toList();
    }

    /** The id of the message without its angle brackets. */
    Optional<String> messageId() {
        return value("Message-ID").map(Header::unbracketed);
    }

    /** A message or content id without its angle brackets. */
    static String unbracketed(String id) {
        return id.startsWith("<") && id.endsWith(">") ? id.substring(1, id.length() - 1) : id;
    }

    /** Where the body begins: after the empty line. */
    int bodyStart() {
        return bodyStart;
    }

    /** Walks over the lines once. */
    private static final class Reader {
        private final byte[] octets;
        private final int from;
        private final int to;
        private final int limit;
        private final Faults faults;
        private final List<HeaderField> fields = new ArrayList<>();

        private Reader(byte[] octets, int from, int to, int headerSize, Faults faults) {
            this.octets = octets;
            this.from = from;
            this.to = to;
            this.limit = (int) Math.min(to, (long) from + headerSize);
            this.faults = faults;
        }

        private Header read() {
            int line = from;
            while (line < to) {
                int next = Lines.next(octets, line, to);
                if (Lines.isEmpty(octets, line, next)) {
                    return new Header(fields, next);
                }
                if (line >= limit || fields.size() >= MOST_FIELDS) {
                    tooLarge();
                    line = next;
                    continue;
                }
                int colon = colon(line, next);
                if (colon >= 0) {
                    next = unfoldedEnd(next);
                    add(line, colon, next);
                } else if (isBody(line, next)) {
                    faults.add(MailRule.HEADER_MALFORMED, () -> "a line is no header field, so the body begins there");
                    return new Header(fields, line);
                } else {
                    faults.add(MailRule.HEADER_MALFORMED, () -> "a line between the header fields is none");
                }
                line = next;
            }
            return new Header(fields, to);
        }

        private void add(int line, int colon, int next) {
            int nameEnd = colon;
            while (isBlank(octets[nameEnd - 1])) {
                nameEnd--;
            }
            if (nameEnd < colon) {
                // RFC 5322 §4.5 allows it to be read, and §2.2 forbids it to be written.
                faults.add(
                        MailRule.HEADER_MALFORMED, () -> "there is white space between a field's name and its colon");
            }
            if (next > limit) {
                tooLarge();
            }
            String name = MimeCharset.guess(octets, line, nameEnd - line);
            if (!MimeCharset.isAscii(octets, line, nameEnd - line)) {
                faults.add(MailRule.HEADER_MALFORMED, () -> "a field's name is not ASCII");
            }
            fields.add(new HeaderField(name, octets, line, colon + 1, Math.max(colon + 1, Math.min(next, limit))));
        }

        private void tooLarge() {
            faults.add(
                    MailRule.HEADER_TOO_LARGE,
                    () -> fields.size() >= MOST_FIELDS
                            ? "only the first 10,000 fields of a header are read"
                            : "only the first " + (limit - from) + " octets of a header are read");
        }

        /** The colon after the name with which a field begins; negative where the line begins otherwise. */
        private int colon(int line, int next) {
            int i = line;
            while (i < next && ((octets[i] > ' ' && octets[i] < 0x7F) || octets[i] < 0) && octets[i] != ':') {
                i++;
            }
            if (i == line) {
                return -1;
            }
            while (i < next && isBlank(octets[i])) {
                i++;
            }
            return i < next && octets[i] == ':' ? i : -1;
        }

        /** Where the next line begins that does not continue the one before (RFC 5322 §2.2.3). */
        private int unfoldedEnd(int next) {
            int end = next;
            while (end < to && isBlank(octets[end])) {
                end = Lines.next(octets, end, to);
            }
            return end;
        }

        /**
         * Whether the body begins with a line that is no field. A single stray line among fields is passed over, and so
         * is the line with which mailbox files begin a message; with two of them, or where nothing follows, the empty
         * line was forgotten.
         */
        private boolean isBody(int line, int next) {
            if (fields.isEmpty()) {
                return !isFileSeparator(line, next) && !isIndentedField(line, next);
            }
            if (next == to) {
                return true;
            }
            int afterNext = Lines.next(octets, next, to);
            return Lines.isEmpty(octets, next, afterNext) ? afterNext == to : colon(next, afterNext) < 0;
        }

        private boolean isFileSeparator(int line, int next) {
            int start = octets[line] == '>' ? line + 1 : line;
            return next - start > 5
                    && new String(octets, start, 5, StandardCharsets.ISO_8859_1).equals("From ")
                    && line == from;
        }

        /** Whether this is a field but for the blanks before it, with one that is sound in the next line. */
        private boolean isIndentedField(int line, int next) {
            return isBlank(octets[line]) && next < to && colon(next, Lines.next(octets, next, to)) >= 0;
        }

        private static boolean isBlank(byte octet) {
            return octet == ' ' || octet == '\t';
        }
    }
}
