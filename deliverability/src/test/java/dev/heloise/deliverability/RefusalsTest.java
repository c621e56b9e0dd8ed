package dev.heloise.deliverability;

import static dev.heloise.script.Policies.rejectUnknownClientHostname;
import static dev.heloise.script.Policies.rejectUnknownHeloHostname;
import static dev.heloise.script.Policies.rejectUnknownReverseClientHostname;
import static dev.heloise.script.Policies.rejectUnknownSenderDomain;
import static org.assertj.core.api.Assertions.assertThat;

import dev.heloise.FakeSmtpServer;
import dev.heloise.script.Policy;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a server refuses by SPF, DMARC and the DNS, as its clients see it. */
class RefusalsTest {

    private static final Zone ZONE = Zone.parse("""
            mail.example.org.         A    192.0.2.10
            10.2.0.192.in-addr.arpa.  PTR  mail.example.org.
            11.2.0.192.in-addr.arpa.  PTR  elsewhere.example.org.
            example.org.              TXT  "v=spf1 a:mail.example.org -all"
            explained.example.        TXT  "v=spf1 -all exp=why.explained.example"
            why.explained.example.    TXT  "%{i} is not ours, see https://explained.example/%{o}"
            soft.example.             TXT  "v=spf1 ~all"
            wrong.example.            TXT  "v=spf1 ip4:x -all"
            slow.example.             TIMEOUT
            strict.example.           TXT  "v=spf1 -all"
            mxonly.example.           MX   10 mail.example.org.
            nomail.example.           MX   0 .
            _dmarc.example.org.       TXT  "v=DMARC1; p=reject"
            _dmarc.careful.example.   TXT  "v=DMARC1; p=quarantine"
            _dmarc.testing.example.   TXT  "v=DMARC1; p=reject; t=y"
            _dmarc.watching.example.  TXT  "v=DMARC1; p=none"
            _dmarc.slow.example.      SERVFAIL
            """);

    private static FakeSmtpServer with(Policy... policies) {
        return FakeSmtpServer.builder().xclient().policy(policies).start();
    }

    private static Deliverability from(String address) {
        return Deliverability.against(ZONE).from(address);
    }

