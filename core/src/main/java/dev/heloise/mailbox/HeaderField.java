package dev.heloise.mailbox;

import java.util.Arrays;

/** One field of a header: as it was written, and as it reads (RFC 5322 §2.2). */
public final class HeaderField {

    private final String name;
    private final byte[] octets;
    private final int from;
    private final int body;
    private final int to;

    /** A view of the octets from {@code from} to {@code to}, of which those from {@code body} on follow the colon. */
    HeaderField(String name, byte[] octets, int from, int body, int to) {
        this.name = name;
        this.octets = octets;
        this.from = from;
        this.body = body;
        this.to = to;
    }

    /** The name before the colon, in the letters of the sender. */
    public String name() {
        return name;
    }

    /**
     * What follows the colon: unfolded (RFC 5322 §2.2.3), without the white space around it, encoded words decoded (RFC
     * 2047). Octets over 127 are read as UTF-8 (RFC 6532), or as ISO 8859-1 where they are not. It may contain
     * characters that are not fit for a terminal.
     */
    public String value() {
        return EncodedWords.decode(text());
    }

    /** The exact octets, from the name to the last line end. A new array each time. */
    public byte[] raw() {
        return Arrays.copyOfRange(octets, from, to);
    }

    /** What follows the colon, unfolded, but not decoded: the form in which structured fields are to be read. */
    String text() {
        byte[] unfolded = new byte[to - body];
        int length = 0;
        for (int i = body; i < to; i++) {
            boolean lineEnd = octets[i] == '\n' || (octets[i] == '\r' && i + 1 < to && octets[i + 1] == '\n');
            if (!lineEnd) {
                unfolded[length++] = octets[i];
            }
        }
        return stripped(MimeCharset.guess(unfolded, 0, length));
    }

    int end() {
        return to;
    }

    /** The same field in other octets, that many places earlier. */
    HeaderField movedTo(byte[] others, int earlier) {
        return new HeaderField(name, others, from - earlier, body - earlier, to - earlier);
    }

    /** Without blanks and tabs around it; other white space belongs to the text. */
    private static String stripped(String text) {
        int first = 0;
        int last = text.length();
        while (first < last && isBlank(text.charAt(first))) {
            first++;
        }
        while (first < last && isBlank(text.charAt(last - 1))) {
            last--;
        }
        return text.substring(first, last);
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t' || c == '\r';
    }

    @Override
    public String toString() {
        return Printable.escaped(name + ": " + value());
    }
}
