package dev.heloise.survival;

import dev.heloise.FakeSmtpServer;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.util.List;
import java.util.Properties;

/** Angus Mail, the reference implementation of Jakarta Mail. */
final class AngusMailer implements Mailer {

    @Override
    public Outcome send(FakeSmtpServer server, Settings settings, String from, List<String> to) {
        Properties properties = new Properties();
        properties.put("mail.smtp.host", server.host());
        properties.put("mail.smtp.port", Integer.toString(server.port()));
        properties.put("mail.smtp.localhost", "app.a.test");
        properties.put("mail.smtp.timeout", Long.toString(settings.timeout().toMillis()));
        properties.put("mail.smtp.sendpartial", Boolean.toString(settings.partial()));
        properties.put("mail.smtp.starttls.required", Boolean.toString(settings.tls()));
        try {
            MimeMessage message = new MimeMessage(Session.getInstance(properties));
            message.setFrom(new InternetAddress(from));
            for (String recipient : to) {
                message.addRecipient(RecipientType.TO, new InternetAddress(recipient));
            }
            message.setSubject("Welcome");
            message.setText("Hello");
            Transport.send(message);
            return Outcome.SENT;
        } catch (MessagingException e) {
            return Mailer.outcome(e);
        }
    }

    @Override
    public String toString() {
        return "Angus Mail";
    }
}
