package dev.heloise.junit5;

import static dev.heloise.mailbox.MailFilter.to;
import static org.assertj.core.api.Assertions.assertThat;

import dev.heloise.FakeSmtpServer;
import dev.heloise.mailbox.Mailbox;
import dev.heloise.mailbox.ReceivedMail;
import org.junit.jupiter.api.Test;

/** What a test author writes first. */
@SmtpServer
class SignUpTest {

    @Test
    void sendsWelcomeMail(FakeSmtpServer smtp, Mailbox mailbox) {
        new Mailer(smtp.host(), smtp.port()).welcome("ada@example.com"); // Angus Mail, over a real socket
        ReceivedMail mail = mailbox.await(to("ada@example.com"));
        assertThat(mail.subject()).isEqualTo("Grüße, Ada");
        assertThat(mail.envelope().sender()).isEqualTo("no-reply@shop.example");
        assertThat(mail.session().helo().name()).isEqualTo("shop.example");
        assertThat(mail.session().transcript().asText()).contains("C: EHLO shop.example");
    }
}
