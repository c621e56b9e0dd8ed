package dev.heloise.app;

import dev.heloise.script.Rule;
import dev.heloise.script.Stage;
import dev.heloise.script.Step;
import java.util.List;

/**
 * A rule as the API shows it.
 *
 * @param id by which it can be removed
 * @param matching the pattern for the stage's subject
 * @param client the pattern for the client's address
 * @param inbox the pattern for a recipient
 * @param used whether it has answered anything yet
 * @param text the whole rule on one line
 */
record ShownRule(
        String id,
        Stage at,
        String matching,
        String client,
        String inbox,
        List<ShownStep> replies,
        boolean used,
        String text) {

    static ShownRule of(String id, Rule rule, boolean used) {
        return new ShownRule(
                id,
                rule.at(),
                rule.matching(),
                rule.when().client(),
                rule.when().inbox(),
                rule.steps().stream().map(ShownStep::of).toList(),
                used,
                rule.toString());
    }

    /** One answer of it: in words, and how often; 0 for always. */
    record ShownStep(String text, int times) {

        static ShownStep of(Step step) {
            return new ShownStep(step.times(Step.ALWAYS).toString(), step.times());
        }
    }
}
