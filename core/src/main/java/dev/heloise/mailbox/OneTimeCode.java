package dev.heloise.mailbox;

import dev.heloise.mailbox.CodeToken.Kind;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Finds the one-time code in a text: the digits, or the letters and digits, that the words around them call a code.
 *
 * <p>It is one walk from left to right. A word that names codes speaks for all numbers near it; a word that names
 * something else, such as an order or a telephone, claims the next number and that only. Of several codes the one
 * nearest to its word counts.
 */
final class OneTimeCode {

    /** How much of a text is read, in characters: a code stands at the top. */
    private static final int MAX_TEXT = 50_000;

    // How far a code may be from the word that names it, in characters: among other words, alone on its line, before
    // the word, and where only words such as "is" stand between.
    private static final int MAX_BEFORE = 80;
    private static final int MAX_BEFORE_ALONE = 160;
    private static final int MAX_AFTER = 40;
    private static final int MAX_LINK = 40;

    private static final Pattern NO_LETTERS = Pattern.compile("[^\\p{L}]+");
    private static final Pattern SENTENCE_END = Pattern.compile("[.;!?,/] ");

    private static final Pattern STOP = Pattern.compile("[.;!?] ");

    /** How far a sentence is looked through, in words. */
    private static final int SENTENCE_WORDS = 15;

    /** For how many words it holds that something is to be confirmed. */
    private static final int CONFIRMING_WORDS = 5;

    private final CodeText cut;
    private final String text;
    private final List<CodeToken> tokens;

    /** Where the last words ended that name a code, or something else; negative where there is none. */
    private int named = -1;

    private int claimed = -1;

    /** The last word that said that something is to be confirmed; negative where there is none. */
    private int confirming = -1;

    /** The last number, and whether something else had claimed it; negative where there is none. */
    private int last = -1;

    private boolean lastClaimed;

    private Optional<String> best = Optional.empty();
    private int bestDistance = Integer.MAX_VALUE;

    private OneTimeCode(CodeText cut) {
        this.cut = cut;
        this.text = cut.text();
        this.tokens = cut.tokens();
    }

    /** The code in a mail with this subject and this text. */
    static Optional<String> find(String subject, String body) {
        String all = subject + "\n" + body;
        return new OneTimeCode(CodeText.of(all.substring(0, Math.min(all.length(), MAX_TEXT)))).find();
    }

    private Optional<String> find() {
        for (int i = 0; i < tokens.size(); i++) {
            if (tokens.get(i).kind() == Kind.WORD) {
                word(i);
            } else {
                number(i);
            }
        }
        return best;
    }

    private void word(int i) {
        if (CodeWords.isConfirming(word(i, 0))) {
            confirming = i;
        }
        boolean near = confirming >= 0 && i - confirming <= CONFIRMING_WORDS;
        switch (CodeWords.kind(word(i, -1), word(i, 0), word(i, 1), word(i, 2), near)) {
            case CODE -> {
                if (last >= 0) {
                    nameAfter(tokens.get(i).start());
                }
                named = tokens.get(i).end();
            }
            case OTHER -> claimed = tokens.get(i).end();
            case NONE -> {
                // It says nothing of numbers.
            }
        }
    }

    /** A number stands after what was named so far. */
    private void number(int i) {
        CodeToken number = tokens.get(i);
        lastClaimed = claimed > named;
        if (named >= 0 && !lastClaimed) {
            int distance = number.start() - named;
            boolean alone = cut.isAlone(number);
            boolean linked = distance <= MAX_LINK && isLink(named, number.start());
            if (linked || (distance <= (alone ? MAX_BEFORE_ALONE : MAX_BEFORE) && !isPlace(i, alone))) {
                offer(i, linked, linked || alone ? distance : MAX_BEFORE_ALONE + distance);
            }
        }
        if (touches(i - 1, i) && touches(i, i + 1) && CodeWords.isUse(word(i, -1), word(i, 1), word(i, 2))) {
            offer(i, true, MAX_LINK);
        }
        last = i;
        claimed = -1;
    }

