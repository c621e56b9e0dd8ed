package dev.heloise.junit5;

import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.util.Properties;

/** The code under test in the examples: a shop that writes to its customers, through Angus Mail. */
final class Mailer {

    private final Session session;

    Mailer(String host, int port) {
        this(properties(host, port));
    }

    Mailer(Properties properties) {
        session = Session.getInstance(properties);
    }

    private static Properties properties(String host, int port) {
        Properties properties = new Properties();
        properties.setProperty("mail.smtp.host", host);
        properties.setProperty("mail.smtp.port", Integer.toString(port));
        properties.setProperty("mail.smtp.localhost", "shop.example");
        return properties;
    }

    void welcome(String customer) {
        try {
            MimeMessage message = new MimeMessage(session);
            message.setFrom(new InternetAddress("no-reply@shop.example"));
            message.setRecipient(Message.RecipientType.TO, new InternetAddress(customer));
            message.setSubject("Grüße, Ada", "UTF-8");
            message.setText("Welcome to the shop.", "UTF-8");
            Transport.send(message);
        } catch (MessagingException e) {
            throw new IllegalStateException("the mail to " + customer + " was not sent", e);
        }
    }
}
