package dev.heloise.assertj;

import dev.heloise.mailbox.Evidence;
import dev.heloise.mailbox.Finding;
import dev.heloise.mailbox.SmtpSession;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** The words of all failures: what was wanted, what was there, and what was said in the sessions concerned. */
final class Wording {

    private static final int MOST_LINES = 20;

    private Wording() {}

    static String failure(String wanted, String found, String evidence) {
        return "\nExpecting " + wanted + "\nbut " + found + (evidence.isEmpty() ? "" : "\n\n" + evidence);
    }

    /** What a session contributes to a failure; nothing where none was recorded, as for a mail from a file. */
    static String evidence(SmtpSession session) {
        return session.transcript().lines().isEmpty() ? "" : Evidence.sessions(List.of(session));
    }

    /** Each on an indented line of its own, the first twenty. */
    static String lines(Collection<?> values) {
        String first = values.stream()
                .limit(MOST_LINES)
                .map(value -> "\n  " + Evidence.line(value.toString()))
                .collect(Collectors.joining());
        return values.size() <= MOST_LINES ? first : first + "\n  … and " + (values.size() - MOST_LINES) + " more";
    }

    static String lines(String... values) {
        return lines(List.of(values));
    }

    /** What was found, as a block of its own; nothing where there is nothing. */
    static String findings(List<Finding> findings) {
        return findings.isEmpty() ? "" : "Findings:" + lines(findings);
    }

    /** What was found where something else was wanted. */
    static String others(List<Finding> findings) {
        return findings.isEmpty() ? "it has none" : "it has" + lines(findings);
    }

    /** Blocks below one another. */
    static String join(String above, String below) {
        return above + (above.isEmpty() || below.isEmpty() ? "" : "\n\n") + below;
    }

    static String mails(int count) {
        return count == 0 ? "no mail" : count == 1 ? "1 mail" : count + " mails";
    }

    static String quoted(String text) {
        return '"' + text + '"';
    }

    static String time(Duration time) {
        long millis = time.toMillis();
        return millis % 1000 == 0 ? millis / 1000 + " s" : millis + " ms";
    }
}
