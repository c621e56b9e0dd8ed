package dev.heloise.mailbox;

import java.util.List;

/** Keeps short, and safe to print, what a finding or an error quotes of a mail: it may be of any length. */
final class Clip {

    private static final int MAX = 60;
    private static final int MAX_IN_LINE = 200;
    private static final int MAX_ALONE = 1_000;
    private static final int MAX_LINES = 10_000;
    private static final int MOST_NAMES = 10;

    private Clip() {}

    /** As much as a finding quotes. */
    static String of(String text) {
        return Printable.escaped(text.length() <= MAX ? text : start(text, MAX) + "…");
    }

    /** As much as stands among other things on a line. */
    static String inLine(String text) {
        return Printable.escaped(text.length() <= MAX_IN_LINE ? text : start(text, MAX_IN_LINE) + "…");
    }

    /** As much as can be read where the text is what matters, and how much it is. */
    static String alone(String text) {
        return text.length() <= MAX_ALONE
                ? Printable.escaped(text)
                : Printable.escaped(start(text, MAX_ALONE)) + "… (" + text.length() + " characters)";
    }

    /** As much as can be read of a whole text, its line ends as they are. */
    static String lines(String text) {
        boolean whole = text.length() <= MAX_LINES;
        String read = whole ? text : start(text, MAX_LINES);
        StringBuilder shown = new StringBuilder();
        int next;
        for (int line = 0; line < read.length(); line = next) {
            int feed = read.indexOf('\n', line);
            next = feed < 0 ? read.length() : feed + 1;
            int end = feed < 0 ? next : feed > line && read.charAt(feed - 1) == '\r' ? feed - 1 : feed;
            shown.append(Printable.escaped(read.substring(line, end))).append(read, end, next);
        }
        return whole ? shown.toString() : shown + "… (" + text.length() + " characters)";
    }

    /** The first of many names, and how many more there are. */
    static String names(List<String> names) {
        List<String> first = names.subList(0, Math.min(names.size(), MOST_NAMES));
        String shown = Printable.escaped(String.join(", ", first));
        return names.size() == first.size() ? shown : shown + " and " + (names.size() - first.size()) + " more";
    }

    /** A character of two halves stays whole. */
    static String start(String text, int length) {
        return text.substring(0, Character.isHighSurrogate(text.charAt(length - 1)) ? length - 1 : length);
    }
}
