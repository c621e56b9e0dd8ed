package dev.heloise.deliverability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heloise.mailbox.Envelope;
import dev.heloise.mailbox.Finding;
import dev.heloise.mailbox.Helo;
import dev.heloise.mailbox.ReceivedMail;
import dev.heloise.mailbox.Recipient;
import dev.heloise.mailbox.Severity;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeliverabilityTest {

    private static final DkimSigner SIGNER = DkimSigner.ed25519("example.org", "test");
    private static final Zone ZONE =
            Zone.builder().text("""
                    mail.example.org.        A    192.0.2.10
                    mail.example.org.        TXT  "v=spf1 a -all"
                    10.2.0.192.in-addr.arpa. PTR  mail.example.org.
                    example.org.             TXT  "v=spf1 a:mail.example.org -all"
                    _dmarc.example.org.      TXT  "v=DMARC1; p=reject"
                    """).text(SIGNER.zoneRecord()).build();

    private static final String MAIL = """
            From: Ada <ada@example.org>
            To: grace@example.com
            Subject: The engine
            Date: Thu, 01 Jan 2026 00:00:00 +0000

            Dear Grace
            """;

    private static ReceivedMail mail(String sender, byte[] raw) {
        return ReceivedMail.of(
                new Envelope(sender, Map.of(), List.of(new Recipient("grace@example.com", Map.of()))), raw);
    }

    private static DeliverabilityReport check(String text) {
        return Deliverability.against(ZONE)
                .from("192.0.2.10")
                .helo("mail.example.org")
                .check(mail("ada@example.org", SIGNER.sign(RfcVectors.raw(text))));
    }

    @Nested
    class Reports {

        @Test
        void ofAMailAsItShouldBeHaveNothingToSay() {
            DeliverabilityReport report = check(MAIL);
            assertThat(report.findings()).isEmpty();
            assertThat(report.helo().passes()).isTrue();
            assertThat(report.helo().matchesClient()).isTrue();
            assertThat(report.iprev().verdict()).isEqualTo(IprevResult.Verdict.PASS);
            assertThat(report.heloSpf().verdict()).isEqualTo(SpfResult.Verdict.PASS);
            assertThat(report.spf().verdict()).isEqualTo(SpfResult.Verdict.PASS);
            assertThat(report.dkim()).hasSize(1).allMatch(DkimResult::passes);
            assertThat(report.dmarc().verdict()).isEqualTo(DmarcResult.Verdict.PASS);
            assertThat(report.arc().verdict()).isEqualTo(ArcResult.Verdict.NONE);
            String signature = report.dkim().get(0).signature();
            assertThat(report.authenticationResults()).isEqualTo("""
                            Authentication-Results: localhost;
                            \tiprev=pass policy.iprev=192.0.2.10 (mail.example.org);
                            \tspf=pass smtp.helo=mail.example.org;
                            \tspf=pass smtp.mailfrom=example.org;
                            \tdkim=pass header.d=example.org header.i=@example.org header.a=ed25519-sha256 header.s=test header.b="%s";
                            \tdmarc=pass (p=reject dis=none) header.from=example.org;
                            \tarc=none""".formatted(signature)
                    .replace("\"" + signature + "\"", signature.matches("[^/=]+") ? signature : "\"" + signature + "\"")
                    .replace("\n", "\r\n"));
        }

        @Test
        void ofAForgedMailSayWhatWouldHaveHappened() {
            DeliverabilityReport report = Deliverability.against(ZONE)
                    .from("198.51.100.1")
                    .helo("[127.0.0.1]")
                    .hostname("mx.example.com")
                    .check(mail("ada@example.org", RfcVectors.raw(MAIL)));
            assertThat(report.spf().verdict()).isEqualTo(SpfResult.Verdict.FAIL);
            assertThat(report.dkim()).isEmpty();
            assertThat(report.dmarc().verdict()).isEqualTo(DmarcResult.Verdict.FAIL);
            assertThat(report.dmarc().disposition()).isEqualTo(DmarcResult.Policy.REJECT);
            assertThat(report.authenticationResults())
                    .startsWith("Authentication-Results: mx.example.com;")
                    .contains("iprev=permerror", "spf=fail", "dkim=none", "dmarc=fail (p=reject dis=reject)");
            assertThat(report.findings())
                    .extracting(Finding::rule)
                    .contains(
                            "HELO_LITERAL",
                            "HELO_LITERAL_NOT_PEER",
                            "HELO_PRIVATE_IP",
                            "IPREV_NONE",
                            "SPF_FAIL",
                            "DKIM_NONE",
                            "DMARC_FAIL");
        }

        @Test
        void ofABounceJudgeTheHeloName() {
            DeliverabilityReport report = Deliverability.against(ZONE)
                    .from("192.0.2.10")
                    .helo("mail.example.org")
                    .check(mail("", RfcVectors.raw(MAIL)));
            assertThat(report.spf().domain()).isEqualTo("mail.example.org");
            assertThat(report.dmarc().verdict()).isEqualTo(DmarcResult.Verdict.PASS);
        }

        @Test
        void ignoreResultsThatTheMessageBrings() {
            DeliverabilityReport report =
                    check("Authentication-Results: (forged) LOCALHOST 1; dmarc=pass header.from=bank.example\n" + MAIL);
            assertThat(report.findings()).extracting(Finding::rule).containsExactly("FORGED_RESULTS");
            assertThat(report.authenticationResults()).doesNotContain("bank.example");
            assertThat(check("Authentication-Results: mx.example.net; dmarc=pass\n" + MAIL)
                            .findings())
                    .isEmpty();
        }

        @Test
        void doNotLetAClientWriteTheirHeader() {
            DeliverabilityReport report = Deliverability.against(ZONE)
                    .from("192.0.2.10")
                    .helo("a.b\r\nX-Evil: \"1\"; dkim=pass")
                    .check(mail("ada@example.org; dmarc=pass", RfcVectors.raw(MAIL)));
            assertThat(report.authenticationResults().lines().skip(1)).allMatch(line -> line.startsWith("\t"));
            assertThat(report.authenticationResults())
                    .contains("smtp.mailfrom=\"example.org; dmarc=pass\"")
                    .contains("smtp.helo=\"a.b??x-evil: \\\"1\\\"; dkim=pass\"");
        }

        @Test
        void ofSeveralAuthorsHaveNoVerdictOfDmarc() {
            assertThat(check("From: eve@example.net\n" + MAIL).dmarc().verdict())
                    .isEqualTo(DmarcResult.Verdict.NONE);
        }

        @Test
        void assumeTheSessionsClientIfNoOtherIsGiven() {
            DeliverabilityReport report =
                    Deliverability.against(ZONE).check(mail("ada@example.org", RfcVectors.raw(MAIL)));
            assertThat(report.iprev().address()).isEqualTo("0.0.0.0");
            assertThat(report.helo().helo()).isEqualTo(Helo.NONE);
        }
    }

    @Nested
    class HeloNames {

        private static final String NAMES = """
                mail.example.org      A     192.0.2.10
                other.example.org     A     192.0.2.99
                alias.example.org     CNAME mail.example.org
                mx.example.org        MX    1 mail.example.org
                v6.example.org        AAAA  2001:db8::1
                broken.example.org    SERVFAIL
                lost-mx.example.org   MX    1 broken.example.org
                pool-7.dsl.example.org A    192.0.2.10
                example.com           A     192.0.2.10
                me.example.com        A     192.0.2.10
                shop.example          A     192.0.2.10
                second.example.org    A     192.0.2.10
                half.example.org      A     192.0.2.10
                half.example.org      SERVFAIL
                10.2.0.192.in-addr.arpa PTR mail.example.org
                10.2.0.192.in-addr.arpa PTR second.example.org
                """;

        private HeloResult check(Helo... helos) {
            Ip client = Ip.client("192.0.2.10");
            Zone zone = Zone.parse(NAMES);
            Envelope envelope =
                    new Envelope("a@example.org", Map.of(), List.of(new Recipient("b@example.com", Map.of())));
            return new HeloCheck(zone, client, helos[helos.length - 1])
                    .check(List.of(helos), envelope, "me.example.com", new Iprev(zone, client).check());
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "mail.example.org        | ''",
                    "MAIL.example.org        | ''",
                    "second.example.org      | ''",
                    "''                      | HELO_EMPTY",
                    "bad_name.example.org    | HELO_SYNTAX",
                    "mail.example.org.       | HELO_SYNTAX",
                    "192.0.2.10              | HELO_BARE_IP",
                    "10.0.0.1                | HELO_BARE_IP HELO_LITERAL_NOT_PEER HELO_PRIVATE_IP",
                    "[192.0.2.10]            | HELO_LITERAL",
                    "[192.0.2.11]            | HELO_LITERAL HELO_LITERAL_NOT_PEER",
                    "[IPv6:::ffff:192.0.2.10] | HELO_LITERAL",
                    "[IPv6:fd00::1]          | HELO_LITERAL HELO_LITERAL_NOT_PEER HELO_PRIVATE_IP",
                    "localhost               | HELO_SINGLE_LABEL HELO_LOCALHOST HELO_NOT_RESOLVABLE",
                    "3f2a9c1b7d4e            | HELO_SINGLE_LABEL HELO_CONTAINER_ID HELO_NOT_RESOLVABLE",
                    "workstation             | HELO_SINGLE_LABEL HELO_NOT_RESOLVABLE",
                    "localhost.localdomain   | HELO_LOCALHOST HELO_NOT_RESOLVABLE HELO_PTR_MISMATCH",
                    "localhost4.localdomain4 | HELO_LOCALHOST HELO_NOT_RESOLVABLE HELO_PTR_MISMATCH",
                    "ip6-localhost           | HELO_SINGLE_LABEL HELO_LOCALHOST HELO_NOT_RESOLVABLE",
                    "pc.lan                  | HELO_LOCALHOST HELO_NOT_RESOLVABLE HELO_PTR_MISMATCH",
                    "pc.home.arpa            | HELO_LOCALHOST HELO_NOT_RESOLVABLE HELO_PTR_MISMATCH",
                    "host.example            | HELO_LOCALHOST HELO_NOT_RESOLVABLE HELO_PTR_MISMATCH",
                    "shop.example            | HELO_PTR_MISMATCH",
                    "pool-7.dsl.example.org  | HELO_GENERIC_DYNAMIC HELO_PTR_MISMATCH",
                    "192-0-2-10.example.org  | HELO_GENERIC_DYNAMIC HELO_NOT_RESOLVABLE HELO_PTR_MISMATCH",
                    "c000020a.example.org    | HELO_GENERIC_DYNAMIC HELO_NOT_RESOLVABLE HELO_PTR_MISMATCH",
                    "me.example.com          | HELO_IS_SERVER_NAME HELO_PTR_MISMATCH",
                    "example.com             | HELO_IS_RECIPIENT_DOMAIN HELO_PTR_MISMATCH",
                    "gone.example.org        | HELO_NOT_RESOLVABLE HELO_PTR_MISMATCH",
                    "other.example.org       | HELO_ADDRESS_MISMATCH HELO_PTR_MISMATCH",
                    "v6.example.org          | HELO_ADDRESS_MISMATCH HELO_PTR_MISMATCH",
                    "mx.example.org          | HELO_PTR_MISMATCH",
                    "alias.example.org       | HELO_CNAME HELO_PTR_MISMATCH",
                    "broken.example.org      | HELO_DNS HELO_PTR_MISMATCH",
                    "lost-mx.example.org     | HELO_DNS HELO_PTR_MISMATCH",
                })
        void giveAwayWhatReceiversDislike(String name, String rules) {
            assertThat(check(new Helo(Helo.Verb.EHLO, name)).findings())
                    .extracting(Finding::rule)
                    .containsExactlyElementsOf(rules.isEmpty() ? List.of() : List.of(rules.split(" ", -1)));
        }

        @Test
        void shouldNotChangeInASession() {
            assertThat(check(new Helo(Helo.Verb.EHLO, "localhost"), new Helo(Helo.Verb.EHLO, "mail.example.org"))
                            .findings())
                    .extracting(Finding::rule)
                    .containsExactly("HELO_CHANGED");
            assertThat(check(new Helo(Helo.Verb.EHLO, "mail.example.org"), new Helo(Helo.Verb.HELO, "mail.example.org"))
                            .findings())
                    .extracting(Finding::rule)
                    .containsExactly("HELO_VS_EHLO_FALLBACK");
        }

        /** Its AAAA records cannot be asked for, and its A record is the client's. */
        @Test
        void matchTheClientByWhatWasAnswered() {
            HeloResult result = check(new Helo(Helo.Verb.EHLO, "half.example.org"));
            assertThat(result.resolves()).isTrue();
            assertThat(result.matchesClient()).isTrue();
            assertThat(result.findings()).extracting(Finding::rule).contains("HELO_DNS");
        }

        @Test
        void areJudgedWithAnAdvice() {
            HeloResult result = check(new Helo(Helo.Verb.EHLO, "other.example.org"));
            assertThat(result.findings().get(0).text())
                    .isEqualTo(
                            "\"other.example.org\" has the address 192.0.2.99, not 192.0.2.10: publish the client's address"
                                    + " for it, or give the client's own name");
            assertThat(result.resolves()).isTrue();
            assertThat(result.matchesClient()).isFalse();
            assertThat(result.passes()).isFalse();
            assertThat(check(new Helo(Helo.Verb.EHLO, "mx.example.org")).passes())
                    .isTrue();
        }
    }

    @Nested
    class ReverseNames {

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "a.example A 192.0.2.1; REV PTR a.example                        | PASS      | a.example",
                    "b.example A 192.0.2.1; REV PTR a.example; REV PTR b.example     | PASS      | b.example",
                    "a.example A 192.0.2.9; REV PTR a.example                        | FAIL      | a.example",
                    "REV PTR a.example                                               | FAIL      | a.example",
                    "a.example TIMEOUT; REV PTR a.example                            | TEMPERROR | a.example",
                    "REV SERVFAIL                                                    | TEMPERROR | ''",
                    "other A 192.0.2.1                                               | PERMERROR | ''",
                })
        void leadBackToTheClientOrNot(String zone, IprevResult.Verdict verdict, String name) {
            Zone parsed = Zone.parse(zone.replace("; ", "\n").replace("REV", "1.2.0.192.in-addr.arpa"));
            IprevResult result = new Iprev(parsed, Ip.client("192.0.2.1")).check();
            assertThat(result.verdict()).isEqualTo(verdict);
            assertThat(result.name()).isEqualTo(name);
            assertThat(result.findings()).allMatch(finding -> finding.severity() == Severity.WARNING);
        }
    }
}
