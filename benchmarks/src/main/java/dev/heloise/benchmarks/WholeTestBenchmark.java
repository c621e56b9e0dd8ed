package dev.heloise.benchmarks;

import com.dumbster.smtp.SimpleSmtpServer;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.heloise.FakeSmtpServer;
import dev.heloise.mailbox.MailFilter;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.subethamail.smtp.server.SMTPServer;
import org.subethamail.wiser.Wiser;

/**
 * A whole test, as each server's own documentation writes it: start, one mail by Angus Mail, read its subject, stop.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 3, time = 2)
@Fork(2)
public class WholeTestBenchmark {

    private static final String SUBJECT = "Welcome";
    private static final long TIMEOUT_MILLIS = 5_000;

    @Benchmark
    public void heloise() throws MessagingException {
        try (FakeSmtpServer server = FakeSmtpServer.start()) {
            send(server.port());
            check(server.mailbox().await(MailFilter.to("ada@example.com")).subject());
        }
    }

    @Benchmark
    public void wiser() throws MessagingException {
        Wiser wiser = Wiser.create(SMTPServer.port(0));
        wiser.start();
        try {
            send(wiser.getServer().getPortAllocated());
            check(wiser.getMessages().get(0).getMimeMessage().getSubject());
        } finally {
            wiser.stop();
        }
    }

    @Benchmark
    public void greenMail() throws MessagingException {
        GreenMail greenMail = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        greenMail.start();
        try {
            send(greenMail.getSmtp().getPort());
            greenMail.waitForIncomingEmail(TIMEOUT_MILLIS, 1);
            check(greenMail.getReceivedMessages()[0].getSubject());
        } finally {
            greenMail.stop();
        }
    }

    @Benchmark
    public void dumbster() throws MessagingException, IOException {
        try (SimpleSmtpServer server = SimpleSmtpServer.start(SimpleSmtpServer.AUTO_SMTP_PORT)) {
            send(server.getPort());
            check(server.getReceivedEmails().get(0).getHeaderValue("Subject"));
        }
    }

    /** Not for JMH, which would run it where there is no smtp4j. */
    void smtp4j() throws MessagingException {
        try (Smtp4j server = Smtp4j.start()) {
            send(server.port());
            check(server.subject());
        }
    }

    private static void send(int port) throws MessagingException {
        Properties properties = new Properties();
        properties.setProperty("mail.smtp.host", "127.0.0.1");
        properties.setProperty("mail.smtp.port", Integer.toString(port));
        properties.setProperty("mail.smtp.localhost", "shop.example");
        MimeMessage message = new MimeMessage(Session.getInstance(properties));
        message.setFrom(new InternetAddress("no-reply@shop.example"));
        message.setRecipient(Message.RecipientType.TO, new InternetAddress("ada@example.com"));
        message.setSubject(SUBJECT);
        message.setText("Thank you for your order.");
        Transport.send(message);
    }

    private static void check(String subject) {
        if (!subject.equals(SUBJECT)) {
            throw new IllegalStateException("the subject is \"" + subject + "\"");
        }
    }
}
