package dev.heloise.mailbox;

import java.util.Map;

/**
 * Makes plain text of HTML: what its reader sees, a line for each block, and blanks between the cells of a row. The
 * application searches in it; tests have no need of it.
 */
public final class HtmlText implements HtmlReader.Visitor {

    private final StringBuilder text = new StringBuilder();

    private HtmlText() {}

    /** The text of a page. */
    public static String of(String html) {
        HtmlText reader = new HtmlText();
        HtmlReader.read(html, reader);
        return reader.text.toString();
    }

    @Override
    public void text(String part) {
        for (int i = 0; i < part.length(); i++) {
            char c = part.charAt(i);
            if (Character.isWhitespace(c) || Character.isSpaceChar(c)) {
                separate(' ');
            } else if (Character.getType(c) != Character.FORMAT) {
                // Format characters are there to fool filters and to break words; nobody sees them.
                text.append(c);
            }
        }
    }

    @Override
    public void open(String name, Map<String, String> attributes) {
        tag(name);
    }

    @Override
    public void close(String name) {
        tag(name);
    }

    private void tag(String name) {
        if (!isWithinWords(name)) {
            separate(name.equals("td") || name.equals("th") ? ' ' : '\n');
        }
    }

    /** Whether an element may stand within a word: it changes how a text looks, not what it says. */
    static boolean isWithinWords(String name) {
        return switch (name) {
            case "a",
                    "abbr",
                    "b",
                    "big",
                    "code",
                    "em",
                    "font",
                    "i",
                    "img",
                    "label",
                    "mark",
                    "o:p",
                    "s",
                    "small",
                    "span",
                    "strong",
                    "sub",
                    "sup",
                    "tt",
                    "u" -> true;
            default -> false;
        };
    }

    /** One blank or one line end, however many are asked for in a row. */
    private void separate(char separator) {
        int last = text.length() - 1;
        if (last < 0 || text.charAt(last) == '\n') {
            return;
        }
        if (text.charAt(last) == ' ') {
            text.setCharAt(last, separator);
        } else {
            text.append(separator);
        }
    }
}
