package dev.heloise.mailbox;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the addresses of a field such as {@code To} (RFC 5322 §3.4, with the obsolete forms of §4.4) in one pass: the
 * members of groups like the others, display names decoded, a comment as the name where there is no other. What is no
 * address is given as it stands. mime4j drops comments and the quotes of local parts, and takes what is no address for
 * one (see {@code docs/adr/0004-mime4j.md}).
 */
final class AddressReader {

    private final String text;
    private final EncodedWords.Finder words;
    private final Faults faults;
    private final List<MailAddress> addresses = new ArrayList<>();
    private int position;

    /** Quotes, comments and literals that are never closed stand for themselves, and are not searched for again. */
    private boolean quotesClose = true;

    private boolean commentsClose = true;
    private boolean literalsClose = true;

    // What is known so far of the address at hand.
    private final StringBuilder phrase = new StringBuilder();
    private final StringBuilder spec = new StringBuilder();
    private final StringBuilder address = new StringBuilder();
    private String comment = "";
    private @Nullable String angle;

    /** How much of the phrase stands before the angle bracket. */
    private int nameEnd;

    private boolean gap;
    private boolean specHasAt;
    private boolean specHasGaps;

    private AddressReader(String text, Faults faults) {
        this.text = text;
        this.words = new EncodedWords.Finder(text);
        this.faults = faults;
    }

    /** The addresses of a field that is unfolded and not yet decoded. */
    static List<MailAddress> read(String text, Faults faults) {
        return List.copyOf(new AddressReader(text, faults).read());
    }

    private List<MailAddress> read() {
        while (position < text.length()) {
            switch (text.charAt(position)) {
                // The semicolon ends a group, and Outlook's users put it between addresses.
                case ',', ';' -> {
                    finish();
                    position++;
                }
                case ':' -> colon();
                case '<' -> angle();
                case '(' -> comment();
                case '"' -> quoted();
                case '[' -> unit(literalEnd(position));
                case ' ', '\t', '\r', '\n' -> {
                    gap = true;
                    position++;
                }
                case '>' -> {
                    malformed("an angle bracket closes nothing");
                    position++;
                }
                default -> unit(atomEnd());
            }
        }
        finish();
        return addresses;
    }

    /** Ends the name of a group, unless it stands in an address. */
    private void colon() {
        if (specHasAt) {
            unit(position + 1);
        } else {
            clear();
            position++;
        }
    }

    private void comment() {
        int end = commentEnd(position);
        if (end < 0) {
            unit(atomEnd());
        } else {
            comment = unescaped(position + 1, end - 1);
            gap = true;
            position = end;
        }
    }

    private void quoted() {
        int end = quoteEnd(position);
        if (end < 0) {
            unit(atomEnd());
        } else {
            // An at sign in quotes makes no address of the name of a group.
            append(unescaped(position + 1, end - 1), text.substring(position, end), false);
            position = end;
        }
    }

    /** Takes what stands for itself, up to there; at least one character. */
    private void unit(int end) {
        String unit = text.substring(position, Math.max(end, position + 1));
        append(unit, unit, unit.indexOf('@') >= 0);
        position += unit.length();
    }

    /** What is between angle brackets, without blanks, comments and the route (RFC 5322 §4.4). */
    private void angle() {
        if (angle != null) {
            malformed("there is no comma between two addresses");
            // What follows the first of them is the name of the second.
            String name = phrase.substring(nameEnd).strip();
            phrase.setLength(nameEnd);
            finish();
            phrase.append(name);
            spec.append(name);
        }
        address.setLength(0);
        do {
            position++;
        } while (position < text.length() && text.charAt(position) == '<');
        boolean route = false;
        while (position < text.length() && !endsAngle(text.charAt(position), route)) {
            char c = text.charAt(position);
            int end = c == '"' ? quoteEnd(position) : c == '[' ? literalEnd(position) : -1;
            int commentEnd = c == '(' ? commentEnd(position) : -1;
            if (commentEnd >= 0) {
                position = commentEnd;
            } else if (route && c == ':') {
                route = false;
                address.setLength(0);
                position++;
            } else if (Character.isWhitespace(c)) {
                position++;
            } else {
                route |= c == '@' && address.isEmpty();
                address.append(text, position, Math.max(end, position + 1));
                position = Math.max(end, position + 1);
            }
        }
        if (position < text.length() && text.charAt(position) == '>') {
            position++;
        } else {
            malformed("an address is not closed by an angle bracket");
        }
        angle = address.toString();
        nameEnd = phrase.length();
        gap = true;
    }

