package dev.heloise.deliverability;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What counts of a header field or of a body when it is signed (RFC 6376 §3.4). */
enum Canonicalization {
    /** Every octet, but the empty lines at the end of a body. */
    SIMPLE {
        @Override
        String header(RawField field) {
            return field.text();
        }

        @Override
        byte[] body(byte[] body) {
            int end = withoutEmptyLines(body, body.length);
            byte[] canonical = Arrays.copyOf(body, end + 2);
            canonical[end] = '\r';
            canonical[end + 1] = '\n';
            return canonical;
        }
    },

    /** Not the amount of blanks, the folding or the case of names. */
    RELAXED {
        @Override
        String header(RawField field) {
            StringBuilder line = new StringBuilder(field.text().length());
            line.append(field.name().toLowerCase(Locale.ROOT)).append(':');
            appendCollapsed(field.value(), line);
            return line.toString();
        }

        @Override
        byte[] body(byte[] body) {
            ByteArrayOutputStream canonical = new ByteArrayOutputStream(body.length + 2);
            boolean blanks = false;
            for (int i = 0; i < body.length; i++) {
                boolean lineEnd = body[i] == '\r' && i + 1 < body.length && body[i + 1] == '\n';
                if (RawField.isBlank((char) body[i])) {
                    blanks = true;
                    continue;
                }
                if (blanks && !lineEnd) {
                    canonical.write(' ');
                }
                blanks = false;
                canonical.write(body[i]);
            }
            byte[] lines = canonical.toByteArray();
            int end = withoutEmptyLines(lines, lines.length);
            return end == 0 ? new byte[0] : SIMPLE.body(lines);
        }
    };

    /** The octets of a field that are signed, without the CRLF after it. */
    abstract String header(RawField field);

    /** The octets of a body that are hashed. */
    abstract byte[] body(byte[] body);

    /** The algorithm of that name; names are in lower case. */
    static Optional<Canonicalization> of(String name) {
        return switch (name) {
            case "simple" -> Optional.of(SIMPLE);
            case "relaxed" -> Optional.of(RELAXED);
            default -> Optional.empty();
        };
    }

    /** Where the text ends, without the CRLF of its last line and the empty lines after that. */
    private static int withoutEmptyLines(byte[] body, int length) {
        int end = length;
        while (end >= 2 && body[end - 2] == '\r' && body[end - 1] == '\n') {
            end -= 2;
        }
        return end;
    }

    private static void appendCollapsed(String value, StringBuilder line) {
        int start = line.length();
        boolean blanks = false;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            boolean fold = (c == '\r' && i + 1 < value.length() && value.charAt(i + 1) == '\n')
                    || (c == '\n' && i > 0 && value.charAt(i - 1) == '\r');
            if (fold) {
                continue;
            }
            if (RawField.isBlank(c)) {
                blanks = true;
                continue;
            }
            if (blanks && line.length() > start) {
                line.append(' ');
            }
            blanks = false;
            line.append(c);
        }
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
