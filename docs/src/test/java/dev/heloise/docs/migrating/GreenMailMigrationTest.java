package dev.heloise.docs.migrating;

import static dev.heloise.assertj.SmtpAssertions.assertThat;
import static dev.heloise.mailbox.MailFilter.any;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.icegreen.greenmail.junit5.GreenMailExtension;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import dev.heloise.FakeSmtpServer;
import dev.heloise.docs.recipes.Mailer;
import dev.heloise.junit5.SmtpServer;
import dev.heloise.mailbox.Mailbox;
import dev.heloise.mailbox.ReceivedMail;
import jakarta.mail.internet.MimeMessage;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The examples on GreenMail of {@code docs/migrating.md}. */
class GreenMailMigrationTest {

    @Nested
    class WithGreenMail {
        @RegisterExtension
        static final GreenMailExtension greenMail = new GreenMailExtension(ServerSetup.SMTP.dynamicPort());

        @Test
        void sendsWelcomeMail() throws Exception {
            new Mailer("127.0.0.1", greenMail.getSmtp().getPort()).welcome("ada@example.com");

            assertTrue(greenMail.waitForIncomingEmail(5000, 1));
            MimeMessage mail = greenMail.getReceivedMessages()[0];
            assertEquals("Welcome, Ada", mail.getSubject());
            assertEquals("ada@example.com", mail.getAllRecipients()[0].toString());
            assertTrue(GreenMailUtil.getBody(mail).contains("good to have you"));
        }
    }

    @Nested
    @SmtpServer
    class WithHeloise {
        @Test
        void sendsWelcomeMail(FakeSmtpServer smtp, Mailbox mailbox) {
            new Mailer(smtp.host(), smtp.port()).welcome("ada@example.com");

            ReceivedMail mail = mailbox.await(any());
            assertThat(mail).hasSubject("Welcome, Ada");
            assertThat(mail).isTo("ada@example.com");
            assertThat(mail).text().contains("good to have you");
        }
    }
}
