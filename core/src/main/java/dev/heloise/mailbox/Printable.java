package dev.heloise.mailbox;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Makes octets of unknown origin safe to read on a terminal and in a browser: what cannot be seen is shown as an
 * escape.
 */
final class Printable {

    /** As wide as the characters that it stands between, and usual among them. */
    private static final int IDEOGRAPHIC_SPACE = 0x3000;

    private Printable() {}

    /** The line without its CRLF; a line that ended otherwise shows how. */
    static String line(byte[] bytes) {
        int length = bytes.length;
        if (length >= 2 && bytes[length - 2] == '\r' && bytes[length - 1] == '\n') {
            length -= 2;
        }
        return text(bytes, length);
    }

    private static String text(byte[] bytes, int length) {
        try {
            return escaped(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, 0, length))
                    .toString());
        } catch (CharacterCodingException notUtf8) {
            // Not text at all, so each octet that is not ASCII stands for itself.
            StringBuilder text = new StringBuilder(length + 16);
            for (int i = 0; i < length; i++) {
                append(text, bytes[i] & 0xFF, bytes[i] >= ' ' && bytes[i] < 0x7F);
            }
            return text.toString();
        }
    }

    static String escaped(String text) {
        StringBuilder escaped = null;
        for (int i = 0; i < text.length(); ) {
            int point = text.codePointAt(i);
            boolean visible = isVisible(point);
            if (!visible && escaped == null) {
                escaped = new StringBuilder(text.length() + 16).append(text, 0, i);
            }
            if (escaped != null) {
                append(escaped, point, visible);
            }
            i += Character.charCount(point);
        }
        return escaped == null ? text : escaped.toString();
    }

    private static void append(StringBuilder text, int point, boolean visible) {
        if (visible) {
            text.appendCodePoint(point);
        } else if (point == '\n') {
            text.append("\\n");
        } else if (point == '\r') {
            text.append("\\r");
        } else if (point == '\t') {
            text.append("\\t");
        } else {
            text.append(point <= 0xFF ? "\\x%02X".formatted(point) : "\\u%04X".formatted(point));
        }
    }

    private static boolean isVisible(int point) {
        if (point < 0x7F) {
            return point >= ' ';
        }
        return switch (Character.getType(point)) {
            // Control and format characters: the bidirectional overrides are among the latter.
            case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.UNASSIGNED -> false;
            case Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> false;
            // Those that look like the usual one, and are not equal to it.
            case Character.SPACE_SEPARATOR -> point == IDEOGRAPHIC_SPACE;
            default -> true;
        };
    }
}
