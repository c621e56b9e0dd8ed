package dev.heloise.app;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.heloise.mailbox.MailFilter;
import dev.heloise.script.Rule;
import dev.heloise.script.Stage;
import dev.heloise.script.Step;
import java.util.List;
import java.util.Optional;

/**
 * A rule as the API shows it, so that {@link WrittenRule} can read it.
 *
 * @param id by which it can be removed
 * @param matching the pattern for the stage's subject
 * @param client the pattern for the client's address
 * @param inbox the pattern for a recipient
 * @param filter which mails are meant beyond that, where Java code has said so; such a rule cannot be written
 * @param used whether it has answered anything yet
 * @param text the whole rule on one line
 */
record ShownRule(
        String id,
        Stage at,
        String matching,
        String client,
        String inbox,
        Optional<String> filter,
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
                rule.when().filter().map(MailFilter::toString),
                rule.steps().stream().map(ShownStep::of).toList(),
                used,
                rule.toString());
    }

    /** One answer of it, and the same in words. */
    record ShownStep(@JsonUnwrapped WrittenStep step, String text) {

        static ShownStep of(Step step) {
            return new ShownStep(WrittenStep.of(step), step.times(Step.ALWAYS).toString());
        }
    }
}
