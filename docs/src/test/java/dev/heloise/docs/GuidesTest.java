package dev.heloise.docs;

import static dev.heloise.PropertyNames.JAKARTA_MAIL;
import static dev.heloise.assertj.SmtpAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heloise.FakeSmtpServer;
import dev.heloise.app.WebInbox;
import dev.heloise.docs.recipes.Mailer;
import dev.heloise.script.StartTls;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/** The examples of those guides that have no test elsewhere. */
class GuidesTest {

    @Test
    void theApplicationShowsTheServerOfATest() {
        try (FakeSmtpServer smtp = FakeSmtpServer.start();
                WebInbox inbox = WebInbox.on(smtp).start()) {
            new Mailer(smtp.host(), smtp.port()).welcome("ada@example.com");

            System.out.println(inbox.uri()); // look at it from a breakpoint
            assertThat(inbox.uri()).hasScheme("http").hasPort(inbox.port());
        }
    }

    @Test
    void tlsHasASecondPortAndIsTrustedByACertificate() {
        FakeSmtpServer smtp = FakeSmtpServer.builder()
                .startTls(StartTls.REQUIRED) // on port(): STARTTLS, and 530 for mail in clear; OFFERED takes both
                .tlsPort(0) // a second port, with TLS before the first word
                .start();
        try (smtp) {
            Properties properties = new Properties();
            properties.put("mail.smtp.host", smtp.host());
            properties.put("mail.smtp.port", smtp.port());
            properties.put("mail.smtp.starttls.required", "true");
            properties.put(
                    "mail.smtp.ssl.socketFactory",
                    smtp.certificate().orElseThrow().clientContext().getSocketFactory());

            new Mailer(properties).welcome("ada@example.com");

            assertThat(smtp.mailbox()).singleMail().wasSentOverTls();
            assertThat(smtp.tlsPort()).isPresent();
        }
    }

    @Test
    void authIsRequiredOfThoseWhoAreKnown() {
        FakeSmtpServer smtp = FakeSmtpServer.builder()
                .credentials("alice", "secret") // offers AUTH, and lets nobody else in
                .requireAuth() // takes mail from nobody else: 530
                .start();
        try (smtp) {
            Properties properties = new Properties();
            properties.putAll(smtp.properties(JAKARTA_MAIL));
            properties.put("mail.smtp.auth", "false");

            Mailer mailer = new Mailer(properties);
            assertThatThrownBy(() -> mailer.welcome("ada@example.com")).hasMessageContaining("530");
        }
    }
}
