package dev.heloise.mailbox;

import dev.heloise.mailbox.CodeToken.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A text cut into words and numbers, to find a one-time code in it: white space made single, web and mail addresses
 * taken out, since their numbers are not for the reader.
 */
final class CodeText {

    private static final int LONGEST_CODE = 16;
    private static final String DIGIT_JOINTS = " -–./:,";
    private static final String NEVER_BEFORE = "+#$€£¥₹&=_/\\%~";
    private static final String NEVER_AFTER = "%€$£¥₹_/=\\°";

    private static final Pattern BLANKS = Pattern.compile("[\\s\\p{Z}\\x1C-\\x1F]+");
    private static final Pattern LINE_END = Pattern.compile("[\\r\\n]");

    /** What is written as an address, to its end: it may be amid other text, as not all scripts have blanks. */
    private static final Pattern ADDRESS =
            Pattern.compile("(?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]*+(?:@|://)[!-~]*+|www\\.[!-~]*+");

    private static final Pattern INVISIBLE = Pattern.compile("\\p{Cf}+");
    private static final Pattern JOINTS = Pattern.compile("[ –-]");

    private final String text;
    private final List<CodeToken> tokens = new ArrayList<>();

    private CodeText(String text) {
        this.text = text;
    }

    static CodeText of(String text) {
        CodeText cut = new CodeText(collapsed(text));
        cut.cut();
        return cut;
    }

    String text() {
        return text;
    }

    List<CodeToken> tokens() {
        return tokens;
    }

    /** Whether there is nothing else on the token's line but signs. */
    boolean isAlone(CodeToken token) {
        int before = token.start() - 1;
        while (before >= 0 && text.charAt(before) != '\n' && !Character.isLetterOrDigit(text.charAt(before))) {
            before--;
        }
        int after = token.end();
        while (after < text.length() && text.charAt(after) != '\n' && !Character.isLetterOrDigit(text.charAt(after))) {
            after++;
        }
        return (before < 0 || text.charAt(before) == '\n') && (after == text.length() || text.charAt(after) == '\n');
    }

    private static String collapsed(String text) {
        String single = BLANKS.matcher(text)
                .replaceAll(blanks -> LINE_END.matcher(blanks.group()).find() ? "\n" : " ");
        String withoutAddresses = ADDRESS.matcher(single).replaceAll("@");
        return INVISIBLE.matcher(withoutAddresses).replaceAll("");
    }

    private void cut() {
        int i = 0;
        while (i < text.length()) {
            char c = text.charAt(i);
            int end = i + 1;
            if (isIdeographic(c)) {
                end = runEnd(i, true);
                add(i, end, Kind.WORD, text.substring(i, end));
            } else if (isWordPart(c)) {
                end = wordOrNumber(i);
            } else if (c == '©') {
                add(i, end, Kind.WORD, "©");
            }
            i = end;
        }
    }

    private int wordOrNumber(int start) {
        int end = runEnd(start, false);
        if (isDigits(start, end)) {
            int numberEnd = numberEnd(end);
            boolean joined = end < text.length() && text.charAt(end) == '-' && joinedEnd(start) > numberEnd;
            if (!joined) {
                number(start, end, numberEnd);
                return numberEnd;
            }
        }
        int joinedEnd = joinedEnd(start);
        String joined = text.substring(start, joinedEnd);
        if (joinedEnd > end && CodeToken.isCapitalCode(joined)) {
            add(start, joinedEnd, isGuarded(start, joinedEnd) ? CodeToken.letterKind(joined) : Kind.NUMBER, joined);
            return joinedEnd;
        }
        String word = text.substring(start, end);
        boolean mayBeCode = word.chars().anyMatch(CodeToken::isDigit) || CodeToken.isConsonants(word);
        Kind kind = !mayBeCode ? Kind.WORD : isGuarded(start, end) ? CodeToken.letterKind(word) : Kind.NUMBER;
        add(start, end, kind, mayBeCode ? word : word.toLowerCase(Locale.ROOT));
        return end;
    }

