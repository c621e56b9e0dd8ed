package dev.heloise.script;

import dev.heloise.script.Recording.Entry;
import java.util.ArrayList;
import java.util.List;

/** The lines of one recorded reply, and the reply that says the same. */
final class ReplyLines {

    /** With this, what was cut off of a code becomes one again. */
    private static final String ANY_CODE = "250";

    private final List<Entry> lines = new ArrayList<>();

    static boolean isLast(Entry line) {
        String text = line.line();
        return text.length() < 4 || text.charAt(3) != '-' || !line.endsLine();
    }

    void add(Entry line) {
        lines.add(line);
    }

    boolean isEmpty() {
        return lines.isEmpty();
    }

    int code() {
        String first = lines.get(0).line();
        String code = first.length() < 3 ? first + ANY_CODE.substring(first.length()) : first.substring(0, 3);
        if (!code.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new IllegalArgumentException("not a reply: \"" + first + "\" must begin with a code");
        }
        return Integer.parseInt(code);
    }

    /** Code and text to the letter: an enhanced code is part of the text, so that no server takes it away. */
    Step step() {
        List<String> texts = new ArrayList<>();
        lines.forEach(
                line -> texts.add(line.line().length() < 4 ? "" : line.line().substring(4)));
        Entry last = lines.get(lines.size() - 1);
        boolean whole = last.endsLine() && isLast(last);
        if (!whole && isContinued(last)) {
            // The cut lies in or behind this line, which is followed by another one in the whole reply.
            texts.add("");
        }
        Reply reply = Reply.of(code(), "", texts.toArray(String[]::new));
        Effect effect = whole ? Effect.NONE : Effect.NONE.cutAfter(length());
        return Step.of(new Answer.Said(reply)).with(effect);
    }

    private static boolean isContinued(Entry line) {
        String text = line.line();
        return text.length() > 3 && text.charAt(3) == '-';
    }

    private int length() {
        return lines.stream().mapToInt(Entry::length).sum();
    }
}
