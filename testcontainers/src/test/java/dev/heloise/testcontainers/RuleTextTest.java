package dev.heloise.testcontainers;

import static dev.heloise.script.Stage.MAIL;
import static dev.heloise.script.When.endOfData;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.heloise.mailbox.MailFilter;
import dev.heloise.script.Answer;
import dev.heloise.script.Effect;
import dev.heloise.script.Effect.Action;
import dev.heloise.script.Reply;
import dev.heloise.script.Rule;
import dev.heloise.script.Step;
import dev.heloise.script.When;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RuleTextTest {

    @Test
    void aRuleIsItsStageItsPatternsAndItsAnswers() {
        Rule rule = new Rule(
                endOfData("Welcome*").client("192.0.2.*").inbox("ada@*"),
                List.of(Step.of("451 4.3.0 Later", 2), Step.of("accept", 0)));
        assertThat(RuleText.of(rule))
                .isEqualTo(
                        "{\"at\":\"END_OF_DATA\",\"matching\":\"Welcome*\",\"client\":\"192.0.2.*\",\"inbox\":\"ada@*\","
                                + "\"replies\":[{\"reply\":\"451 4.3.0 Later\",\"times\":2},{\"reply\":\"accept\",\"times\":0}]}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"accept", "drop", "reset", "stall", "half-close", "greylist for 5 s", "limit to 10 in 1 s"})
    void anAnswerIsTheTextThatIsRead(String reply) {
        assertThat(text(Step.of(reply, 0))).isEqualTo("{\"reply\":\"" + reply + "\",\"times\":0}");
    }

    @Test
    void aReplyKeepsItsLines() {
        assertThat(text(Step.of("550 5.7.1 No\nsee https://example.org/why", 1)))
                .isEqualTo("{\"reply\":\"550 5.7.1 No\\nsee https://example.org/why\",\"times\":1}");
    }

    @Test
    void aReplyMayComeLateInPiecesAndBeTheLast() {
        Step step = Step.of("421 4.3.2 Not now", 1);
        assertThat(text(step.with(Effect.of(Action.CLOSE).after(Duration.ofSeconds(2)))))
                .isEqualTo("{\"reply\":\"421 4.3.2 Not now\",\"times\":1,\"afterMillis\":2000,\"closing\":true}");
        assertThat(text(step.with(Effect.NONE.cutAfter(10).pausing(Duration.ofMillis(20)))))
                .isEqualTo("{\"reply\":\"421 4.3.2 Not now\",\"times\":1,\"cutAfter\":10,\"pauseMillis\":20}");
    }

    @Test
    void aBreakMayComeAfterTheMailWasStored() {
        assertThat(text(new Step(new Answer.Granted(), Effect.of(Action.DROP), 1)))
                .isEqualTo("{\"reply\":\"drop\",\"times\":1,\"afterStoring\":true}");
    }

    /** The only answer of a rule, as it is written. */
    private static String text(Step step) {
        String rule = RuleText.of(new Rule(When.at(MAIL, "*"), List.of(step)));
        return rule.replaceAll(".*\"replies\":\\[|]}$", "");
    }

    @Test
    void whatIsNoDataIsRefusedAndNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        RuleText.of(new Rule(endOfData(MailFilter.subject("Welcome")), List.of(Step.of("accept", 0)))))
                .withMessageContaining("cannot go to a container")
                .withMessageContaining("Welcome");
    }

    @Test
    void aHalfCloseComesWithTheServersOwnReply() {
        Step step = new Step(new Answer.Said(Reply.of("452 4.2.2 Mailbox full")), Effect.of(Action.HALF_CLOSE), 1);
        assertThatIllegalArgumentException().isThrownBy(() -> text(step)).withMessageContaining("Mailbox full");
    }
}
