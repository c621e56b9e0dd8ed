package dev.heloise.deliverability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heloise.deliverability.DmarcResult.Alignment;
import dev.heloise.deliverability.DmarcResult.Alignment.Mode;
import dev.heloise.deliverability.DmarcResult.Policy;
import dev.heloise.deliverability.DmarcResult.Verdict;
import dev.heloise.mailbox.Finding;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DmarcTest {

    private static SpfResult spf(SpfResult.Identity identity, SpfResult.Verdict verdict, String domain) {
        return new SpfResult(identity, domain, verdict, "told so", "", List.of(), List.of());
    }

    private static SpfResult spf(String domain) {
        SpfResult.Verdict verdict = domain.isEmpty() ? SpfResult.Verdict.NONE : SpfResult.Verdict.PASS;
        return spf(SpfResult.Identity.MAIL_FROM, verdict, domain);
    }

    private static List<DkimResult> dkim(DkimResult.Verdict verdict, String... domains) {
        List<DkimResult> results = new ArrayList<>();
        for (String domain : domains) {
            results.add(
                    new DkimResult(verdict, domain, "s", "@" + domain, "rsa-sha256", "", "told so", false, List.of()));
        }
        return results;
    }

    private static List<DkimResult> dkim(String domain) {
        return domain.isEmpty() ? List.of() : dkim(DkimResult.Verdict.PASS, domain);
    }

    private static DmarcResult check(String zone, String from, String spfDomain, String dkimDomain) {
        return Dmarc.against(Zone.parse(zone)).check(from, spf(spfDomain), dkim(dkimDomain));
    }

    @Nested
    class Alignments {

        private static final String EXAMPLE = """
                    _dmarc.example.com TXT "v=DMARC1; p=reject"
                    _dmarc.example.net TXT "v=DMARC1; p=none"
                    """;

        /** RFC 9989, appendix B.1. */
        @ParameterizedTest
        @CsvSource({
            "example.com,       example.com,         '',          STRICT,  NONE,    PASS",
            "example.com,       child.example.com,   '',          RELAXED, NONE,    PASS",
            "child.example.com, example.net,         '',          NONE,    NONE,    FAIL",
            "example.com,       '',                  example.com, NONE,    STRICT,  PASS",
            "child.example.com, '',                  example.com, NONE,    RELAXED, PASS",
            "child.example.com, '',                  example.net, NONE,    NONE,    FAIL",
            "EXAMPLE.com,       '',                  Example.COM, NONE,    STRICT,  PASS",
            "example.com,       example.com.evil.net, notexample.com, NONE, NONE,   FAIL",
        })
        void areThoseOfTheRfc(String from, String spf, String dkim, Mode spfMode, Mode dkimMode, Verdict verdict) {
            DmarcResult result = check(EXAMPLE, from, spf, dkim);
            assertThat(result.alignment()).isEqualTo(new Alignment(spfMode, dkimMode));
            assertThat(result.verdict()).as(result.reason()).isEqualTo(verdict);
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "aspf=s           | child.example.com | ''                | FAIL",
                    "aspf=s           | example.com       | ''                | PASS",
                    "adkim=s          | ''                | child.example.com | FAIL",
                    "adkim=s          | child.example.com | child.example.com | PASS",
                    "adkim=x; aspf=y  | child.example.com | ''                | PASS",
                })
        void areStrictWhereThePolicySaysSo(String modes, String spf, String dkim, Verdict verdict) {
            String zone = "_dmarc.example.com TXT \"v=DMARC1; p=reject; " + modes + "\"";
            assertThat(check(zone, "example.com", spf, dkim).verdict()).isEqualTo(verdict);
        }

        @Test
        void takeTheBestOfAllSignatures() {
            List<DkimResult> signatures = new ArrayList<>(dkim(DkimResult.Verdict.FAIL, "example.com"));
            signatures.addAll(dkim(DkimResult.Verdict.PASS, "example.net", "mail.example.com"));
            DmarcResult result = Dmarc.against(Zone.parse(EXAMPLE)).check("example.com", spf(""), signatures);
            assertThat(result.alignment().dkim()).isEqualTo(Mode.RELAXED);
        }

        @Test
        void neverComeFromTheHeloIdentity() {
            SpfResult helo = spf(SpfResult.Identity.HELO, SpfResult.Verdict.PASS, "example.com");
            assertThat(Dmarc.against(Zone.parse(EXAMPLE))
                            .check("example.com", helo, List.of())
                            .verdict())
                    .isEqualTo(Verdict.FAIL);
        }
    }

    @Nested
    class TreeWalks {

        /** RFC 9989 §4.10. */
        @Test
        void askAtMostEightTimes() {
            assertThat(TreeWalk.targets(DomainName.of("a.b.c.d.e.f.g.h.i.j.mail.example.com")))
                    .extracting(DomainName::toString)
                    .containsExactly(
                            "a.b.c.d.e.f.g.h.i.j.mail.example.com",
                            "g.h.i.j.mail.example.com",
                            "h.i.j.mail.example.com",
                            "i.j.mail.example.com",
                            "j.mail.example.com",
                            "mail.example.com",
                            "example.com",
                            "com");
            assertThat(TreeWalk.targets(DomainName.of("a.b.c.d.e.f.g.h"))).hasSize(8);
            assertThat(TreeWalk.targets(DomainName.of("a.mail.example.com"))).hasSize(4);
            assertThat(TreeWalk.targets(DomainName.of("a.".repeat(127) + "b"))).hasSize(8);
        }

        /** The examples of RFC 9989 §4.10.2 and appendix B.4. */
        @ParameterizedTest
        @CsvSource({
            "a.mail.example.com,   mail.example.com: p=none | example.com: p=none,      example.com",
            "a.mail.example.com,   mail.example.com: p=none; psd=n | example.com: p=none, mail.example.com",
            "a.mail.example.com,   com: p=none; psd=y,                                  example.com",
            "a.mail.example.com,   other.org: p=none,                                   a.mail.example.com",
            "example.com,          example.com: p=none,                                 example.com",
            "signing.example.com,  example.com: p=none | signing.example.com: p=none,   example.com",
            "giant.bank.example,   bank.example: p=none; psd=y | giant.bank.example: p=none, giant.bank.example",
            "mail.giant.bank.example, bank.example: p=none; psd=y | giant.bank.example: p=none, giant.bank.example",
            "mail.mega.bank.example, bank.example: p=none; psd=y,                       mega.bank.example",
            "bank.example,         bank.example: p=none; psd=y,                         bank.example",
            "a.b.c.d.e.f.g.h.i.j.k.example.com, example.com: p=none,                    example.com",
        })
        void findTheOrganization(String start, String policies, String organization) {
            Zone.Builder zone = Zone.builder();
            for (String policy : policies.split(" \\| ", -1)) {
                String[] parts = policy.split(": ", 2);
                zone.record("_dmarc." + parts[0], "TXT", "v=DMARC1; " + parts[1]);
            }
            assertThat(new TreeWalk(zone.build(), DomainName.of(start)).organizationalDomain())
                    .hasToString(organization);
        }

        /** RFC 9989, appendix B.4.3. */
        @Test
        void keepTwoBanksUnderOneSuffixApart() {
            String zone = """
                    _dmarc.bank.example TXT "v=DMARC1; p=none; psd=y"
                    _dmarc.giant.bank.example TXT "v=DMARC1; p=reject"
                    """;
            DmarcResult result = check(zone, "giant.bank.example", "mail.giant.bank.example", "mail.mega.bank.example");
            assertThat(result.alignment()).isEqualTo(new Alignment(Mode.RELAXED, Mode.NONE));
            assertThat(result.policyDomain()).isEqualTo("giant.bank.example");
            assertThat(result.organizationalDomain()).isEqualTo("giant.bank.example");
        }

        /** RFC 9989 §5.1.8. */
        @Test
        void neverFindAPolicyInTheMiddleOfALongName() {
            String zone = """
                    _dmarc.b.c.d.e.f.g.example.com TXT "v=DMARC1; p=reject; psd=n"
                    _dmarc.example.com TXT "v=DMARC1; p=none"
                    """;
            assertThat(check(zone, "mail.a.b.c.d.e.f.g.example.com", "", "").policyDomain())
                    .isEqualTo("example.com");
        }
    }

    @Nested
    class Policies {

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "example.com     | v=DMARC1; p=reject                        | REJECT     | REJECT",
                    "example.com     | v=DMARC1; p=reject; sp=none; np=none      | REJECT     | REJECT",
                    "sub.example.com | v=DMARC1; p=reject                        | REJECT     | REJECT",
                    "sub.example.com | v=DMARC1; p=reject; sp=quarantine         | QUARANTINE | QUARANTINE",
                    "sub.example.com | v=DMARC1; p=none; sp=none; np=reject      | NONE       | NONE",
                    "no.example.com  | v=DMARC1; p=none; sp=quarantine; np=reject | REJECT    | REJECT",
                    "no.example.com  | v=DMARC1; p=none; sp=quarantine           | QUARANTINE | QUARANTINE",
                    "no.example.com  | v=DMARC1; p=quarantine                    | QUARANTINE | QUARANTINE",
                    "example.com     | v=DMARC1; p=reject; t=y                   | REJECT     | QUARANTINE",
                    "example.com     | v=DMARC1; p=quarantine; t=y               | QUARANTINE | NONE",
                    "example.com     | v=DMARC1; p=none; t=y                     | NONE       | NONE",
                    "example.com     | v=DMARC1; p=reject; t=n; x=y; pct=0       | REJECT     | REJECT",
                    "example.com     | v=DMARC1; p=Reject                        | REJECT     | REJECT",
                    "example.com     | v = DMARC1 ; p = reject ;                 | REJECT     | REJECT",
                    "example.com     | v=DMARC1; rua=mailto:d@example.com        | NONE       | NONE",
                    "example.com     | v=DMARC1; p=reject; sp=x; rua=mailto:d@example.com | NONE | NONE",
                })
        void areThoseOfTheRfc(String from, String record, Policy policy, Policy disposition) {
            Zone zone = Zone.builder()
                    .record("_dmarc.example.com", "TXT", record)
                    .record("sub.example.com", "A", "192.0.2.1")
                    .build();
            DmarcResult result = Dmarc.against(zone).check(from, spf(""), List.of());
            assertThat(result.verdict()).isEqualTo(Verdict.FAIL);
            assertThat(result.policy()).isEqualTo(policy);
            assertThat(result.disposition()).isEqualTo(disposition);
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "v=dmarc1; p=reject",
                    "v=DMARC1.0; p=reject",
                    "p=reject; v=DMARC1",
                    "v=DMARC1",
                    "v=DMARC1; p=refuse",
                    "v=DMARC1; p=reject; np=refuse",
                    "v=DMARC1; p=refuse; rua=nobody",
                    "v=spf1 -all",
                })
        void thatCannotBeReadDoNotApply(String record) {
            Zone zone =
                    Zone.builder().record("_dmarc.example.com", "TXT", record).build();
            assertThat(Dmarc.against(zone)
                            .check("example.com", spf("example.com"), List.of())
                            .verdict())
                    .isEqualTo(Verdict.NONE);
        }

        @Test
        void areAllDiscardedWhereSeveralStandAtOneName() {
            String zone = """
                    _dmarc.mail.example.com TXT "v=DMARC1; p=reject"
                    _dmarc.mail.example.com TXT "v=DMARC1; p=none"
                    _dmarc.example.com TXT "v=DMARC1; p=quarantine"
                    """;
            DmarcResult result = check(zone, "mail.example.com", "", "");
            assertThat(result.policyDomain()).isEqualTo("example.com");
            assertThat(result.policy()).isEqualTo(Policy.QUARANTINE);
            assertThat(result.findings()).extracting(Finding::rule).containsExactly("DMARC_SEVERAL", "DMARC_FAIL");
        }

        @Test
        void comeFromThePublicSuffixAtLast() {
            DmarcResult result = check(
                    "_dmarc.bank.example TXT \"v=DMARC1; p=none; sp=reject; psd=y\"\nx.bank.example A 192.0.2.1",
                    "x.bank.example",
                    "",
                    "");
            assertThat(result.policyDomain()).isEqualTo("bank.example");
            assertThat(result.policy()).isEqualTo(Policy.REJECT);
        }

        @Test
        void doNothingToMailThatPasses() {
            DmarcResult result =
                    check("_dmarc.example.com TXT \"v=DMARC1; p=reject\"", "example.com", "example.com", "");
            assertThat(result.disposition()).isEqualTo(Policy.NONE);
            assertThat(result.findings()).isEmpty();
        }
    }

    @Nested
    class Failures {

        @ParameterizedTest
        @CsvSource({
            "_dmarc.example.com TIMEOUT,                              example.com, example.com, TEMPERROR",
            "_dmarc.com SERVFAIL,                                     example.com, example.com, TEMPERROR",
            "_dmarc.example.com TXT \"v=DMARC1; p=none\"|_dmarc.com TIMEOUT, example.com, example.com, PASS",
            "_dmarc.example.com TXT \"v=DMARC1; p=none\"|_dmarc.com TIMEOUT, example.com, sub.example.com, TEMPERROR",
            "_dmarc.example.com TXT \"v=DMARC1; p=none; aspf=s\"|_dmarc.com TIMEOUT, example.com, sub.example.com, FAIL",
        })
        void ofTheDnsAreNeitherPassNorFail(String zone, String from, String spf, Verdict verdict) {
            assertThat(check(zone.replace("|", "\n"), from, spf, "").verdict()).isEqualTo(verdict);
        }

        @Test
        void ofSpfAndDkimMatterOnlyForTheAuthorsDomain() {
            Zone zone = Zone.parse("_dmarc.example.com TXT \"v=DMARC1; p=reject\"");
            SpfResult unsure = spf(SpfResult.Identity.MAIL_FROM, SpfResult.Verdict.TEMPERROR, "example.com");
            assertThat(Dmarc.against(zone)
                            .check("example.com", unsure, List.of())
                            .verdict())
                    .isEqualTo(Verdict.TEMPERROR);
            assertThat(Dmarc.against(zone)
                            .check("example.com", unsure, dkim("example.com"))
                            .verdict())
                    .isEqualTo(Verdict.PASS);
            List<DkimResult> elsewhere = dkim(DkimResult.Verdict.TEMPERROR, "example.net");
            assertThat(Dmarc.against(zone)
                            .check("example.com", spf(""), elsewhere)
                            .verdict())
                    .isEqualTo(Verdict.FAIL);
        }
    }

    @Nested
    class Authors {

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '`',
                value = {
                    "ada@example.com                           | example.com",
                    "Ada <ada@example.com>                     | example.com",
                    "\"<eve@example.net>\" <ada@example.com>   | example.com",
                    "\"a@b\"@example.com                       | example.com",
                    "<\"a>b@c\"@example.com>                   | example.com",
                    "ada@example.com (eve@example.net)         | example.com",
                    "(a \\) (nested) c) ada@example.com        | example.com",
                    "<@relay.example.net:ada@example.com>      | example.com",
                    "a@example.com, Grace <g@EXAMPLE.com>      | example.com",
                    "a@example.com, g@example.net              | example.com example.net",
                    "Team: a@example.com, b@example.net;       | example.com example.net",
                    "undisclosed:;                             | ``",
                    "ada                                       | .",
                    "ada@bücher.example                        | xn--bcher-kva.example",
                    "ada @ example.com                         | example.com",
                    "\"unclosed <ada@example.com>              | .",
                    "<ada@example.com                          | example.com",
                })
        void areReadAsReadersSeeThem(String from, String domains) {
            assertThat(String.join(
                            " ",
                            AuthorDomains.of(from).stream()
                                    .map(DomainName::toString)
                                    .toList()))
                    .isEqualTo(domains);
        }

        @Test
        void ofSeveralFieldsAreNobody() {
            Message message = Message.of(RfcVectors.raw("From: a@example.com\nFrom: a@example.com\n\n"));
            assertThat(AuthorDomains.only(message)).isEqualTo(DomainName.ROOT);
        }

        @ParameterizedTest
        @CsvSource({"''", "[192.0.2.1]", "a..b"})
        void withoutADomainHaveNoVerdict(String from) {
            DmarcResult result = check("", from, "example.com", "");
            assertThat(result.verdict()).isEqualTo(Verdict.NONE);
            assertThat(result.findings()).extracting(Finding::rule).containsExactly("DMARC_NO_AUTHOR");
        }

        @Test
        void ofAHundredAndTwentyEightLabelsEndInAVerdict() {
            assertThat(check("", "a.".repeat(127) + "com", "example.com", "").verdict())
                    .isEqualTo(Verdict.NONE);
            assertThat(check("", "a.".repeat(100) + "com", "example.com", "").verdict())
                    .isEqualTo(Verdict.NONE);
        }
    }
}
