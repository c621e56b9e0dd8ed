package dev.heloise.survival;

import static dev.heloise.script.When.endOfData;
import static dev.heloise.script.When.mailFrom;
import static dev.heloise.script.When.rcptTo;
import static dev.heloise.survival.Mailer.Outcome.DEFERRED;
import static dev.heloise.survival.Mailer.Outcome.LOST;
import static dev.heloise.survival.Mailer.Outcome.REFUSED;
import static dev.heloise.survival.Mailer.Outcome.SENT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.heloise.FakeSmtpServer;
import dev.heloise.MutableClock;
import dev.heloise.Profile;
import dev.heloise.mailbox.Helo;
import dev.heloise.mailbox.Recipient;
import dev.heloise.mailbox.SmtpSession;
import dev.heloise.script.Script;
import dev.heloise.script.Stage;
import dev.heloise.script.When;
import dev.heloise.survival.Mailer.Outcome;
import dev.heloise.survival.Mailer.Settings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What real clients make of the servers that a script can be. The application tries again after five minutes, which
 * take no time.
 */
class ClientMustSurviveTest {

    private static final VertxMailer VERTX = new VertxMailer();
    private static final List<Mailer> MAILERS = List.of(new AngusMailer(), VERTX);

    private static final Duration BACK_OFF = Duration.ofMinutes(5);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Settings IMPATIENT = Settings.USUAL.timeout(Duration.ofMillis(400));
    private static final int MOST_ATTEMPTS = 5;

    /** What every client says, in this order. */
    private static final List<Stage> STAGES =
            List.of(Stage.CONNECT, Stage.EHLO, Stage.MAIL, Stage.RCPT, Stage.DATA, Stage.END_OF_DATA);

    private final MutableClock clock = MutableClock.create();
    private FakeSmtpServer smtp = FakeSmtpServer.builder().clock(clock).start();

    @AfterEach
    void close() {
        smtp.close();
    }

    @AfterAll
    static void stopVertx() {
        VERTX.stop();
    }

    private List<Outcome> deliver(Mailer mailer, Settings settings) {
        return deliver(mailer, settings, settings);
    }

    private List<Outcome> deliver(Mailer mailer, Settings first, Settings later) {
        List<Outcome> outcomes = new ArrayList<>();
        Outcome outcome;
        do {
            Settings settings = outcomes.isEmpty() ? first : later;
            outcome = mailer.send(smtp, settings, "app@a.test", List.of("ada@b.test", "bob@b.test"));
            outcomes.add(outcome);
            clock.advance(BACK_OFF);
        } while ((outcome == DEFERRED || outcome == LOST) && outcomes.size() < MOST_ATTEMPTS);
        smtp.awaitIdle(PATIENCE);
        return outcomes;
    }

    private static Settings settings(Stage stage) {
        return stage == Stage.CONNECT ? IMPATIENT : Settings.USUAL;
    }

    static Stream<Arguments> mailers() {
        return MAILERS.stream().map(Arguments::of);
    }

