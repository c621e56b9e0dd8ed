package dev.heloise;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.heloise.mailbox.Finding;
import dev.heloise.mailbox.ReceivedMail;
import dev.heloise.script.SmtpExtension;
import dev.heloise.script.StartTls;
import jakarta.mail.Message;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients as people have them, over TLS and with each mechanism that they know. */
class TlsClientsTest {

    private static final String CURL = "curl";
    private static final String PYTHON = "python3";

    @TempDir
    Path files;

    @ParameterizedTest
    @CsvSource({
        "PLAIN, STARTTLS",
        "PLAIN, IMPLICIT",
        "LOGIN, STARTTLS",
        "LOGIN, IMPLICIT",
        "XOAUTH2, STARTTLS",
        "XOAUTH2, IMPLICIT"
    })
    void angusMailAuthenticates(String mechanism, String tls) throws Exception {
        boolean implicit = tls.equals("IMPLICIT");
        FakeSmtpServer.Builder builder = FakeSmtpServer.builder()
                .credentials("alice", "secret")
                .requireAuth()
                .authMechanisms(mechanism);
        try (FakeSmtpServer smtp = (implicit ? builder.implicitTls() : builder.startTls(StartTls.REQUIRED)).start()) {
            Properties properties = angus(smtp);
            properties.setProperty("mail.smtp.auth", "true");
            properties.setProperty("mail.smtp.auth.mechanisms", mechanism);
            properties.setProperty(implicit ? "mail.smtp.ssl.enable" : "mail.smtp.starttls.required", "true");
            properties.setProperty("mail.smtp.starttls.enable", Boolean.toString(!implicit));

            send(properties);

            ReceivedMail mail = smtp.mailbox().mails().get(0);
            assertThat(new String(mail.raw(), UTF_8)).contains("Subject: =?UTF-8?");
            assertThat(mail.session().tls()).isPresent();
            assertThat(mail.session().user()).contains("alice");
            assertThat(rules(mail)).isEmpty();
        }
    }

    @Test
    void angusMailFallsBackWhereAnExtensionIsMissing() throws Exception {
        for (SmtpExtension missing : SmtpExtension.usual()) {
            try (FakeSmtpServer smtp = FakeSmtpServer.builder().without(missing).start()) {
                send(angus(smtp));

                assertThat(smtp.mailbox().mails()).as("without %s", missing).hasSize(1);
            }
        }
        try (FakeSmtpServer smtp = FakeSmtpServer.builder().heloOnly().start()) {
            send(angus(smtp));

            assertThat(rules(smtp.mailbox().mails().get(0))).containsExactly("HELO_VS_EHLO_FALLBACK");
        }
    }

    @Test
    void angusMailSendsChunksAndAsksForNotices() throws Exception {
        try (FakeSmtpServer smtp = FakeSmtpServer.start()) {
            Properties properties = angus(smtp);
            properties.setProperty("mail.smtp.chunksize", "100");
            properties.setProperty("mail.smtp.dsn.notify", "SUCCESS,FAILURE ORCPT=rfc822;ada@example.com");
            properties.setProperty("mail.smtp.dsn.ret", "HDRS");

            send(properties);

            ReceivedMail mail = smtp.mailbox().mails().get(0);
            assertThat(mail.session().transcript().commands()).anyMatch(line -> line.matches("BDAT \\d+ LAST"));
            assertThat(mail.envelope().parameters()).containsEntry("RET", "HDRS");
            assertThat(mail.envelope().recipients().get(0).parameters())
                    .containsEntry("NOTIFY", "SUCCESS,FAILURE")
                    .containsEntry("ORCPT", "rfc822;ada@example.com");
            assertThat(new String(mail.raw(), UTF_8)).contains("Subject: =?UTF-8?");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"PLAIN", "LOGIN", "CRAM-MD5", "XOAUTH2", "OAUTHBEARER"})
    void curlAuthenticates(String mechanism) throws Exception {
        requireCommand(CURL, "--version");
        try (FakeSmtpServer smtp = FakeSmtpServer.builder()
                .startTls(StartTls.REQUIRED)
                .credentials("alice", "secret")
                .requireAuth()
                .authMechanisms(mechanism)
                .start()) {
            boolean bearer = mechanism.contains("AUTH");
            run(List.of(
                    CURL,
                    "--silent",
                    "--show-error",
                    "--ssl-reqd",
                    "--cacert",
                    certificate(smtp),
                    "--url",
                    "smtp://localhost:" + smtp.port() + "/client.example",
                    "--login-options",
                    "AUTH=" + mechanism,
                    "--user",
                    bearer ? "alice" : "alice:secret",
                    bearer ? "--oauth2-bearer" : "",
                    bearer ? "secret" : "",
                    "--mail-from",
                    "a@client.example",
                    "--mail-rcpt",
                    "ada@example.com",
                    "--upload-file",
                    message()));

            ReceivedMail mail = smtp.mailbox().mails().get(0);
            assertThat(mail.session().authMechanism()).contains(mechanism);
            assertThat(rules(mail)).isEmpty();
        }
    }

