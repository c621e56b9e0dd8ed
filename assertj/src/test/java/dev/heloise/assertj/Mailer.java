package dev.heloise.assertj;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heloise.FakeSmtpServer;
import dev.heloise.SmtpEndpoint;
import dev.heloise.mailbox.Content;
import dev.heloise.mailbox.Mailbox;
import dev.heloise.mailbox.MemoryMailbox;
import dev.heloise.mailbox.Retention;
import dev.heloise.mailbox.SessionRecorder;
import dev.heloise.mailbox.TlsInfo;
import dev.heloise.mailbox.Transaction;
import dev.heloise.script.SmtpExtension;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/** Sends mails with Angus Mail, word for word, so that the same test always has the same dialogue. */
final class Mailer {

    static final String WELCOME = """
            From: Shop <shop@example.org>
            To: Ada <ada@example.com>
            Subject: Welcome, Ada

            Hello Ada!
            """;

    /** With everything that can be asserted. */
    static final String INVOICE = """
            From: Shop <shop@example.org>
            To: Ada <ada@example.com>
            Cc: carl@example.com
            Date: Mon, 23 Nov 2026 10:00:00 +0000
            Message-ID: <7@shop.example>
            Subject: =?UTF-8?Q?Your_invoice_for_=E2=82=AC5?=
            X-Campaign: spring
            X-Campaign: 100% wool
            MIME-Version: 1.0
            Content-Type: multipart/mixed; boundary=b

            --b
            Content-Type: multipart/alternative; boundary=a

            --a
            Content-Type: text/plain; charset=UTF-8

            Pay at https://shop.example/pay?invoice=7 please.
            --a
            Content-Type: text/html; charset=UTF-8

            <html><body><p>Pay <a href="https://shop.example/pay?invoice=7">here</a></p></body></html>
            --a--
            --b
            Content-Type: text/csv; name=invoice.csv
            Content-Disposition: attachment; filename=invoice.csv

            7;5.00
            --b--
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
              C: (95 octets of content)
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

    /** A mailbox with a mail that came over TLS from a user who had authenticated. */
    static Mailbox secureMailbox() {
        MemoryMailbox mailbox = new MemoryMailbox(Retention.DEFAULT, Duration.ofSeconds(1), Clock.systemUTC());
        SessionRecorder session = mailbox.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), 1));
        session.secured(
                new TlsInfo("TLSv1.3", "TLS_AES_128_GCM_SHA256", Optional.empty(), Optional.empty(), Optional.empty()));
        session.authenticated("shop", "PLAIN");
        Transaction transaction = session.begin("shop@example.org", Map.of());
        session.deliver(transaction, session.mail(transaction, Content.ofOctets(new byte[0])));
        return mailbox;
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

    /** Sends a mail that the server refuses. */
    void refused(String mail, String... recipients) {
        assertThatThrownBy(() -> send(mail, recipients)).hasCauseInstanceOf(MessagingException.class);
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
