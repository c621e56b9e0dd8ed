package dev.heloise.mailbox;

import static java.util.Objects.requireNonNull;

/**
 * Something that the client did and a real receiver would dislike. It is recorded and never a reason to refuse, unless
 * a policy says so.
 *
 * @param rule the rule's name in capitals, such as {@code BARE_LF_COMMAND}; it does not change between releases
 * @param severity how much a receiver would mind
 * @param reference the section that says so, such as {@code RFC 5321 §2.3.8}
 * @param text one sentence that says what was seen, and where
 */
public record Finding(String rule, Severity severity, String reference, String text) {

    public Finding {
        requireNonNull(rule, "rule");
        requireNonNull(severity, "severity");
        requireNonNull(reference, "reference");
        requireNonNull(text, "text");
    }

    @Override
    public String toString() {
        return severity + " " + rule + ": " + text + " (" + reference + ")";
    }
}
