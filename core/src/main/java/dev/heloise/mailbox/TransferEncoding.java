package dev.heloise.mailbox;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;

/**
 * Undoes the transfer encodings of MIME (RFC 2045 §6), and makes the best of what is garbled. The JDK knows base64, but
 * not where it is cut short; mime4j turns the LF of quoted-printable into CRLF, so that octets would not be kept.
 */
final class TransferEncoding {

    private TransferEncoding() {}

    /**
     * The octets from {@code from} to {@code to}, decoded.
     *
     * @param name what {@code Content-Transfer-Encoding} says; empty where it says nothing
     */
    static byte[] decode(String name, byte[] octets, int from, int to, Faults faults) {
        byte[] encoded = Arrays.copyOfRange(octets, from, to);
        switch (name.strip().toLowerCase(Locale.ROOT)) {
            case "", "7bit", "8bit", "binary" -> {
                return encoded;
            }
            case "base64" -> {
                return base64(encoded, faults);
            }
            case "quoted-printable" -> {
                return quotedPrintable(encoded, faults);
            }
            case "x-uuencode", "x-uue", "uuencode" -> {
                return uuencode(encoded, faults);
            }
            default -> {
                faults.add(
                        MailRule.UNKNOWN_TRANSFER_ENCODING,
                        () -> "a part has the transfer encoding \"" + Clip.of(name) + "\", which is not known");
                return encoded;
            }
        }
    }

    /** Whether octets stand for themselves in that encoding. */
    static boolean isIdentity(String name) {
        return switch (name.strip().toLowerCase(Locale.ROOT)) {
            case "base64", "quoted-printable", "x-uuencode", "x-uue", "uuencode" -> false;
            default -> true;
        };
    }

    /**
     * Base64 (RFC 2045 §6.8). Characters that do not belong are passed over; padding ends a group, not the text, since
     * some senders put encoded texts one after the other; a last group that lacks its padding still counts.
     */
    static byte[] base64(byte[] encoded, Faults faults) {
        ByteArrayOutputStream decoded = new ByteArrayOutputStream(encoded.length);
        byte[] group = new byte[encoded.length];
        int length = 0;
        boolean sound = true;
        boolean padded = false;
        for (byte octet : encoded) {
            if (isBase64(octet)) {
                group[length] = octet;
                length++;
                padded = false;
            } else if (octet == '=') {
                sound &= padded || length % 4 > 1;
                decoded.writeBytes(withoutPadding(group, length));
                length = 0;
                padded = true;
            } else {
                sound &= isBlank(octet);
            }
        }
        decoded.writeBytes(withoutPadding(group, length));
        if (!sound) {
            faults.add(MailRule.BAD_BASE64, () -> "base64 has characters that do not belong there");
        } else if (length % 4 > 0) {
            faults.add(MailRule.BAD_BASE64, () -> "base64 ends in the middle of a group");
        }
        return decoded.toByteArray();
    }

    private static byte[] withoutPadding(byte[] group, int length) {
        // A single character at the end is not enough for an octet.
        return Base64.getDecoder().decode(Arrays.copyOf(group, length % 4 == 1 ? length - 1 : length));
    }

    /** Whether nothing is there but base64, its padding left out or not. */
    static boolean isBase64(byte[] encoded) {
        int length = 0;
        for (byte octet : encoded) {
            if (!isBase64(octet) && octet != '=' && octet != ' ') {
                return false;
            }
            length += isBase64(octet) ? 1 : 0;
        }
        return length % 4 != 1;
    }

    private static boolean isBase64(byte octet) {
        return (octet >= 'A' && octet <= 'Z')
                || (octet >= 'a' && octet <= 'z')
                || (octet >= '0' && octet <= '9')
                || octet == '+'
                || octet == '/';
    }

    private static boolean isBlank(byte octet) {
        return octet == ' ' || octet == '\t' || octet == '\r' || octet == '\n';
    }

