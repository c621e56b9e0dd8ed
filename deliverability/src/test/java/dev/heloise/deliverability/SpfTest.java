package dev.heloise.deliverability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heloise.deliverability.SpfResult.Identity;
import dev.heloise.deliverability.SpfResult.Verdict;
import dev.heloise.mailbox.Finding;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpfTest {

    /** The zones of RFC 7208, appendix A, without the records of type SPF. */
    private static final String APPENDIX_A = """
            $ORIGIN example.com.
            @           MX  10 mail-a
                        MX  20 mail-b
                        A   192.0.2.10
                        A   192.0.2.11
            amy         A   192.0.2.65
            bob         A   192.0.2.66
            mail-a      A   192.0.2.129
            mail-b      A   192.0.2.130
            www         CNAME example.com.
            $ORIGIN example.org.
            @           MX  10 mail-c
            mail-c      A   192.0.2.140
            $ORIGIN 2.0.192.in-addr.arpa.
            10          PTR example.com.
            11          PTR example.com.
            65          PTR amy.example.com.
            66          PTR bob.example.com.
            129         PTR mail-a.example.com.
            130         PTR mail-b.example.com.
            140         PTR mail-c.example.org.
            $ORIGIN 0.0.10.in-addr.arpa.
            4           PTR bob.example.com.
            $ORIGIN _spf.example.com.
            mary.mobile-users                   A 127.0.0.2
            fred.mobile-users                   A 127.0.0.2
            15.15.168.192.joel.remote-users     A 127.0.0.2
            16.15.168.192.joel.remote-users     A 127.0.0.2
            mobile-users    TXT "v=spf1 exists:%{l1r+}.%{d}"
            remote-users    TXT "v=spf1 exists:%{ir}.%{l1r+}.%{d}"
            ip4             TXT "v=spf1 -ip4:192.0.2.0/24 +all"
            ptr             TXT "v=spf1 -ptr:example.com +all"
            """;

    private static SpfResult check(String record, String client, String sender) {
        Zone zone = Zone.builder()
                .text(APPENDIX_A)
                .record("example.com", "TXT", record)
                .build();
        return Spf.against(zone).check(client, "client.example.net", sender);
    }

    private static SpfResult check(String record) {
        return check(record, "192.0.2.10", "ada@example.com");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // Appendix A.1
                "v=spf1 +all                       | 198.51.100.1 | PASS",
                "v=spf1 a -all                     | 192.0.2.10   | PASS",
                "v=spf1 a -all                     | 192.0.2.11   | PASS",
                "v=spf1 a -all                     | 192.0.2.65   | FAIL",
                "v=spf1 a:example.org -all         | 192.0.2.10   | FAIL",
                "v=spf1 mx -all                    | 192.0.2.129  | PASS",
                "v=spf1 mx -all                    | 192.0.2.130  | PASS",
                "v=spf1 mx -all                    | 192.0.2.140  | FAIL",
                "v=spf1 mx:example.org -all        | 192.0.2.140  | PASS",
                "v=spf1 mx mx:example.org -all     | 192.0.2.129  | PASS",
                "v=spf1 mx mx:example.org -all     | 192.0.2.140  | PASS",
                "v=spf1 mx/30 mx:example.org/30 -all | 192.0.2.131 | PASS",
                "v=spf1 mx/30 mx:example.org/30 -all | 192.0.2.143 | PASS",
                "v=spf1 mx/30 mx:example.org/30 -all | 192.0.2.144 | FAIL",
                "v=spf1 ptr -all                   | 192.0.2.65   | PASS",
                "v=spf1 ptr -all                   | 192.0.2.140  | FAIL",
                "v=spf1 ptr -all                   | 10.0.0.4     | FAIL",
                "v=spf1 ip4:192.0.2.128/28 -all    | 192.0.2.65   | FAIL",
                "v=spf1 ip4:192.0.2.128/28 -all    | 192.0.2.129  | PASS",
                // Appendix A.4
                "v=spf1 -include:ip4._spf.%{d} -include:ptr._spf.%{d} +all | 192.0.2.65 | PASS",
                "v=spf1 -include:ip4._spf.%{d} -include:ptr._spf.%{d} +all | 192.0.2.140 | FAIL",
                "v=spf1 -include:ip4._spf.%{d} -include:ptr._spf.%{d} +all | 10.0.0.4 | FAIL",
                // Section 4.7
                "v=spf1 a                          | 192.0.2.65   | NEUTRAL",
                "v=spf1 ~all                       | 192.0.2.65   | SOFTFAIL",
            })
    void judgesTheExamplesOfTheRfc(String record, String client, Verdict verdict) {
        assertThat(check(record, client, "ada@example.com").verdict()).isEqualTo(verdict);
    }

    @ParameterizedTest
    @CsvSource({
        "mary@example.com,        192.0.2.65,    PASS",
        "fred+list@example.com,   192.0.2.65,    PASS",
        "joel@example.com,        192.168.15.15, PASS",
        "joel@example.com,        192.168.15.17, FAIL",
        "mallory@example.com,     192.168.15.15, FAIL",
    })
    void judgesTheBlocklistStyleOfAppendixA3(String sender, String client, Verdict verdict) {
        String record = "v=spf1 mx include:mobile-users._spf.%{d} include:remote-users._spf.%{d} -all";
        assertThat(check(record, client, sender).verdict()).isEqualTo(verdict);
    }

    @ParameterizedTest
    @CsvSource({
        "%{s},     strong-bad@email.example.com",
        "%{o},     email.example.com",
        "%{d},     email.example.com",
        "%{d4},    email.example.com",
        "%{d3},    email.example.com",
        "%{d2},    example.com",
        "%{d1},    com",
        "%{dr},    com.example.email",
        "%{d2r},   example.email",
        "%{l},     strong-bad",
        "%{l-},    strong.bad",
        "%{lr},    strong-bad",
        "%{lr-},   bad.strong",
        "%{l1r-},  strong",
        "%{ir}.%{v}._spf.%{d2}, 3.2.0.192.in-addr._spf.example.com",
        "%{lr-}.lp._spf.%{d2}, bad.strong.lp._spf.example.com",
        "%{ir}.%{v}.%{l1r-}.lp._spf.%{d2}, 3.2.0.192.in-addr.strong.lp._spf.example.com",
        "%{d127}.%{d99999999999}, email.example.com.email.example.com",
        "%{S}, strong-bad%40email.example.com",
        "%{p} %{h} %{c} %{r} %{t}, mx.example.org helo.example.org 192.0.2.3 mx.example.net 1767225600",
    })
    void expandsTheMacrosOfSection74(String macro, String expected) {
        Zone zone = Zone.builder()
                .record("email.example.com", "TXT", "v=spf1 -all exp=why.example.com")
                .record("why.example.com", "TXT", macro)
                .record("3.2.0.192.in-addr.arpa", "PTR", "mx.example.org")
                .record("mx.example.org", "A", "192.0.2.3")
                .build();
        SpfResult result = Spf.against(zone)
                .at(Clock.fixed(Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC))
                .receiver("mx.example.net")
                .check("192.0.2.3", "helo.example.org", "strong-bad@email.example.com");
        assertThat(result.explanation()).isEqualTo(expected);
    }

    @Test
    void expandsAnIpv6Address() {
        Zone zone = Zone.parse("""
                example.com TXT "v=spf1 exists:%{ir}.%{v}._spf.%{d2} -all"
                1.0.b.c.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6._spf.example.com A 127.0.0.2
                """);
        assertThat(Spf.against(zone)
                        .check("2001:db8::cb01", "h", "a@example.com")
                        .verdict())
                .isEqualTo(Verdict.PASS);
    }

    /** It was looked up by an A-label, which only domains have. */
    @ParameterizedTest
    @CsvSource({"%{l}", "%{S}"})
    void matchesNoTermWithALocalPartBeyondAscii(String macro) {
        Zone zone = Zone.builder()
                .record("example.com", "TXT", "v=spf1 exists:" + macro + ".users.example.com -all")
                .record("*.users.example.com", "A", "127.0.0.2")
                .build();
        assertThat(Spf.against(zone)
                        .check("192.0.2.10", "h.example.com", "grace@example.com")
                        .verdict())
                .isEqualTo(Verdict.PASS);
        assertThat(Spf.against(zone)
                        .check("192.0.2.10", "h.example.com", "jürgen@example.com")
                        .verdict())
                .isEqualTo(Verdict.FAIL);
    }

    @Nested
    class Identities {

        private final Zone zone = Zone.parse("""
                example.org.      TXT "v=spf1 ip4:192.0.2.10 -all"
                mail.example.org. TXT "v=spf1 ip4:192.0.2.20 -all"
                """);

        @Test
        void areThoseOfTheReversePath() throws Exception {
            InetAddress client = InetAddress.getByAddress(new byte[] {(byte) 192, 0, 2, 10});
            SpfResult result = Spf.against(zone).check(client, "mail.example.org", "ada@EXAMPLE.org");
            assertThat(result.verdict()).isEqualTo(Verdict.PASS);
            assertThat(result.identity()).isEqualTo(Identity.MAIL_FROM);
            assertThat(result.domain()).isEqualTo("example.org");
            assertThat(result.findings()).isEmpty();
        }

        @Test
        void areThoseOfTheHeloNameIfTheReversePathIsNull() {
            SpfResult result = Spf.against(zone).check("192.0.2.20", "mail.example.org", "");
            assertThat(result.verdict()).isEqualTo(Verdict.PASS);
            assertThat(result.domain()).isEqualTo("mail.example.org");
        }

        @Test
        void areThoseOfTheHeloNameIfItIsAskedFor() {
            SpfResult result = Spf.against(zone).checkHelo("192.0.2.20", "mail.example.org");
            assertThat(result.verdict()).isEqualTo(Verdict.PASS);
            assertThat(result.identity()).isEqualTo(Identity.HELO);
        }

        @ParameterizedTest
        @CsvSource({"localhost", "[192.0.2.1]", "''", "a..example.org", "'with space'"})
        void haveNoVerdictWithoutAFullName(String helo) {
            assertThat(Spf.against(zone).checkHelo("192.0.2.20", helo).verdict())
                    .isEqualTo(Verdict.NONE);
        }

        /** What stands behind the "@" was judged, and a client that said "x@example.org" passed as example.org. */
        @Test
        void areNotThoseOfAnAddressThatTheClientGivesForItsName() {
            assertThat(Spf.against(zone)
                            .checkHelo("192.0.2.10", "x@example.org")
                            .verdict())
                    .isEqualTo(Verdict.NONE);
            assertThat(Spf.against(zone)
                            .check("192.0.2.10", "x@example.org", "")
                            .verdict())
                    .isEqualTo(Verdict.NONE);
        }

        /** RFC 7208 §4.3 holds for every domain that is asked, not for the sender's alone. */
        @Test
        void areNeverASingleLabelThatARecordLeadsTo() {
            Zone zone = Zone.parse("""
                    example.org. TXT "v=spf1 include:%{d1} -all"
                    org.         TXT "v=spf1 +all"
                    """);
            assertThat(Spf.against(zone)
                            .check("192.0.2.10", "mail.example.org", "ada@example.org")
                            .verdict())
                    .isEqualTo(Verdict.PERMERROR);
        }

        @Test
        void neverComeFromAClientsName() {
            assertThatThrownBy(() -> Spf.against(zone).check("mail.example.org", "h", "a@example.org"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("mail.example.org");
        }
    }

    @Nested
    class Findings {

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "v=spf1 +all                 | SPF_PLUS_ALL",
                    "v=spf1 a                    | SPF_NO_ALL",
                    "v=spf1 a ptr -all           | SPF_PTR",
                    "v=spf1 mx -all              | SPF_FAIL",
                    "v=spf1 mx ~all              | SPF_SOFTFAIL",
                    "v=spf1 mx ?all              | SPF_NEUTRAL",
                    "v=spf2.0 mx                 | SPF_NONE",
                    "v=spf1 a:192.0.2.10 -all    | SPF_SYNTAX",
                    "v=spf1 include:nobody.example -all | SPF_NO_TARGET",
                    "v=spf1 mx mx mx mx mx mx mx mx a -all | SPF_MANY_LOOKUPS",
                    "v=spf1 mx mx mx mx mx mx mx mx mx mx a -all | SPF_LIMIT",
                    "v=spf1 a:x.%{d} a:y.%{d} a:z.%{d} -all | SPF_LIMIT",
                })
        void nameWhatTheOwnerWouldMend(String record, String rule) {
            assertThat(check(record).findings()).extracting(Finding::rule).containsExactly(rule);
        }

        @Test
        void tellWhatIsWrongAndWhatToDo() {
            assertThat(check("v=spf1 a:192.0.2.10 -all").reason())
                    .isEqualTo("\"192.0.2.10\" does not end in a top-level domain; an address belongs to ip4 or ip6");
            assertThat(check("v=spf1 mx -all").findings().get(0).text())
                    .isEqualTo("\"-all\" of example.com matches 192.0.2.10: add 192.0.2.10 to the record of example.com"
                            + " if it sends for it, or send through a host that is listed");
        }
    }

    @Nested
    @Timeout(10)
    class HostileZones {

        private SpfResult judge(String zone) {
            return Spf.against(Zone.parse(zone)).check("192.0.2.1", "h.example", "a@example.org");
        }

        @Test
        void ofElevenIncludesEndInPermerror() {
            String includes = IntStream.range(0, 11)
                    .mapToObj(i -> "example" + i + ".org TXT \"v=spf1 include:example" + (i + 1) + ".org\"\n")
                    .collect(Collectors.joining());
            assertThat(judge("example.org TXT \"v=spf1 redirect=example0.org\"\n" + includes)
                            .verdict())
                    .isEqualTo(Verdict.PERMERROR);
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "v=spf1 redirect=example.org             | PERMERROR",
                    "v=spf1 include:example.org -all         | PERMERROR",
                    "v=spf1 a:loop.example.org -all          | TEMPERROR",
                    "v=spf1 mx:many.example.org -all         | PERMERROR",
                    "v=spf1 ptr:many.example.org -all        | FAIL",
                    "v=spf1 a:slow.example.org -all          | TEMPERROR",
                    "v=spf1 include:broken.example.org -all  | TEMPERROR",
                    "v=spf1 exists:caf\u00e9.example.org -all | PERMERROR",
                    "v=spf1 \t-all                           | PERMERROR",
                })
        void endInTheVerdictOfTheRfc(String record, Verdict verdict) {
            String many = IntStream.range(0, 100)
                    .mapToObj(i -> "many.example.org MX 1 m" + i + ".example.org.\n" + "1.2.0.192.in-addr.arpa PTR m"
                            + i + ".example.org.\n")
                    .collect(Collectors.joining());
            String zone = many + """
                    loop.example.org   CNAME loop.example.org
                    slow.example.org   TIMEOUT
                    broken.example.org SERVFAIL
                    """;
            Zone built = Zone.builder()
                    .text(zone)
                    .record("example.org", "TXT", record)
                    .build();
            assertThat(Spf.against(built)
                            .check("192.0.2.1", "h.example", "a@example.org")
                            .verdict())
                    .isEqualTo(verdict);
        }

        @Test
        void ofMacrosInMassesEndInTime() {
            String bomb = "%{s}%{d}.".repeat(20_000);
            Zone zone = Zone.builder()
                    .record("example.org", "TXT", "v=spf1 " + ("exists:" + bomb + "example.org ").repeat(9) + "-all")
                    .build();
            Instant start = Instant.now();
            SpfResult result = Spf.against(zone).check("192.0.2.1", "h", "a".repeat(200) + "@example.org");
            assertThat(result.verdict()).isEqualTo(Verdict.PERMERROR);
            assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(5));
        }

        @Test
        void ofManyCharacterStringsAreReadAsOne() {
            Zone zone = Zone.builder()
                    .record("example.org", "TXT", ("v=spf1 " + "ip4:192.0.2.1 ".repeat(500) + "-all").split("(?<=1)"))
                    .build();
            assertThat(Spf.against(zone)
                            .check("192.0.2.1", "h", "a@example.org")
                            .verdict())
                    .isEqualTo(Verdict.PASS);
        }
    }
}
