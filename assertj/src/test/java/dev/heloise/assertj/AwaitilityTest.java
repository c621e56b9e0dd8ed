package dev.heloise.assertj;

import static dev.heloise.assertj.SmtpAssertions.assertThat;
import static dev.heloise.mailbox.MailFilter.to;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.heloise.FakeSmtpServer;
import dev.heloise.mailbox.Mailbox;
import dev.heloise.mailbox.SmtpSession;
import dev.heloise.mailbox.SmtpSession.End;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Stream;
import org.awaitility.core.ConditionTimeoutException;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Reading changes nothing, so that a library that reads again and again sees what a single read would see. */
class AwaitilityTest {

    private final FakeSmtpServer smtp = Mailer.plainServer();
    private final Mailbox mailbox = smtp.mailbox();
    private final Mailer mailer = new Mailer(smtp);

    @AfterEach
    void stop() {
        smtp.close();
    }

    static Stream<Named<Function<Mailbox, Callable<Boolean>>>> reads() {
        return Stream.of(
                read("mails", mailbox -> !mailbox.mails().isEmpty()),
                read(
                        "mails with a filter",
                        mailbox -> mailbox.mails(to("ada@example.com")).size() == 1),
                read(
                        "inbox",
                        mailbox -> mailbox.inbox("ada@example.com").mails().size() == 1),
                read("info", mailbox -> mailbox.info().mails() == 1),
                read("sessions", mailbox -> mailbox.sessions().size() == 1),
                read(
                        "mails of sessions",
                        mailbox -> mailbox.sessions().stream()
                                .anyMatch(session -> session.mails().size() == 1)),
                read(
                        "transcript",
                        mailbox -> mailbox.sessions().stream()
                                .anyMatch(session ->
                                        session.transcript().commands().contains("QUIT"))),
                read(
                        "end",
                        mailbox -> mailbox.sessions().stream()
                                .map(SmtpSession::end)
                                .anyMatch(End.QUIT::equals)));
    }

    private static Named<Function<Mailbox, Callable<Boolean>>> read(String name, Function<Mailbox, Boolean> read) {
        return Named.of(name, mailbox -> () -> read.apply(mailbox));
    }

    @ParameterizedTest
    @MethodSource("reads")
    void everyReadCanBeAwaited(Function<Mailbox, Callable<Boolean>> read) {
        CompletableFuture<?> sending = CompletableFuture.runAsync(mailer::welcome);

        await().atMost(ofSeconds(20)).until(read.apply(mailbox));

        sending.join();
        assertThat(mailbox).singleMail().hasEnvelopeRecipients("ada@example.com");
    }

    static Stream<Named<Function<Mailbox, ThrowingRunnable>>> assertions() {
        return Stream.of(
                assertion("hasSize", mailbox -> () -> assertThat(mailbox).hasSize(1)),
                assertion("singleMail", mailbox -> () -> assertThat(mailbox).singleMail()),
                assertion(
                        "a mail's own",
                        mailbox -> () -> assertThat(mailbox).firstMail().hasEnvelopeSender("shop@example.org")),
                assertion(
                        "singleMailSatisfies",
                        mailbox -> () -> assertThat(mailbox)
                                .singleMailSatisfies(
                                        mail -> assertThat(mail.size()).isEqualTo(95))),
                assertion(
                        "singleSession",
                        mailbox -> () -> assertThat(mailbox)
                                .singleSession()
                                .endedWith(End.QUIT)
                                .hasNoFindings()));
    }

    private static Named<Function<Mailbox, ThrowingRunnable>> assertion(
            String name, Function<Mailbox, ThrowingRunnable> assertion) {
        return Named.of(name, assertion);
    }

    @ParameterizedTest
    @MethodSource("assertions")
    void everyAssertionCanBeAwaited(Function<Mailbox, ThrowingRunnable> assertion) {
        CompletableFuture<?> sending = CompletableFuture.runAsync(mailer::welcome);

        await().atMost(ofSeconds(20)).untilAsserted(assertion.apply(mailbox));

        sending.join();
    }

    @Test
    void itsFailureIsOurs() {
        mailer.welcome();

        assertThatThrownBy(() -> await().atMost(ofSeconds(1))
                        .untilAsserted(() -> assertThat(mailbox).hasSize(2)))
                .isInstanceOf(ConditionTimeoutException.class)
                .hasMessageContaining("Expecting 2 mails\nbut 1 mail came:\n  mail 1 from");
    }
}
