package dev.heloise.script;

import static dev.heloise.script.When.ehlo;
import static dev.heloise.script.When.endOfData;
import static dev.heloise.script.When.mailFrom;
import static dev.heloise.script.When.rcptTo;
import static org.assertj.core.api.Assertions.assertThat;

import dev.heloise.FakeSmtpServer;
import dev.heloise.MutableClock;
import dev.heloise.Talk;
import dev.heloise.mailbox.MailFilter;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MemoryScriptTest {

    private final MutableClock clock = MutableClock.create();
    private final FakeSmtpServer smtp = FakeSmtpServer.builder().clock(clock).start();
    private final Script script = smtp.script();

    @AfterEach
    void close() {
        smtp.close();
    }

    @Test
    void answersComeInTheirOrderAndTheLastOneStays() {
        script.when(rcptTo("*@a.test"))
                .thenReply("450 1")
                .times(2)
                .thenReply("451 2")
                .thenReply("452 3");

        Talk.play(smtp, """
            S: 220
            C: EHLO a
            S: 250
            C: MAIL FROM:<a@b.test>
            S: 250
            C: RCPT TO:<x@a.test>
            S: 450 1
            C: RCPT TO:<x@b.test>
            S: 250
            C: RCPT TO:<x@a.test>
            S: 450 1
            C: RCPT TO:<x@a.test>
            S: 451 2
            C: RCPT TO:<x@a.test>
            S: 452 3
            C: RCPT TO:<x@a.test>
            S: 452 3
            """);
    }

    @Test
    void aRuleThatIsUsedUpLeavesTheWordToTheNext() {
        script.when(mailFrom()).thenReply("450 1").times(1);
        script.when(mailFrom()).thenReply("451 2").times(1);

        Talk.play(smtp, """
            S: 220
            C: EHLO a
            S: 250
            C: MAIL FROM:<a@b.test>
            S: 450 1
            C: MAIL FROM:<a@b.test>
            S: 451 2
            C: MAIL FROM:<a@b.test>
            S: 250
            """);
    }

    @Test
    void aRuleNeverMasksWhatTheProtocolSays() {
        script.when(rcptTo()).thenReply("250 2.1.5 Any time");
        script.when(When.data()).thenReply("354 Go ahead");
        script.when(endOfData()).thenReply("250 Fine");

        Talk.play(smtp, """
            S: 220
            C: RCPT TO:<x@a.test>
            S: 503 5.5.1
            C: DATA
            S: 503 5.5.1
            C: EHLO a
            S: 250
            C: MAIL FROM:<a@b.test>
            S: 250
            C: RCPT TO:<not an address>
            S: 501 5.1.3
            C: DATA
            S: 554 5.5.1
            """);
        assertThat(script.unused()).hasSize(3);
    }

    @Test
    void rulesKnowEveryStage() {
        for (Stage stage : Stage.values()) {
            script.add(Rule.of(stage, "*", stage == Stage.CONNECT ? "220 CONNECT" : "450 " + stage, 1));
        }

        Talk.play(smtp, """
            S: 220 CONNECT
            C: EHLO a
            S: 450 EHLO
            C: HELO a
            S: 450 HELO
            C: NOOP
            S: 450 NOOP
            C: EHLO a
            S: 250
            C: MAIL FROM:<a@b.test>
            S: 450 MAIL
            C: MAIL FROM:<a@b.test>
            S: 250
            C: RCPT TO:<a@b.test>
            S: 450 RCPT
            C: RCPT TO:<a@b.test>
            S: 250
            C: RSET
            S: 450 RSET
            C: DATA
            S: 450 DATA
            C: DATA
            S: 354
            C: .
            S: 450 END_OF_DATA
            C: QUIT
            S: 450 QUIT
            S: (closed)
            """);
        assertThat(script.unused()).extracting(Rule::at).containsExactly(Stage.STARTTLS, Stage.AUTH);
    }

    @Test
    void aRuleOfAMethodComesFirstAndGoesAway() {
        script.when(ehlo()).thenReply("550 class");
        Rule method = Rule.of(Stage.EHLO, "*", "450 method", 0);

        script.addFirst(method);
        Talk.play(smtp, "S: 220\nC: EHLO a\nS: 450 method");
        script.remove(method);

        Talk.play(smtp, "S: 220\nC: EHLO a\nS: 550 class");
    }

    @Test
    void aRuleIsForOneInboxOrOneClient() {
        script.when(endOfData().inbox("ada@a.test")).thenReply("550 5.7.1 Not Ada");
        script.when(mailFrom().client("192.0.2.*")).thenReply("550 5.7.1 Not from there");

        Talk.play(smtp, transactionTo("bob@a.test") + "S: 250");
        Talk.play(smtp, transactionTo("ada@A.TEST") + "S: 550 5.7.1 Not Ada");
        assertThat(script.unused()).extracting(Rule::at).containsExactly(Stage.MAIL);
    }

    @Test
    void theEndOfDataMatchesTheSubjectLine() {
        script.when(endOfData("*rejected*")).thenReply("550 5.7.1 No");

        Talk.play(smtp, transactionTo("bob@a.test") + "S: 250");
        Talk.play(
                smtp, transactionTo("bob@a.test").replace("Welcome", "=?utf-8?q?Be_rejected=21?=") + "S: 550 5.7.1 No");
    }

    @Test
    void theEndOfDataMatchesAFilter() {
        MailFilter large = MailFilter.matching("of more than 30 octets", mail -> mail.raw().length > 30);
        script.when(endOfData(large)).thenReply("552 5.3.4 Too large for me");

        Talk.play(smtp, transactionTo("bob@a.test") + "S: 250");
        Talk.play(smtp, transactionTo("bob@a.test").replace("Welcome", "Welcome to this test") + "S: 552 5.3.4");
        assertThat(script.rules()).singleElement().asString().startsWith("END_OF_DATA of more than 30 octets: 552");
    }

    private static String transactionTo(String recipient) {
        return """
            S: 220
            C: EHLO a
            S: 250
            C: MAIL FROM:<a@b.test>
            S: 250
            C: RCPT TO:<%s>
            S: 250
            C: DATA
            S: 354
            C: Subject: Welcome
            C:
            C: .
            """.formatted(recipient);
    }

    @Test
    void greylistingIsByClientSenderAndRecipient() {
        script.when(rcptTo()).thenGreylist(Duration.ofMinutes(5));
        String visit = "S: 220\nC: EHLO a\nS: 250\nC: MAIL FROM:<%s>\nS: 250\nC: RCPT TO:<%s>\nS: %s";
        String refused = "450 4.7.1 <x@b.test>: Recipient address rejected: Greylisted";

        Talk.play(smtp, visit.formatted("a@a.test", "x@b.test", refused));
        clock.advance(Duration.ofMinutes(5).minusMillis(1));
        Talk.play(smtp, visit.formatted("a@a.test", "x@b.test", refused));
        Talk.play(smtp, visit.formatted("b@a.test", "x@b.test", refused));
        clock.advance(Duration.ofMillis(1));

        Talk.play(smtp, visit.formatted("a@a.test", "x@b.test", "250"));
        Talk.play(smtp, visit.formatted("b@a.test", "x@b.test", "450 4.7.1"));
        Talk.play(smtp, visit.formatted("a@a.test", "y@b.test", "450 4.7.1"));
    }

    @Test
    void aRateIsLimitedForEachSender() {
        script.when(mailFrom()).thenRateLimit(2, Duration.ofMinutes(1));
        String visit = "S: 220\nC: EHLO a\nS: 250\nC: MAIL FROM:<%s>\nS: %s";
        String refused = "450 4.7.1 Error: too much mail from <a@a.test>";

        Talk.play(smtp, visit.formatted("a@a.test", "250"));
        clock.advance(Duration.ofSeconds(30));
        Talk.play(smtp, visit.formatted("a@a.test", "250"));
        Talk.play(smtp, visit.formatted("a@a.test", refused));
        Talk.play(smtp, visit.formatted("b@a.test", "250"));
        clock.advance(Duration.ofSeconds(30));

        Talk.play(smtp, visit.formatted("a@a.test", "250"));
        Talk.play(smtp, visit.formatted("a@a.test", refused));
    }

    @Test
    void whichRuleAnsweredStandsBesideTheReply() {
        script.when(mailFrom("*@b.test")).thenReply("450 4.3.0 Later").thenAccept();

        Talk.play(smtp, """
            S: 220
            C: EHLO a
            S: 250
            C: MAIL FROM:<a@b.test>
            S: 450 4.3.0 Later
            C: MAIL FROM:<a@b.test>
            S: 250
            C: QUIT
            S: 221
            """);

        assertThat(smtp.mailbox().sessions().get(0).transcript().asText()).contains("""
            C: MAIL FROM:<a@b.test>
            *: answered by rule MAIL *@b.test: 450 4.3.0 Later, once; then accept [1]
            S: 450 4.3.0 Later
            C: MAIL FROM:<a@b.test>
            *: answered by rule MAIL *@b.test: 450 4.3.0 Later, once; then accept [2]
            S: 250 2.1.0 Ok
            """);
    }

    @Test
    void aResetForgetsTheRulesAndWhatTheyHaveCounted() {
        script.when(ehlo()).thenReply("450 No");

        smtp.reset();

        assertThat(script.rules()).isEmpty();
        Talk.play(smtp, "S: 220\nC: EHLO a\nS: 250");
    }
}