    /** What names a code stands after the last number: "123456 is your code", or a line with the code above it. */
    private void nameAfter(int start) {
        CodeToken number = tokens.get(last);
        String between = start - number.end() > MAX_AFTER ? ". " : text.substring(number.end(), start);
        if (between.contains(". ")) {
            return;
        }
        boolean linked = CodeWords.isPredicate(between);
        boolean alone = cut.isAlone(number);
        if (linked || (!lastClaimed && (alone || between.indexOf('\n') < 0) && !isPlace(last, alone))) {
            offer(last, linked, linked ? between.length() : 2 * MAX_BEFORE_ALONE + between.length());
        }
    }

    private void offer(int i, boolean linked, int distance) {
        CodeToken token = tokens.get(i);
        boolean code = token.kind() == Kind.CODE || (token.kind() == Kind.CODE_IF_NAMED && linked);
        if (code && distance < bestDistance && !isAmount(i) && !isDiscount(i)) {
            best = Optional.of(token.text());
            bestDistance = distance;
        }
    }

    /** Whether a number counts something: minutes, euros. */
    private boolean isAmount(int i) {
        return (touches(i, i + 1) && CodeWords.isUnit(word(i, 1)))
                || (touches(i - 1, i) && CodeWords.isCurrency(word(i, -1)));
    }

    /** Whether letters and digits stand in a sentence about a discount: "Use code SUMMER24 for 20% off". */
    private boolean isDiscount(int i) {
        CodeToken token = tokens.get(i);
        return token.text().chars().anyMatch(Character::isLetter)
                && (speaksOfSaving(i, -1, token.start()) || speaksOfSaving(i, 1, token.end()));
    }

    /** Whether it does between a token and the end of the sentence in that direction, or so many words away. */
    private boolean speaksOfSaving(int i, int direction, int from) {
        int edge = from;
        for (int k = 1; k <= SENTENCE_WORDS && i + k * direction >= 0 && i + k * direction < tokens.size(); k++) {
            CodeToken other = tokens.get(i + k * direction);
            String between = direction < 0 ? text.substring(other.end(), edge) : text.substring(edge, other.start());
            if (between.indexOf('%') >= 0) {
                return true;
            }
            if (between.indexOf('\n') >= 0 || STOP.matcher(between).find()) {
                return false;
            }
            if (CodeWords.isSaving(other.text())) {
                return true;
            }
            edge = direction < 0 ? other.start() : other.end();
        }
        return false;
    }

    /** Whether a number is that of a house, or five digits the code of a town. */
    private boolean isPlace(int i, boolean alone) {
        if (alone || !touches(i, i + 1)) {
            return false;
        }
        boolean capital = Character.isUpperCase(text.charAt(tokens.get(i + 1).start()));
        return capital
                && (tokens.get(i).text().length() == 5 || (touches(i + 1, i + 2) && CodeWords.isUnit(word(i, 2))));
    }

    /** Whether only a blank or a hyphen is between two tokens. */
    private boolean touches(int i, int next) {
        if (i < 0 || next >= tokens.size()) {
            return false;
        }
        int end = tokens.get(i).end();
        int start = tokens.get(next).start();
        return start == end || (start == end + 1 && " -".indexOf(text.charAt(end)) >= 0);
    }

    /** Whether there are only signs and words such as "is" in a range. */
    private boolean isLink(int from, int to) {
        String between = text.substring(from, to).toLowerCase(Locale.ROOT);
        return !SENTENCE_END.matcher(between).find()
                && NO_LETTERS.splitAsStream(between).allMatch(word -> word.isEmpty() || CodeWords.isConnector(word));
    }

    /** The word that far from a token in lower case; empty where there is none. */
    private String word(int i, int offset) {
        int other = i + offset;
        if (other < 0 || other >= tokens.size() || tokens.get(other).kind() != Kind.WORD) {
            return "";
        }
        return tokens.get(other).text();
    }
}
