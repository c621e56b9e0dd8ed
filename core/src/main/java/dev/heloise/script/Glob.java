package dev.heloise.script;

import static java.util.Objects.requireNonNull;

/**
 * A pattern with {@code *} for any text and {@code ?} for any one character. Time is linear in pattern times text,
 * whatever a client says.
 */
final class Glob {

    private final String pattern;
    private final Case letters;

    /** Where the case of letters counts. */
    enum Case {
        /** Nowhere, as in domains. */
        IGNORED,
        /** Before the last {@code @} of the text, as in addresses (RFC 5321 §2.4). */
        IN_LOCAL_PART
    }

    Glob(String pattern, Case letters) {
        this.pattern = requireNonNull(pattern, "pattern");
        this.letters = letters;
    }

    /** A pattern for addresses, and for names of users, which often are addresses. */
    static Glob ofAddress(String pattern) {
        return new Glob(pattern, Case.IN_LOCAL_PART);
    }

    /** A pattern for names and numbers of hosts. */
    static Glob ofHost(String pattern) {
        return new Glob(pattern, Case.IGNORED);
    }

    boolean matches(String text) {
        int exact = letters == Case.IGNORED ? 0 : exactLetters(text);
        int next = 0;
        int star = -1;
        int resume = 0;
        for (int i = 0; i < text.length(); ) {
            if (next < pattern.length() && pattern.charAt(next) == '*') {
                // Only the last star has to be tried again: what the ones before it have matched stays good.
                star = next++;
                resume = i;
            } else if (next < pattern.length() && same(pattern.charAt(next), text.charAt(i), i < exact)) {
                next++;
                i++;
            } else if (star >= 0) {
                next = star + 1;
                i = ++resume;
            } else {
                return false;
            }
        }
        while (next < pattern.length() && pattern.charAt(next) == '*') {
            next++;
        }
        return next == pattern.length();
    }

    private static int exactLetters(String text) {
        int at = text.lastIndexOf('@');
        // Postmaster is one mailbox in any case (RFC 5321 §4.1.1.3).
        boolean postmaster = text.regionMatches(true, 0, "postmaster", 0, "postmaster".length())
                && (at < 0 ? text.length() : at) == "postmaster".length();
        return postmaster ? 0 : at < 0 ? text.length() : at;
    }

    private static boolean same(char wanted, char given, boolean exact) {
        return wanted == '?'
                || wanted == given
                || (!exact && Character.toLowerCase(wanted) == Character.toLowerCase(given));
    }

    @Override
    public String toString() {
        return pattern;
    }
}
