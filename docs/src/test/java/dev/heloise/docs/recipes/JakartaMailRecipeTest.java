package dev.heloise.docs.recipes;

import static dev.heloise.PropertyNames.JAKARTA_MAIL;
import static dev.heloise.assertj.SmtpAssertions.assertThat;
import static dev.heloise.mailbox.MailFilter.to;
import static org.assertj.core.api.Assertions.assertThat;

import dev.heloise.FakeSmtpServer;
import dev.heloise.junit5.SmtpServer;
import dev.heloise.mailbox.Mailbox;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.util.Properties;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The examples of {@code docs/recipes/jakarta-mail.md}. */
class JakartaMailRecipeTest {

    @Nested
    @SmtpServer
    class WelcomeTest {
        @Test
        void welcomesNewCustomers(FakeSmtpServer smtp, Mailbox mailbox) {
            Properties properties = new Properties();
            properties.putAll(smtp.properties(JAKARTA_MAIL));

            new Mailer(properties).welcome("ada@example.com");

            assertThat(mailbox.await(to("ada@example.com"))).hasSubject("Welcome, Ada");
        }
    }

    @Nested
    @SmtpServer
    class BounceAddressTest {
        @Test
        void returnsBouncesToTheirOwnAddress(FakeSmtpServer smtp, Mailbox mailbox) {
            Properties properties = new Properties();
            properties.putAll(smtp.properties(JAKARTA_MAIL));
            properties.put("mail.smtp.from", "bounces@shop.example");
            properties.put("mail.smtp.localhost", "mail.shop.example");

            new Mailer(properties).welcome("ada@example.com");

            assertThat(mailbox).singleMail().hasEnvelopeSender("bounces@shop.example");
            assertThat(mailbox).singleMail().isFrom("no-reply@shop.example");
            assertThat(mailbox).singleSession().saidHelo("mail.shop.example");
        }
    }

    @Test
    void aMailIsReadWithJakartaMailAsWell() throws MessagingException {
        try (FakeSmtpServer smtp = FakeSmtpServer.start()) {
            new Mailer(smtp.host(), smtp.port()).welcome("ada@example.com");

            Session session = Session.getInstance(new Properties());
            MimeMessage mail = smtp.mailbox().await(to("ada@example.com")).as(in -> new MimeMessage(session, in));
            assertThat(mail.getSubject()).isEqualTo("Welcome, Ada");
        }
    }
}
