package dev.heloise.assertj;

import dev.heloise.FakeSmtpServer;
import dev.heloise.SmtpEndpoint;
import dev.heloise.script.SmtpExtension;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Properties;

/** Sends mails with Angus Mail, word for word, so that the same test always has the same dialogue. */
final class Mailer {

    static final String WELCOME = """
            From: Shop <shop@example.org>
            To: Ada <ada@example.com>
            Subject: Welcome, Ada

            Hello Ada!
            """;

    /** What was said when {@link #WELCOME} was sent as the first mail to a {@linkplain #plainServer plain server}. */
    static final String DIALOGUE = """

            Session 1 (QUIT):
              S: 220 heloise.test ESMTP Heloise
              C: EHLO shop.example
              S: 250 heloise.test
              C: MAIL FROM:<shop@example.org>
              S: 250 Ok
              C: RCPT TO:<ada@example.com>
              S: 250 Ok
              C: DATA
              S: 354 End data with <CR><LF>.<CR><LF>
              C: (98 octets of content)
              S: 250 Ok: queued as 1
              C: QUIT
              S: 221 Bye""";

    private final Properties properties = new Properties();

    Mailer(SmtpEndpoint smtp) {
        properties.setProperty("mail.smtp.host", smtp.host());
        properties.setProperty("mail.smtp.port", Integer.toString(smtp.port()));
        properties.setProperty("mail.smtp.localhost", "shop.example");
        properties.setProperty("mail.smtp.from", "shop@example.org");
    }

    /** A server whose dialogue has no line that a later version may add. */
    static FakeSmtpServer plainServer() {
        return FakeSmtpServer.builder().without(SmtpExtension.values()).start();
    }

    Mailer hello(String name) {
        properties.setProperty("mail.smtp.localhost", name);
        return this;
    }

    Mailer sender(String address) {
        properties.setProperty("mail.smtp.from", address);
        return this;
    }

    /** Sends the welcome mail, by and to whom it says. */
    Mailer welcome() {
        return send(WELCOME, "ada@example.com");
    }

    Mailer send(String mail, String... recipients) {
        Session session = Session.getInstance(properties);
        try (Transport transport = session.getTransport("smtp")) {
            MimeMessage message =
                    new MimeMessage(session, new ByteArrayInputStream(mail.getBytes(StandardCharsets.UTF_8)));
            transport.connect();
            transport.sendMessage(message, InternetAddress.parse(String.join(",", recipients)));
        } catch (MessagingException e) {
            throw new IllegalStateException("the mail was not taken: " + e.getMessage(), e);
        }
        return this;
    }

    /** Connects, says hello, and leaves the session open. */
    Transport connect() {
        try {
            Transport transport = Session.getInstance(properties).getTransport("smtp");
            transport.connect();
            return transport;
        } catch (MessagingException e) {
            throw new IllegalStateException("the server was not reached: " + e.getMessage(), e);
        }
    }
}
