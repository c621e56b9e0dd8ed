package dev.heloise.assertj;

import static dev.heloise.assertj.SmtpAssertFactories.MAIL;
import static dev.heloise.assertj.SmtpAssertions.assertThat;
import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.testkit.engine.EventConditions.event;
import static org.junit.platform.testkit.engine.EventConditions.finishedWithFailure;
import static org.junit.platform.testkit.engine.EventConditions.test;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.message;

import dev.heloise.FakeSmtpServer;
import dev.heloise.mailbox.Mailbox;
import dev.heloise.mailbox.SmtpSession.End;
import java.util.List;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.assertj.core.api.junit.jupiter.InjectSoftAssertions;
import org.assertj.core.api.junit.jupiter.SoftAssertionsExtension;
import org.assertj.core.error.AssertJMultipleFailuresError;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;

class SmtpSoftAssertionsTest {

    private final FakeSmtpServer smtp = Mailer.plainServer();
    private final Mailbox mailbox = smtp.mailbox();

    @BeforeEach
    void send() {
        new Mailer(smtp).welcome();
    }

    @AfterEach
    void stop() {
        smtp.close();
    }

    @Test
    void reportsAllFailuresTogether() {
        SmtpSoftAssertions softly = new SmtpSoftAssertions();
        softly.assertThat(mailbox).hasSize(2).isEmpty();
        softly.assertThat(mailbox.mails().get(0))
                .as("first")
                .isFrom("eve@example.org")
                .hasSubject("Welcome, Ada");
        softly.assertThat(mailbox.sessions().get(0)).saidHelo("mail.example").endedWith(End.QUIT);
        softly.assertThat(mailbox.mails()).hasSize(3);

        assertThat(softly.errorsCollected())
                .extracting(Throwable::getMessage)
                .satisfiesExactly(
                        size -> assertThat(size).startsWith("\nExpecting 2 mails\nbut 1 mail came:\n"),
                        empty -> assertThat(empty).startsWith("\nExpecting no mail\nbut 1 mail came:\n"),
                        from -> assertThat(from).startsWith("[first] \nExpecting mail 1 from"),
                        helo -> assertThat(helo).contains("\nto have said hello as\n  mail.example\n"),
                        list -> assertThat(list).contains("Expected size: 3 but was: 1"));
        assertThatThrownBy(softly::assertAll).isInstanceOf(AssertJMultipleFailuresError.class);
    }

    @Test
    void goesOnAfterRequirementsThatAreNotMet() {
        SmtpSoftAssertions softly = new SmtpSoftAssertions();
        softly.assertThat(mailbox)
                .mailSatisfies(4, mail -> assertThat(mail).hasSubject("never asked"))
                .singleMailSatisfies(mail -> assertThat(mail).hasSubject("Hello"))
                .singleSessionSatisfies(session -> softly.assertThat(session).saidHelo("mail.example"))
                .allMailsSatisfy(mail -> assertThat(mail).text().contains("Bob"))
                .hasSize(1);
        softly.assertThat(mailbox.mails().get(0))
                .htmlSatisfies(html -> assertThat(html).isNotEmpty())
                .textSatisfies(text -> assertThat(text).isEmpty());

        assertThat(softly.errorsCollected())
                .extracting(Throwable::getMessage)
                .satisfiesExactly(
                        none -> assertThat(none).startsWith("\nExpecting at least 5 mails\nbut 1 mail came:\n"),
                        subject -> assertThat(subject).contains("\nto satisfy the requirements\n", "\"Hello\""),
                        helo -> assertThat(helo).contains("\nto satisfy the requirements\n", "mail.example"),
                        all -> assertThat(all).contains("\nbut 1 of 1 does not:\n", "\"Bob\""),
                        html -> assertThat(html).contains("\nto have HTML\n"),
                        text -> assertThat(text).startsWith("\nExpecting the text of mail 1 from"));
    }

    @Test
    void staysSoftOnTheWayFromAssertJs() {
        SmtpSoftAssertions softly = new SmtpSoftAssertions();
        softly.assertThat((Object) mailbox.mails().get(0))
                .asInstanceOf(MAIL)
                .isFrom("eve@example.org")
                .isTo("bob@example.com");
        softly.assertThat(mailbox.mails())
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .first(as(MAIL))
                .isFrom("eve@example.org");

        assertThat(softly.errorsCollected()).hasSize(3);
    }

    @Test
    void reportsWhenItIsClosed() {
        assertThatThrownBy(() -> {
                    try (SmtpSoftAssertions softly = new SmtpSoftAssertions()) {
                        softly.assertThat(mailbox).hasSize(2);
                    }
                })
                .hasMessageContaining("Expecting 2 mails");
        assertThatThrownBy(() -> {
                    try (BDDSmtpSoftAssertions softly = new BDDSmtpSoftAssertions()) {
                        softly.then(mailbox).hasSize(2);
                        softly.then(mailbox.mails().get(0)).hasSubject("Hello");
                        softly.then(mailbox.sessions().get(0)).endedWith(End.TIMED_OUT);
                        softly.then(mailbox.mails()).isEmpty();
                    }
                })
                .hasMessageContaining("(4 failures)");
    }

    @Test
    void reportsAtTheEndOfABlock() {
        assertThatThrownBy(() -> SmtpSoftAssertions.assertSoftly(
                        softly -> softly.assertThat(mailbox).hasSize(2)))
                .hasMessageContaining("Expecting 2 mails");
        assertThatThrownBy(() -> BDDSmtpSoftAssertions.thenSoftly(
                        softly -> softly.then(mailbox).hasSize(2)))
                .hasMessageContaining("Expecting 2 mails");
    }

    @Test
    void areInjectedByAssertJsExtension() {
        Events tests = EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(Injected.class))
                .execute()
                .testEvents();

        for (String name : List.of("fieldIsSoft", "parameterIsSoft")) {
            tests.assertThatEvents()
                    .haveExactly(
                            1,
                            event(
                                    test(name),
                                    finishedWithFailure(message(text -> text.contains("(2 failures)")
                                            && text.contains("Expecting 2 mails")
                                            && text.contains("Expecting a single session")))));
        }
        // What was reported once is not reported again when the extension's store is closed.
        assertThat(tests.failed().stream()
                        .flatMap(event -> event.getPayload(TestExecutionResult.class).stream())
                        .flatMap(result -> result.getThrowable().stream()))
                .hasSize(2)
                .allSatisfy(thrown -> assertThat(thrown).hasNoSuppressedExceptions());
    }

    /** Run by the test above alone. */
    @ExtendWith(SoftAssertionsExtension.class)
    static class Injected {

        @InjectSoftAssertions
        private SmtpSoftAssertions injected;

        private final FakeSmtpServer smtp = FakeSmtpServer.start();

        @AfterEach
        void stop() {
            smtp.close();
        }

        @Test
        void fieldIsSoft() {
            injected.assertThat(smtp.mailbox()).hasSize(2);
            injected.assertThat(smtp.mailbox()).singleSessionSatisfies(session -> {});
        }

        @Test
        void parameterIsSoft(BDDSmtpSoftAssertions softly) {
            softly.then(smtp.mailbox()).hasSize(2);
            softly.then(smtp.mailbox()).singleSessionSatisfies(session -> {});
        }
    }
}
