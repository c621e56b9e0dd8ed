package dev.heloise.app;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heloise.FakeSmtpServer;
import dev.heloise.mailbox.Finding;
import dev.heloise.mailbox.SmtpSession;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** What the options make of a server. */
class HeloiseOptionsTest {

    @TempDir
    private Path directory;

    @Test
    void aGivenCertificateIsShown() throws Exception {
        KeyStore store = keytool("-keyalg", "EC", "-groupname", "secp256r1");
        X509Certificate certificate = (X509Certificate) store.getCertificate("own");
        Path chain = pem("certificate.pem", "CERTIFICATE", certificate.getEncoded());
        Path key = pem(
                "key.pem",
                "PRIVATE KEY",
                store.getKey("own", "changeit".toCharArray()).getEncoded());

        try (FakeSmtpServer smtp = server("--implicit-tls", "--tls-certificate=" + chain, "--tls-key=" + key)) {
            assertThat(shown(smtp, store)).isEqualTo(certificate);
            assertThat(smtp.certificate()).isEmpty();
        }
    }

    @Test
    void theKeyMayStandInTheFileOfTheCertificate() throws Exception {
        KeyStore store = keytool("-keyalg", "RSA");
        X509Certificate certificate = (X509Certificate) store.getCertificate("own");
        Path both = pem(
                "both.pem",
                "PRIVATE KEY",
                store.getKey("own", "changeit".toCharArray()).getEncoded());
        Files.writeString(
                both, Files.readString(both) + Files.readString(pem("c.pem", "CERTIFICATE", certificate.getEncoded())));

        try (FakeSmtpServer smtp = server("--implicit-tls", "--tls-certificate=" + both)) {
            assertThat(shown(smtp, store)).isEqualTo(certificate);
        }
    }

    @Test
    void aKeyInAnotherFormSaysHowItIsConverted() throws Exception {
        KeyStore store = keytool("-keyalg", "RSA");
        Key key = store.getKey("own", "changeit".toCharArray());
        Path chain = pem(
                "certificate.pem", "CERTIFICATE", store.getCertificate("own").getEncoded());
        Path old = pem("old.pem", "RSA PRIVATE KEY", key.getEncoded());
        assertThatThrownBy(() -> server("--tls-certificate=" + chain, "--tls-key=" + old))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("old.pem")
                .hasMessageContaining("openssl pkcs8");
    }

    @Test
    void credentialsAndStartTlsAreOffered() throws Exception {
        try (FakeSmtpServer smtp = server("--starttls=offered", "--credentials=ada:secret,bob:s:t", "--require-auth")) {
            assertThat(said(smtp, "EHLO a.example", "MAIL FROM:<a@example.org>"))
                    .contains("250-STARTTLS")
                    .last()
                    .asString()
                    .startsWith("530");
        }
    }

    @ParameterizedTest
    @CsvSource({"true, 530", "false, 250"})
    void aSwitchInTheEnvironmentIsTrueOrFalse(String value, String reply) throws Exception {
        Heloise heloise = new Heloise();
        new CommandLine(heloise)
                .setDefaultValueProvider(new EnvironmentDefaults(Map.of("HELOISE_REQUIRE_AUTH", value)))
                .parseArgs("--smtp-port=0");
        try (FakeSmtpServer smtp = heloise.smtp()) {
            assertThat(said(smtp, "EHLO a.example", "MAIL FROM:<a@example.org>"))
                    .last()
                    .asString()
                    .startsWith(reply);
        }
    }

    @Test
    void aProfileIsAKindOfServer() throws Exception {
        try (FakeSmtpServer smtp = server("--profile=mailbox_full")) {
            assertThat(said(smtp, "EHLO a.example", "MAIL FROM:<a@example.org>", "RCPT TO:<b@example.org>"))
                    .last()
                    .isEqualTo("452 4.2.2 Mailbox full");
        }
    }

    @Test
    void limitsAreThoseThatWereSaid() throws Exception {
        String[] limits = {
            "--max-message-size=1K", "--max-recipients=1", "--max-command-line=512", "--max-errors=1",
        };
        try (FakeSmtpServer smtp = server(limits)) {
            assertThat(said(
                            smtp,
                            "EHLO a.example",
                            "MAIL FROM:<a@example.org> SIZE=1025",
                            "MAIL FROM:<a@example.org> SIZE=1024",
                            "RCPT TO:<b@example.org>",
                            "RCPT TO:<c@example.org>",
                            "NOOP " + "x".repeat(506),
                            "NOOP " + "x".repeat(506)))
                    .endsWith(
                            "552 5.3.4 Message size exceeds the limit",
                            "250 2.1.0 Ok",
                            "250 2.1.5 Ok",
                            "452 4.5.3 Too many recipients",
                            "500 5.5.2 Line too long",
                            "421 4.7.0 Too many errors");
        }
    }

    @Test
    void aSessionHasAsManyMailsAndLastsAsLongAsWasSaid() throws Exception {
        try (FakeSmtpServer smtp = server("--max-mails-per-session=1", "--session-timeout=300", "--min-data-rate=1")) {
            assertThat(said(smtp, "EHLO a.example", "MAIL FROM:<a@example.org>", "RSET", "MAIL FROM:<a@example.org>"))
                    .last()
                    .isEqualTo("421 4.7.0 Too many mails in this session, connect again");
        }
    }

