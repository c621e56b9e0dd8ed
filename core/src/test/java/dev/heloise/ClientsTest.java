package dev.heloise;

import static dev.heloise.mailbox.MailFilter.to;
import static org.assertj.core.api.Assertions.assertThat;

import dev.heloise.example.FirstMail;
import dev.heloise.mailbox.Finding;
import dev.heloise.mailbox.Helo;
import dev.heloise.mailbox.ReceivedMail;
import dev.heloise.mailbox.SmtpSession.End;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What real clients say, and that it arrives as they meant it. */
class ClientsTest {

    /** Dots at the beginning of lines, octets above 127, and no line that a client would have to fold. */
    private static final String BODY = "Subject: dots\r\nFrom: a@client.test\r\n\r\n.\r\n..\r\n.a\r\nGrüße\r\n";

    private final FakeSmtpServer smtp = FakeSmtpServer.start();
    private final String port = Integer.toString(smtp.port());

    @TempDir
    Path folder;

    @AfterEach
    void close() {
        smtp.close();
    }

    private ReceivedMail received() {
        ReceivedMail mail = smtp.mailbox().await(to("b@server.test"));
        assertThat(mail.envelope().sender()).isEqualTo("a@client.test");
        return mail;
    }

    private static void assertBody(ReceivedMail mail) {
        assertThat(new String(mail.raw(), StandardCharsets.UTF_8)).isEqualTo(BODY);
    }

    @Test
    void angusMail() throws MessagingException {
        Properties settings = new Properties();
        settings.putAll(smtp.properties(PropertyNames.JAKARTA_MAIL));
        settings.put("mail.smtp.localhost", "client.test");
        MimeMessage message = new MimeMessage(Session.getInstance(settings));
        message.setFrom(new InternetAddress("a@client.test"));
        message.setRecipient(RecipientType.TO, new InternetAddress("b@server.test"));
        message.setRecipient(RecipientType.BCC, new InternetAddress("hidden@server.test"));
        message.setSubject("Grüße", "UTF-8");
        message.setText(".\r\n..\r\nbody", "UTF-8");
        Transport.send(message);

        ReceivedMail mail = received();
        assertThat(mail.session().helo()).isEqualTo(new Helo(Helo.Verb.EHLO, "client.test"));
        assertThat(mail.envelope().addresses()).containsExactly("b@server.test", "hidden@server.test");
        assertThat(mail.subject()).isEqualTo("Grüße");
        assertThat(mail.text()).hasValue(".\r\n..\r\nbody\r\n");
        assertThat(mail.bcc()).isEmpty();
        assertThat(mail.<String>as(in -> new MimeMessage(null, in).getSubject()))
                .isEqualTo("Grüße");
        assertThat(mail.session().end()).isEqualTo(End.QUIT);
        assertThat(mail.session().findings()).isEmpty();
    }

    @Test
    void curl() throws IOException {
        Path file = Files.writeString(folder.resolve("mail.eml"), BODY);
        Tool.that("curl", "--version")
                .run(
                        "",
                        "-sS",
                        "smtp://127.0.0.1:" + port + "/client.test",
                        "--mail-from",
                        "a@client.test",
                        "--mail-rcpt",
                        "b@server.test",
                        "--upload-file",
                        file.toString());

        assertBody(received());
        assertThat(received().session().helo().name()).isEqualTo("client.test");
        assertThat(received().envelope().parameters()).containsOnlyKeys("SIZE");
    }

    @Test
    void pythonsSmtplib() throws IOException {
        String program = """
                import smtplib, sys
                with smtplib.SMTP('127.0.0.1', int(sys.argv[1]), 'client.test') as client:
                    client.sendmail('a@client.test', ['b@server.test'], sys.argv[2].encode())
                """;
        Tool.that("python3", "--version").run("", "-c", program, port, BODY);

        assertBody(received());
        assertThat(received().session().transcript().commands()).contains("ehlo client.test");
    }

