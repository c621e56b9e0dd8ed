package dev.heloise.docs.migrating;

import static dev.heloise.assertj.SmtpAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.heloise.FakeSmtpServer;
import dev.heloise.docs.recipes.Mailer;
import dev.heloise.junit5.SmtpServer;
import dev.heloise.mailbox.Mailbox;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.subethamail.smtp.server.SMTPServer;
import org.subethamail.wiser.Wiser;
import org.subethamail.wiser.WiserMessage;

/** The examples on Wiser of {@code docs/migrating.md}. */
class WiserMigrationTest {

    @Nested
    class WithWiser {
        private final Wiser wiser = Wiser.create(SMTPServer.port(0));

        @BeforeEach
        void start() {
            wiser.start();
        }

        @AfterEach
        void stop() {
            wiser.stop();
        }

        @Test
        void sendsWelcomeMail() throws Exception {
            new Mailer("127.0.0.1", wiser.getServer().getPortAllocated()).welcome("ada@example.com");

            WiserMessage mail = wiser.getMessages().get(0);
            assertEquals("no-reply@shop.example", mail.getEnvelopeSender());
            assertEquals("ada@example.com", mail.getEnvelopeReceiver());
            assertEquals("Welcome, Ada", mail.getMimeMessage().getSubject());
        }
    }

    @Nested
    @SmtpServer
    class WithHeloise {
        @Test
        void sendsWelcomeMail(FakeSmtpServer smtp, Mailbox mailbox) {
            new Mailer(smtp.host(), smtp.port()).welcome("ada@example.com");

            assertThat(mailbox)
                    .singleMail()
                    .hasEnvelopeSender("no-reply@shop.example")
                    .hasEnvelopeRecipients("ada@example.com")
                    .hasSubject("Welcome, Ada");
        }
    }
}
