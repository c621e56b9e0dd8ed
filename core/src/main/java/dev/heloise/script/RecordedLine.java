package dev.heloise.script;

import dev.heloise.script.Recording.Entry;
import java.io.ByteArrayOutputStream;

/** The form of entries in a recording's file. */
final class RecordedLine {

    private static final String HEX = "0123456789ABCDEF";
    private static final byte[] CRLF = {'\r', '\n'};

    private RecordedLine() {}

    /** An entry takes one line, or as many as a content has. */
    static void append(StringBuilder text, Entry entry) {
        byte[] octets = entry.octets();
        int start = 0;
        while (start < octets.length) {
            int end = endOfLine(octets, start);
            boolean crlf = end - start >= 2 && octets[end - 2] == '\r' && octets[end - 1] == '\n';
            int length = end - start - (crlf ? CRLF.length : 0);
            text.append(entry.kind().letter()).append(length == 0 ? ":" : ": ");
            append(text, octets, start, start + length);
            text.append(crlf ? "\n" : "\\\n");
            start = end;
        }
    }

    /** After the next LF, whether or not there is a CR before it. */
    private static int endOfLine(byte[] octets, int start) {
        for (int i = start; i < octets.length; i++) {
            if (octets[i] == '\n') {
                return i + 1;
            }
        }
        return octets.length;
    }

    private static void append(StringBuilder text, byte[] octets, int start, int end) {
        for (int i = start; i < end; i++) {
            byte octet = octets[i];
            boolean last = i == end - 1;
            if (octet < ' ' || octet == 0x7F || octet == '\\' || (octet == ' ' && last)) {
                text.append("\\x").append(HEX.charAt((octet >> 4) & 0xF)).append(HEX.charAt(octet & 0xF));
            } else {
                text.append((char) octet);
            }
        }
    }

    /**
     * The entry of one line.
     *
     * @throws IllegalArgumentException if this is none
     */
    static Entry parse(String line) {
        Entry.Kind kind = kind(line);
        ByteArrayOutputStream octets = new ByteArrayOutputStream(line.length());
        boolean open = false;
        for (int i = Math.min(3, line.length()); i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '\\' && i == line.length() - 1) {
                open = true;
            } else if (c == '\\') {
                octets.write(octet(line, i));
                i += 3;
            } else {
                require(c < 0x80, line);
                octets.write(c);
            }
        }
        if (!open) {
            octets.writeBytes(CRLF);
        }
        return new Entry(kind, octets.toByteArray());
    }

    private static Entry.Kind kind(String line) {
        require(line.length() >= 2 && line.charAt(1) == ':' && (line.length() == 2 || line.charAt(2) == ' '), line);
        for (Entry.Kind kind : Entry.Kind.values()) {
            if (kind.letter() == line.charAt(0)) {
                return kind;
            }
        }
        throw notALine(line);
    }

    private static int octet(String line, int backslash) {
        require(backslash + 4 <= line.length() && line.charAt(backslash + 1) == 'x', line);
        int high = Character.digit(line.charAt(backslash + 2), 16);
        int low = Character.digit(line.charAt(backslash + 3), 16);
        require(high >= 0 && low >= 0, line);
        return high << 4 | low;
    }

    private static void require(boolean holds, String line) {
        if (!holds) {
            throw notALine(line);
        }
    }

    private static IllegalArgumentException notALine(String line) {
        return new IllegalArgumentException("not a line of a recording: \"" + line + '"');
    }
}
