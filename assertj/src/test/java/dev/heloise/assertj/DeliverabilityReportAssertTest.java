package dev.heloise.assertj;

import static dev.heloise.assertj.SmtpAssertFactories.REPORT;
import static dev.heloise.assertj.SmtpAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heloise.deliverability.ArcResult;
import dev.heloise.deliverability.Deliverability;
import dev.heloise.deliverability.DeliverabilityReport;
import dev.heloise.deliverability.DkimResult;
import dev.heloise.deliverability.DkimSigner;
import dev.heloise.deliverability.DmarcResult;
import dev.heloise.deliverability.IprevResult;
import dev.heloise.deliverability.SpfResult;
import dev.heloise.deliverability.Zone;
import dev.heloise.mailbox.Envelope;
import dev.heloise.mailbox.ReceivedMail;
import dev.heloise.mailbox.Recipient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class DeliverabilityReportAssertTest {

    private static final Path PAGE = Path.of("..", "docs", "assertions.md");

    private static final DkimSigner SIGNER = DkimSigner.ed25519("example.org", "test");
    private static final Zone ZONE =
            Zone.builder().text("""
                    mail.example.org.        A    192.0.2.10
                    mail.example.org.        TXT  "v=spf1 a -all"
                    10.2.0.192.in-addr.arpa. PTR  mail.example.org.
                    example.org.             TXT  "v=spf1 a:mail.example.org -all exp=why.example.org"
                    why.example.org.         TXT  "only mail.example.org sends for us"
                    _dmarc.example.org.      TXT  "v=DMARC1; p=reject"
                    """).text(SIGNER.zoneRecord()).build();

    private static final String MAIL = """
            From: Ada <ada@example.org>
            To: grace@example.com
            Subject: The engine
            Date: Thu, 01 Jan 2026 00:00:00 +0000

            Dear Grace
            """;

    private static ReceivedMail mail(String raw) {
        return ReceivedMail.of(
                new Envelope("ada@example.org", Map.of(), List.of(new Recipient("grace@example.com", Map.of()))),
                raw.getBytes(StandardCharsets.US_ASCII));
    }

    private static String signed() {
        byte[] raw = MAIL.replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII);
        return new String(SIGNER.sign(raw), StandardCharsets.US_ASCII);
    }

    private static DeliverabilityReport good() {
        return Deliverability.against(ZONE)
                .from("192.0.2.10")
                .helo("mail.example.org")
                .check(mail(signed()));
    }

    private static DeliverabilityReport forged() {
        return Deliverability.against(ZONE)
                .from("198.51.100.1")
                .helo("3f2a9c1b7d4e")
                .check(mail(MAIL));
    }

    private static DeliverabilityReport altered() {
        return Deliverability.against(ZONE)
                .from("192.0.2.10")
                .helo("mail.example.org")
                .check(mail(signed().replace("Dear Grace", "Dear Gracf")));
    }

    private static void fails(ThrowingCallable assertion, String message) {
        assertThatThrownBy(assertion).isInstanceOf(AssertionError.class).hasMessage("\n" + message.stripTrailing());
    }

    @Test
    void passesWhereAllIsAsWanted() {
        assertThat(good()).hasNoFindings();
        assertThat(good()).helo().passes().resolves().matchesClient().hasNoFindings();
        assertThat(good()).iprev().passes().hasNoFindings();
        assertThat(good()).heloSpf().passes().hasNoFindings();
        assertThat(good()).spf().passes().hasNoFindings();
        assertThat(good())
                .dkim()
                .passes()
                .passesFor("Example.ORG")
                .hasVerdicts(DkimResult.Verdict.PASS)
                .hasNoFindings();
        assertThat(good()).dmarc().passes().hasNoFindings();
        assertThat(good()).arc().hasVerdict(ArcResult.Verdict.NONE);
        assertThat(good()).authenticationResults().contains("spf=pass", "dkim=pass", "dmarc=pass");
    }

    @Test
    void passesWhereTheFailureIsWhatIsWanted() {
        assertThat(forged()).hasFinding("DKIM_NONE");
        assertThat(forged()).helo().hasFinding("HELO_CONTAINER_ID");
        assertThat(forged()).iprev().hasVerdict(IprevResult.Verdict.PERMERROR).hasFinding("IPREV_NONE");
        assertThat(forged()).heloSpf().hasVerdict(SpfResult.Verdict.NONE);
        assertThat(forged()).spf().hasVerdict(SpfResult.Verdict.FAIL).hasFinding("SPF_FAIL");
        assertThat(forged()).dkim().hasVerdicts().hasNoFindings();
        assertThat(forged()).dmarc().hasVerdict(DmarcResult.Verdict.FAIL).hasFinding("DMARC_FAIL");
        assertThat(altered()).dkim().hasVerdicts(DkimResult.Verdict.FAIL).hasFinding("DKIM_BODY_CHANGED");
    }

    @Test
    void assertsResultsThatStandAlone() {
        assertThat(good().helo()).passes();
        assertThat(good().iprev()).passes();
        assertThat(good().spf()).passes();
        assertThat(good().dkim().get(0)).passes();
        assertThat(good().dmarc()).passes();
        assertThat(good().arc()).hasVerdict(ArcResult.Verdict.NONE);
        assertThatThrownBy(() -> assertThat(altered().dkim().get(0)).passes())
                .hasMessageStartingWith("\nExpecting the DKIM signature of example.org, selector test\nto be PASS\n");
    }

    @Test
    void explainsSpf() throws IOException {
        String message = """
                Expecting SPF for the sender's domain example.org
                to be PASS
                but it is FAIL: "-all" of example.org matches 198.51.100.1
                and the domain explains: only mail.example.org sends for us

                The zone has:
                  example.org TXT "v=spf1 a:mail.example.org -all exp=why.example.org"

                Findings:
                  ERROR SPF_FAIL: "-all" of example.org matches 198.51.100.1: add 198.51.100.1 to the record of example.org if it sends for it, or send through a host that is listed (RFC 7208 §2.6.4)
                """;
        fails(() -> assertThat(forged()).spf().passes(), message);
        assertThat(Files.readString(PAGE)).contains("```text\n" + message + "```\n");
    }

    @Test
    void explainsDmarc() {
        fails(() -> assertThat(forged()).dmarc().passes(), """
                Expecting DMARC for the author's domain example.org
                to be PASS
                but it is FAIL: neither SPF nor DKIM proves a domain that belongs to example.org
                and the policy for it is REJECT, and what would have happened is REJECT

                The zone has:
                  _dmarc.example.org TXT "v=DMARC1; p=reject"

                Findings:
                  ERROR DMARC_FAIL: neither SPF nor DKIM proves a domain that belongs to example.org, and its owner asks to reject such mail: sign with d=example.org, or use a reverse-path of that domain (RFC 9989 §5.3.5)
                """);
    }

    @Test
    void explainsDkim() {
        fails(() -> assertThat(forged()).dkim().passes(), """
                Expecting the DKIM signatures
                to be PASS
                but the mail is not signed
                """);
        fails(() -> assertThat(altered()).dkim().passesFor("example.org"), """
                Expecting the DKIM signatures
                to have one of example.org that is PASS
                but they are
                  example.org, selector test
                    is FAIL: the body hash does not fit: octet 10 of line 1 of the body is "f" and was signed as "e"; look for whatever changes bodies between the signer and here

                Findings:
                  ERROR DKIM_BODY_CHANGED: the body hash does not fit: octet 10 of line 1 of the body is "f" and was signed as "e"; look for whatever changes bodies between the signer and here (RFC 6376 §6.1.3)
                """);
    }

    @Test
    void explainsReverseDns() {
        fails(() -> assertThat(forged()).iprev().passes(), """
                Expecting the reverse DNS of 198.51.100.1
                to be PASS
                but it is PERMERROR: 198.51.100.1 has no name: there is no PTR record at 1.100.51.198.in-addr.arpa

                Findings:
                  WARNING IPREV_NONE: 198.51.100.1 has no name: there is no PTR record at 1.100.51.198.in-addr.arpa: ask whoever owns the address for one that names the mail server (RFC 8601 §3)
                """);
    }

    @Test
    void explainsTheHeloName() {
        String findings = """

                Findings:
                  WARNING HELO_SINGLE_LABEL: "3f2a9c1b7d4e" is not a fully qualified name: configure the client to give the full host name of its server (RFC 5321 §2.3.5)
                  WARNING HELO_CONTAINER_ID: "3f2a9c1b7d4e" looks like the id of a container, which changes with every start: set the container's host name, or the name that the mail library gives (mail.smtp.localhost in Jakarta Mail) (RFC 5321 §2.3.5)
                  WARNING HELO_NOT_RESOLVABLE: "3f2a9c1b7d4e" has no address in the DNS: publish an A or AAAA record for it, or give a name that has one (RFC 5321 §2.3.5)
                """;
        String name = "Expecting the name \"3f2a9c1b7d4e\"\n";
        fails(() -> assertThat(forged()).helo().passes(), name + "to pass\nbut it does not\n" + findings);
        fails(
                () -> assertThat(forged()).helo().resolves(),
                name + "to resolve\nbut the zone has no address for it\n" + findings);
        fails(
                () -> assertThat(forged()).helo().matchesClient(),
                name + "to have the client's address\nbut the zone has no address for it\n" + findings);
        fails(() -> assertThat(good()).helo().hasFinding("HELO_CNAME"), """
                Expecting the name "mail.example.org"
                to have the finding HELO_CNAME
                but it has none
                """);
    }

    @Test
    void explainsFindings() {
        fails(() -> assertThat(altered()).spf().hasFinding("SPF_PTR"), """
                Expecting SPF for the sender's domain example.org
                to have the finding SPF_PTR
                but it is PASS: "a:mail.example.org" of example.org matches 192.0.2.10

                The zone has:
                  example.org TXT "v=spf1 a:mail.example.org -all exp=why.example.org"
                """);
        assertThatThrownBy(() -> assertThat(forged()).hasNoFindings())
                .hasMessageStartingWith("""

                        Expecting the report
                        to have no findings
                        but it has 8:
                          WARNING HELO_SINGLE_LABEL:""")
                .hasMessageEndingWith("""


                        Authentication-Results: localhost;
                        \tiprev=permerror policy.iprev=198.51.100.1;
                        \tspf=none smtp.helo=3f2a9c1b7d4e;
                        \tspf=fail smtp.mailfrom=example.org;
                        \tdkim=none;
                        \tdmarc=fail (p=reject dis=reject) header.from=example.org;
                        \tarc=none""");
        assertThatThrownBy(() -> assertThat(good()).hasFinding("DKIM_NONE"))
                .hasMessageStartingWith(
                        "\nExpecting the report\nto have the finding DKIM_NONE\nbut it has none\n\nAuthentication-");
    }

    @Test
    void checksRequirements() {
        assertThat(good())
                .heloSatisfies(helo -> assertThat(helo).passes())
                .iprevSatisfies(iprev -> assertThat(iprev.name()).isEqualTo("mail.example.org"))
                .heloSpfSatisfies(spf -> assertThat(spf).passes())
                .spfSatisfies(spf -> assertThat(spf).passes())
                .dkimSatisfies(dkim -> assertThat(dkim).hasSize(1))
                .dmarcSatisfies(dmarc -> assertThat(dmarc.policy()).isEqualTo(DmarcResult.Policy.REJECT))
                .arcSatisfies(arc -> assertThat(arc.instances()).isZero())
                .authenticationResultsSatisfies(field -> assertThat(field).contains("spf=pass"));
        fails(
                () -> assertThat(good())
                        .iprevSatisfies(iprev -> assertThat(iprev.name()).isEqualTo("mx.example.org")),
                """
                Expecting the reverse DNS of 192.0.2.10
                to satisfy the requirements
                but this failed:
                  expected: "mx.example.org"
                   but was: "mail.example.org"
                """);
    }

    @Test
    void isSoftAndKeepsDescriptions() {
        SmtpSoftAssertions softly = new SmtpSoftAssertions();
        softly.assertThat(forged())
                .as("the forged one")
                .spfSatisfies(spf -> assertThat(spf).passes())
                .dkimSatisfies(dkim -> assertThat(dkim).isNotEmpty())
                .hasNoFindings();
        assertThat(softly.errorsCollected())
                .hasSize(3)
                .allSatisfy(error -> assertThat(error).hasMessageStartingWith("[the forged one] \nExpecting "));

        assertThatThrownBy(() -> assertThat(forged()).as("the forged one").spf().passes())
                .hasMessageStartingWith("[the forged one] \nExpecting SPF for");
        assertThat((Object) good()).asInstanceOf(REPORT).hasNoFindings();
        BDDSmtpAssertions.then(good()).spf().passes();
        BDDSmtpSoftAssertions.thenSoftly(soft -> soft.then(good()).hasNoFindings());
    }
}