    /** Quoted-printable (RFC 2045 §6.7). An equals sign that escapes nothing stands for itself. */
    private static byte[] quotedPrintable(byte[] encoded, Faults faults) {
        byte[] decoded = new byte[encoded.length];
        int length = 0;
        for (int i = 0; i < encoded.length; i++) {
            byte octet = encoded[i];
            if (octet == '=') {
                int lineEnd = lineEndAfterBlanks(encoded, i + 1);
                int escaped = hex(encoded, i + 1);
                if (lineEnd >= 0) {
                    i = lineEnd - 1;
                } else if (escaped >= 0) {
                    decoded[length++] = (byte) escaped;
                    i += 2;
                } else {
                    faults.add(MailRule.BAD_QUOTED_PRINTABLE, () -> "an equals sign escapes nothing");
                    decoded[length++] = octet;
                }
            } else if (octet == ' ' || octet == '\t') {
                int blanksEnd = i;
                while (blanksEnd < encoded.length && (encoded[blanksEnd] == ' ' || encoded[blanksEnd] == '\t')) {
                    blanksEnd++;
                }
                // Blanks at the end of a line were added on the way: §6.7 rule 3.
                if (blanksEnd < encoded.length && !isLineEnd(encoded, blanksEnd)) {
                    System.arraycopy(encoded, i, decoded, length, blanksEnd - i);
                    length += blanksEnd - i;
                }
                i = blanksEnd - 1;
            } else {
                decoded[length++] = octet;
            }
        }
        return Arrays.copyOf(decoded, length);
    }

    /** After blanks and one line end, or the end of all; negative where something else follows. */
    private static int lineEndAfterBlanks(byte[] encoded, int from) {
        int i = from;
        // A soft break has few blanks behind it, and a limit keeps a row of them from being walked twice.
        while (i < encoded.length && i < from + 76 && (encoded[i] == ' ' || encoded[i] == '\t')) {
            i++;
        }
        if (i == encoded.length) {
            return i;
        }
        if (!isLineEnd(encoded, i)) {
            return -1;
        }
        return encoded[i] == '\r' ? i + 2 : i + 1;
    }

    private static boolean isLineEnd(byte[] octets, int i) {
        return octets[i] == '\n' || (octets[i] == '\r' && i + 1 < octets.length && octets[i + 1] == '\n');
    }

    /** The octet that two hexadecimal digits give; negative where there are none. */
    static int hex(byte[] octets, int at) {
        if (at + 1 >= octets.length) {
            return -1;
        }
        int high = Character.digit(octets[at], 16);
        int low = Character.digit(octets[at + 1], 16);
        return high < 0 || low < 0 ? -1 : high << 4 | low;
    }

    /** uuencode (RFC 2045 §6.3 names it as a bad example): what is between {@code begin} and {@code end}. */
    private static byte[] uuencode(byte[] encoded, Faults faults) {
        ByteArrayOutputStream decoded = new ByteArrayOutputStream(encoded.length);
        boolean begun = false;
        for (int line = 0, next; line < encoded.length; line = next) {
            next = Lines.next(encoded, line, encoded.length);
            int end = Lines.end(encoded, line, next);
            int count = end > line ? encoded[line] - ' ' & 0x3F : 0;
            if (!begun) {
                begun = startsWith(encoded, line, "begin ");
            } else if (end == line || count == 0 || startsWith(encoded, line, "end")) {
                return decoded.toByteArray();
            } else {
                uuLine(encoded, line + 1, end, count, decoded);
            }
        }
        faults.add(MailRule.BAD_UUENCODE, () -> "uuencoded octets have no begin or no end");
        return begun ? decoded.toByteArray() : encoded;
    }

    private static void uuLine(byte[] encoded, int from, int to, int count, ByteArrayOutputStream decoded) {
        for (int i = from, left = count; left > 0 && i < to; i += 4) {
            int group = 0;
            for (int k = i; k < i + 4; k++) {
                group = group << 6 | (k < to ? encoded[k] - ' ' & 0x3F : 0);
            }
            for (int shift = 16; shift >= 0 && left > 0; shift -= 8, left--) {
                decoded.write(group >> shift);
            }
        }
    }

    private static boolean startsWith(byte[] octets, int at, String word) {
        for (int i = 0; i < word.length(); i++) {
            if (at + i >= octets.length || octets[at + i] != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
