package dev.heloise;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.heloise.mailbox.Finding;
import dev.heloise.mailbox.SmtpSession;
import dev.heloise.mailbox.Transcript;
import dev.heloise.script.StartTls;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is recorded of an authentication, and what is hidden. */
class AuthTest {

    private static final String SECRET = Base64.getEncoder().encodeToString("\0alice\0secret".getBytes(UTF_8));

    @Test
    void secretsAreHiddenWhereverATranscriptIsReadable() throws IOException {
        try (FakeSmtpServer smtp =
                        FakeSmtpServer.builder().credentials("alice", "secret").start();
                SmtpClient client = SmtpClient.greeted(smtp)) {
            client.say("EHLO x.test");
            client.say("AUTH PLAIN d3Jvbmc=");
            client.say("auth  login");
            client.say("*");
            client.say("AUTH LOGIN");
            client.say("YWxpY2U=");
            client.say("c2VjcmV0MQ==");
            client.say("AUTH NOSUCH c2VjcmV0Mg==");
            client.send("AUTH PLAIN c2VjcmV0Mw==\n");
            client.reply();
            client.say("AUTH PLAIN =");
            client.say("AUTH\tPLAIN\tc2VjcmV0NA==");
            client.say("AUTH PLAIN " + SECRET);

            SmtpSession session = smtp.mailbox().sessions().get(0);
            Transcript transcript = session.transcript();
            assertThat(transcript.commands())
                    .containsExactly(
                            "EHLO x.test",
                            "AUTH PLAIN ***",
                            "auth  login",
                            "*",
                            "AUTH LOGIN",
                            "***",
                            "***",
                            "AUTH NOSUCH ***",
                            "AUTH PLAIN ***",
                            "AUTH PLAIN =",
                            "AUTH\\tPLAIN\\t***",
                            "AUTH PLAIN ***");
            assertThat(transcript.asText())
                    .doesNotContain("YWxp")
                    .doesNotContain("c2VjcmV0")
                    .doesNotContain(SECRET);
            assertThat(transcript.lines().toString()).doesNotContain(SECRET);
            assertThat(transcript.withSecrets().asText())
                    .contains("C: AUTH PLAIN " + SECRET)
                    .contains("C: YWxpY2U=");
            Transcript.Line last = transcript.lines().get(transcript.lines().size() - 2);
            assertThat(new String(last.bytes(), UTF_8)).isEqualTo("AUTH PLAIN " + SECRET + "\r\n");
            assertThat(session.user()).contains("alice");
            assertThat(session.authMechanism()).contains("PLAIN");
        }
    }

    /** RFC 5802 §3, both sides of it. */
    @ParameterizedTest
    @CsvSource({"SCRAM-SHA-1, SHA-1", "SCRAM-SHA-256, SHA-256"})
    void scramProvesBothSidesToEachOther(String mechanism, String digest) throws Exception {
        try (FakeSmtpServer smtp =
                        FakeSmtpServer.builder().credentials("alice", "päss,=").start();
                SmtpClient client = SmtpClient.greeted(smtp)) {
            client.say("EHLO x.test");
            String first = "n=alice,r=rOprNGfwEbeRWgbNEkqO";
            String challenge = decoded(client.say("AUTH " + mechanism + " " + encoded("n,," + first)));
            String[] parts = challenge.split(",", -1);
            String unproven = "c=biws," + parts[0];
            byte[] signed = (first + "," + challenge + "," + unproven).getBytes(UTF_8);
            byte[] salted = iterated(
                    digest, "päss,=".getBytes(UTF_8), Base64.getDecoder().decode(parts[1].substring(2)));
            byte[] key = hmac(digest, salted, "Client Key".getBytes(UTF_8));
            byte[] proof = hmac(digest, MessageDigest.getInstance(digest).digest(key), signed);
            for (int i = 0; i < proof.length; i++) {
                proof[i] ^= key[i];
            }
            String last = unproven + ",p=" + Base64.getEncoder().encodeToString(proof);

            byte[] own = hmac(digest, hmac(digest, salted, "Server Key".getBytes(UTF_8)), signed);
            assertThat(decoded(client.say(encoded(last))))
                    .isEqualTo("v=" + Base64.getEncoder().encodeToString(own));
            assertThat(client.say("")).startsWith("235");
            assertThat(smtp.mailbox().sessions().get(0).authMechanism()).contains(mechanism);
            assertThat(smtp.mailbox().sessions().get(0).findings()).isEmpty();
        }
    }

    private static byte[] iterated(String digest, byte[] password, byte[] salt) throws GeneralSecurityException {
        byte[] last = hmac(
                digest,
                password,
                ByteBuffer.allocate(salt.length + 4).put(salt).putInt(1).array());
        byte[] result = last.clone();
        for (int i = 1; i < 4096; i++) {
            last = hmac(digest, password, last);
            for (int j = 0; j < result.length; j++) {
                result[j] ^= last[j];
            }
        }
        return result;
    }

