package dev.heloise.deliverability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.heloise.deliverability.DnsAnswer.Status;
import dev.heloise.deliverability.RecordData.Address;
import dev.heloise.deliverability.RecordData.Exchange;
import dev.heloise.deliverability.RecordData.Target;
import dev.heloise.deliverability.RecordData.Text;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ZoneTest {

    /** What a zone answers, in one line: the status if there are no records, or else what they say. */
    private static String ask(Zone zone, String name, RecordType type) {
        DnsAnswer answer = zone.query(DomainName.of(name), type);
        return answer.status() != Status.FOUND
                ? answer.status().toString()
                : answer.records().stream().map(ZoneTest::said).collect(Collectors.joining(" "));
    }

    private static String said(RecordData data) {
        if (data instanceof Address address) {
            return address.ip().toString();
        }
        if (data instanceof Exchange exchange) {
            return exchange.preference() + ":" + exchange.host();
        }
        if (data instanceof Target target) {
            return target.name().toString();
        }
        return data instanceof Text text ? text.text() : "opaque";
    }

    @Nested
    class MasterFiles {

        /** The zones of RFC 7208, appendix A. */
        private final Zone zone = Zone.parse("""
                ; A domain with two mail servers, two hosts, and two servers
                ; at the domain name
                $ORIGIN example.com.
                @           MX  10 mail-a
                            MX  20 mail-b
                            A   192.0.2.10
                            A   192.0.2.11
                amy         A   192.0.2.65
                www         CNAME example.com.

                $ORIGIN 2.0.192.in-addr.arpa.
                10          PTR example.com.
                """);

        @ParameterizedTest
        @CsvSource({
            "example.com,            MX,    10:mail-a.example.com 20:mail-b.example.com",
            "example.com,            A,     192.0.2.10 192.0.2.11",
            "EXAMPLE.com.,           A,     192.0.2.10 192.0.2.11",
            "amy.example.com,        A,     192.0.2.65",
            "www.example.com,        A,     192.0.2.10 192.0.2.11",
            "www.example.com,        CNAME, example.com",
            "10.2.0.192.in-addr.arpa, PTR,  example.com",
            "amy.example.com,        AAAA,  NO_DATA",
            "com,                    A,     NO_DATA",
            "bob.example.com,        A,     NXDOMAIN",
            "example.net,            A,     NXDOMAIN",
        })
        void answers(String name, RecordType type, String expected) {
            assertThat(ask(zone, name, type)).isEqualTo(expected);
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '`',
                value = {
                    "h A 192.0.2.1",
                    "h 3600 A 192.0.2.1",
                    "h 1h30m A 192.0.2.1",
                    "h IN A 192.0.2.1",
                    "h in 3600 a 192.0.2.1",
                    "h 3600 IN A 192.0.2.1",
                    "H. A 192.0.2.1 ; a comment",
                    "h A ( 192.0.2.1 )",
                })
        void takesTimeToLiveAndClassInEitherOrder(String line) {
            assertThat(ask(Zone.parse(line), "h", RecordType.A)).isEqualTo("192.0.2.1");
        }

        @Test
        void joinsCharacterStringsAndLines() {
            Zone text = Zone.parse("""
                    $TTL 1d
                    $ORIGIN example.com.
                    _dmarc  IN TXT ( "v=DMARC1; p=none; "   ; the policy
                                     "rua=mailto:dmarc-feedback@example.com" )
                    bare    TXT v=spf1
                    quoted  TXT "a \\"b\\" \\\\ \\059 c"
                    """);
            assertThat(ask(text, "_dmarc.example.com", RecordType.TXT))
                    .isEqualTo("v=DMARC1; p=none; rua=mailto:dmarc-feedback@example.com");
            assertThat(ask(text, "bare.example.com", RecordType.TXT)).isEqualTo("v=spf1");
            assertThat(ask(text, "quoted.example.com", RecordType.TXT)).isEqualTo("a \"b\" \\ ; c");
        }

        @Test
        void readsAStartOfAuthorityAndTypesThatMailHasNoUseFor() {
            Zone text = Zone.parse("""
                    example.com. IN SOA ns.example.com. ada\\.l.example.com. (
                                 2026010101 ; serial
                                 7200 3600 1209600 3600 )
                                 NS  ns
                                 CAA 0 issue "ca.example.net"
                    """);
            assertThat(ask(text, "example.com", RecordType.SOA)).isEqualTo("opaque");
            assertThat(ask(text, "example.com", RecordType.NS)).isEqualTo("ns");
            assertThat(ask(text, "example.com", RecordType.TXT)).isEqualTo("NO_DATA");
        }

        @Test
        void letsAnAliasBeSigned() {
            String text = "a CNAME b\na RRSIG CNAME 13 2 3600 x\na NSEC b CNAME\na CNAME b\nb TXT x\n";
            assertThat(ask(Zone.parse(text), "a", RecordType.TXT)).isEqualTo("x");
        }

        @Test
        void mayBeIndentedAsTheCodeAroundIt() {
            Zone text = Zone.parse("    a A 192.0.2.1\n\n      A 192.0.2.2\n    b A 192.0.2.3\n");
            assertThat(ask(text, "a", RecordType.A)).isEqualTo("192.0.2.1 192.0.2.2");
            assertThat(ask(text, "b", RecordType.A)).isEqualTo("192.0.2.3");
        }

        @Test
        void readsWindowsLineEnds() {
            assertThat(ask(Zone.parse("a A 192.0.2.1\r\nb A 192.0.2.2\r\n"), "b", RecordType.A))
                    .isEqualTo("192.0.2.2");
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '`',
                value = {
                    "a A 192.0.2.256            | 1 |  5 | \"192.0.2.256\" is no IPv4 address",
                    "a A host.example.          | 1 |  5 | \"host.example.\" is no IPv4 address",
                    "a AAAA 192.0.2.1           | 1 |  8 | \"192.0.2.1\" is no IPv6 address",
                    "a AX 192.0.2.1             | 1 |  3 | there is no record type \"AX\"",
                    "a 300 IN                   | 1 |  7 | no record type follows",
                    "a CH A 192.0.2.1           | 1 |  3 | class CH is not the Internet's; only IN is",
                    "a MX mail                  | 1 |  6 | MX has a preference and a name, as in \"10 mail.example.org.\"",
                    "a MX 70000 mail            | 1 |  6 | 70000 is more than 65535",
                    "a TXT \"open               | 1 |  7 | the quoted text does not end on its line",
                    "`a TXT \"x\\\ny\"`           | 1 |  7 | the quoted text does not end on its line",
                    "`a TXT x\\\nb A 192.0.2.1` | 1 |  7 | nothing follows the \"\\\"",
                    "a TXT ( \"x\"              | 1 |  7 | there is no \")\" to this",
                    "a TXT x )                  | 1 |  9 | \")\": there is no \"(\" to this",
                    "a TXT \\300                | 1 |  7 | \"\\300\" is no octet: three digits up to 255",
                    "a..b A 192.0.2.1           | 1 |  1 | \"a..b\" has an empty label, or one over 63 octets, or is over 253 in all",
                    "$INCLUDE /etc/passwd       | 1 |  1 | $INCLUDE is not supported, only $ORIGIN and $TTL",
                    "$TTL soon                  | 1 |  6 | \"soon\" is no time to live",
                    "a TXT                      | 1 |  3 | the data of TXT is missing",
                    "a TIMEOUT 5                | 1 | 11 | nothing may follow TIMEOUT",
                    "`a A 192.0.2.1\na CNAME b` | 2 |  3 | a has a CNAME, beside which there can be nothing else (RFC 1034 §3.6.2)",
                    "`a CNAME b\na TXT x`      | 2 |  3 | a has a CNAME, beside which there can be nothing else (RFC 1034 §3.6.2)",
                    "`a CNAME b\na CNAME c`    | 2 |  3 | a has a CNAME, beside which there can be nothing else (RFC 1034 §3.6.2)",
                    "a CNAME b c                | 1 | 11 | CNAME has one field, not 2",
                })
        void saysWhereAndWhyItCannotBeRead(String text, int line, int column, String reason) {
            assertThatThrownBy(() -> Zone.parse(text))
                    .hasMessage("line " + line + ", column " + column + ": " + reason)
                    .asInstanceOf(type(ZoneException.class))
                    .satisfies(error -> {
                        assertThat(error.line()).isEqualTo(line);
                        assertThat(error.column()).isEqualTo(column);
                        assertThat(error.reason()).isEqualTo(reason);
                    });
        }

        @Test
        void countsLinesInTheWholeText() {
            assertThatThrownBy(() -> Zone.parse("a A 192.0.2.1\n; nothing here\n  B 192.0.2.2"))
                    .hasMessage("line 3, column 3: there is no record type \"B\"");
        }
    }

    @Nested
    class Answers {

        @Test
        void failWhereTheZoneSaysSoAndThereIsNoRecord() {
            Zone zone = Zone.builder()
                    .timeout("slow.example.org")
                    .record("slow.example.org", "A", "192.0.2.1")
                    .servfail("broken.example.org")
                    .build();
            assertThat(ask(zone, "slow.example.org", RecordType.A)).isEqualTo("192.0.2.1");
            assertThat(ask(zone, "slow.example.org", RecordType.TXT)).isEqualTo("TIMEOUT");
            assertThat(ask(zone, "broken.example.org", RecordType.A)).isEqualTo("SERVFAIL");
        }

        @Test
        void failInTheTextOfAZoneAsWell() {
            Zone zone = Zone.parse("slow TIMEOUT\nbroken 300 IN SERVFAIL");
            assertThat(ask(zone, "slow", RecordType.TXT)).isEqualTo("TIMEOUT");
            assertThat(ask(zone, "broken", RecordType.A)).isEqualTo("SERVFAIL");
        }

        @Test
        void followAliasesToALimit() {
            String chain = IntStream.range(0, 10)
                    .mapToObj(i -> "n" + i + " CNAME n" + (i + 1))
                    .collect(Collectors.joining("\n"));
            assertThat(ask(Zone.parse(chain + "\nn10 A 192.0.2.1"), "n0", RecordType.A))
                    .isEqualTo("192.0.2.1");
            assertThat(ask(Zone.parse(chain + "\nn10 CNAME n11\nn11 A 192.0.2.1"), "n0", RecordType.A))
                    .isEqualTo("SERVFAIL");
            assertThat(ask(Zone.parse("a CNAME b\nb CNAME a"), "a", RecordType.A))
                    .isEqualTo("SERVFAIL");
            assertThat(ask(Zone.parse("a CNAME gone"), "a", RecordType.A)).isEqualTo("NXDOMAIN");
        }

        @Test
        void comeFromWildcardsForNamesThatAreNotThere() {
            Zone zone = Zone.parse("$ORIGIN example.org.\n* A 192.0.2.9\nhost.sub TXT x");
            assertThat(ask(zone, "any.thing.example.org", RecordType.A)).isEqualTo("192.0.2.9");
            // RFC 4592 §2.2.1: "sub" exists, so the wildcard does not stand for what is below it.
            assertThat(ask(zone, "other.sub.example.org", RecordType.A)).isEqualTo("NXDOMAIN");
        }

        @Test
        void neverHoldNamesThatBreakTheLimitsOfTheDns() {
            Zone zone = Zone.parse("*.example.org A 192.0.2.9");
            assertThat(ask(zone, "a".repeat(64) + ".example.org", RecordType.A)).isEqualTo("NXDOMAIN");
            assertThat(ask(zone, "a..example.org", RecordType.A)).isEqualTo("NXDOMAIN");
            assertThat(ask(zone, "a.".repeat(130) + "example.org", RecordType.A))
                    .isEqualTo("NXDOMAIN");
        }

        @Test
        void findInternationalNamesByTheirALabels() {
            Zone zone = Zone.parse("bücher.example A 192.0.2.1");
            assertThat(ask(zone, "xn--bcher-kva.example", RecordType.A)).isEqualTo("192.0.2.1");
        }
    }

    @Nested
    class Builders {

        @Test
        void takeRecordsAsAMasterFileHasThem() {
            Zone zone = Zone.builder()
                    .record("example.org", "A", "192.0.2.10")
                    .record("example.org.", "txt", "v=spf1 ", "a -all")
                    .record("example.org", "MX", "10 mail.example.org")
                    .record("null.example.org", "MX", "0 .")
                    .build();
            assertThat(ask(zone, "example.org", RecordType.A)).isEqualTo("192.0.2.10");
            assertThat(ask(zone, "example.org", RecordType.TXT)).isEqualTo("v=spf1 a -all");
            assertThat(ask(zone, "example.org", RecordType.MX)).isEqualTo("10:mail.example.org");
            assertThat(ask(zone, "null.example.org", RecordType.MX)).isEqualTo("0:.");
        }

        @Test
        void refuseWhatIsNoRecord() {
            assertThatThrownBy(() -> Zone.builder().record("a.example", "A", "mail.example"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("a.example A: \"mail.example\" is no IPv4 address");
            assertThatThrownBy(() -> Zone.builder().record("a.example", "AX", "1"))
                    .hasMessage("there is no record type \"AX\"");
        }

        @Test
        void makeZonesThatLaterRecordsDoNotChange() {
            Zone.Builder builder = Zone.builder().record("a.example", "A", "192.0.2.1");
            Zone zone = builder.build();
            builder.record("a.example", "A", "192.0.2.2");
            assertThat(ask(zone, "a.example", RecordType.A)).isEqualTo("192.0.2.1");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.1,              1.2.0.192.in-addr.arpa,  192.0.2.1",
        "::ffff:192.0.2.1,       1.2.0.192.in-addr.arpa,  192.0.2.1",
        "2001:DB8:0:0:1::CB01,   1.0.b.c.0.0.0.0.0.0.0.0.1.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa, 2001:db8::1:0:0:cb01",
        "::1,                    1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.ip6.arpa, ::1",
    })
    void addressesAreWrittenAndReversed(String literal, String reverse, String written) {
        assertThat(Ip.client(literal).reverseName()).hasToString(reverse);
        assertThat(Ip.client(literal)).hasToString(written);
    }

    @ParameterizedTest
    @CsvSource({
        "localhost",
        "192.0.2",
        "192.0.2.01",
        "192.0.2.1.5",
        "1::2::3",
        "12345::",
        "1:2:3:4:5:6:7:8:9",
        "''",
        "[::1]"
    })
    void namesAreNeverLookedUp(String text) {
        assertThatThrownBy(() -> Ip.client(text)).hasMessageContaining("names are not looked up");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a.example A 192.0.2.1; a.example TXT x | a.example A 192.0.2.2            | A   | 192.0.2.2",
                "a.example A 192.0.2.1; a.example TXT x | a.example A 192.0.2.2            | TXT | x",
                "a.example A 192.0.2.1; a.example TXT x | b.a.example A 192.0.2.2          | A   | 192.0.2.1",
                "a.example A 192.0.2.1; a.example TXT x | a.example TIMEOUT                | A   | TIMEOUT",
                "a.example A 192.0.2.1; b.example TXT x | a.example CNAME b.example        | TXT | x",
                "a.example CNAME b.example              | a.example TXT y                  | TXT | y",
                "a.example CNAME b.example              | a.example TXT y                  | A   | NO_DATA",
                "a.example SERVFAIL                     | a.example TXT y                  | A   | NO_DATA",
                "b.example A 192.0.2.1                  | b.example A 192.0.2.2            | A   | NXDOMAIN",
                "*.example A 192.0.2.1                  | b.example A 192.0.2.2            | A   | 192.0.2.1",
            })
    void theOtherOfTwoHasTheSay(String zone, String other, RecordType type, String expected) {
        Zone both = Zone.parse(zone.replace("; ", "\n")).with(Zone.parse(other));
        assertThat(ask(both, "a.example", type)).isEqualTo(expected);
    }
}
