package dev.heloise.mailbox;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A word or a number of a text, and whether it looks like a one-time code.
 *
 * @param start where it begins in the text
 * @param end where it ends
 * @param kind what it can be
 * @param text the word in lower case, or what would have to be typed if it is a code
 */
record CodeToken(int start, int end, Kind kind, String text) {

    /** How codes are written in groups. */
    private static final Pattern GROUPS =
            Pattern.compile("\\d{3}[ –-]\\d{3}|\\d{4}[ –-]\\d{4}|\\d\\d( \\d\\d){2,3}|\\d([ -]\\d){3,7}");

    private static final Pattern CONSONANTS =
            Pattern.compile("[B-DF-HJ-NP-TV-XZ]{6,8}|[B-DF-HJ-NP-TV-XZ]{3,4}(-[B-DF-HJ-NP-TV-XZ]{3,4}){1,2}");

    private static final Pattern DATE = Pattern.compile("\\d{1,2}-[A-Za-z]{3}-\\d{2,4}");

    /** What digits can be, given as they are written and without what separates them. */
    static Kind digitKind(String number, String digits) {
        if (digits.length() < 4 || digits.length() > 8 || !digits.chars().allMatch(CodeToken::isDigit)) {
            return Kind.NUMBER;
        }
        if (digits.length() == number.length()) {
            return isYear(digits) ? Kind.CODE_IF_NAMED : Kind.CODE;
        }
        boolean years = digits.length() == 8 && isYear(digits.substring(0, 4)) && isYear(digits.substring(4));
        return GROUPS.matcher(number).matches() && !years ? Kind.CODE : Kind.NUMBER;
    }

    /** Letters and digits: in capitals they look like a code, otherwise like half of what a mail is made of. */
    static Kind letterKind(String code) {
        long length = code.chars().filter(c -> c != '-').count();
        boolean capitals = code.chars().noneMatch(c -> c >= 'a' && c <= 'z');
        boolean ascii = code.chars().allMatch(c -> c < 0x80);
        boolean date = DATE.matcher(code).matches();
        if (length < 4 || length > 12 || !ascii || date) {
            return Kind.NUMBER;
        }
        return capitals && length >= 5 ? Kind.CODE : Kind.CODE_IF_NAMED;
    }

    private static boolean isYear(String digits) {
        return digits.length() == 4 && (digits.startsWith("19") || digits.startsWith("20"));
    }

    /** Letters that cannot make a word, as RFC 8628 §6.1 has them for codes that are typed: WDJB-MJHT. */
    static boolean isConsonants(String joined) {
        return CONSONANTS.matcher(joined).matches() && joined.chars().distinct().count() > 3;
    }

    /** Whether letters and digits with hyphens between them are one code: X7K-93Q, but not PIN-1234. */
    static boolean isCapitalCode(String joined) {
        return isConsonants(joined) || isCapitalsAndDigits(joined);
    }

    private static boolean isCapitalsAndDigits(String joined) {
        return joined.chars().allMatch(c -> isDigit(c) || (c >= 'A' && c <= 'Z') || c == '-')
                && joined.chars().anyMatch(CodeToken::isDigit)
                && joined.chars().anyMatch(c -> c >= 'A' && c <= 'Z')
                && !isNamePrefix(joined);
    }

    /** Whether the letters before the first hyphen name the number after it: PIN-1234. */
    private static boolean isNamePrefix(String joined) {
        String prefix = joined.substring(0, Math.max(0, joined.indexOf('-')));
        return CodeWords.kind("", prefix.toLowerCase(Locale.ROOT), "", "", false) != CodeWords.Kind.NONE;
    }

    static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    /** What a token can be. */
    enum Kind {
        /** It has no digit, and can be said. */
        WORD,
        /** It looks like a code. */
        CODE,
        /** It may be one if it is called so: a year, letters in lower case. */
        CODE_IF_NAMED,
        /** It is not one, but what is said of a number can be said of it. */
        NUMBER
    }
}
