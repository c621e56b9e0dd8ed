package dev.heloise;

import static dev.heloise.mailbox.MailFilter.to;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.heloise.mailbox.Finding;
import dev.heloise.mailbox.MailNotReceivedError;
import dev.heloise.mailbox.ReceivedMail;
import dev.heloise.script.StartTls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * Postfix as the client: it relays everything here. It runs with a configuration and a queue of its own, and has a
 * transport for each way to send; the recipient's domain chooses one. It starts for root alone.
 */
class PostfixTest {

    static final List<String> MECHANISMS = List.of("PLAIN", "LOGIN", "CRAM-MD5", "SCRAM-SHA-1", "SCRAM-SHA-256");

    private static final String SERVICES = """
            pickup    unix  n - n 1 1 pickup
            cleanup   unix  n - n - 0 cleanup
            qmgr      unix  n - n 1 1 qmgr
            tlsmgr    unix  - - n 1000? 1 tlsmgr
            rewrite   unix  - - n - - trivial-rewrite
            bounce    unix  - - n - 0 bounce
            defer     unix  - - n - 0 bounce
            trace     unix  - - n - 0 bounce
            proxymap  unix  - - n - - proxymap
            error     unix  - - n - - error
            retry     unix  - - n - - error
            scache    unix  - - n - 1 scache
            postlog   unix-dgram n - n - 1 postlogd
            """;

    @TempDir
    static Path home;

    private static Tool shell;
    private static FakeSmtpServer smtp;

    @BeforeAll
    static void start() throws IOException {
        shell = Tool.that("sh", "-c", "command -v postfix && test $(id -u) = 0");
        smtp = FakeSmtpServer.builder()
                .startTls(StartTls.REQUIRED)
                .tlsPort(0)
                .credentials("alice", "secret")
                .requireAuth()
                .start();
        Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.createDirectory(home.resolve("queue"));
        Files.writeString(
                home.resolve("server.pem"), smtp.certificate().orElseThrow().pem());
        Files.writeString(home.resolve("main.cf"), settings());
        Files.writeString(home.resolve("master.cf"), SERVICES + transports());
        shell.run(
                "",
                "-c",
                "mkdir " + home + "/data && chown postfix " + home + "/data && postfix -c " + home + " start");
    }

    @AfterAll
    static void stop() throws IOException {
        if (shell != null) {
            shell.run("", "-c", "postfix -c " + home + " stop");
            smtp.close();
        }
    }

    private static String settings() {
        String routes = MECHANISMS.stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .map(name ->
                        "{%1$s.starttls=starttls-%1$s:[localhost]:%2$d}, {%1$s.implicit=implicit-%1$s:[localhost]:%3$d}"
                                .formatted(name, smtp.port(), smtp.tlsPort().orElseThrow()))
                .collect(Collectors.joining(", "));
        return """
                compatibility_level = 3.6
                queue_directory = %1$s/queue
                data_directory = %1$s/data
                maillog_file = %1$s/log
                maillog_file_prefixes = %1$s
                myhostname = client.example
                mydestination =
                alias_maps =
                inet_interfaces = loopback-only
                inet_protocols = ipv4
                smtp_dns_support_level = disabled
                smtp_host_lookup = native
                smtp_tls_security_level = verify
                smtp_tls_verify_cert_match = hostname
                smtp_tls_CAfile = %1$s/server.pem
                smtp_sasl_auth_enable = yes
                smtp_sasl_password_maps = static:{alice:secret}
                smtp_sasl_security_options = noanonymous
                transport_maps = inline:{ %2$s }
                """.formatted(home, routes);
    }

    private static String transports() {
        return MECHANISMS.stream()
                .map(name -> """
                        starttls-%1$s unix - - n - - smtp -o smtp_sasl_mechanism_filter=%2$s
                        implicit-%1$s unix - - n - - smtp -o smtp_sasl_mechanism_filter=%2$s -o smtp_tls_wrappermode=yes
                        """.formatted(name.toLowerCase(Locale.ROOT), name))
                .collect(Collectors.joining());
    }

    @ParameterizedTest
    @FieldSource("MECHANISMS")
    void relaysOverStartTls(String mechanism) throws IOException {
        assertRelayed(mechanism, "starttls");
    }

    @ParameterizedTest
    @FieldSource("MECHANISMS")
    void relaysOverImplicitTls(String mechanism) throws IOException {
        assertRelayed(mechanism, "implicit");
    }

    private static void assertRelayed(String mechanism, String tls) throws IOException {
        String recipient = "ada@" + mechanism.toLowerCase(Locale.ROOT) + "." + tls;
        // -i: a dot on a line of its own is content.
        shell.run("Subject: x\n\n.\n..\nGrüße\n", "-c", "sendmail -i -C " + home + " -f a@client.example " + recipient);
        ReceivedMail mail = received(recipient);

        assertThat(mail.session().tls()).isPresent();
        assertThat(mail.session().user()).contains("alice");
        assertThat(mail.session().authMechanism()).contains(mechanism);
        assertThat(new String(mail.raw(), UTF_8)).endsWith("\r\n\r\n.\r\n..\r\nGrüße\r\n");
        assertThat(mail.session().findings()).extracting(Finding::rule).isEmpty();
    }

    private static ReceivedMail received(String recipient) throws IOException {
        try {
            return smtp.mailbox().await(to(recipient), Duration.ofSeconds(30));
        } catch (MailNotReceivedError e) {
            throw new AssertionError("Postfix says: " + Files.readString(home.resolve("log")), e);
        }
    }
}
