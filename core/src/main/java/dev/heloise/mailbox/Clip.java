package dev.heloise.mailbox;

/** Words from a mail that a sentence may quote: short, and safe to print. */
final class Clip {

    private static final int MAX = 60;

    private Clip() {}

    static String of(String text) {
        return Printable.escaped(text.length() <= MAX ? text : text.substring(0, MAX) + "…");
    }
}
