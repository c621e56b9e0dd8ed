package dev.heloise.example;

import static dev.heloise.mailbox.MailFilter.to;

import dev.heloise.FakeSmtpServer;
import dev.heloise.PropertyNames;
import dev.heloise.mailbox.ReceivedMail;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.util.Properties;

/** Starts a server, sends it a mail with Jakarta Mail, and prints what was said. */
public final class FirstMail {

    private FirstMail() {}

    public static void main(String... arguments) throws MessagingException {
        try (FakeSmtpServer smtp = FakeSmtpServer.start()) {
            send(smtp);
            ReceivedMail mail = smtp.mailbox().await(to("ada@example.com"));
            System.out.println(mail);
            System.out.println();
            System.out.print(mail.session().transcript().asText());
        }
    }

    private static void send(FakeSmtpServer smtp) throws MessagingException {
        Properties settings = new Properties();
        settings.putAll(smtp.properties(PropertyNames.JAKARTA_MAIL));
        settings.put("mail.smtp.localhost", "shop.example");
        settings.put("mail.smtp.from", "no-reply@shop.example");
        MimeMessage message = new MimeMessage(Session.getInstance(settings));
        message.setFrom(new InternetAddress("shop@shop.example"));
        message.setRecipient(RecipientType.TO, new InternetAddress("ada@example.com"));
        message.setSubject("Grüße, Ada", "UTF-8");
        message.setText("Welcome to the shop.");
        Transport.send(message);
    }
}
