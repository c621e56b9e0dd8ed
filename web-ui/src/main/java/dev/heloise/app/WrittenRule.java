package dev.heloise.app;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.heloise.script.Rule;
import dev.heloise.script.Stage;
import dev.heloise.script.Step;
import dev.heloise.script.When;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A rule as somebody writes it in JSON. All but the stage and one answer may be left out, and what {@link ShownRule}
 * says besides is passed over, so that what was shown can be sent back.
 *
 * <pre>{@code
 * {"at": "RCPT", "matching": "*@full.example", "reply": "452 4.2.2 Mailbox full", "times": 2}
 * {"at": "END_OF_DATA", "replies": [{"reply": "451 4.3.0 Later", "times": 1}, {"reply": "accept"}]}
 * }</pre>
 *
 * @param at the stage
 * @param matching the pattern for the stage's subject
 * @param client the pattern for the client's address
 * @param inbox the pattern for a recipient
 * @param reply the only answer; this and what follows is that of {@link WrittenStep}
 * @param replies the answers in their order, in place of all this
 */
@JsonIgnoreProperties({"id", "used", "text"})
record WrittenRule(
        @Nullable Stage at,
        @Nullable String matching,
        @Nullable String client,
        @Nullable String inbox,
        @Nullable String reply,
        @Nullable Integer times,
        @Nullable Long afterMillis,
        @Nullable Boolean afterStoring,
        @Nullable Integer cutAfter,
        @Nullable Long pauseMillis,
        @Nullable Boolean closing,
        @Nullable List<@Nullable WrittenStep> replies) {

    /**
     * The rule that is meant.
     *
     * @throws IllegalArgumentException if there is no such rule; the message says why
     */
    Rule rule() {
        if (at == null) {
            throw new IllegalArgumentException("not a rule: \"at\" is missing, such as RCPT");
        }
        When when = When.at(at, orAny(matching)).client(orAny(client)).inbox(orAny(inbox));
        return new Rule(when, steps());
    }

    private List<Step> steps() {
        WrittenStep only = new WrittenStep(reply, times, afterMillis, afterStoring, cutAfter, pauseMillis, closing);
        if (replies == null) {
            return List.of(only.step());
        }
        if (!only.equals(WrittenStep.NOTHING)) {
            throw new IllegalArgumentException(
                    "not a rule: what is said is in \"replies\", or beside \"at\", not both");
        }
        return replies.stream().map(WrittenRule::step).toList();
    }

    private static Step step(@Nullable WrittenStep written) {
        if (written == null) {
            throw new IllegalArgumentException("not a rule: null is among its \"replies\"");
        }
        return written.step();
    }

    private static String orAny(@Nullable String pattern) {
        return pattern == null ? "*" : pattern;
    }
}