    @Test
    void theMemoryForMessagesIsWhatWasSaid() throws Exception {
        try (FakeSmtpServer smtp = server("--max-receiving=64K")) {
            String large = "x".repeat(100_000) + "\r\n";
            assertThat(said(
                            smtp,
                            "EHLO a.example",
                            "MAIL FROM:<a@example.org>",
                            "RCPT TO:<b@example.org>",
                            "DATA",
                            large + "."))
                    .last()
                    .isEqualTo("452 4.3.1 Insufficient system storage");
        }
    }

    @Test
    void asManyOctetsAreKeptAsWasSaid() throws Exception {
        try (FakeSmtpServer smtp = server("--retain-bytes=1K")) {
            for (int i = 0; i < 3; i++) {
                said(
                        smtp,
                        "EHLO a.example",
                        "MAIL FROM:<a@example.org>",
                        "RCPT TO:<b@example.org>",
                        "DATA",
                        "x".repeat(500) + "\r\n.");
            }
            assertThat(smtp.mailbox().mails()).hasSize(2);
        }
    }

    @Test
    void aMailIsReadAsFarAsWasSaid() throws Exception {
        try (FakeSmtpServer smtp = server("--max-header-size=12", "--max-mime-depth=1", "--max-mime-parts=1")) {
            said(
                    smtp,
                    "EHLO a.example",
                    "MAIL FROM:<a@example.org>",
                    "RCPT TO:<b@example.org>",
                    "DATA",
                    "Subject: x\r\nX-Beyond: the limit\r\n\r\n.");
            assertThat(smtp.mailbox().mails().get(0).findings())
                    .extracting(Finding::rule)
                    .contains("HEADER_TOO_LARGE");
        }
    }

    @Test
    void rulesComeFromAFile() throws Exception {
        Path rules = Files.writeString(directory.resolve("rules.json"), """
                {"rules": [{"at": "EHLO", "matching": "slow.*", "reply": "421 4.3.2 Not now"}]}
                """);
        try (FakeSmtpServer smtp = server("--rules=" + rules)) {
            assertThat(said(smtp, "EHLO slow.example")).last().isEqualTo("421 4.3.2 Not now");
            assertThat(smtp.mailbox().awaitSessions(1, java.time.Duration.ofSeconds(5)))
                    .extracting(SmtpSession::end)
                    .containsExactly(SmtpSession.End.SERVER_CLOSED);
        }
    }

    @Test
    void aFileWithoutRulesIsNamed() throws Exception {
        Path rules = Files.writeString(directory.resolve("rules.json"), "{\"rules\": [{\"at\": \"EHLO\"}]}");
        assertThatThrownBy(() -> server("--rules=" + rules)).hasMessageContaining("rules.json: not a rule: \"reply\"");
        Files.writeString(rules, "[}");
        assertThatThrownBy(() -> server("--rules=" + rules)).hasMessageContaining("rules.json holds no rules");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "{}",
                "{\"rules\": null}",
                "{\"rules\": [null]}",
                "{\"rules\": [{\"at\": \"RCPT\", \"replies\": [null]}]}"
            })
    void aNullIsNoRule(String text) throws Exception {
        Path rules = Files.writeString(directory.resolve("rules.json"), text);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> server("--rules=" + rules))
                .withMessageContaining("rules.json");
    }

    private static FakeSmtpServer server(String... options) {
        Heloise heloise = new Heloise();
        new CommandLine(heloise)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .parseArgs(java.util.stream.Stream.concat(
                                java.util.stream.Stream.of("--smtp-port=0"), List.of(options).stream())
                        .toArray(String[]::new));
        return heloise.smtp();
    }

    private static List<String> said(FakeSmtpServer smtp, String... commands) throws IOException {
        try (Socket socket = new Socket(smtp.host(), smtp.port())) {
            BufferedReader replies = new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII));
            List<String> said = new java.util.ArrayList<>();
            reply(replies, said);
            for (String command : commands) {
                socket.getOutputStream().write((command + "\r\n").getBytes(US_ASCII));
                reply(replies, said);
            }
            return said;
        }
    }

    private static void reply(BufferedReader replies, List<String> said) throws IOException {
        do {
            said.add(replies.readLine());
        } while (said.get(said.size() - 1).startsWith("-", 3));
    }

    private static X509Certificate shown(FakeSmtpServer smtp, KeyStore trusted) throws Exception {
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        try (SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket(smtp.host(), smtp.port())) {
            socket.startHandshake();
            return (X509Certificate) socket.getSession().getPeerCertificates()[0];
        }
    }

    /** A key store with a key and a certificate that it signed itself, and with that certificate as a trusted one. */
    private KeyStore keytool(String... algorithm) throws Exception {
        Path file = directory.resolve("store.p12");
        List<String> command = new java.util.ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "own",
                "-dname",
                "CN=localhost",
                "-storetype",
                "PKCS12",
                "-keystore",
                file.toString(),
                "-storepass",
                "changeit",
                "-validity",
                "2"));
        command.addAll(List.of(algorithm));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), US_ASCII);
        assertThat(process.waitFor()).as(output).isZero();
        KeyStore store = KeyStore.getInstance(file.toFile(), "changeit".toCharArray());
        store.setCertificateEntry("trusted", store.getCertificate("own"));
        return store;
    }

    private Path pem(String name, String label, byte[] octets) throws IOException {
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(octets);
        return Files.writeString(
                directory.resolve(name),
                "-----BEGIN " + label + "-----\n" + base64 + "\n-----END " + label + "-----\n");
    }
}