    @Nested
    class RejectSpfFail {

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "ada@example.org     | mail.example.org | 250 2.1.0 Ok",
                    "ada@soft.example    | mail.example.org | 250 2.1.0 Ok",
                    "ada@nobody.example  | mail.example.org | 250 2.1.0 Ok",
                    "''                  | mail.example.org | 250 2.1.0 Ok",
                    "ada@strict.example  | mail.example.org | 550 5.7.23 SPF MAIL FROM check failed: \"-all\" of strict.example matches 192.0.2.10",
                    "ada@example.org     | strict.example   | 550 5.7.23 SPF HELO check failed: \"-all\" of strict.example matches 192.0.2.10",
                    "''                  | strict.example   | 550 5.7.23 SPF HELO check failed: \"-all\" of strict.example matches 192.0.2.10",
                    "ada@wrong.example   | mail.example.org | 550 5.7.24 SPF MAIL FROM check ended in an error: \"ip4:x\" names no network",
                    "ada@example.org     | wrong.example    | 250 2.1.0 Ok",
                    "ada@slow.example    | mail.example.org | 451 4.7.24 SPF MAIL FROM check cannot be made now: the query for the TXT records of slow.example ended in TIMEOUT",
                })
        void answersMailByTheVerdict(String sender, String helo, String reply) throws IOException {
            try (FakeSmtpServer smtp = with(from("192.0.2.10").rejectSpfFail());
                    Client client = Client.introduced(smtp, helo)) {
                assertThat(client.say("MAIL FROM:<" + sender + ">")).isEqualTo(reply);
            }
        }

        @Test
        void tellsWhatTheOwnerExplains() throws IOException {
            try (FakeSmtpServer smtp = with(from("192.0.2.10").rejectSpfFail());
                    Client client = Client.introduced(smtp, "mail.example.org")) {
                assertThat(client.say("MAIL FROM:<ada@explained.example>")).isEqualTo("""
                                550-5.7.23 SPF MAIL FROM check failed:
                                550-5.7.23 The domain explained.example explains:
                                550 5.7.23 192.0.2.10 is not ours, see https://explained.example/explained.example""");
            }
        }

        @Test
        void standsInTheTranscriptByItsName() throws IOException {
            try (FakeSmtpServer smtp = with(from("192.0.2.10").rejectSpfFail());
                    Client client = Client.introduced(smtp, "mail.example.org")) {
                client.say("MAIL FROM:<ada@strict.example>");
                assertThat(smtp.mailbox().sessions().get(0).transcript().asText())
                        .contains("answered by policy rejectSpfFail\n");
            }
        }

        @Test
        void judgesTheClientThatXclientNames() throws IOException {
            try (FakeSmtpServer smtp = with(Deliverability.against(ZONE).rejectSpfFail());
                    Client client = Client.introduced(smtp, "mail.example.org")) {
                assertThat(client.say("MAIL FROM:<ada@example.org>")).startsWith("550 5.7.23 ");
                client.say("XCLIENT ADDR=192.0.2.10");
                client.say("EHLO mail.example.org");
                assertThat(client.say("MAIL FROM:<ada@example.org>")).startsWith("250 ");
            }
        }

        @Test
        void neverSaysWhatNoReplyMayHold() throws IOException {
            Zone hostile = Zone.builder()
                    .record("example.org", "TXT", "v=spf1 -all exp=why.example.org")
                    .record("why.example.org", "TXT", "x".repeat(255), "y".repeat(255), "z\r\n250 2.0.0 Ok")
                    .build();
            Policy policy = Deliverability.against(hostile).rejectSpfFail();
            try (FakeSmtpServer smtp = with(policy);
                    Client client = Client.introduced(smtp, "mail.example.org")) {
                assertThat(client.say("MAIL FROM:<ada@example.org>").lines())
                        .allMatch(line -> line.startsWith("550") && line.length() <= 510);
                assertThat(client.say("NOOP")).startsWith("250 ");
            }
        }
    }

    @Nested
    class RejectDmarcFail {

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "ada@example.org     | 550 5.7.1 Email rejected per DMARC policy for example.org",
                    "ada@sub.example.org | 550 5.7.1 Email rejected per DMARC policy for sub.example.org",
                    "ada@careful.example | 250",
                    "ada@testing.example | 250",
                    "ada@watching.example| 250",
                    "ada@nobody.example  | 250",
                    "ada                 | 250",
                    "ada@slow.example    | 451 4.7.1 Email deferred, DMARC cannot be checked for slow.example: the query for _dmarc.slow.example ended in SERVFAIL",
                })
        void answersMailsByThePolicyOfTheAuthor(String author, String reply) throws IOException {
            try (FakeSmtpServer smtp = with(from("198.51.100.1").rejectDmarcFail());
                    Client client = Client.introduced(smtp, "mail.example.org")) {
                assertThat(client.send("eve@example.net", "bob@example.com", "From: " + author + "\n\nHello\n"))
                        .startsWith(reply);
                assertThat(smtp.mailbox().mails()).hasSize(reply.equals("250") ? 1 : 0);
            }
        }

        @Test
        void takesWhatSpfProves() throws IOException {
            try (FakeSmtpServer smtp = with(from("192.0.2.10").rejectDmarcFail());
                    Client client = Client.introduced(smtp, "mail.example.org")) {
                assertThat(client.send("ada@example.org", "bob@example.com", "From: ada@example.org\n\nHello\n"))
                        .startsWith("250 ");
            }
        }

        @Test
        void takesWhatDkimProvesAndNoneOfItThatWasAltered() throws IOException {
            DkimSigner signer = DkimSigner.ed25519("example.org", "test");
            Zone zone = Zone.builder()
                    .text(signer.zoneRecord())
                    .record("_dmarc.example.org", "TXT", "v=DMARC1; p=reject")
                    .build();
            String signed = new String(
                            signer.sign(RfcVectors.raw("From: ada@example.org\n\nHello\n")), StandardCharsets.US_ASCII)
                    .replace("\r\n", "\n");
            try (FakeSmtpServer smtp = with(Deliverability.against(zone).rejectDmarcFail());
                    Client client = Client.introduced(smtp, "mail.example.org")) {
                assertThat(client.send("a@example.net", "bob@example.com", signed))
                        .startsWith("250 ");
                assertThat(client.send("a@example.net", "bob@example.com", signed.replace("Hello", "hello")))
                        .startsWith("550 5.7.1 ");
                assertThat(smtp.mailbox().sessions().get(0).transcript().asText())
                        .contains("answered by policy rejectDmarcFail\n");
            }
        }
    }

    @Nested
    class TheZone {

        @ParameterizedTest
        @CsvSource({
            "mail.example.org, true",
            "MAIL.EXAMPLE.ORG., true",
            "mxonly.example,   true",
            "nomail.example,   false",
            "example.org,      false",
            "slow.example,     false",
            "gone.example,     false",
            "a..b,             false",
            "'',               false",
        })
        void tellsPoliciesWhichNamesThereAre(String name, boolean resolves) {
            assertThat(ZONE.resolves(name)).isEqualTo(resolves);
        }

        @ParameterizedTest
        @CsvSource({"192.0.2.10, true, true", "192.0.2.11, true, false", "192.0.2.12, false, false"})
        void tellsPoliciesWhichAddressesHaveNames(String address, boolean named, boolean confirmed) throws Exception {
            InetAddress client = InetAddress.getByName(address);
            assertThat(ZONE.hasName(client)).isEqualTo(named);
            assertThat(ZONE.hasConfirmedName(client)).isEqualTo(confirmed);
        }

        @Test
        void decidesForThePoliciesOfCore() throws IOException {
            try (FakeSmtpServer smtp = with(
                            rejectUnknownHeloHostname(ZONE::resolves),
                            rejectUnknownSenderDomain(ZONE::resolves),
                            rejectUnknownReverseClientHostname(ZONE::hasName),
                            rejectUnknownClientHostname(ZONE::hasConfirmedName));
                    Client client = Client.introduced(smtp, "mail.example.org")) {
                assertThat(client.say("EHLO gone.example").toLowerCase(Locale.ROOT))
                        .isEqualTo("450 4.7.1 <gone.example>: helo command rejected: host not found");
                assertThat(client.say("MAIL FROM:<ada@gone.example>"))
                        .isEqualTo("450 4.1.8 <ada@gone.example>: Sender address rejected: Domain not found");
                assertThat(client.say("MAIL FROM:<ada@mail.example.org>"))
                        .isEqualTo("450 4.7.1 Client host rejected: cannot find your reverse hostname, [127.0.0.1]");
                client.say("XCLIENT ADDR=192.0.2.11");
                client.say("EHLO mail.example.org");
                assertThat(client.say("MAIL FROM:<ada@mail.example.org>"))
                        .isEqualTo("450 4.7.25 Client host rejected: cannot find your hostname, [192.0.2.11]");
                client.say("XCLIENT ADDR=192.0.2.10");
                client.say("EHLO mail.example.org");
                assertThat(client.say("MAIL FROM:<ada@mail.example.org>")).startsWith("250 ");
            }
        }
    }
}
