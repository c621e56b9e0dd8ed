package dev.heloise.deliverability;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.heloise.FakeSmtpServer;
import dev.heloise.deliverability.DkimResult.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Signatures that others make are verified here, and those that are made here by others. */
class OtherSignersTest {

    private static final String MAIL = """
            From: Ada <ada@example.org>
            To: grace@example.com
            Subject: The  analytical
              engine
            Date: Thu, 01 Jan 2026 00:00:00 +0000

            Dear  Grace,\s

            it can do whatever we know how to order it.


            """;

    @TempDir
    private Path folder;

    private static KeyPair keys(String algorithm) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm.startsWith("rsa") ? "RSA" : "Ed25519");
        if (algorithm.startsWith("rsa")) {
            generator.initialize(2048);
        }
        return generator.generateKeyPair();
    }

    private Path write(KeyPair keys) throws IOException {
        String key = Base64.getMimeEncoder().encodeToString(keys.getPrivate().getEncoded());
        return Files.writeString(
                folder.resolve("key.pem"), "-----BEGIN PRIVATE KEY-----\n" + key + "\n-----END PRIVATE KEY-----\n");
    }

    private static DkimResult verify(KeyPair keys, byte[] raw) {
        Zone zone = Zone.parse(DkimSigner.of("example.org", "test", keys).zoneRecord());
        List<DkimResult> results = Dkim.against(zone).verify(raw);
        assertThat(results).hasSize(1);
        return results.get(0);
    }

    private static void assertAlteration(KeyPair keys, byte[] raw, String original, String altered, String place) {
        String signed = new String(raw, US_ASCII);
        assertThat(signed).contains(original);
        DkimResult result = verify(keys, signed.replace(original, altered).getBytes(US_ASCII));
        assertThat(result.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(result.reason()).contains(place);
    }

    /** The milter of OpenDKIM, as Debian has it; its mode for tests says what it would tell the mail server to do. */
    @Nested
    class OpenDkim {

        private static final Pattern FIELD =
                Pattern.compile("### INSHEADER: idx=0 hname='(.*?)' hvalue='(.*?)'\n", Pattern.DOTALL);

        private final Program opendkim = Program.that("opendkim", "-V");

        /** The field that it wants to be added. */
        private String field(String settings, byte[] raw) throws Exception {
            Path configuration = Files.writeString(folder.resolve("opendkim.conf"), settings + "Syslog no\n");
            Path mail = Files.write(folder.resolve("mail.eml"), raw);
            String said = opendkim.run("-x", configuration.toString(), "-vvv", "-t", mail.toString());
            Matcher field = FIELD.matcher(said);
            assertThat(field.find()).as(said).isTrue();
            return requireNonNull(field.group(1)) + ": " + requireNonNull(field.group(2));
        }

        private byte[] sign(KeyPair keys, String algorithm, String canonicalization) throws Exception {
            String field = field("""
                    Mode               s
                    Domain             example.org
                    Selector           test
                    KeyFile            %s
                    RequireSafeKeys    no
                    SignatureAlgorithm %s
                    Canonicalization   %s
                    """.formatted(write(keys), algorithm, canonicalization), RfcVectors.raw(MAIL));
            return RfcVectors.raw(field + "\n" + MAIL);
        }

        /**
         * With Ed25519 and a simple header, OpenDKIM 2.11 folds its field in another way than it was signed, and does
         * not verify it itself. Where such a signature does not fit, there is nothing to recover the header's hash
         * from.
         */
        @ParameterizedTest
        @CsvSource({
            "rsa-sha256,     simple/simple,   of the field Subject is \"f\" and was signed as \"e\"",
            "rsa-sha256,     simple/relaxed,  of the field Subject is \"f\" and was signed as \"e\"",
            "rsa-sha256,     relaxed/simple,  of the field Subject is \"f\" and was signed as \"e\"",
            "rsa-sha256,     relaxed/relaxed, of the field Subject is \"f\" and was signed as \"e\"",
            "ed25519-sha256, relaxed/simple,  'one of the signed fields (From, To, Subject, Date) is not what was signed'",
            "ed25519-sha256, relaxed/relaxed, 'one of the signed fields (From, To, Subject, Date) is not what was signed'",
        })
        void signsWhatVerifiesHere(String algorithm, String canonicalization, String place) throws Exception {
            KeyPair keys = keys(algorithm);
            byte[] signed = sign(keys, algorithm, canonicalization);

            DkimResult result = verify(keys, signed);
            assertThat(result.verdict()).as(result.reason()).isEqualTo(Verdict.PASS);
            assertThat(result.algorithm()).isEqualTo(algorithm);
            assertAlteration(
                    keys, signed, "order it", "orger it", "of line 3 of the body is \"g\" and was signed as \"d\"");
            assertAlteration(keys, signed, "engine", "enginf", place);
        }

        @ParameterizedTest
        @CsvSource({
            "rsa-sha256,     simple/simple",
            "rsa-sha256,     relaxed/relaxed",
            "ed25519-sha256, simple/relaxed",
            "ed25519-sha256, relaxed/relaxed",
        })
        void verifiesWhatIsSignedHere(String algorithm, String canonicalization) throws Exception {
            DkimSigner signer = DkimSigner.of("example.org", "test", keys(algorithm));
            byte[] signed = signer.canonicalization(canonicalization).sign(RfcVectors.raw(MAIL));
            String key = signer.zoneRecord().split("\"", -1)[1];
            Path dns = Files.writeString(folder.resolve("dns"), "test._domainkey.example.org " + key + "\n");
            String settings = "Mode v\nTestDNSData " + dns + "\n";

            assertThat(field(settings, signed))
                    .startsWith("Authentication-Results")
                    .contains("dkim=pass");
            byte[] altered =
                    new String(signed, US_ASCII).replace("order", "orger").getBytes(US_ASCII);
            assertThat(field(settings, altered)).contains("dkim=fail");
        }
    }

    @Nested
    class Nodemailer {

        private static final String PROGRAM = """
                const [, port, key] = process.argv;
                require('nodemailer').createTransport({
                    host: '127.0.0.1', port, name: 'mail.example.org', ignoreTLS: true,
                    dkim: {domainName: 'example.org', keySelector: 'test', privateKey: require('fs').readFileSync(key)}
                }).sendMail({
                    from: 'Ada <ada@example.org>', to: 'grace@example.com', subject: 'Grüße',
                    text: 'Dear Grace\\n..\\nAda', attachments: [{filename: 'notes.txt', content: 'Note G'}]
                }).catch(error => { console.error(error); process.exit(1); });
                """;

        @Test
        void signsWhatVerifiesHere() throws Exception {
            Program node = Program.that("node", "-e", "require('nodemailer')");
            KeyPair keys = keys("rsa-sha256");
            Zone zone = Zone.parse(DkimSigner.of("example.org", "test", keys).zoneRecord()
                    + "_dmarc.example.org. TXT \"v=DMARC1; p=reject\"");
            Deliverability checks = Deliverability.against(zone).from("192.0.2.10");
            try (FakeSmtpServer smtp =
                    FakeSmtpServer.builder().policy(checks.rejectDmarcFail()).start()) {
                node.run(
                        "-e",
                        PROGRAM,
                        Integer.toString(smtp.port()),
                        write(keys).toString());

                DeliverabilityReport report =
                        checks.check(smtp.mailbox().mails().get(0));
                assertThat(report.dkim()).extracting(DkimResult::verdict).containsExactly(Verdict.PASS);
                assertThat(report.dmarc().passes()).isTrue();
                assertThat(report.helo().helo().name()).isEqualTo("mail.example.org");
                byte[] raw = smtp.mailbox().mails().get(0).raw();
                assertAlteration(keys, raw, "Dear Grace", "Dear Gracf", "of the body is \"f\" and was signed as \"e\"");
                assertAlteration(
                        keys, raw, "=?UTF-8?", "=?UTF-9?", "of the field Subject is \"9\" and was signed as \"8\"");
            }
        }
    }
}
