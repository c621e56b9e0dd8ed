package shop;

import static dev.heloise.assertj.SmtpAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.heloise.FakeSmtpServer;
import dev.heloise.junit5.SmtpServer;
import dev.heloise.mailbox.Mailbox;
import org.junit.jupiter.api.Test;

@SmtpServer
class MailerTest {

    @Test
    void sendsWelcomeMail(FakeSmtpServer smtp, Mailbox mailbox) throws Exception {
        Mailer.welcome(smtp.host(), smtp.port());

        // A part of a multipart, which is what core has the relocated classes for.
        assertThat(mailbox).singleMail().hasSubject("Welcome").text().contains("Hello, Ada");
    }

    @Test
    void runsWhereItIsMeantTo() {
        assertEquals(Boolean.getBoolean("onModulePath"), FakeSmtpServer.class.getModule().isNamed());
    }
}
