package dev.heloise.examples.libraries;

import static dev.heloise.assertj.SmtpAssertions.assertThat;
import static dev.heloise.mailbox.MailFilter.to;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.simplejavamail.api.mailer.config.TransportStrategy.SMTP_TLS;

import dev.heloise.FakeSmtpServer;
import dev.heloise.junit5.SmtpServer;
import dev.heloise.mailbox.Mailbox;
import dev.heloise.script.StartTls;
import org.junit.jupiter.api.Test;
import org.simplejavamail.api.mailer.Mailer;
import org.simplejavamail.email.EmailBuilder;
import org.simplejavamail.mailer.MailerBuilder;

@SmtpServer(startTls = StartTls.REQUIRED, credentials = "shop:secret", requireAuth = true)
class SimpleJavaMailTest {

    @Test
    void sendsAMailOverTls(FakeSmtpServer smtp, Mailbox mailbox) {
        Mailer mailer = MailerBuilder.withSMTPServer(smtp.host(), smtp.port(), "shop", "secret")
                .withTransportStrategy(SMTP_TLS)
                // The server made its certificate a moment ago; nobody has signed it.
                .trustingAllHosts(true)
                .verifyingServerIdentity(false)
                .buildMailer();

        mailer.sendMail(EmailBuilder.startingBlank()
                        .from("no-reply@shop.example")
                        .to("ada@example.com")
                        .withSubject("Your invoice")
                        .withPlainText("See the attachment.")
                        .withAttachment("invoice.txt", "42".getBytes(UTF_8), "text/plain")
                        .buildEmail())
                .join();

        assertThat(mailbox.await(to("ada@example.com")))
                .hasSubject("Your invoice")
                .hasAttachment("invoice.txt")
                .wasSentOverTls()
                .wasAuthenticatedAs("shop");
    }
}
