package dev.heloise;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.heloise.mailbox.Finding;
import dev.heloise.mailbox.ReceivedMail;
import dev.heloise.script.SmtpExtension;
import dev.heloise.script.StartTls;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.ext.mail.LoginOption;
import io.vertx.ext.mail.MailClient;
import io.vertx.ext.mail.MailConfig;
import io.vertx.ext.mail.MailMessage;
import io.vertx.ext.mail.StartTLSOptions;
import jakarta.mail.Message;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The mail clients of the JVM, over both kinds of TLS and with each mechanism that they know. */
class TlsClientsTest {

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
    @CsvSource({
        "PLAIN, STARTTLS",
        "LOGIN, STARTTLS",
        "CRAM-MD5, STARTTLS",
        "XOAUTH2, STARTTLS",
        "PLAIN, IMPLICIT",
        "LOGIN, IMPLICIT",
        "CRAM-MD5, IMPLICIT",
        "XOAUTH2, IMPLICIT"
    })
    void vertxAuthenticates(String mechanism, String tls) throws Exception {
        Vertx vertx = Vertx.vertx();
        try (FakeSmtpServer smtp = FakeSmtpServer.builder()
                .startTls(StartTls.REQUIRED)
                .tlsPort(0)
                .credentials("alice", "secret")
                .requireAuth()
                .authMechanisms(mechanism)
                .start()) {
            boolean implicit = tls.equals("IMPLICIT");
            MailConfig config = new MailConfig()
                    .setHostname("localhost")
                    .setPort(implicit ? smtp.tlsPort().orElseThrow() : smtp.port())
                    .setOwnHostname("client.example")
                    .setKeepAlive(false)
                    .setSsl(implicit)
                    .setStarttls(implicit ? StartTLSOptions.DISABLED : StartTLSOptions.REQUIRED)
                    .setTrustOptions(new PemTrustOptions()
                            .addCertValue(Buffer.buffer(
                                    smtp.certificate().orElseThrow().pem())))
                    .setLogin(LoginOption.REQUIRED)
                    .setAuthMethods(mechanism)
                    .setUsername("alice")
                    .setPassword("secret");
            MailClient client = MailClient.create(vertx, config);
            client.sendMail(new MailMessage()
                            .setFrom("a@client.example")
                            .setTo("ada@example.com")
                            .setSubject("x")
                            .setText("body"))
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(20, TimeUnit.SECONDS);

            ReceivedMail mail = smtp.mailbox().mails().get(0);
            assertThat(mail.session().tls()).isPresent();
            assertThat(mail.session().user()).contains("alice");
            assertThat(mail.session().authMechanism()).contains(mechanism);
            assertThat(rules(mail)).isEmpty();
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
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

    private static List<String> rules(ReceivedMail mail) {
        return mail.session().findings().stream().map(Finding::rule).toList();
    }
}
