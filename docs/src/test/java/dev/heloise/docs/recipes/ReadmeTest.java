package dev.heloise.docs.recipes;

import static dev.heloise.assertj.SmtpAssertions.assertThat;
import static dev.heloise.mailbox.MailFilter.subjectContaining;
import static dev.heloise.mailbox.MailFilter.to;
import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import dev.heloise.FakeSmtpServer;
import dev.heloise.docs.Page;
import dev.heloise.junit5.SmtpServer;
import dev.heloise.mailbox.MailNotReceivedError;
import dev.heloise.mailbox.Mailbox;
import dev.heloise.mailbox.ReceivedMail;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The examples of the README, and what it and the page after it show of failures. */
class ReadmeTest {

    @Nested
    @SmtpServer
    class SignUpTest {
        @Test
        void sendsWelcomeMail(FakeSmtpServer smtp, Mailbox mailbox) {
            new Mailer(smtp.host(), smtp.port()).welcome("ada@example.com");

            assertThat(mailbox).singleMail().isTo("ada@example.com").hasSubject("Welcome, Ada");
            assertThat(mailbox).singleSession().saidHelo("shop.example").hasNoFindings();
        }
    }

    @Test
    void waitingInVainExplainsItself() {
        try (FakeSmtpServer smtp = FakeSmtpServer.start()) {
            new Mailer(smtp.host(), smtp.port()).welcome("Ada@example.com");

            assertThatThrownBy(() -> smtp.mailbox().await(to("ada@example.com"), ofMillis(5)))
                    .isInstanceOf(MailNotReceivedError.class)
                    .extracting(Throwable::getMessage, STRING)
                    .startsWith(shown("README.md").replace("5 s", "5 ms"));
        }
    }

    @Test
    void aFailedAssertionOfGettingStartedShowsWhatWasThere() {
        try (FakeSmtpServer smtp = FakeSmtpServer.start()) {
            new Mailer(smtp.host(), smtp.port()).welcome("ada@example.com");

            assertThatThrownBy(() -> assertThat(smtp.mailbox()).singleMail().hasSubject("Welcome, Bob"))
                    .extracting(error -> error.getMessage().strip(), STRING)
                    .startsWith(shown("docs/getting-started.md"));
        }
    }

    /** The last text that a page shows, up to where it leaves something out. */
    private static String shown(String page) {
        List<Page.Example> texts = Page.of(page).examples("text");
        String text = texts.get(texts.size() - 1).code();
        return text.substring(0, text.indexOf("  …"));
    }

    @Test
    void withoutJUnitAServerIsStartedAndClosed() {
        try (FakeSmtpServer smtp = FakeSmtpServer.start()) {
            new Mailer(smtp.host(), smtp.port()).welcome("ada@example.com");

            ReceivedMail mail = smtp.mailbox().await(to("ada@example.com").and(subjectContaining("Welcome")));
            assertThat(mail.session().transcript().asText()).contains("C: EHLO shop.example");
        }
    }
}
