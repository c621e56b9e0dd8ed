package dev.heloise.mailbox;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A link of a mail.
 *
 * @param target where it leads
 * @param text what its reader sees, white space made single blanks
 */
record Link(URI target, String text) {

    private static final Pattern BLANKS = Pattern.compile("[\\s\\p{Z}]+");

    /** A soft hyphen, a joiner: they are there for the program that shows the text. */
    private static final Pattern INVISIBLE = Pattern.compile("\\p{Cf}+");

    /** What its reader sees of a text. */
    static String normalized(String text) {
        return BLANKS.matcher(INVISIBLE.matcher(text).replaceAll(""))
                .replaceAll(" ")
                .strip();
    }

    /** The link with that text, or else the first one whose text contains it. */
    static Optional<Link> find(List<Link> links, String text) {
        String wanted = normalized(text);
        return links.stream()
                .filter(link -> link.text.equals(wanted))
                .findFirst()
                .or(() -> links.stream()
                        .filter(link -> link.text.contains(wanted))
                        .findFirst());
    }
}
