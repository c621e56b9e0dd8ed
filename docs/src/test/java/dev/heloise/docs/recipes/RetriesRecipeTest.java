package dev.heloise.docs.recipes;

import static dev.heloise.assertj.SmtpAssertions.assertThat;
import static dev.heloise.script.Stage.END_OF_DATA;
import static dev.heloise.script.Stage.RCPT;
import static dev.heloise.script.When.endOfData;
import static dev.heloise.script.When.rcptTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heloise.FakeSmtpServer;
import dev.heloise.MutableClock;
import dev.heloise.docs.recipes.Mailer.MailException;
import dev.heloise.junit5.SmtpRule;
import dev.heloise.junit5.SmtpServer;
import dev.heloise.mailbox.Mailbox;
import dev.heloise.mailbox.ReceivedMail;
import java.time.Duration;
import java.util.Properties;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The examples of {@code docs/recipes/retries.md}. */
class RetriesRecipeTest {

    @Nested
    @SmtpServer(strict = true)
    class RetryTest {
        @Test
        @SmtpRule(
                at = END_OF_DATA,
                reply = {"451 4.3.0 Try again later", "accept"})
        void triesAgainLater(FakeSmtpServer smtp, Mailbox mailbox) {
            new RetryingMailer(new Mailer(smtp.host(), smtp.port())).welcome("ada@example.com");

            assertThat(mailbox).singleMail().isTo("ada@example.com");
        }

        @Test
        @SmtpRule(at = RCPT, matching = "*@gone.example", reply = "550 5.1.1 No such user")
        void takesNoForAnAnswer(FakeSmtpServer smtp, Mailbox mailbox) {
            RetryingMailer mailer = new RetryingMailer(new Mailer(smtp.host(), smtp.port()));

            assertThatThrownBy(() -> mailer.welcome("ada@gone.example")).hasMessageContaining("No such user");
            assertThat(mailbox).singleSession().replies().contains("550 5.1.1 No such user");
        }
    }

    @Nested
    @SmtpServer
    class LostReplyTest {
        @Test
        void sendsTwiceWhenTheReplyIsLost(FakeSmtpServer smtp, Mailbox mailbox) {
            smtp.script().when(endOfData()).thenDrop().afterStoring().times(1);

            new RetryingMailer(new Mailer(smtp.host(), smtp.port())).welcome("ada@example.com");

            assertThat(mailbox).hasSize(2);
            assertThat(mailbox.mails())
                    .extracting(ReceivedMail::messageId)
                    .as("a new one for each attempt, as the page says")
                    .doesNotHaveDuplicates();
        }
    }

    @Nested
    @SmtpServer
    class SilentServerTest {
        @Test
        void doesNotWaitForever(FakeSmtpServer smtp) {
            smtp.script().when(endOfData()).thenStall();
            Properties properties = new Properties();
            properties.put("mail.smtp.host", smtp.host());
            properties.put("mail.smtp.port", smtp.port());
            properties.put("mail.smtp.timeout", "200");

            Mailer mailer = new Mailer(properties);
            assertThatThrownBy(() -> mailer.welcome("ada@example.com")).isInstanceOf(MailException.class);
        }
    }

    @Test
    void greylistingTakesNoTime() {
        MutableClock clock = MutableClock.create();
        try (FakeSmtpServer smtp = FakeSmtpServer.builder().clock(clock).start()) {
            smtp.script().when(rcptTo()).thenGreylist(Duration.ofMinutes(5));
            Mailer mailer = new Mailer(smtp.host(), smtp.port());

            assertThatThrownBy(() -> mailer.welcome("ada@example.com")).isInstanceOf(MailException.class);
            clock.advance(Duration.ofMinutes(5));
            mailer.welcome("ada@example.com");

            assertThat(smtp.mailbox()).hasSize(1);
        }
    }
}
