package dev.heloise.examples.libraries;

import static dev.heloise.PropertyNames.JAKARTA_MAIL;
import static dev.heloise.assertj.SmtpAssertions.assertThat;
import static dev.heloise.mailbox.MailFilter.to;

import dev.heloise.FakeSmtpServer;
import dev.heloise.junit5.SmtpServer;
import dev.heloise.mailbox.Mailbox;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.util.Properties;
import org.junit.jupiter.api.Test;

@SmtpServer
class JakartaMailTest {

    @Test
    void sendsAMail(FakeSmtpServer smtp, Mailbox mailbox) throws MessagingException {
        Properties properties = new Properties();
        properties.putAll(smtp.properties(JAKARTA_MAIL));
        MimeMessage mail = new MimeMessage(Session.getInstance(properties));
        mail.setFrom(new InternetAddress("no-reply@shop.example"));
        mail.setRecipient(RecipientType.TO, new InternetAddress("ada@example.com"));
        mail.setSubject("Grüße, Ada", "UTF-8");
        mail.setContent("<a href='https://shop.example/confirm?token=1'>Confirm</a>", "text/html; charset=UTF-8");

        Transport.send(mail);

        assertThat(mailbox.await(to("ada@example.com")))
                .hasSubject("Grüße, Ada")
                .html()
                .contains("token=1");
    }
}
