package dev.heloise.app;

import static dev.heloise.script.Effect.Action.SEND;

import dev.heloise.script.Answer;
import dev.heloise.script.Rule;
import dev.heloise.script.Stage;
import dev.heloise.script.Step;
import dev.heloise.script.When;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A rule as somebody writes it in JSON. All but the stage and one answer may be left out.
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
 * @param reply the only answer: a reply, or {@code accept}, {@code drop}, {@code reset} or {@code stall}
 * @param times how often it is given; without it, or with 0, always
 * @param afterMillis how long to wait before
 * @param afterStoring whether a break comes after the request was granted
 * @param replies the answers in their order, in place of {@code reply}
 */
record WrittenRule(
        @Nullable Stage at,
        @Nullable String matching,
        @Nullable String client,
        @Nullable String inbox,
        @Nullable String reply,
        @Nullable Integer times,
        @Nullable Long afterMillis,
        @Nullable Boolean afterStoring,
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
        if (replies == null) {
            return List.of(new WrittenStep(reply, times, afterMillis, afterStoring).step());
        }
        if (reply != null || times != null || afterMillis != null || afterStoring != null) {
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

    /** One answer of it. */
    record WrittenStep(
            @Nullable String reply,
            @Nullable Integer times,
            @Nullable Long afterMillis,
            @Nullable Boolean afterStoring) {

        Step step() {
            if (reply == null) {
                throw new IllegalArgumentException("not a rule: \"reply\" is missing, such as 452 4.2.2 Mailbox full");
            }
            Step step = Step.of(reply, times == null ? Step.ALWAYS : times);
            if (afterMillis != null) {
                step = step.with(step.effect().after(Duration.ofMillis(afterMillis)));
            }
            if (Boolean.TRUE.equals(afterStoring)) {
                if (step.effect().action() == SEND) {
                    throw new IllegalArgumentException("not a rule: \"afterStoring\" is about drop, reset and stall");
                }
                step = new Step(new Answer.Granted(), step.effect(), step.times());
            }
            return step;
        }
    }
}
