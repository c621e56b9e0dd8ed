package dev.heloise.script;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.heloise.FakeSmtpServer;
import dev.heloise.MutableClock;
import dev.heloise.Talk;
import dev.heloise.mailbox.Finding;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class PoliciesTest {

    private static final String HELLO = "S: 220\nC: EHLO mail.a.test\nS: 250\n";

    private final MutableClock clock = MutableClock.create();

    private FakeSmtpServer serverWith(Policy... policies) {
        return FakeSmtpServer.builder().clock(clock).policy(policies).start();
    }

    private void play(Policy policy, String dialogue) {
        try (FakeSmtpServer smtp = serverWith(policy)) {
            Talk.play(smtp, dialogue);
        }
    }

    @ParameterizedTest(name = "{0}: {2}")
    @CsvSource({
        "EHLO, invalid, mail_a.test, 501 5.5.2 <mail_a.test>: Helo command rejected: Invalid name",
        "HELO, invalid, [::1],       501 5.5.2 <[::1]>: Helo command rejected: Invalid name",
        "EHLO, invalid, mail.a.test, 250",
        "EHLO, invalid, localhost,   250",
        "EHLO, invalid, 192.0.2.1,   250",
        "EHLO, nonFqdn, localhost,   504 5.5.2 <localhost>: Helo command rejected: need fully-qualified hostname",
        "HELO, nonFqdn, localhost,   504 5.5.2 <localhost>: Helo command rejected: need fully-qualified hostname",
        "EHLO, nonFqdn, 192.0.2.1,   504 5.5.2 <192.0.2.1>: Helo command rejected: need fully-qualified hostname",
        "EHLO, nonFqdn, [192.0.2.1], 250",
        "EHLO, nonFqdn, mail.a.test, 250",
        "EHLO, unknown, no.a.test,   450 4.7.1 <no.a.test>: Helo command rejected: Host not found",
        "EHLO, unknown, mail.a.test, 250",
        "EHLO, unknown, [192.0.2.1], 250",
    })
    void theNameOfHeloIsLookedAt(String verb, String policy, String name, String reply) {
        Policy chosen = switch (policy) {
            case "invalid" -> Policies.rejectInvalidHeloHostname();
            case "nonFqdn" -> Policies.rejectNonFqdnHeloHostname();
            default -> Policies.rejectUnknownHeloHostname(Set.of("mail.a.test")::contains);
        };

        play(chosen, "S: 220\nC: " + verb + " " + name + "\nS: " + reply);
    }

    static Stream<Arguments> senders() {
        Set<String> zone = Set.of("a.test");
        return Stream.of(
                Arguments.of(Policies.requireTls(), "a@a.test", "530 5.7.0 Must issue a STARTTLS command first"),
                Arguments.of(Policies.requireAuth(), "a@a.test", "530 5.7.0 Authentication required"),
                Arguments.of(Policies.heloRequired(), "a@a.test", "250"),
                Arguments.of(
                        Policies.rejectSender("*@spam.test"),
                        "a@SPAM.test",
                        "554 5.7.1 <a@SPAM.test>: Sender address rejected: Access denied"),
                Arguments.of(Policies.rejectSender("*@spam.test"), "", "250"),
                Arguments.of(Policies.rejectSender(""), "", "554 5.7.1 <>: Sender address rejected: Access denied"),
                Arguments.of(
                        Policies.rejectNonFqdnSender(),
                        "a@localhost",
                        "504 5.5.2 <a@localhost>: Sender address rejected: need fully-qualified address"),
                Arguments.of(Policies.rejectNonFqdnSender(), "a@[192.0.2.1]", "250"),
                Arguments.of(Policies.rejectNonFqdnSender(), "", "250"),
                Arguments.of(
                        Policies.rejectUnknownSenderDomain(zone::contains),
                        "a@b.test",
                        "450 4.1.8 <a@b.test>: Sender address rejected: Domain not found"),
                Arguments.of(Policies.rejectUnknownSenderDomain(zone::contains), "a@a.test", "250"),
                Arguments.of(Policies.rejectUnknownSenderDomain(zone::contains), "", "250"),
                Arguments.of(
                        Policies.rejectUnknownClientHostname(address -> false),
                        "a@a.test",
                        "450 4.7.25 Client host rejected: cannot find your hostname, [127.0.0.1]"),
                Arguments.of(
                        Policies.rejectUnknownReverseClientHostname(address -> false),
                        "a@a.test",
                        "450 4.7.1 Client host rejected: cannot find your reverse hostname, [127.0.0.1]"),
                Arguments.of(Policies.rejectUnknownClientHostname(address -> true), "a@a.test", "250"));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("senders")
    void theSenderIsLookedAt(Policy policy, String sender, String reply) {
        play(policy, HELLO + "C: MAIL FROM:<" + sender + ">\nS: " + reply);
    }

    static Stream<Arguments> recipients() {
        Policy relay = Policies.rejectUnauthDestination("a.test", "*.a.test");
        Policy listed = Policies.rejectUnlistedRecipient("ada@a.test", "*@b.test");
        return Stream.of(
                Arguments.of(relay, "x@a.test", "250"),
                Arguments.of(relay, "x@sub.A.test", "250"),
                Arguments.of(relay, "Postmaster", "250"),
                Arguments.of(relay, "x@b.test", "554 5.7.1 <x@b.test>: Relay access denied"),
                Arguments.of(relay, "x@xa.test", "554 5.7.1 <x@xa.test>: Relay access denied"),
                Arguments.of(listed, "ada@a.test", "250"),
                Arguments.of(listed, "any@b.test", "250"),
                Arguments.of(listed, "PostMaster@a.test", "250"),
                Arguments.of(listed, "Bob@a.test", "550 5.1.1 <Bob@a.test>: Recipient address rejected: User unknown"),
                Arguments.of(
                        Policies.rejectNonFqdnRecipient(),
                        "a@localhost",
                        "504 5.5.2 <a@localhost>: Recipient address rejected: need fully-qualified address"),
                Arguments.of(
                        Policies.rejectUnknownRecipientDomain(domain -> false),
                        "a@b.test",
                        "450 4.1.2 <a@b.test>: Recipient address rejected: Domain not found"));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("recipients")
    void theRecipientIsLookedAt(Policy policy, String recipient, String reply) {
        play(policy, HELLO + "C: MAIL FROM:<a@a.test>\nS: 250\nC: RCPT TO:<" + recipient + ">\nS: " + reply);
    }

    @Test
    void whatAClientHasSaidIsRepeatedInPrintableAscii() {
        String dialogue = HELLO + "C: MAIL FROM:<a@a.test> SMTPUTF8\nS: 250\nC: RCPT TO:<%s@b.test>\nS: %s";
        String latin = new String("jörg".getBytes(UTF_8), ISO_8859_1);

        play(
                Policies.rejectUnauthDestination("a.test"),
                dialogue.formatted(latin, "554 5.7.1 <j?rg@b.test>: Relay access denied"));
    }

    @Test
    void aQuotaIsForEachRecipient() {
        try (FakeSmtpServer smtp = serverWith(Policies.quota(1))) {
            String mail =
                    HELLO + "C: MAIL FROM:<a@a.test>\nS: 250\nC: RCPT TO:<%s>\nS: 250\nC: DATA\nS: 354\nC: .\nS: 250";
            String visit = HELLO + "C: MAIL FROM:<a@a.test>\nS: 250\nC: RCPT TO:<%s>\nS: %s";

            Talk.play(smtp, mail.formatted("x@a.test"));

            Talk.play(
                    smtp,
                    visit.formatted("x@A.test", "452 4.2.2 <x@A.test>: Recipient address rejected: Mailbox full"));
            Talk.play(
                    smtp,
                    visit.formatted(
                            "\"x\"@a.test", "452 4.2.2 <\"x\"@a.test>: Recipient address rejected: Mailbox full"));
            Talk.play(smtp, mail.formatted("y@a.test>\nS: 250\nC: RCPT TO:<\"y\"@A.test"));
            smtp.reset();
            Talk.play(smtp, mail.formatted("x@a.test"));
        }
    }

    @Test
    void aMailThatHasBeenThroughTooManyServersGoesNoFurther() {
        try (FakeSmtpServer smtp = serverWith(Policies.hopcountLimit(2))) {
            String mail =
                    "C: MAIL FROM:<a@a.test>\nS: 250\nC: RCPT TO:<b@a.test>\nS: 250\nC: DATA\nS: 354\n%sC: .\nS: %s\n";
            String hop = "C: Received: from here by there; Fri, 2 Jan 2026 03:04:05 +0000\n";

            Talk.play(
                    smtp,
                    HELLO
                            + mail.formatted(hop.repeat(2), "250")
                            + mail.formatted(hop.repeat(3), "554 5.4.6 Error: too many hops"));
            assertThat(smtp.mailbox().mails()).hasSize(1);
        }
    }

    @Test
    void aClientHasSoManyConnectionsAtATime() {
        try (FakeSmtpServer smtp = serverWith(Policies.maxConnectionsPerClient(1))) {
            try (Talk first = Talk.to(smtp)) {
                first.play("S: 220");
                Talk.play(smtp, "S: 421 4.7.0 Error: too many connections from 127.0.0.1\nS: (closed)");
                first.play("C: QUIT\nS: 221\nS: (closed)");
            }
            Talk.play(smtp, "S: 220");
        }
    }

    @Test
    void aTarpitSlowsDownWhatHasManyRecipients() {
        try (FakeSmtpServer smtp = serverWith(Policies.tarpit(2, Duration.ofSeconds(5)));
                Talk talk = Talk.to(smtp)) {
            talk.play(HELLO + """
                C: MAIL FROM:<a@a.test>
                S: 250
                C: RCPT TO:<1@a.test>
                S: 250
                C: RCPT TO:<2@a.test>
                S: 250
                C: RCPT TO:<3@a.test>
                """);
            clock.awaitWaiting(Duration.ofSeconds(10));
            clock.advance(Duration.ofSeconds(5));
            talk.play("S: 250");
        }
    }

    @Test
    void aPolicyOfTheServerMeasuresOnItsClock() {
        try (FakeSmtpServer smtp =
                serverWith(Policies.greylist(Duration.ofMinutes(5)), Policies.rateLimit(1, Duration.ofHours(1)))) {
            String visit = HELLO + "C: MAIL FROM:<a@a.test>\nS: %s";
            String recipient = "\nC: RCPT TO:<b@a.test>\nS: ";

            Talk.play(smtp, visit.formatted("250") + recipient + "450 4.7.1");
            Talk.play(smtp, visit.formatted("450 4.7.1 Error: too much mail from <a@a.test>"));
            clock.advance(Duration.ofHours(1));
            Talk.play(smtp, visit.formatted("250") + recipient + "250");
        }
    }

    @Test
    void thePolicyStandsBesideTheReply() {
        try (FakeSmtpServer smtp = serverWith(Policies.rejectNonFqdnHeloHostname())) {
            Talk.play(smtp, "S: 220\nC: EHLO localhost\nS: 504");

            assertThat(smtp.mailbox().sessions().get(0).transcript().asText()).contains("""
                C: EHLO localhost
                *: answered by policy rejectNonFqdnHeloHostname
                S: 504 5.5.2
                """.stripTrailing());
        }
    }

    @Test
    void aPolicyThatFailsIsTheServersFault() {
        Policy failing = request -> {
            throw new IllegalStateException("out of paper");
        };
        try (FakeSmtpServer smtp = serverWith(failing)) {
            Talk.play(smtp, "S: 451 4.3.0");

            assertThat(smtp.mailbox().sessions()).singleElement().satisfies(session -> {
                assertThat(session.findings()).singleElement().asString().contains("out of paper");
                assertThat(session.transcript().asText()).contains("*: answered by a policy, which failed\n");
            });
        }
    }

    @Test
    void aPolicyThatFailsToSayItsNameHasThatOfItsClass() {
        Policy nameless = new Policy() {
            @Override
            public Verdict judge(Request request) {
                return Verdict.answer(Reply.of("450 4.7.0 Not now"));
            }

            @Override
            public String toString() {
                throw new IllegalStateException("out of ink");
            }
        };
        try (FakeSmtpServer smtp = serverWith(nameless)) {
            Talk.play(smtp, "S: 450 4.7.0 Not now");

            assertThat(smtp.mailbox().sessions().get(0).transcript().asText())
                    .contains("*: answered by policy " + nameless.getClass().getName() + "\n");
        }
    }

    @Test
    void anAssertionInAPolicyFailsAsAnExceptionDoes() {
        Policy asserting = request -> {
            assertThat(request.session().client().getPort()).isZero();
            return Verdict.noOpinion();
        };
        try (FakeSmtpServer smtp = serverWith(asserting)) {
            Talk.play(smtp, "S: 451 4.3.0");

            assertThat(smtp.mailbox().sessions())
                    .singleElement()
                    .satisfies(session -> assertThat(session.findings())
                            .singleElement()
                            .asString()
                            .startsWith("ERROR POLICY_FAILED: a policy threw ")
                            .contains("AssertionFailedError"));
        }
    }

    @Test
    void aPolicyThatFailsToSayWhatConcernsItIsAsked() {
        Policy failing = new Policy() {
            @Override
            public boolean concerns(Stage stage) {
                throw new IllegalStateException("out of paper");
            }

            @Override
            public Verdict judge(Request request) {
                return Verdict.noOpinion();
            }
        };
        try (FakeSmtpServer smtp = serverWith(failing)) {
            Talk.play(smtp, "S: 220");
        }
    }

    @Test
    void onlyWhatConcernsAStageIsAskedThere() {
        MemoryScript script = new MemoryScript();
        assertThat(Stage.values()).noneMatch(script::concerns);

        Rule rule = Rule.of(Stage.RCPT, "*", "450 No", 0);
        script.add(rule);
        assertThat(Stage.values()).filteredOn(script::concerns).containsExactly(Stage.RCPT);

        script.remove(rule);
        assertThat(Stage.values()).noneMatch(script::concerns);
    }

    @Test
    void theScriptHasTheFirstWord() {
        try (FakeSmtpServer smtp = serverWith(Policies.requireAuth())) {
            smtp.script().when(When.mailFrom()).thenAccept().times(1);

            Talk.play(
                    smtp, HELLO + "C: MAIL FROM:<a@a.test>\nS: 250\nC: RSET\nS: 250\nC: MAIL FROM:<a@a.test>\nS: 530");
        }
    }

    @ParameterizedTest
    @EnumSource(BareLf.class)
    void bareLfInAMailIsTreatedAsWanted(BareLf treatment) {
        try (FakeSmtpServer smtp = FakeSmtpServer.builder().bareLf(treatment).start();
                Talk talk = Talk.to(smtp)) {
            talk.play(HELLO + "C: MAIL FROM:<a@a.test>\nS: 250\nC: RCPT TO:<b@a.test>\nS: 250\nC: DATA\nS: 354");
            talk.say("A: b\n c\r\n\r\n..x\n\n.\ny\r\n.\r\n");

            switch (treatment) {
                case RECORD, NORMALIZE -> talk.play("S: 250\nC: NOOP\nS: 250");
                case REFUSE -> talk.play("S: 550 5.5.2 Error: bare <LF> received\nC: NOOP\nS: 250");
                case REFUSE_AND_CLOSE -> talk.play("S: 521 5.5.2 Error: bare <LF> received\nS: (closed)");
            }
            assertThat(smtp.mailbox().mails())
                    .extracting(mail -> new String(mail.raw(), ISO_8859_1))
                    .isEqualTo(
                            switch (treatment) {
                                case RECORD -> List.of("A: b\n c\r\n\r\n.x\n\n.\ny\r\n");
                                case NORMALIZE -> List.of("A: b\r\n c\r\n\r\n.x\r\n\r\n.\r\ny\r\n");
                                case REFUSE, REFUSE_AND_CLOSE -> List.of();
                            });
            assertThat(smtp.mailbox().mails())
                    .allSatisfy(mail -> assertThat(new String(mail.wire(), ISO_8859_1))
                            .isEqualTo("A: b\n c\r\n\r\n..x\n\n.\ny\r\n.\r\n"));
        }
    }

    /** What a mail would be without the CRs that were added is what its sender has to hear of. */
    @Test
    void aNormalizedMailIsJudgedAsItWasSent() {
        List<List<String>> found = new ArrayList<>();
        for (BareLf treatment : List.of(BareLf.RECORD, BareLf.NORMALIZE)) {
            try (FakeSmtpServer smtp =
                            FakeSmtpServer.builder().bareLf(treatment).start();
                    Talk talk = Talk.to(smtp)) {
                talk.play(HELLO
                        + "C: MAIL FROM:<a@a.test> SIZE=71\nS: 250\nC: RCPT TO:<b@a.test>\nS: 250\nC: DATA\nS: 354");
                talk.say("a: b\n\n" + "x\n".repeat(8) + ".unstuffed\r\nz\r\n.\nMAIL FROM:<evil@x.test>\r\n.\r\n");
                talk.play("S: 250");
                found.add(smtp.mailbox().mails().get(0).findings().stream()
                        .map(Finding::rule)
                        .toList());
            }
        }
        assertThat(found.get(0))
                .contains("SMUGGLING", "UNSTUFFED_DOT", "BARE_LF_DATA")
                .doesNotContain("SIZE_MISMATCH");
        assertThat(found.get(1)).isEqualTo(found.get(0));
    }

    @ParameterizedTest
    @EnumSource(BareLf.class)
    void aBinaryMailHasNoLines(BareLf treatment) {
        try (FakeSmtpServer smtp = FakeSmtpServer.builder().bareLf(treatment).start();
                Talk talk = Talk.to(smtp)) {
            talk.play(HELLO + "C: MAIL FROM:<a@a.test> BODY=BINARYMIME\nS: 250\nC: RCPT TO:<b@a.test>\nS: 250");
            talk.say("BDAT 4 LAST\r\n\0\n\u00FF\n").play("S: 250");
            assertThat(smtp.mailbox().mails().get(0).raw()).isEqualTo("\0\n\u00FF\n".getBytes(ISO_8859_1));
        }
    }

    @Test
    void aNormalizedMailTakesItsPlaceInTheTranscriptUntilItIsDropped() {
        try (FakeSmtpServer smtp = FakeSmtpServer.builder()
                        .bareLf(BareLf.NORMALIZE)
                        .retain(1)
                        .start();
                Talk talk = Talk.to(smtp)) {
            talk.play(HELLO);
            for (int i = 0; i < 2; i++) {
                talk.play("C: MAIL FROM:<a@a.test>\nS: 250\nC: RCPT TO:<b@a.test>\nS: 250\nC: DATA\nS: 354");
                talk.say("a\nb\r\n.\r\n").play("S: 250");
            }

            assertThat(smtp.mailbox().sessions().get(0).transcript().asText())
                    .containsOnlyOnce("C: (6 octets of content, no longer kept)")
                    .containsOnlyOnce("C: (6 octets of content)");
        }
    }

    @Test
    void whatCannotBeCountedIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Policies.quota(-1))
                .withMessageContaining("-1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Policies.hopcountLimit(-1))
                .withMessageContaining("-1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Policies.maxConnectionsPerClient(0))
                .withMessageContaining("0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Policies.rateLimit(0, Duration.ofSeconds(1)))
                .withMessageContaining("mails must be 1 or more");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Policies.reject(Stage.RCPT, "no"))
                .withMessageContaining("\"no\"");
    }
}