    /** The end of digits and of more digits that single signs join to them: a telephone, a date, a code in groups. */
    private int numberEnd(int from) {
        int end = from;
        while (end + 1 < text.length()
                && DIGIT_JOINTS.indexOf(text.charAt(end)) >= 0
                && CodeToken.isDigit(text.charAt(end + 1))
                && !isClauseEnd(end)) {
            end = runEnd(end + 1, false);
        }
        return end;
    }

    /** Whether a comma ends a clause, though no blank follows it: after 123456 in "验证码是123456,5分钟内有效". */
    private boolean isClauseEnd(int comma) {
        int end = runEnd(comma + 1, false);
        return text.charAt(comma) == ',' && end < text.length() && isIdeographic(text.charAt(end));
    }

    private void number(int start, int firstEnd, int end) {
        String number = text.substring(start, end);
        String digits = JOINTS.matcher(number).replaceAll("");
        boolean guarded = isGuarded(start, end);
        Kind kind = guarded ? CodeToken.digitKind(number, digits) : Kind.NUMBER;
        if (guarded && kind == Kind.NUMBER && text.charAt(firstEnd < end ? firstEnd : start) == ' ') {
            // Only the first of several numbers in a row can be a code, and only if it is called so.
            String first = text.substring(start, firstEnd);
            add(start, firstEnd, first.length() < 4 || first.length() > 8 ? Kind.NUMBER : Kind.CODE_IF_NAMED, first);
            add(firstEnd + 1, end, Kind.NUMBER, "");
        } else {
            add(start, end, kind, digits);
        }
    }

    /** Whether nothing touches a number that makes something else of it. */
    private boolean isGuarded(int start, int end) {
        char before = start > 0 ? text.charAt(start - 1) : ' ';
        char beforeThat = start > 1 ? text.charAt(start - 2) : ' ';
        char after = end < text.length() ? text.charAt(end) : ' ';
        char afterThat = end + 1 < text.length() ? text.charAt(end + 1) : ' ';
        boolean telephone = (before == ')' && CodeToken.isDigit(beforeThat))
                || (before == ' ' && beforeThat == ')' && start > 2 && CodeToken.isDigit(text.charAt(start - 3)));
        boolean decimal = before == '.' && Character.isLetterOrDigit(beforeThat);
        boolean price = (before == ' ' && "$€£¥₹".indexOf(beforeThat) >= 0)
                || (after == ' ' && "€$£¥₹".indexOf(afterThat) >= 0);
        return NEVER_BEFORE.indexOf(before) < 0 && NEVER_AFTER.indexOf(after) < 0 && !telephone && !decimal && !price;
    }

    private int joinedEnd(int start) {
        int end = runEnd(start, false);
        while (end + 1 < text.length()
                && end - start < LONGEST_CODE
                && text.charAt(end) == '-'
                && isWordPart(text.charAt(end + 1))) {
            end = runEnd(end + 1, false);
        }
        return end;
    }

    private int runEnd(int start, boolean ideographic) {
        int end = start;
        while (end < text.length() && isInRun(text.charAt(end), ideographic)) {
            end++;
        }
        return end;
    }

    /** Not every sign of such a script is a letter: 〇 is a number, and ㌔ a symbol. */
    private static boolean isInRun(char c, boolean ideographic) {
        return isIdeographic(c) ? ideographic : !ideographic && isWordPart(c);
    }

    private boolean isDigits(int from, int to) {
        return text.substring(from, to).chars().allMatch(CodeToken::isDigit);
    }

    private static boolean isWordPart(char c) {
        int type = Character.getType(c);
        return Character.isLetterOrDigit(c)
                || type == Character.NON_SPACING_MARK
                || type == Character.COMBINING_SPACING_MARK;
    }

    /** Whether a sign is of a script that puts no blanks between words. */
    static boolean isIdeographic(char c) {
        return switch (Character.UnicodeScript.of(c)) {
            case HAN, HIRAGANA, KATAKANA, HANGUL -> true;
            default -> c == 'ー';
        };
    }

    private void add(int start, int end, Kind kind, String code) {
        tokens.add(new CodeToken(start, end, kind, code));
    }
}
