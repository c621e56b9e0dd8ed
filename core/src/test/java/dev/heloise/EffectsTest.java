package dev.heloise;

import static dev.heloise.script.When.connect;
import static dev.heloise.script.When.ehlo;
import static dev.heloise.script.When.endOfData;
import static dev.heloise.script.When.mailFrom;
import static org.assertj.core.api.Assertions.assertThat;

import dev.heloise.mailbox.SmtpSession;
import dev.heloise.mailbox.SmtpSession.End;
import dev.heloise.script.Rule;
import dev.heloise.script.Stage;
import dev.heloise.script.When;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a rule does to the wire, as a client sees it. */
@Timeout(value = 20, unit = TimeUnit.SECONDS)
class EffectsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final String WHOLE_SESSION = """
        S: 220
        C: EHLO a
        S: 250
        C: NOOP
        S: 250
        C: RSET
        S: 250
        C: MAIL FROM:<a@b.test>
        S: 250
        C: RCPT TO:<c@d.test>
        S: 250
        C: DATA
        S: 354
        C: .
        S: 250
        C: QUIT
        S: 221
        """;

    private final MutableClock clock = MutableClock.create();
    private final FakeSmtpServer smtp = FakeSmtpServer.builder().clock(clock).start();

    @AfterEach
    void close() {
        smtp.close();
    }

    /** All but those that this dialogue does not come to. */
    static Set<Stage> stages() {
        return EnumSet.complementOf(EnumSet.of(Stage.STARTTLS, Stage.AUTH, Stage.HELO));
    }

    /** The session up to the command of a stage. */
    private static String upTo(Stage stage) {
        String command = switch (stage) {
            case CONNECT -> "S: 220";
            case END_OF_DATA -> "C: .\n";
            default -> "C: " + stage;
        };
        int start = WHOLE_SESSION.indexOf(command);
        return stage == Stage.CONNECT ? "" : WHOLE_SESSION.substring(0, WHOLE_SESSION.indexOf('\n', start) + 1);
    }

    private SmtpSession session() {
        smtp.awaitIdle(PATIENCE);
        return smtp.mailbox().sessions().get(0);
    }

    @ParameterizedTest
    @MethodSource("stages")
    void aConnectionIsDroppedAtEachStage(Stage stage) {
        smtp.script().add(Rule.of(stage, "*", "drop", 0));

        Talk.play(smtp, upTo(stage) + "S: (closed)");

        assertThat(session().end()).isEqualTo(stage == Stage.QUIT ? End.QUIT : End.DROPPED_BY_RULE);
        assertThat(smtp.mailbox().mails()).hasSize(stage == Stage.QUIT ? 1 : 0);
    }

    @ParameterizedTest
    @MethodSource("stages")
    void aConnectionIsResetAtEachStage(Stage stage) {
        smtp.script().add(Rule.of(stage, "*", "reset", 0));

        Talk.play(smtp, upTo(stage) + "S: (reset)");

        assertThat(session().end()).isEqualTo(stage == Stage.QUIT ? End.QUIT : End.DROPPED_BY_RULE);
    }

    @ParameterizedTest
    @MethodSource("stages")
    void a421ClosesAtEachStage(Stage stage) {
        smtp.script().add(Rule.of(stage, "*", "421 4.3.2 Shutting down", 0));

        Talk.play(smtp, upTo(stage) + "S: 421 4.3.2 Shutting down\nS: (closed)");

        assertThat(session().end()).isEqualTo(stage == Stage.QUIT ? End.QUIT : End.SERVER_CLOSED);
        assertThat(smtp.mailbox().mails()).hasSize(stage == Stage.QUIT ? 1 : 0);
    }

    @ParameterizedTest
    @MethodSource("stages")
    void aConnectionStallsUntilTheClientGivesUp(Stage stage) {
        smtp.script().add(Rule.of(stage, "*", "stall", 0));

        Talk.play(smtp, upTo(stage) + "S: (silence)");

        assertThat(session().end()).isEqualTo(stage == Stage.QUIT ? End.QUIT : End.CLIENT_CLOSED);
    }

    @ParameterizedTest
    @MethodSource("stages")
    void aReplyIsCutInTheMiddleAtEachStage(Stage stage) {
        smtp.script().when(When.at(stage, "*")).thenAccept().cutAfter(2);

        String code = stage == Stage.CONNECT || stage == Stage.QUIT ? "22" : stage == Stage.DATA ? "35" : "25";
        Talk.play(smtp, upTo(stage) + "S: " + code + "(closed)");

        assertThat(session().transcript().replies()).last().isEqualTo(code);
        assertThat(smtp.mailbox().mails()).hasSize(stage == Stage.END_OF_DATA || stage == Stage.QUIT ? 1 : 0);
    }

    @Test
    void aDropBeforeStoringLeavesNothingAndOneAfterwardsLeavesTheMail() {
        smtp.script().when(endOfData()).thenDrop().thenDrop().afterStoring();

        Talk.play(smtp, upTo(Stage.END_OF_DATA) + "S: (closed)");
        assertThat(smtp.mailbox().mails()).isEmpty();
        Talk.play(smtp, upTo(Stage.END_OF_DATA) + "S: (closed)");

        assertThat(smtp.mailbox().mails()).hasSize(1);
    }

    @Test
    void afterAResetTheClientHasLostItsConnectionAndTheMailIsThere() {
        smtp.script().when(endOfData()).thenReset().afterStoring();

        Talk.play(smtp, upTo(Stage.END_OF_DATA) + "S: (reset)");

        assertThat(smtp.mailbox().mails()).hasSize(1);
    }

    @Test
    void aMultiLineReplyIsCutBetweenItsLines() {
        smtp.script().when(ehlo()).thenReply("250 one\ntwo").cutAfter("250-one\r\n".length());

        try (Talk talk = Talk.to(smtp)) {
            assertThat(talk.play("S: 220\nC: EHLO a").reply()).isEqualTo("250-one\n(closed)");
        }
    }

    @Test
    void aHalfClosedConnectionSaysNothingMore() {
        smtp.script().when(mailFrom()).thenHalfClose();

        Talk.play(smtp, upTo(Stage.MAIL) + """
            S: 250
            S: (closed)
            C: RCPT TO:<c@d.test>
            S: (closed)
            """);

        assertThat(session().end()).isEqualTo(End.DROPPED_BY_RULE);
    }

    @Test
    void aReplyMayBeTheLastWord() {
        smtp.script().when(mailFrom()).thenReply("554 5.7.1 Go away").closing();

        Talk.play(smtp, upTo(Stage.MAIL) + "S: 554 5.7.1 Go away\nS: (closed)");
    }

    @Test
    void aReplyWaitsForTheClockToBeAdvanced() {
        smtp.script().when(mailFrom()).thenAccept().after(Duration.ofMinutes(10));

        try (Talk talk = Talk.to(smtp)) {
            talk.play(upTo(Stage.MAIL));
            clock.awaitWaiting(PATIENCE);
            clock.advance(Duration.ofMinutes(9));
            talk.play("S: (silence)");
            clock.advance(Duration.ofMinutes(1));
            talk.play("S: 250");
        }
        assertThat(clock.waiting()).isZero();
    }

    @Test
    void aSlowReplyComesAsFastAsTheClockIsAdvanced() {
        smtp.script().when(mailFrom()).thenReply("250 slow").slowly(Duration.ofSeconds(1));

        try (Talk talk = Talk.to(smtp)) {
            talk.play(upTo(Stage.MAIL));
            clock.awaitWaiting(PATIENCE);
            clock.advance(Duration.ofSeconds("250 slow".length()));
            clock.awaitWaiting(PATIENCE);
            clock.advance(Duration.ofSeconds(2));
            talk.play("S: 250 slow\nC: NOOP\nS: 250");
        }
    }

    @Test
    void onTheSystemClockADelayIsReal() {
        try (FakeSmtpServer real = FakeSmtpServer.start()) {
            real.script().when(connect()).thenAccept().after(Duration.ofMillis(300));
            long start = System.nanoTime();

            Talk.play(real, "S: 220");

            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(300));
        }
    }

    @Test
    void theRepliesBeforeADelayAreNotHeldBack() {
        smtp.script().when(mailFrom()).thenAccept().after(Duration.ofMinutes(1));

        try (Talk talk = Talk.to(smtp)) {
            talk.say("EHLO a\r\nNOOP\r\nMAIL FROM:<a@b.test>\r\n").play("S: 220\nS: 250\nS: 250 2.0.0\nS: (silence)");
        }
    }

    @Test
    void aServerThatWaitsIsClosedAtOnce() {
        smtp.script().when(connect()).thenAccept().after(Duration.ofHours(1));

        try (Talk talk = Talk.to(smtp)) {
            clock.awaitWaiting(PATIENCE);
            long start = System.nanoTime();
            smtp.close();

            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
            assertThat(talk.reply()).isIn("(closed)", "(reset)");
        }
        assertThat(smtp.mailbox().sessions())
                .singleElement()
                .extracting(SmtpSession::end)
                .isEqualTo(End.SERVER_CLOSED);
    }
}
