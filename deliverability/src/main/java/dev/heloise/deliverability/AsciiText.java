package dev.heloise.deliverability;

/** Foreign text, made safe to be shown and said: printable ASCII alone, each other character a question mark. */
final class AsciiText {

    private static final String CUT = "...";

    private AsciiText() {}

    static String of(String text) {
        return text.replaceAll("[^ -~]", "?");
    }

    /** The same, with no more characters than that. */
    static String of(String text, int most) {
        String printable = of(text);
        return printable.length() > most ? printable.substring(0, most - CUT.length()) + CUT : printable;
    }
}