    private static byte[] hmac(String digest, byte[] key, byte[] octets) throws GeneralSecurityException {
        String name = "Hmac" + digest.replace("-", "");
        Mac mac = Mac.getInstance(name);
        mac.init(new SecretKeySpec(key, name));
        return mac.doFinal(octets);
    }

    private static String encoded(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
    }

    private static String decoded(String reply) {
        assertThat(reply).startsWith("334 ");
        return new String(Base64.getDecoder().decode(reply.substring(4)), UTF_8);
    }

    @Row("B-138")
    @Test
    void linesOfAnExchangeMayBeLongButNotForEver() throws IOException {
        try (FakeSmtpServer smtp = FakeSmtpServer.builder().requireAuth().start();
                SmtpClient client = SmtpClient.greeted(smtp)) {
            client.say("EHLO x.test");
            byte[] token = new byte[9_000];
            Arrays.fill(token, (byte) 'x');
            token[0] = 0;
            token[2] = 0;

            assertThat(client.say("AUTH PLAIN " + "A".repeat(12_400))).startsWith("500 5.5.6");
            assertThat(client.say("AUTH PLAIN")).startsWith("334");
            assertThat(client.say("A".repeat(12_300))).startsWith("500 5.5.6");
            assertThat(client.say("NOOP " + "x".repeat(5_000))).startsWith("500 5.5.2");
            assertThat(client.say("AUTH PLAIN " + Base64.getEncoder().encodeToString(token)))
                    .startsWith("235");
            assertThat(smtp.mailbox().sessions().get(0).transcript().asText()).doesNotContain("AAAA");
        }
    }

    @Test
    void externalTakesTheClientsCertificate() throws Exception {
        Issuer issuer = new Issuer("somebody");
        var keys = Issuer.newKeys();
        Instant now = Instant.now();
        var certificate =
                issuer.issue(keys.getPublic(), List.of("robot.example"), now.minusSeconds(60), now.plusSeconds(3600));
        try (FakeSmtpServer smtp = FakeSmtpServer.builder()
                        .startTls(StartTls.REQUIRED)
                        .authMechanisms("EXTERNAL")
                        .requireAuth()
                        .start();
                SmtpClient client = SmtpClient.greeted(smtp)) {
            client.say("EHLO x.test");
            client.say("STARTTLS");
            client.secure(withCertificate(smtp, keys.getPrivate(), certificate));

            assertThat(client.reply("EHLO x.test")).contains("250-AUTH EXTERNAL\n");
            assertThat(client.say("AUTH EXTERNAL =")).startsWith("235");
            SmtpSession session = smtp.mailbox().sessions().get(0);
            assertThat(session.user()).contains("robot.example");
            assertThat(session.tls().orElseThrow().clientCertificate()).contains(certificate);
        }
    }

    private static SSLContext withCertificate(FakeSmtpServer smtp, PrivateKey key, X509Certificate certificate)
            throws Exception {
        var keys = KeyStore.getInstance("PKCS12");
        keys.load(null, null);
        keys.setKeyEntry("client", key, new char[0], new Certificate[] {certificate});
        var managers = KeyManagerFactory.getInstance("PKIX");
        managers.init(keys, new char[0]);
        var trust = TrustManagerFactory.getInstance("PKIX");
        var trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("server", smtp.certificate().orElseThrow().x509());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }

    @Test
    void mechanismsThatCannotWorkAreNotStarted() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FakeSmtpServer.builder().authMechanisms("PLAIN", "NTLM"))
                .withMessage("no SASL mechanism \"NTLM\"; there are PLAIN, LOGIN, CRAM-MD5, SCRAM-SHA-1, SCRAM-SHA-256,"
                        + " XOAUTH2, OAUTHBEARER, EXTERNAL");
        assertThatIllegalStateException()
                .isThrownBy(() ->
                        FakeSmtpServer.builder().authMechanisms("SCRAM-SHA-1").start())
                .withMessageStartingWith("SCRAM-SHA-1 needs credentials");
    }

    @Test
    void aSecretInClearIsToldTogetherWithTheTlsThatCouldHaveKeptIt() throws IOException {
        assertThat(clearTextAuth(FakeSmtpServer.builder().startTls(StartTls.OFFERED)))
                .endsWith("not secured by TLS, although STARTTLS was offered");
        assertThat(clearTextAuth(FakeSmtpServer.builder())).endsWith("not secured by TLS");
    }

    private static String clearTextAuth(FakeSmtpServer.Builder options) throws IOException {
        try (FakeSmtpServer smtp = options.requireAuth().authInClear().start();
                SmtpClient client = SmtpClient.introduced(smtp)) {
            assertThat(client.say("AUTH PLAIN AGFsaWNlAHNlY3JldA==")).startsWith("235");
            return smtp.mailbox().sessions().get(0).findings().stream()
                    .filter(finding -> finding.rule().equals("CLEARTEXT_AUTH"))
                    .map(Finding::text)
                    .findFirst()
                    .orElseThrow();
        }
    }
}