    @Test
    void perlsNetSmtp() throws IOException {
        String program = """
                use Net::SMTP;
                my $client = Net::SMTP->new('127.0.0.1', Port => $ARGV[0], Hello => 'client.test') or die;
                $client->mail('a@client.test') and $client->to('b@server.test') or die;
                $client->data() and $client->datasend($ARGV[1]) and $client->dataend() or die;
                $client->quit;
                """;
        Tool.that("perl", "-MNet::SMTP", "-e", "1").run("", "-e", program, port, BODY);

        assertThat(received().session().helo().name()).isEqualTo("client.test");
        assertThat(received().raw()).startsWith("Subject: dots\r\n".getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void swaks() throws IOException {
        Path file = Files.writeString(folder.resolve("mail.eml"), BODY);
        Tool.that("swaks", "--version")
                .run(
                        "",
                        "--server",
                        "127.0.0.1:" + port,
                        "--helo",
                        "client.test",
                        "--from",
                        "a@client.test",
                        "--to",
                        "b@server.test",
                        "--data",
                        "@" + file);

        assertThat(received().session().helo().name()).isEqualTo("client.test");
        assertThat(new String(received().raw(), StandardCharsets.UTF_8)).startsWith(BODY);
    }

    @Test
    void nodemailer() throws IOException {
        String program = """
                const [, port] = process.argv;
                require('nodemailer').createTransport({host: '127.0.0.1', port, name: 'client.test', ignoreTLS: true})
                    .sendMail({from: 'a@client.test', to: 'b@server.test', subject: 'Grüße', text: '.\\n..\\nbody'})
                    .catch(error => { console.error(error); process.exit(1); });
                """;
        Tool.that("node", "-e", "require('nodemailer')").run("", "-e", program, port);

        assertThat(received().subject()).isEqualTo("Grüße");
        assertThat(received().text())
                .hasValueSatisfying(text -> assertThat(text).startsWith(".\r\n..\r\nbody"));
    }

    @Test
    void aClientThatPipelinesEverything() throws IOException {
        try (SmtpClient client = SmtpClient.connect(smtp)) {
            client.reply();
            client.send("EHLO client.test\r\n");
            client.reply();
            client.send("MAIL FROM:<a@client.test>\r\nRCPT TO:<b@server.test>\r\nRCPT TO:<>\r\nDATA\r\n");
            assertThat(client.reply()).startsWith("250");
            assertThat(client.reply()).startsWith("250");
            assertThat(client.reply()).startsWith("501");
            assertThat(client.reply()).startsWith("354");
            client.send("x\r\n.\r\nQUIT\r\n");
            assertThat(client.reply()).startsWith("250");
            assertThat(client.reply()).startsWith("221");
        }
        assertThat(received().session().findings()).extracting(Finding::rule).isEmpty();
    }

    /** Far more in one write than any buffer has, and many mails in each. */
    @Test
    void aClientThatPipelinesAThousandMails() throws IOException {
        StringBuilder all = new StringBuilder("EHLO client.test\r\n");
        List<String> contents = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            String content = "Subject: " + i + "\r\n\r\n" + "x".repeat(i % 60) + "\r\n";
            contents.add(content);
            all.append("MAIL FROM:<a@client.test>\r\nRCPT TO:<b@server.test>\r\nDATA\r\n")
                    .append(content)
                    .append(".\r\n");
        }
        try (SmtpClient client = SmtpClient.connect(smtp)) {
            client.send(all + "QUIT\r\n");
            String reply = client.reply();
            while (!reply.startsWith("221")) {
                assertThat(reply).matches("(220|250|354) .*");
                reply = client.reply();
            }
        }
        assertThat(smtp.mailbox().mails())
                .extracting(mail -> new String(mail.raw(), StandardCharsets.US_ASCII))
                .isEqualTo(contents);
    }

    @Test
    void theExampleOfTheReadme() throws MessagingException {
        PrintStream console = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            FirstMail.main();
        } finally {
            System.setOut(console);
        }
        assertThat(printed.toString(StandardCharsets.UTF_8))
                .startsWith("mail 1 from no-reply@shop.example to ada@example.com: \"Grüße, Ada\"\n")
                .contains("C: EHLO shop.example\n");
    }
}
