package dev.heloise.docs.migrating;

import static dev.heloise.mailbox.MailFilter.any;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.dumbster.smtp.SimpleSmtpServer;
import com.dumbster.smtp.SmtpMessage;
import dev.heloise.FakeSmtpServer;
import dev.heloise.docs.recipes.Mailer;
import dev.heloise.mailbox.ReceivedMail;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The examples on Dumbster of {@code docs/migrating.md}. */
class DumbsterMigrationTest {

    @Nested
    class WithDumbster {
        @Test
        void sendsWelcomeMail() throws Exception {
            try (SimpleSmtpServer dumbster = SimpleSmtpServer.start(SimpleSmtpServer.AUTO_SMTP_PORT)) {
                new Mailer("127.0.0.1", dumbster.getPort()).welcome("ada@example.com");

                SmtpMessage mail = dumbster.getReceivedEmails().get(0);
                assertEquals("Welcome, Ada", mail.getHeaderValue("Subject"));
                assertEquals("It is good to have you here.", mail.getBody());
            }
        }
    }

    @Nested
    class WithHeloise {
        @Test
        void sendsWelcomeMail() {
            try (FakeSmtpServer smtp = FakeSmtpServer.start()) {
                new Mailer(smtp.host(), smtp.port()).welcome("ada@example.com");

                ReceivedMail mail = smtp.mailbox().await(any());
                assertEquals("Welcome, Ada", mail.subject());
                assertEquals("It is good to have you here.\r\n", mail.text().orElseThrow());
            }
        }
    }
}
