package dev.heloise.mailbox;

import java.nio.charset.Charset;
import java.util.Map;

/**
 * Makes plain text of HTML: what its reader sees, a line for each block, and blanks between the cells of a row. The
 * application searches in it; tests have no need of it.
 */
public final class HtmlText implements HtmlReader.Visitor {

    /** The names of U+00A0 to U+00FF in their order (HTML 4, §24.2.1). */
    private static final String[] LATIN_1 =
            ("nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg"
                            + " macr deg plusmn sup2 sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34"
                            + " iquest Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave"
                            + " Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc"
                            + " Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc"
                            + " euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave"
                            + " uacute ucirc uuml yacute thorn yuml")
                    .split(" ");

    /** Other names that mails use. */
    private static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry("amp", "&"),
            Map.entry("lt", "<"),
            Map.entry("gt", ">"),
            Map.entry("quot", "\""),
            Map.entry("apos", "'"),
            Map.entry("euro", "€"),
            Map.entry("ndash", "–"),
            Map.entry("mdash", "—"),
            Map.entry("hellip", "…"),
            Map.entry("lsquo", "‘"),
            Map.entry("rsquo", "’"),
            Map.entry("ldquo", "“"),
            Map.entry("rdquo", "”"),
            Map.entry("bdquo", "„"),
            Map.entry("bull", "•"),
            Map.entry("rarr", "→"),
            Map.entry("larr", "←"),
            Map.entry("trade", "™"),
            Map.entry("ensp", "\u2002"),
            Map.entry("emsp", "\u2003"),
            Map.entry("thinsp", "\u2009"),
            Map.entry("zwnj", "\u200C"),
            Map.entry("zwj", "\u200D"));

    private static final int LONGEST_REFERENCE = 12;

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

    /** A text with its character references decoded (HTML 4, §5.3); what is none stays. */
    static String decoded(String text) {
        int reference = text.indexOf('&');
        if (reference < 0) {
            return text;
        }
        StringBuilder decoded = new StringBuilder(text.length());
        int position = 0;
        while (reference >= 0) {
            int end = semicolon(text, reference);
            String value = end < 0 ? "" : character(text.substring(reference + 1, end));
            if (!value.isEmpty()) {
                decoded.append(text, position, reference).append(value);
                position = end + 1;
            }
            reference = text.indexOf('&', Math.max(position, reference + 1));
        }
        return decoded.append(text, position, text.length()).toString();
    }

    private static int semicolon(String text, int reference) {
        int to = Math.min(text.length(), reference + LONGEST_REFERENCE);
        for (int i = reference + 1; i < to && text.charAt(i) != '&'; i++) {
            if (text.charAt(i) == ';') {
                return i;
            }
        }
        return -1;
    }

    /** What a reference stands for; empty where it is none. */
    private static String character(String reference) {
        if (reference.startsWith("#")) {
            return numbered(reference.substring(1));
        }
        for (int i = 0; i < LATIN_1.length; i++) {
            if (LATIN_1[i].equals(reference)) {
                return Character.toString(0xA0 + i);
            }
        }
        return NAMES.getOrDefault(reference, "");
    }

    private static String numbered(String number) {
        boolean hexadecimal = number.startsWith("x") || number.startsWith("X");
        try {
            int point = Integer.parseInt(hexadecimal ? number.substring(1) : number, hexadecimal ? 16 : 10);
            boolean character = point > 0 && Character.isValidCodePoint(point) && !isSurrogate(point);
            return !character ? "" : isControl(point) ? meant(point) : Character.toString(point);
        } catch (NumberFormatException none) {
            // It is no reference, then, and stays as it stands.
            return "";
        }
    }

    private static boolean isControl(int point) {
        return point >= 0x80 && point < 0xA0;
    }

    /** Numbers of controls mean what Windows has in their place (HTML, §13.2.5.80). */
    private static String meant(int control) {
        return new String(new byte[] {(byte) control}, Charset.forName("windows-1252"));
    }

    private static boolean isSurrogate(int point) {
        return point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
    }
}