    @Test
    void curlTakesImplicitTls() throws Exception {
        requireCommand(CURL, "--version");
        try (FakeSmtpServer smtp = FakeSmtpServer.builder().tlsPort(0).start()) {
            run(List.of(
                    CURL,
                    "--silent",
                    "--show-error",
                    "--cacert",
                    certificate(smtp),
                    "--url",
                    "smtps://localhost:" + smtp.tlsPort().orElseThrow() + "/client.example",
                    "--mail-from",
                    "a@client.example",
                    "--mail-rcpt",
                    "ada@example.com",
                    "--upload-file",
                    message()));

            assertThat(smtp.mailbox().mails().get(0).session().tls()).isPresent();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"PLAIN", "LOGIN", "CRAM-MD5"})
    void smtplibAuthenticates(String mechanism) throws Exception {
        requireCommand(PYTHON, "--version");
        try (FakeSmtpServer smtp = FakeSmtpServer.builder()
                .startTls(StartTls.OFFERED)
                .credentials("alice", "secret")
                .requireAuth()
                .authMechanisms(mechanism)
                .start()) {
            run(List.of(PYTHON, "-c", """
                    import smtplib, ssl, sys
                    context = ssl.create_default_context(cafile=sys.argv[2])
                    client = smtplib.SMTP('localhost', int(sys.argv[1]), local_hostname='client.example')
                    client.starttls(context=context)
                    client.login('alice', 'secret')
                    client.sendmail('a@client.example', ['ada@example.com'], 'Subject: x\\r\\n\\r\\nbody\\r\\n')
                    client.quit()
                    """, Integer.toString(smtp.port()), certificate(smtp)));

            ReceivedMail mail = smtp.mailbox().mails().get(0);
            assertThat(mail.session().authMechanism()).contains(mechanism);
            assertThat(rules(mail)).isEmpty();
        }
    }

    private static Properties angus(FakeSmtpServer smtp) {
        Properties properties = new Properties();
        properties.setProperty("mail.smtp.host", "localhost");
        properties.setProperty("mail.smtp.port", Integer.toString(smtp.port()));
        properties.setProperty("mail.smtp.localhost", "client.example");
        smtp.certificate()
                .ifPresent(own -> properties.put(
                        "mail.smtp.ssl.socketFactory", own.clientContext().getSocketFactory()));
        return properties;
    }

    private static void send(Properties properties) throws Exception {
        Session session = Session.getInstance(properties);
        MimeMessage message = new MimeMessage(session);
        message.setFrom(new InternetAddress("a@client.example"));
        message.setRecipient(Message.RecipientType.TO, new InternetAddress("ada@example.com"));
        message.setSubject("Grüße", "UTF-8");
        message.setText("Grüße, und noch mehr davon, damit es mehrere Stücke gibt. ".repeat(5), "UTF-8");
        Transport.send(message, "alice", "secret");
    }

    private String certificate(FakeSmtpServer smtp) throws IOException {
        Path file = files.resolve("server.pem");
        Files.writeString(file, smtp.certificate().orElseThrow().pem());
        return file.toString();
    }

    private String message() throws IOException {
        Path file = files.resolve("message.eml");
        Files.writeString(file, "Subject: x\r\n\r\nbody\r\n");
        return file.toString();
    }

    private static void requireCommand(String... command) throws InterruptedException {
        try {
            new ProcessBuilder(command).start().waitFor();
        } catch (IOException e) {
            String missing = "this machine has no " + command[0];
            if ("true".equals(System.getenv("CI"))) {
                fail(missing);
            }
            abort(missing);
        }
    }

    private static String run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        command.stream().filter(word -> !word.isEmpty()).toList())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as("%s: %s", command, output).isZero();
        return output;
    }

    private static List<String> rules(ReceivedMail mail) {
        return mail.session().findings().stream().map(Finding::rule).toList();
    }
}