    private static boolean endsAngle(char c, boolean route) {
        return c == '>' || c == '<' || (!route && (c == ',' || c == ';'));
    }

    private int atomEnd() {
        int word = words.end(position);
        if (word > 0) {
            // An encoded word may hold a comma that its writer should have encoded.
            return word;
        }
        int i = position + 1;
        while (i < text.length() && !endsAtom(text.charAt(i)) && !text.startsWith("=?", i)) {
            i++;
        }
        return i;
    }

    private boolean endsAtom(char c) {
        return switch (c) {
            case ',', ';', ':', '<', '>', '[', ' ', '\t', '\r', '\n' -> true;
            case '(' -> commentsClose;
            case '"' -> quotesClose;
            default -> false;
        };
    }

    /** After the quote that closes the one at {@code open}; negative where none does. */
    private int quoteEnd(int open) {
        for (int i = open + 1; quotesClose && i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"') {
                return i + 1;
            }
            i += c == '\\' ? 1 : 0;
        }
        if (quotesClose) {
            malformed("a quote is not closed");
        }
        quotesClose = false;
        return -1;
    }

    /** After the comment that begins at {@code open}, comments within it included; negative where it never ends. */
    private int commentEnd(int open) {
        int depth = 0;
        for (int i = open; commentsClose && i < text.length(); i++) {
            char c = text.charAt(i);
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            if (depth == 0) {
                return i + 1;
            }
            i += c == '\\' ? 1 : 0;
        }
        if (commentsClose) {
            malformed("a comment is not closed");
        }
        commentsClose = false;
        return -1;
    }

    private int literalEnd(int open) {
        int close = literalsClose ? text.indexOf(']', open) : -1;
        if (close < 0 && literalsClose) {
            malformed("a bracket is not closed");
        }
        literalsClose = close >= 0;
        return close + 1;
    }

    private String unescaped(int from, int to) {
        StringBuilder unescaped = new StringBuilder(to - from);
        for (int i = from; i < to; i++) {
            i += text.charAt(i) == '\\' && i + 1 < to ? 1 : 0;
            unescaped.append(text.charAt(i));
        }
        return unescaped.toString();
    }

    private void append(String inPhrase, String inSpec, boolean at) {
        if (gap && phrase.length() > 0) {
            phrase.append(' ');
            // RFC 5322 §4.4 lets blanks stand beside the dots and the at sign of an address, and nowhere else.
            specHasGaps |= !isJoint(spec.charAt(spec.length() - 1)) && !isJoint(inSpec.charAt(0));
        }
        gap = false;
        phrase.append(inPhrase);
        spec.append(inSpec);
        specHasAt |= at;
    }

    private static boolean isJoint(char c) {
        return c == '.' || c == '@';
    }

    private void finish() {
        if (angle != null) {
            String name = phrase.isEmpty() ? comment : phrase.toString();
            add(name, angle);
        } else if (specHasAt && !specHasGaps) {
            add(comment, spec.toString());
        } else if (!phrase.isEmpty()) {
            String raw = phrase.toString();
            noAddress(raw);
            addresses.add(new MailAddress("", EncodedWords.decode(raw, faults)));
        }
        clear();
    }

    private void add(String name, String address) {
        int at = address.lastIndexOf('@');
        if (at <= 0 || at == address.length() - 1) {
            noAddress(address);
        }
        if (!name.isEmpty() || !address.isEmpty()) {
            addresses.add(new MailAddress(EncodedWords.decode(name, faults), address));
        }
    }

    private void noAddress(String raw) {
        faults.add(MailRule.BAD_ADDRESS, () -> "\"" + Clip.of(raw) + "\" is no address");
    }

    private void malformed(String what) {
        faults.add(MailRule.BAD_ADDRESS, () -> what);
    }

    private void clear() {
        phrase.setLength(0);
        spec.setLength(0);
        comment = "";
        angle = null;
        gap = false;
        specHasGaps = false;
        specHasAt = false;
    }
}
