package dev.heloise.assertj;

import static dev.heloise.assertj.SmtpAssertions.assertThat;
import static dev.heloise.script.Policies.rejectUnknownHeloHostname;
import static dev.heloise.script.Policies.rejectUnknownSenderDomain;
import static org.assertj.core.api.Assertions.assertThat;

import dev.heloise.FakeSmtpServer;
import dev.heloise.deliverability.Deliverability;
import dev.heloise.deliverability.DeliverabilityReport;
import dev.heloise.deliverability.Dkim;
import dev.heloise.deliverability.DkimResult;
import dev.heloise.deliverability.DkimSigner;
import dev.heloise.deliverability.Spf;
import dev.heloise.deliverability.SpfResult;
import dev.heloise.deliverability.Zone;
import dev.heloise.mailbox.ReceivedMail;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Keeps {@code docs/deliverability.md} true: its examples stand here and are run. */
class DeliverabilityPageTest {

    private static final Path PAGE = Path.of("..", "docs", "deliverability.md");
    private static final Path SOURCE = Path.of("src/test/java/dev/heloise/assertj/DeliverabilityPageTest.java");
    private static final Pattern STATEMENT = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

    @Test
    void itsExamplesAreThoseOfThisTest() throws IOException {
        String source = withoutSpace(Files.readString(SOURCE));
        List<String> examples = STATEMENT
                .matcher(Files.readString(PAGE))
                .results()
                .map(DeliverabilityPageTest::code)
                .toList();

        assertThat(examples)
                .hasSizeGreaterThan(4)
                .allSatisfy(example -> assertThat(source).contains(example));
    }

    private static String code(MatchResult example) {
        return withoutSpace(example.group(1));
    }

    private static String withoutSpace(String text) {
        return text.replaceAll("//[^\n]*", "").replaceAll("\\s", "");
    }

    @Test
    void itsExampleOfAReportPasses() {
        ReceivedMail mail;
        try (FakeSmtpServer smtp = FakeSmtpServer.start()) {
            new Mailer(smtp)
                    .hello("mail.example.org")
                    .sender("shop@example.org")
                    .welcome();
            mail = smtp.mailbox().mails().get(0);
        }

        Zone zone = Zone.parse("""
                mail.example.org.        A    192.0.2.10
                10.2.0.192.in-addr.arpa. PTR  mail.example.org.
                example.org.             TXT  "v=spf1 a:mail.example.org -all"
                _dmarc.example.org.      TXT  "v=DMARC1; p=reject"
                """);

        DeliverabilityReport report = Deliverability.against(zone)
                .from("192.0.2.10") // a test's client is always on this machine: assume another address
                .check(mail);

        assertThat(report).spf().passes();
        assertThat(report).dmarc().passes();
        System.out.println(report.authenticationResults());
    }

    @Test
    void itsExamplesOfZonesPass() {
        Zone zone = Zone.builder()
                .record("example.org", "TXT", "v=spf1 ", "a -all")
                .record("example.org", "MX", "10 mail.example.org")
                .timeout("slow.example.org")
                .build();
        Zone silent = zone.with(Zone.parse("example.org. TIMEOUT"));

        assertThat(zone.resolves("example.org")).isTrue();
        assertThat(Spf.against(silent).check("192.0.2.10", "mail.example.org", "ada@example.org"))
                .hasVerdict(SpfResult.Verdict.TEMPERROR);
    }

    @Test
    void itsExampleOfASignerPasses() {
        byte[] raw = Mailer.WELCOME.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
        DkimSigner signer = DkimSigner.ed25519("example.org", "test"); // or rsa(…), or of(…, keyPair)
        Zone zone = Zone.builder().text(signer.zoneRecord()).build();
        byte[] signed = signer.headers("From", "Subject", "From")
                .canonicalization("relaxed/simple")
                .sign(raw);

        assertThat(Dkim.against(zone).verify(signed)).singleElement().matches(DkimResult::passes);
    }

    @Test
    void itsExampleOfPoliciesPasses() {
        Zone zone = Zone.parse("""
                shop.example. A   192.0.2.10
                example.org.  A   192.0.2.10
                example.org.  TXT "v=spf1 a -all"
                """);
        Deliverability receiver = Deliverability.against(zone).from("198.51.100.1");
        FakeSmtpServer smtp = FakeSmtpServer.builder()
                .policy(receiver.rejectSpfFail(), receiver.rejectDmarcFail())
                .policy(rejectUnknownHeloHostname(zone::resolves), rejectUnknownSenderDomain(zone::resolves))
                .start();
        try (smtp) {
            new Mailer(smtp).refused(Mailer.WELCOME, "ada@example.com");

            assertThat(smtp.mailbox())
                    .singleSession()
                    .replies()
                    .contains("550 5.7.23 SPF MAIL FROM check failed: \"-all\" of example.org matches 198.51.100.1");
        }
    }
}
