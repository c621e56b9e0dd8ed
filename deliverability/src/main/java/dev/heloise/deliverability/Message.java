package dev.heloise.deliverability;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A message cut into its header fields and its body, octet for octet, and without judging either. */
final class Message {

    /** As many as core reads; a field of two octets takes fifty times its size. */
    private static final int MOST_FIELDS = 10_000;

    private final byte[] raw;
    private final List<RawField> fields;
    private final byte[] body;

    private Message(byte[] raw, List<RawField> fields, byte[] body) {
        this.raw = raw;
        this.fields = List.copyOf(fields);
        this.body = body;
    }

    /** Cuts a message. A bare LF ends a line as CRLF does, but stays what it is. */
    static Message of(byte[] raw) {
        List<RawField> fields = new ArrayList<>();
        int fieldStart = 0;
        int lineStart = 0;
        while (lineStart < raw.length) {
            int next = nextLine(raw, lineStart);
            boolean continues = lineStart > fieldStart && RawField.isBlank((char) raw[lineStart]);
            if (!continues && lineStart > fieldStart) {
                add(fields, raw, fieldStart, lineStart);
                fieldStart = lineStart;
            }
            if (isEmptyLine(raw, lineStart, next)) {
                return new Message(raw, fields, Arrays.copyOfRange(raw, next, raw.length));
            }
            lineStart = next;
        }
        if (lineStart > fieldStart) {
            add(fields, raw, fieldStart, lineStart);
        }
        return new Message(raw, fields, new byte[0]);
    }

    private static void add(List<RawField> fields, byte[] raw, int start, int end) {
        if (fields.size() < MOST_FIELDS) {
            fields.add(field(raw, start, end));
        }
    }

    private static int nextLine(byte[] raw, int start) {
        int end = start;
        while (end < raw.length && raw[end] != '\n') {
            end++;
        }
        return Math.min(end + 1, raw.length);
    }

    private static boolean isEmptyLine(byte[] raw, int start, int end) {
        int length = end - start;
        return (length == 1 && raw[start] == '\n') || (length == 2 && raw[start] == '\r' && raw[start + 1] == '\n');
    }

    private static RawField field(byte[] raw, int start, int end) {
        int last = end;
        if (last > start && raw[last - 1] == '\n') {
            last--;
        }
        if (last > start && raw[last - 1] == '\r') {
            last--;
        }
        return new RawField(new String(raw, start, last - start, StandardCharsets.ISO_8859_1));
    }

    /** The fields from top to bottom. */
    List<RawField> fields() {
        return fields;
    }

    /** The fields of that name, in any case, from top to bottom. */
    List<RawField> fields(String name) {
        return fields.stream().filter(field -> field.isNamed(name)).toList();
    }

    /** The octets after the empty line. */
    byte[] body() {
        return body.clone();
    }

    /** Whether a CR or LF stands alone, which servers on the way would replace (RFC 5321 §2.3.8). */
    boolean hasBareLineEnds() {
        for (int i = 0; i < raw.length; i++) {
            boolean bareLf = raw[i] == '\n' && (i == 0 || raw[i - 1] != '\r');
            boolean bareCr = raw[i] == '\r' && (i + 1 == raw.length || raw[i + 1] != '\n');
            if (bareLf || bareCr) {
                return true;
            }
        }
        return false;
    }

    /** The same message after a server that makes every bare LF, and every bare CR, a CRLF. */
    Message normalized() {
        return of(normalized(raw));
    }

    static byte[] normalized(byte[] octets) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(octets.length + 64);
        for (int i = 0; i < octets.length; i++) {
            if (octets[i] == '\n' || octets[i] == '\r') {
                out.write('\r');
                out.write('\n');
                if (octets[i] == '\r' && i + 1 < octets.length && octets[i + 1] == '\n') {
                    i++;
                }
            } else {
                out.write(octets[i]);
            }
        }
        return out.toByteArray();
    }
}
