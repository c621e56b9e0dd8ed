package shop;

import static dev.heloise.PropertyNames.JAKARTA_MAIL;
import static dev.heloise.assertj.SmtpAssertions.assertThat;

import dev.heloise.FakeSmtpServer;
import dev.heloise.junit5.SmtpServer;
import dev.heloise.mailbox.Mailbox;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.util.Properties;
import org.junit.jupiter.api.Test;

@SmtpServer
class WelcomeTest {

    @Test
    void welcomesNewCustomers(FakeSmtpServer smtp, Mailbox mailbox) throws Exception {
        Properties properties = new Properties();
        properties.putAll(smtp.properties(JAKARTA_MAIL));
        MimeMessage mail = new MimeMessage(Session.getInstance(properties));
        mail.setFrom(new InternetAddress("no-reply@shop.example"));
        mail.setRecipient(RecipientType.TO, new InternetAddress("ada@example.com"));
        mail.setSubject("Welcome, Ada");
        mail.setText("It is good to have you here.");
        Transport.send(mail);

        assertThat(mailbox).singleMail().isTo("ada@example.com").hasSubject("Welcome, Ada");
    }
}