    static Stream<Arguments> replies() {
        return MAILERS.stream()
                .flatMap(mailer -> Stream.of(
                        row(
                                mailer,
                                "4yz to MAIL",
                                script -> script.when(mailFrom())
                                        .thenReply("451 4.3.0 Later")
                                        .thenAccept(),
                                DEFERRED,
                                SENT),
                        row(
                                mailer,
                                "4yz to RCPT",
                                script -> script.when(rcptTo("bob@*"))
                                        .thenReply("452 4.2.2 Mailbox full")
                                        .times(2),
                                DEFERRED,
                                DEFERRED,
                                SENT),
                        row(
                                mailer,
                                "4yz to DATA",
                                script -> script.when(When.data())
                                        .thenReply("451 4.3.0 Later")
                                        .times(1),
                                DEFERRED,
                                SENT),
                        row(
                                mailer,
                                "4yz to the content",
                                script -> script.when(endOfData())
                                        .thenReply("451 4.3.0 Later\nin five minutes")
                                        .thenAccept(),
                                DEFERRED,
                                SENT),
                        row(
                                mailer,
                                "5yz to MAIL",
                                script -> script.when(mailFrom()).thenReply("550 5.7.1 No"),
                                REFUSED),
                        row(
                                mailer,
                                "5yz to RCPT",
                                script -> script.when(rcptTo()).thenReply("550 5.1.1 No"),
                                REFUSED),
                        row(
                                mailer,
                                "5yz to DATA",
                                script -> script.when(When.data()).thenReply("554 5.7.1 No"),
                                REFUSED),
                        row(
                                mailer,
                                "5yz to the content",
                                script -> script.when(endOfData()).thenReply("554 5.6.0 No\nno\nno"),
                                REFUSED),
                        row(
                                mailer,
                                "554 for a greeting",
                                script -> script.when(When.connect()).thenReply("554 5.7.1 No"),
                                REFUSED),
                        row(
                                mailer,
                                "greylisting",
                                script -> script.when(rcptTo()).thenGreylist(BACK_OFF),
                                DEFERRED,
                                SENT),
                        row(
                                mailer,
                                "greylisting after the content",
                                script -> script.when(endOfData()).thenGreylist(BACK_OFF),
                                DEFERRED,
                                SENT)));
    }

    private static Arguments row(Mailer mailer, String name, Consumer<Script> script, Outcome... outcomes) {
        return Arguments.of(mailer, name, script, List.of(outcomes));
    }

    @ParameterizedTest(name = "{0}: {1}, {3}")
    @MethodSource("replies")
    void triesAgainAfter4yzAndGivesUpAfter5yz(
            Mailer mailer, String name, Consumer<Script> script, List<Outcome> outcomes) {
        script.accept(smtp.script());

        assertThat(deliver(mailer, Settings.USUAL)).isEqualTo(outcomes);

        assertThat(smtp.mailbox().mails()).hasSize(outcomes.contains(SENT) ? 1 : 0);
        assertThat(smtp.script().unused()).isEmpty();
    }

    static Stream<Arguments> breaks() {
        return MAILERS.stream()
                .flatMap(mailer -> STAGES.stream()
                        .flatMap(stage -> Stream.of(
                                breaking(
                                        mailer,
                                        stage,
                                        "421",
                                        when -> script -> script.when(when)
                                                .thenReply("421 4.3.2 Shutting down")
                                                .times(1)),
                                breaking(
                                        mailer,
                                        stage,
                                        "drop",
                                        when -> script ->
                                                script.when(when).thenDrop().times(1)),
                                breaking(
                                        mailer,
                                        stage,
                                        "reset",
                                        when -> script ->
                                                script.when(when).thenReset().times(1)))));
    }

    private static Arguments breaking(Mailer mailer, Stage stage, String name, Function<When, Consumer<Script>> rule) {
        return Arguments.of(mailer, stage, name, rule.apply(When.at(stage, "*")));
    }

    @ParameterizedTest(name = "{0}: {2} at {1}")
    @MethodSource("breaks")
    void deliversOnceThoughTheConnectionBreaks(Mailer mailer, Stage stage, String name, Consumer<Script> script) {
        script.accept(smtp.script());

        List<Outcome> outcomes = deliver(mailer, settings(stage), Settings.USUAL);

        assertThat(outcomes).hasSize(2).last().isEqualTo(SENT);
        assertThat(outcomes.get(0)).isIn(DEFERRED, LOST);
        assertThat(smtp.mailbox().mails()).hasSize(1);
    }

    static Stream<Arguments> cuts() {
        return MAILERS.stream().flatMap(mailer -> STAGES.stream().map(stage -> Arguments.of(mailer, stage)));
    }

