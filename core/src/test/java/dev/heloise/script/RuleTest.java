package dev.heloise.script;

import static dev.heloise.mailbox.MailFilter.subject;
import static dev.heloise.script.When.connect;
import static dev.heloise.script.When.endOfData;
import static dev.heloise.script.When.mailFrom;
import static dev.heloise.script.When.rcptTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RuleTest {

    private final MemoryScript script = new MemoryScript();

    static Stream<Arguments> rules() {
        return Stream.of(
                rule(
                        "RCPT full@example.com: 452 4.2.2 Mailbox full, 2 times",
                        script -> script.when(rcptTo("full@example.com"))
                                .thenReply("452 4.2.2 Mailbox full")
                                .times(2)),
                rule(
                        "END_OF_DATA: 451 4.3.0 Try again later, once; then accept",
                        script -> script.when(endOfData())
                                .thenReply("451 4.3.0 Try again later")
                                .thenAccept()),
                rule("CONNECT: drop", script -> script.when(connect()).thenDrop()),
                rule(
                        "END_OF_DATA: accept, reset",
                        script -> script.when(endOfData()).thenReset().afterStoring()),
                rule(
                        "END_OF_DATA: drop",
                        script -> script.when(endOfData())
                                .thenDrop()
                                .afterStoring()
                                .beforeStoring()),
                rule(
                        "MAIL *@slow.example: accept, after 2 s",
                        script -> script.when(mailFrom("*@slow.example"))
                                .thenAccept()
                                .after(Duration.ofSeconds(2))),
                rule(
                        "MAIL <>: 550 No / bounces",
                        script -> script.when(mailFrom("")).thenReply("550 No\nbounces")),
                rule(
                        "RCPT: greylist for 300 s",
                        script -> script.when(rcptTo("*")).thenGreylist(Duration.ofMinutes(5))),
                rule(
                        "MAIL: limit to 3 in 60 s",
                        script -> script.when(mailFrom()).thenRateLimit(3, Duration.ofMinutes(1))),
                rule(
                        "END_OF_DATA with subject \"Hi\": accept, cut after 5 octets",
                        script -> script.when(endOfData(subject("Hi")))
                                .thenAccept()
                                .cutAfter(5)),
                rule(
                        "DATA for ada@example.com from 127.*: stall, once",
                        script -> script.when(
                                        When.data().inbox("ada@example.com").client("127.*"))
                                .thenStall()
                                .times(1)),
                rule(
                        "QUIT: accept, pausing 50 ms after each octet",
                        script -> script.when(When.quit()).thenAccept().slowly(Duration.ofMillis(50))),
                rule(
                        "NOOP: 250 Ok, close",
                        script -> script.when(When.noop()).thenReply("250 Ok").closing()),
                rule(
                        "RSET: accept, half-close",
                        script -> script.when(When.rset()).thenHalfClose()));
    }

    private static Arguments rule(String text, Consumer<Script> making) {
        return Arguments.of(text, making);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rules")
    void aRuleIsShownOnOneLine(String text, Consumer<Script> making) {
        making.accept(script);

        assertThat(script.rules()).singleElement().hasToString(text);
    }

    @ParameterizedTest(name = "{0} {1} {2} {3}: {4}")
    @CsvSource({
        "RCPT, *@full.example, 452 4.2.2 Mailbox full, 2, 'RCPT *@full.example: 452 4.2.2 Mailbox full, 2 times'",
        "END_OF_DATA, *, 451 4.3.0 Try again later, 0, END_OF_DATA: 451 4.3.0 Try again later",
        "CONNECT, 127.*, drop, 1, 'CONNECT 127.*: drop, once'",
        "DATA, *, stall, 0, DATA: stall",
        "DATA, '', reset, 0, DATA: reset",
        "QUIT, *, accept, 0, QUIT: accept",
    })
    void aRuleIsMadeFromFourValues(Stage at, String matching, String reply, int times, String text) {
        assertThat(Rule.of(at, matching, reply, times)).hasToString(text);
    }

    @ParameterizedTest(name = "{0} {1} {2} {3}")
    @CsvSource({
        "RCPT, *, 42 Mailbox full, 1, 42 Mailbox full",
        "RCPT, *, 452 5.2.2 Mailbox full, 1, 5.2.2",
        "RCPT, *, 699 What, 1, 699 What",
        "RCPT, *, explode, 1, explode",
        "RCPT, *, 450 No, -1, -1",
        "RCPT, <ada@example.com>, 450 No, 1, <ada@example.com>",
        "DATA, ada@example.com, 450 No, 1, ada@example.com",
        "QUIT, x, 450 No, 1, x",
    })
    void aRuleThatMeansNothingIsRefusedWithTheOffendingText(
            Stage at, String matching, String reply, int times, String offending) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Rule.of(at, matching, reply, times))
                .withMessageContaining('"' + offending + '"');
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
                rule(
                        "at CONNECT that could be \"ada\"",
                        script -> script.when(connect().inbox("ada"))),
                rule("\"greylist for 5 s\"", script -> script.when(connect()).thenGreylist(Duration.ofSeconds(5))),
                rule(
                        "delay must be positive, but is PT0S",
                        script -> script.when(rcptTo()).thenGreylist(Duration.ZERO)),
                rule(
                        "mails must be 1 or more, but is 0",
                        script -> script.when(mailFrom()).thenRateLimit(0, Duration.ofSeconds(1))),
                rule(
                        "times must be 1 or more, but is 0",
                        script -> script.when(rcptTo()).thenAccept().times(0)),
                rule(
                        "delay must not be negative, but is PT-1S",
                        script -> script.when(rcptTo()).thenAccept().after(Duration.ofSeconds(-1))),
                rule(
                        "delay must be 36500 days at most, but is " + ChronoUnit.FOREVER.getDuration(),
                        script -> script.when(rcptTo()).thenAccept().after(ChronoUnit.FOREVER.getDuration())),
                rule(
                        "delay must be 36500 days at most",
                        script -> script.when(rcptTo()).thenGreylist(Duration.ofDays(36_501))),
                rule(
                        "never sent: \"450 No drop\"",
                        script -> script.when(rcptTo())
                                .thenReply(Reply.of("450 No").with(Effect.of(Effect.Action.DROP)))),
                rule(
                        "after a reply, and nothing is said: \"close\"",
                        script -> script.when(rcptTo()).thenDrop().closing()),
                rule(
                        "afterStoring is about drop, reset and stall, and not \"451 4.3.0 Later\"",
                        script -> script.when(endOfData())
                                .thenReply("451 4.3.0 Later")
                                .afterStoring()),
                rule(
                        "beforeStoring is about drop, reset and stall, and not \"accept\"",
                        script -> script.when(endOfData()).thenAccept().beforeStoring()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("mistakes")
    void aRuleThatCannotBeFollowedIsRefused(String message, Consumer<Script> making) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> making.accept(script))
                .withMessageContaining(message);
    }

    @Test
    void aRefusedRuleLeavesTheScriptAsItWas() {
        Answers answers = script.when(rcptTo()).thenReply("450 No");

        assertThatIllegalArgumentException().isThrownBy(() -> answers.times(-2));

        assertThat(script.rules()).singleElement().hasToString("RCPT: 450 No");
        assertThat(answers).hasToString("RCPT: 450 No");
    }

    @Test
    void whatIsSaidAboutAnAnswerComesAfterIt() {
        assertThatIllegalStateException()
                .isThrownBy(() -> script.when(rcptTo()).times(2))
                .withMessageContaining("begin with then");
    }

    @Test
    void aConditionWithoutAnAnswerIsNoRule() {
        script.when(rcptTo());

        assertThat(script.rules()).isEmpty();
    }

    @Test
    void anAnswerThatAnotherFollowsIsGivenOnce() {
        Rule rule = new Rule(rcptTo(), List.of(Step.of("450 No", Step.ALWAYS), Step.of("accept", Step.ALWAYS)));

        assertThat(rule.steps()).extracting(Step::times).containsExactly(1, Step.ALWAYS);
    }

    @Test
    void aRemovedRuleIsThisOneAndNotItsEqual() {
        Rule rule = Rule.of(Stage.RCPT, "*", "450 No", 0);
        Rule equal = Rule.of(Stage.RCPT, "*", "450 No", 0);
        script.add(rule);
        script.addFirst(equal);

        script.remove(rule);
        script.remove(rule);

        assertThat(script.rules()).singleElement().isSameAs(equal);
        assertThatIllegalStateException().isThrownBy(() -> script.replace(rule, equal));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "452 4.2.2 Mailbox full",
                "accept",
                "drop",
                "reset",
                "stall",
                "accept, half-close",
                "greylist for 300 s",
                "limit to 10 in 60 s",
                "limit to 1 in 50 ms"
            })
    void whatARuleIsShownAsIsWhatItIsMadeFrom(String reply) {
        assertThat(Rule.of(Stage.RCPT, "*", reply.replace("accept, half", "half"), 0))
                .hasToString("RCPT: " + reply);
    }

    @ParameterizedTest
    @CsvSource({"greylist for 5 min, greylist for 300 s", "limit to 3 in 1 h, limit to 3 in 3600 s"})
    void timesMayHaveLargerUnits(String reply, String shown) {
        assertThat(Rule.of(Stage.RCPT, "*", reply, 0)).hasToString("RCPT: " + shown);
    }

    @ParameterizedTest
    @ValueSource(strings = {"greylist for 0 s", "limit to 0 in 1 s", "greylist for 5 days", "limit to 10", "Accept"})
    void otherWordsAreNoAnswer(String reply) {
        assertThatIllegalArgumentException().isThrownBy(() -> Rule.of(Stage.RCPT, "*", reply, 0));
    }
}
