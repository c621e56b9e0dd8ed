package dev.heloise.script;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;

/**
 * What a script answers at one point of the dialogue: data, that can be written in an annotation, sent as JSON, and
 * shown on one line.
 *
 * <pre>
 * Rule.of(Stage.RCPT, "*@full.example", "452 4.2.2 Mailbox full", 2)
 * </pre>
 *
 * @param when the requests that it is about
 * @param steps the answers in their order, 1 or more. A step that another follows is given once unless it says
 *     otherwise; when the last one has been given as often as it says, the rule has no opinion any more
 */
public record Rule(When when, List<Step> steps) {

    /**
     * Checks that the steps make sense at the stage.
     *
     * @throws IllegalArgumentException if they do not; the message quotes them
     */
    public Rule {
        requireNonNull(when, "when");
        if (steps.isEmpty()) {
            throw new IllegalArgumentException("not a rule: nothing is answered at \"" + when + '"');
        }
        steps = limited(steps);
        steps.forEach(step -> requireFits(step.answer(), when.at()));
    }

    private static List<Step> limited(List<Step> steps) {
        List<Step> limited = new ArrayList<>(steps);
        for (int i = 0; i < limited.size() - 1; i++) {
            Step step = limited.get(i);
            limited.set(i, step.times() == Step.ALWAYS ? step.times(1) : step);
        }
        return List.copyOf(limited);
    }

    private static void requireFits(Answer answer, Stage at) {
        boolean needsSender = answer instanceof Answer.Greylisted || answer instanceof Answer.Limited;
        if (needsSender && !at.knowsSender()) {
            throw new IllegalArgumentException("not a rule: no sender is known at " + at + " for \"" + answer + '"');
        }
    }

    /**
     * A rule of one answer.
     *
     * @param at the stage
     * @param matching the glob for the stage's subject; {@code *} for any
     * @param reply a reply or words, as {@link Step#of(String, int)} takes them
     * @param times how often, 1 or more; 0 for as long as the rule is there
     * @throws IllegalArgumentException if one of them is not so; the message quotes it
     */
    public static Rule of(Stage at, String matching, String reply, int times) {
        return new Rule(When.at(at, matching), List.of(Step.of(reply, times)));
    }

    /** The stage at which it is asked. */
    public Stage at() {
        return when.at();
    }

    /** The glob for the stage's subject. */
    public String matching() {
        return when.matching();
    }

    /** The rule on one line, such as {@code RCPT *@full.example: 452 4.2.2 Mailbox full, once; then accept}. */
    @Override
    public String toString() {
        return when + ": "
                + String.join("; then ", steps.stream().map(Step::toString).toList());
    }
}