    @ParameterizedTest(name = "{0}: at {1}")
    @MethodSource("cuts")
    void triesAgainAfterACutReply(Mailer mailer, Stage stage) {
        smtp.script().when(When.at(stage, "*")).thenAccept().cutAfter(2).times(1);

        List<Outcome> outcomes = deliver(mailer, settings(stage), Settings.USUAL);

        assertThat(outcomes).hasSize(2).last().isEqualTo(SENT);
        // Whoever has sent the content and hears half a reply has to send it twice.
        assertThat(smtp.mailbox().mails()).hasSize(stage == Stage.END_OF_DATA ? 2 : 1);
    }

    @ParameterizedTest(name = "{0}: at {1}")
    @MethodSource("cuts")
    void triesAgainWhenTheServerIsSilentForLongerThanItsTimeout(Mailer mailer, Stage stage) {
        smtp.script().when(When.at(stage, "*")).thenStall().times(1);

        List<Outcome> outcomes = deliver(mailer, IMPATIENT, Settings.USUAL);

        assertThat(outcomes).containsExactly(LOST, SENT);
        assertThat(smtp.mailbox().mails()).hasSize(1);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("mailers")
    void waitsForASlowServer(Mailer mailer) {
        try (FakeSmtpServer slow = FakeSmtpServer.start()) {
            slow.script()
                    .when(rcptTo())
                    .thenAccept()
                    .after(Duration.ofMillis(20))
                    .slowly(Duration.ofMillis(1));

            assertThat(mailer.send(slow, Settings.USUAL, "app@a.test", List.of("ada@b.test")))
                    .isEqualTo(SENT);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("mailers")
    void sendsTwiceWhatWasStoredBeforeTheConnectionBroke(Mailer mailer) {
        smtp.script().when(endOfData()).thenDrop().afterStoring().times(1);

        assertThat(deliver(mailer, Settings.USUAL)).containsExactly(LOST, SENT);
        assertThat(smtp.mailbox().mails()).hasSize(2);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("mailers")
    void goesOnWithTheRecipientsThatWereAccepted(Mailer mailer) {
        smtp.script().when(rcptTo("bob@*")).thenReply("550 5.1.1 No such user");

        deliver(mailer, Settings.USUAL.withPartial());

        assertThat(smtp.mailbox().mails())
                .singleElement()
                .satisfies(mail -> assertThat(mail.envelope().addresses()).containsExactly("ada@b.test"));
        assertThat(smtp.mailbox().sessions().get(0).transactions().get(0).refused())
                .extracting(Recipient::address)
                .containsExactly("bob@b.test");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("mailers")
    void fallsBackToHelo(Mailer mailer) {
        smtp.close();
        smtp = FakeSmtpServer.builder().clock(clock).profile(Profile.LEGACY).start();

        assertThat(deliver(mailer, Settings.USUAL)).containsExactly(SENT);

        assertThat(smtp.mailbox().mails()).hasSize(1);
        assertThat(smtp.mailbox().sessions())
                .singleElement()
                .extracting(SmtpSession::helo)
                .isEqualTo(new Helo(Helo.Verb.HELO, "app.a.test"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("mailers")
    void sendsNothingInClearWhenStartTlsWasStripped(Mailer mailer) {
        assertThat(mailer.send(smtp, Settings.USUAL.withTls(), "app@a.test", List.of("ada@b.test")))
                .isEqualTo(LOST);

        smtp.awaitIdle(PATIENCE);
        assertThat(smtp.mailbox().sessions())
                .singleElement()
                .satisfies(session -> assertThat(session.transactions()).isEmpty());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("mailers")
    void keepsToARateLimit(Mailer mailer) {
        smtp.script().when(mailFrom()).thenRateLimit(2, Duration.ofMinutes(1));
        List<String> ada = List.of("ada@b.test");

        List<Outcome> outcomes = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            outcomes.add(mailer.send(smtp, Settings.USUAL, "app@a.test", ada));
        }
        clock.advance(Duration.ofMinutes(1));
        outcomes.add(mailer.send(smtp, Settings.USUAL, "app@a.test", ada));

        assertThat(outcomes).containsExactly(SENT, SENT, DEFERRED, SENT);
        assertThat(smtp.mailbox().mails()).hasSize(3);
    }
}
