package dev.heloise.script;

import dev.heloise.script.Effect.Action;
import dev.heloise.script.Recording.Entry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Makes rules of a recording: one for each command, with a step for each time that it was said. */
final class ReplayedScript {

    private static final String MORE = "334";

    /** How the transcript names the author of a reply. */
    private static final String AUTHOR = "answered by ";

    /** What SMTP itself has a server say, about syntax and order. */
    private static final Set<Integer> OF_THE_PROTOCOL = Set.of(500, 501, 503, 555);

    private final Map<When, List<Step>> steps = new LinkedHashMap<>();
    private Optional<When> asked = Optional.of(When.connect());
    private ReplyLines reply = new ReplyLines();
    private boolean byPolicy;

    private ReplayedScript() {}

    static List<Rule> of(List<Entry> entries) {
        ReplayedScript script = new ReplayedScript();
        entries.forEach(script::hear);
        script.endOfDialogue(entries);
        return script.steps.entrySet().stream()
                .map(rule -> new Rule(rule.getKey(), rule.getValue()))
                .toList();
    }

    private void hear(Entry entry) {
        switch (entry.kind()) {
            case SERVER -> {
                reply.add(entry);
                if (ReplyLines.isLast(entry)) {
                    answered(entry);
                }
            }
            case CLIENT -> {
                // In the middle of AUTH the client's lines are no commands.
                if (!asked.equals(Optional.of(When.auth()))) {
                    asked = command(entry.line());
                }
            }
            case CONTENT -> asked = Optional.of(When.endOfData());
            case EVENT -> byPolicy |= entry.line().startsWith(AUTHOR);
        }
    }

    private void answered(Entry last) {
        boolean goesOn = last.line().startsWith(MORE);
        if (!goesOn) {
            asked.filter(when -> byPolicy || !isOfTheProtocol(when.at(), reply.code()))
                    .ifPresent(when -> add(when, reply.step()));
            asked = Optional.empty();
            byPolicy = false;
        }
        reply = new ReplyLines();
    }

    /**
     * The server will say it again by itself, and no policy is asked: a step for it would be in the way of the next.
     */
    private static boolean isOfTheProtocol(Stage stage, int code) {
        return switch (stage) {
            case CONNECT, EHLO, HELO -> false;
            case DATA -> code == 554 || OF_THE_PROTOCOL.contains(code);
            default -> OF_THE_PROTOCOL.contains(code);
        };
    }

    private void endOfDialogue(List<Entry> entries) {
        boolean cut = !reply.isEmpty();
        if (cut) {
            asked.ifPresent(when -> add(when, reply.step()));
        } else if (!entries.isEmpty()) {
            asked.ifPresent(when -> add(when, Step.silence(Action.DROP)));
        }
    }

    private void add(When when, Step step) {
        steps.computeIfAbsent(when, unheard -> new ArrayList<>()).add(step);
    }

    /** What policies would be asked about; nothing for a command that they are not asked about. */
    private static Optional<When> command(String line) {
        int space = line.indexOf(' ');
        String verb = (space < 0 ? line : line.substring(0, space)).toUpperCase(Locale.ROOT);
        String rest = space < 0 ? "" : line.substring(space + 1).strip();
        String word = rest.split(" ", 2)[0];
        return switch (verb) {
            case "EHLO", "LHLO" -> Optional.of(When.ehlo(word));
            case "HELO" -> Optional.of(When.helo(word));
            case "STARTTLS" -> Optional.of(When.startTls());
            case "AUTH" -> Optional.of(When.auth());
            case "MAIL" -> address(rest).map(When::mailFrom);
            case "RCPT" -> address(rest).map(When::rcptTo);
            case "DATA" -> Optional.of(When.data());
            case "RSET" -> Optional.of(When.rset());
            case "NOOP" -> Optional.of(When.noop());
            case "QUIT" -> Optional.of(When.quit());
            default -> Optional.empty();
        };
    }

    private static Optional<String> address(String argument) {
        int open = argument.indexOf('<');
        int close = argument.lastIndexOf('>');
        return open < 0 || close < open
                ? Optional.empty()
                : Optional.of(withoutRoute(argument.substring(open + 1, close)));
    }

    private static String withoutRoute(String path) {
        return path.startsWith("@") ? path.substring(path.indexOf(':') + 1) : path;
    }
}
