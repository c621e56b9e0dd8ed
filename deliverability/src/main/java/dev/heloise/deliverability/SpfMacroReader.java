package dev.heloise.deliverability;

import dev.heloise.deliverability.SpfMacro.Expansion;
import dev.heloise.deliverability.SpfMacro.Literal;
import dev.heloise.deliverability.SpfMacro.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Cuts a text with macros into its parts, and refuses what the grammar does not have (RFC 7208 §7.1). */
final class SpfMacroReader {

    private static final String LETTERS = "slodiphv";
    private static final String EXPLANATION_LETTERS = "slodiphvcrt";
    private static final Pattern EXPANSION = Pattern.compile("([A-Za-z])([0-9]*)([rR]?)([-.+,/_=]*)");
    private static final int ALL = Integer.MAX_VALUE;

    private final String source;
    private final boolean explanation;
    private final List<Part> parts = new ArrayList<>();
    private final StringBuilder literal = new StringBuilder();
    private int position;

    SpfMacroReader(String source, boolean explanation) {
        this.source = source;
        this.explanation = explanation;
    }

    List<Part> parts() throws SpfError {
        while (position < source.length()) {
            char c = source.charAt(position);
            if (c == '%') {
                endLiteral();
                macro();
            } else {
                literal(c);
            }
        }
        endLiteral();
        return parts;
    }

    private void literal(char c) throws SpfError {
        if (c > '~' || c < ' ' || (c == ' ' && !explanation)) {
            throw SpfError.syntax(String.format(Locale.ROOT, "character U+%04X is not allowed", (int) c));
        }
        literal.append(c);
        position++;
    }

    private void endLiteral() {
        if (!literal.isEmpty()) {
            parts.add(new Literal(literal.toString(), false));
            literal.setLength(0);
        }
    }

    private void macro() throws SpfError {
        char kind = position + 1 < source.length() ? source.charAt(position + 1) : ' ';
        switch (kind) {
            case '%' -> fixed("%");
            case '_' -> fixed(" ");
            case '-' -> fixed("%20");
            case '{' -> expansion();
            default -> throw SpfError.syntax("\"%\" begins no macro in \"" + source + "\"; a plain one is \"%%\"");
        }
    }

    private void fixed(String text) {
        parts.add(new Literal(text, true));
        position += 2;
    }

    private void expansion() throws SpfError {
        int end = source.indexOf('}', position);
        if (end < 0) {
            throw SpfError.syntax("a macro is not closed in \"" + source + "\"");
        }
        Matcher macro = EXPANSION.matcher(source.substring(position + 2, end));
        if (!macro.matches()) {
            throw SpfError.syntax("\"" + source.substring(position, end + 1) + "\" is no macro");
        }
        char letter = macro.group(1).charAt(0);
        String letters = explanation ? EXPLANATION_LETTERS : LETTERS;
        int count = count(macro.group(2));
        if (letters.indexOf(Character.toLowerCase(letter)) < 0 || count == 0) {
            throw SpfError.syntax("\"" + source.substring(position, end + 1) + "\" is no macro here");
        }
        boolean reversed = !macro.group(3).isEmpty();
        String delimiters = macro.group(4);
        boolean plain = count == ALL && !reversed && delimiters.isEmpty();
        parts.add(new Expansion(letter, count, reversed, delimiters.isEmpty() && !plain ? "." : delimiters));
        position = end + 1;
    }

    private static int count(String digits) {
        if (digits.isEmpty()) {
            return ALL;
        }
        String number = digits.replaceFirst("^0+", "");
        // No name has as many labels as four digits tell, so they mean all of them.
        return number.isEmpty() ? 0 : number.length() > 3 ? ALL : Integer.parseInt(number);
    }
}
