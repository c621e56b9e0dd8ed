package dev.heloise.mailbox;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * A link of a mail.
 *
 * @param target where it leads
 * @param text what its reader sees, white space made single blanks
 */
record Link(URI target, String text) {

    /** The link with that text, or else the first one whose text contains it. */
    static Optional<Link> find(List<Link> links, String text) {
        String wanted = text.strip();
        return links.stream()
                .filter(link -> link.text.equals(wanted))
                .findFirst()
                .or(() -> links.stream()
                        .filter(link -> link.text.contains(wanted))
                        .findFirst());
    }
}
