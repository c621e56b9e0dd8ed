package dev.heloise.deliverability;

import java.nio.charset.StandardCharsets;

/**
 * One field of a header as it was sent, each octet one character (ISO 8859-1), so that nothing is lost.
 *
 * @param text name, colon and value with its folds, without the line end after it; a line without a colon is all name
 */
record RawField(String text) {

    /** The name without the blanks around it, in its own case. */
    String name() {
        int colon = text.indexOf(':');
        return stripBlanks(colon < 0 ? text : text.substring(0, colon));
    }

    /** All that follows the colon, folds included. */
    String value() {
        return text.substring(text.indexOf(':') + 1);
    }

    /** The value in one line, without the blanks around it. */
    String unfolded() {
        return stripBlanks(value().replaceAll("\r?\n", ""));
    }

    /** The characters that such octets mean in an internationalized message (RFC 6532 §3.1). */
    static String decoded(String octets) {
        return new String(octets.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    /** The octets that such characters are in an internationalized message. */
    static String encoded(String characters) {
        return new String(characters.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    boolean isNamed(String name) {
        return name().equalsIgnoreCase(name);
    }

    /** Without spaces and tabs at both ends: the only blanks there are in a header. */
    private static String stripBlanks(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && isBlank(text.charAt(start))) {
            start++;
        }
        while (end > start && isBlank(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(start, end);
    }

    static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }
}
