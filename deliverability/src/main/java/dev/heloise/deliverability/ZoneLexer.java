package dev.heloise.deliverability;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Cuts the text of a master file into its entries (RFC 1035 §5.1): comments go, parentheses join lines. */
final class ZoneLexer {

    private final String text;
    private final int margin;
    private int position;
    private int line = 1;
    private int lineStart;

    ZoneLexer(String text) {
        this.text = text;
        this.margin = margin(text);
    }

    /** The indentation of all lines together, so that a text may be indented as the code around it is. */
    private static int margin(String text) {
        return text.lines()
                .filter(line -> !line.isBlank())
                .mapToInt(line -> line.length() - line.stripLeading().length())
                .min()
                .orElse(0);
    }

    /** The next entry that is not empty; none at the end of the text. */
    Optional<Entry> next() {
        List<Token> tokens = new ArrayList<>();
        int open = 0;
        Token bracket = new Token("(", false, line, 1);
        while (position < text.length()) {
            char c = text.charAt(position);
            if (c == '\n') {
                newLine();
                if (open == 0 && !tokens.isEmpty()) {
                    return Optional.of(entry(tokens));
                }
            } else if (c == ';') {
                skipComment();
            } else if (c == '(') {
                bracket = new Token("(", false, line, column());
                open++;
                position++;
            } else if (c == ')') {
                if (--open < 0) {
                    throw error(")", "there is no \"(\" to this");
                }
                position++;
            } else if (Character.isWhitespace(c)) {
                position++;
            } else {
                tokens.add(c == '"' ? quoted() : word());
            }
        }
        if (open > 0) {
            throw new ZoneException(bracket.line(), bracket.column(), "there is no \")\" to this");
        }
        return tokens.isEmpty() ? Optional.empty() : Optional.of(entry(tokens));
    }

    private Entry entry(List<Token> tokens) {
        Token first = tokens.get(0);
        return new Entry(first.column() > margin + 1, tokens);
    }

    private void newLine() {
        position++;
        line++;
        lineStart = position;
    }

    private void skipComment() {
        while (position < text.length() && text.charAt(position) != '\n') {
            position++;
        }
    }

    private Token quoted() {
        int column = column();
        int start = ++position;
        while (position < text.length() && text.charAt(position) != '"' && text.charAt(position) != '\n') {
            skipCharacter();
        }
        if (position >= text.length() || text.charAt(position) != '"') {
            throw new ZoneException(line, column, "the quoted text does not end on its line");
        }
        return new Token(text.substring(start, position++), true, line, column);
    }

    private Token word() {
        int column = column();
        int start = position;
        while (position < text.length() && !isDelimiter(text.charAt(position))) {
            skipCharacter();
        }
        return new Token(text.substring(start, position), false, line, column);
    }

    /** One character with what escapes it. Nothing escapes the end of a line. */
    private void skipCharacter() {
        boolean escaped = text.charAt(position++) == '\\'
                && position < text.length()
                && text.charAt(position) != '\n'
                && text.charAt(position) != '\r';
        position += escaped ? 1 : 0;
    }

    private static boolean isDelimiter(char c) {
        return Character.isWhitespace(c) || c == ';' || c == '(' || c == ')' || c == '"';
    }

    private int column() {
        return position - lineStart + 1;
    }

    private ZoneException error(String what, String reason) {
        return new ZoneException(line, column(), "\"" + what + "\": " + reason);
    }

    /**
     * One entry, which is a record or a directive.
     *
     * @param indented whether it begins with blanks, and so belongs to the name of the entry before
     */
    record Entry(boolean indented, List<Token> tokens) {}

    /**
     * One word or quoted text, escapes still in it.
     *
     * @param line from 1
     * @param column from 1
     */
    record Token(String raw, boolean quoted, int line, int column) {

        ZoneException error(String reason) {
            return new ZoneException(line, column, reason);
        }

        /** The characters that are meant: {@code \;} is a semicolon, {@code \065} the letter A (RFC 1035 §5.1). */
        String text() {
            return String.join(".", parts(false));
        }

        /** The labels of a name: cut at dots, but not at escaped ones. */
        List<String> labels() {
            return parts(true);
        }

        private List<String> parts(boolean cutAtDots) {
            List<String> parts = new ArrayList<>();
            StringBuilder part = new StringBuilder();
            for (int i = 0; i < raw.length(); i++) {
                char c = raw.charAt(i);
                if (c == '\\') {
                    i += escape(i + 1, part);
                } else if (c == '.' && cutAtDots) {
                    parts.add(part.toString());
                    part.setLength(0);
                } else {
                    part.append(c);
                }
            }
            parts.add(part.toString());
            return parts;
        }

        /** Appends what is escaped, and tells how many characters said so. */
        private int escape(int start, StringBuilder to) {
            if (start >= raw.length()) {
                throw error("nothing follows the \"\\\"");
            }
            char c = raw.charAt(start);
            if (c < '0' || c > '9') {
                to.append(c);
                return 1;
            }
            String digits = raw.substring(start, Math.min(start + 3, raw.length()));
            if (!digits.matches("[0-9]{3}") || Integer.parseInt(digits) > 255) {
                throw error("\"\\" + digits + "\" is no octet: three digits up to 255");
            }
            to.append((char) Integer.parseInt(digits));
            return 3;
        }
    }
}
