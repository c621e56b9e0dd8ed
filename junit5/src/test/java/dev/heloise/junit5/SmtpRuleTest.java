package dev.heloise.junit5;

import static dev.heloise.junit5.SmtpServer.Lifecycle.PER_METHOD;
import static dev.heloise.script.Stage.CONNECT;
import static dev.heloise.script.Stage.END_OF_DATA;
import static dev.heloise.script.Stage.MAIL;
import static dev.heloise.script.Stage.NOOP;
import static dev.heloise.script.Stage.QUIT;
import static dev.heloise.script.Stage.RCPT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;

import dev.heloise.FakeSmtpServer;
import dev.heloise.SmtpEndpoint;
import dev.heloise.mailbox.Mailbox;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;

class SmtpRuleTest {

    @Test
    void aRuleOfAMethodIsInForceForThatTestAlone() {
        TestRun.of(OfMethods.class).passes(4);
    }

    @Test
    void theRulesOfTheMethodComeBeforeThoseOfTheClassAndTheClassesAround() {
        TestRun.of(OfClasses.class).passes(3);
    }

    @Test
    void aRuleSaysAllThatAScriptCan() {
        TestRun.of(Vocabulary.class).passes(7);
    }

    @Test
    void rulesComeWithAnotherAnnotationAndWithSuperclasses() {
        TestRun.of(Composed.class, Inheriting.class).passes(2);
    }

    @Test
    void rulesHoldAtServersThatLiveAsLongAsATestOrWereMadeByHand() {
        TestRun.of(ServerOfParameter.class, ServerOfField.class, ByHandServer.class)
                .passes(4);
    }

    @Test
    void strictNamesTheRulesThatWereNotUsed() {
        assertThat(TestRun.of(Unused.class).failure())
                .isInstanceOf(AssertionError.class)
                .hasMessage("""
                a rule was not used, and strict = true does not allow that:
                  RCPT *@full.example: 452 4.2.2 Mailbox full, 2 times
                  NOOP: 250 Still here""");
    }

    @Test
    void aRuleThatMakesNoSenseIsNamed() {
        assertThat(TestRun.of(Senseless.class).failureText())
                .contains("@SmtpRule on method Senseless.test: ", "\"600 No\"");
        assertThat(TestRun.of(SenselessClass.class).failureText())
                .contains("@SmtpRule on class SenselessClass: not a rule: ", "\"someone\"");
        assertThat(TestRun.of(Lossy.class).failureText()).contains("afterStoring is about drop", "\"451 4.3.0 Later\"");
    }

    @Test
    void aRuleWithoutAServerIsAMistake() {
        assertThat(TestRun.of(Serverless.class).failureText()).contains("@SmtpRule needs a server that follows it");
    }

    @Test
    void atASharedServerARuleIsForAnInbox() {
        TestRun.inParallel(ForInboxes.class).passes(8);
    }

    @Test
    void atASharedServerARuleForAllFailsWithAdvice() {
        assertThat(TestRun.inParallel(ForAll.class).failureTexts())
                .contains("the rule \"NOOP: 250 Mine\" would answer other tests as well, which use class ForAll at the"
                        + " same time: say for which inbox or client it is, or give each test a server with lifecycle ="
                        + " PER_METHOD");
    }

    private static String dialogue(Mailbox mailbox) {
        return mailbox.sessions().get(0).transcript().asText().replaceAll("(?m)^\\*: .*\n", "");
    }

    private static String lastReply(Mailbox mailbox) {
        return mailbox.sessions()
                .get(0)
                .transcript()
                .asText()
                .lines()
                .filter(line -> line.startsWith("S: "))
                .reduce("", (earlier, later) -> later)
                .substring(3);
    }

    @SmtpServer
    static class OfMethods {

        @Test
        @SmtpRule(at = NOOP, reply = "250 Still here")
        void hasIt(SmtpEndpoint smtp, Mailbox mailbox) {
            Wire.say(smtp, "NOOP\r\n");
            assertThat(lastReply(mailbox)).isEqualTo("250 Still here");
        }

        @RepeatedTest(3)
        void hasNone(FakeSmtpServer smtp, Mailbox mailbox) {
            assertThat(smtp.script().rules()).isEmpty();
            Wire.say(smtp, "NOOP\r\n");
            assertThat(lastReply(mailbox)).isEqualTo("250 2.0.0 Ok");
        }
    }

    @SmtpServer
    @SmtpRule(at = NOOP, reply = "250 Outer")
    static class OfClasses {

        @Test
        void outer(SmtpEndpoint smtp, Mailbox mailbox) {
            Wire.say(smtp, "NOOP\r\n");
            assertThat(lastReply(mailbox)).isEqualTo("250 Outer");
        }

        @Nested
        @SmtpRule(at = NOOP, reply = "250 Inner")
        class Inner {

            @BeforeEach
            @AfterEach
            void areInForceAlready(FakeSmtpServer smtp) {
                assertThat(smtp.script().rules()).hasSizeGreaterThan(1);
            }

            @Test
            void inner(SmtpEndpoint smtp, Mailbox mailbox) {
                Wire.say(smtp, "NOOP\r\n");
                assertThat(lastReply(mailbox)).isEqualTo("250 Inner");
            }

            @Test
            @SmtpRule(at = NOOP, reply = "250 Method", times = 1)
            void method(SmtpEndpoint smtp, Mailbox mailbox) {
                Wire.say(smtp, "NOOP\r\n", "NOOP\r\n");
                assertThat(dialogue(mailbox)).contains("S: 250 Method\nC: NOOP\nS: 250 Inner");
            }
        }
    }

    @SmtpServer(lifecycle = PER_METHOD)
    static class Vocabulary {

        @Test
        @SmtpRule(
                at = NOOP,
                reply = {"450 Later", "250 Now", "accept"})
        void repliesComeOneAfterTheOther(SmtpEndpoint smtp, Mailbox mailbox) {
            Wire.say(smtp, "NOOP\r\n", "NOOP\r\n", "NOOP\r\n", "NOOP\r\n");
            assertThat(dialogue(mailbox)).endsWith("""
                            C: NOOP
                            S: 450 Later
                            C: NOOP
                            S: 250 Now
                            C: NOOP
                            S: 250 2.0.0 Ok
                            C: NOOP
                            S: 250 2.0.0 Ok
                            """);
        }

        @Test
        @SmtpRule(at = CONNECT, reply = "drop", times = 1)
        void wordsStandForWhatIsDone(FakeSmtpServer smtp) {
            assertThat(Wire.greeting(smtp)).isNull();
            assertThat(Wire.greeting(smtp)).startsWith("220 ");
        }

        @Test
        @SmtpRule(at = END_OF_DATA, reply = "reset", afterStoring = true)
        void aMailIsStoredBeforeTheConnectionBreaks(FakeSmtpServer smtp) {
            Wire.sayAsFarAsItGoes(smtp, "ada@example.com");
            assertThat(smtp.mailbox().mails()).hasSize(1);
        }

        @Test
        @SmtpRule(
                at = END_OF_DATA,
                reply = {"451 4.3.0 Later", "reset"},
                afterStoring = true)
        void ofSeveralAnswersTheOneThatBreaksComesAfterStoring(FakeSmtpServer smtp) {
            Wire.sayAsFarAsItGoes(smtp, "ada@example.com");
            assertThat(smtp.mailbox().mails()).isEmpty();
            Wire.sayAsFarAsItGoes(smtp, "ada@example.com");
            assertThat(smtp.mailbox().mails()).hasSize(1);
        }

        @Test
        @SmtpRule(at = NOOP, reply = "250 one\ntwo", cutAfter = 9)
        void aReplyIsCut(SmtpEndpoint smtp, Mailbox mailbox) {
            Wire.say(smtp, "NOOP\r\n");
            assertThat(lastReply(mailbox)).isEqualTo("250-one");
        }

        @Test
        @SmtpRule(at = NOOP, reply = "421 4.3.2 Going", closing = true, afterMillis = 1, pauseMillis = 1)
        void aReplyIsTheLastWord(SmtpEndpoint smtp, Mailbox mailbox) {
            Wire.say(smtp, "NOOP\r\n", "NOOP\r\n");
            assertThat(lastReply(mailbox)).isEqualTo("421 4.3.2 Going");
        }

        @Test
        @SmtpRule(at = RCPT, matching = "*@full.example", reply = "452 4.2.2 Mailbox full")
        @SmtpRule(at = RCPT, client = "192.0.2.*", reply = "550 5.7.1 Not you")
        @SmtpRule(at = QUIT, reply = "221 Farewell")
        void severalRulesStandTogether(SmtpEndpoint smtp, Mailbox mailbox) {
            Wire.say(
                    smtp,
                    "EHLO shop.example\r\n",
                    "MAIL FROM:<no-reply@shop.example>\r\n",
                    "RCPT TO:<ada@example.com>\r\n",
                    "RCPT TO:<ada@full.example>\r\n",
                    "QUIT\r\n");
            assertThat(dialogue(mailbox)).endsWith("""
                            C: RCPT TO:<ada@example.com>
                            S: 250 2.1.5 Ok
                            C: RCPT TO:<ada@full.example>
                            S: 452 4.2.2 Mailbox full
                            C: QUIT
                            S: 221 Farewell
                            """);
        }
    }

    @Retention(RetentionPolicy.RUNTIME)
    @SmtpServer
    @SmtpRule(at = NOOP, reply = "250 Busy")
    @interface AtABusyServer {}

    @AtABusyServer
    static class Composed {

        @Test
        void test(SmtpEndpoint smtp, Mailbox mailbox) {
            Wire.say(smtp, "NOOP\r\n");
            assertThat(lastReply(mailbox)).isEqualTo("250 Busy");
        }
    }

    @SmtpServer
    @SmtpRule(at = NOOP, reply = "250 Inherited")
    abstract static class Base {}

    static class Inheriting extends Base {

        @Test
        void test(SmtpEndpoint smtp, Mailbox mailbox) {
            Wire.say(smtp, "NOOP\r\n");
            assertThat(lastReply(mailbox)).isEqualTo("250 Inherited");
        }
    }

    static class ServerOfParameter {

        @Test
        @SmtpRule(at = NOOP, reply = "250 Still here")
        void test(@SmtpServer FakeSmtpServer smtp) {
            Wire.say(smtp, "NOOP\r\n");
            assertThat(lastReply(smtp.mailbox())).isEqualTo("250 Still here");
        }
    }

    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    @SmtpRule(at = NOOP, reply = "250 Still here")
    static class ServerOfField {

        @SmtpServer
        FakeSmtpServer smtp;

        @RepeatedTest(2)
        void test() {
            Wire.say(smtp, "NOOP\r\n");
            assertThat(lastReply(smtp.mailbox())).isEqualTo("250 Still here");
        }
    }

    static class ByHandServer {

        @RegisterExtension
        static final SmtpServerExtension SMTP =
                SmtpServerExtension.configured(builder -> {}).strict();

        @Test
        @SmtpRule(at = NOOP, reply = "250 Still here")
        void test() {
            Wire.say(SMTP, "NOOP\r\n");
            assertThat(lastReply(SMTP.mailbox())).isEqualTo("250 Still here");
        }
    }

    @SmtpServer(strict = true)
    static class Unused {

        @Test
        @SmtpRule(at = RCPT, matching = "*@full.example", reply = "452 4.2.2 Mailbox full", times = 2)
        @SmtpRule(at = MAIL, reply = "accept")
        @SmtpRule(at = NOOP, reply = "250 Still here")
        void test(SmtpEndpoint smtp) {
            Wire.send(smtp, "ada@example.com", "Hello");
        }
    }

    @SmtpServer
    static class Senseless {

        @Test
        @SmtpRule(at = NOOP, reply = "600 No")
        void test() {}
    }

    @SmtpServer
    @SmtpRule(at = NOOP, matching = "someone", reply = "250 Ok")
    static class SenselessClass {

        @Test
        void test() {}
    }

    @SmtpServer
    @SmtpRule(at = END_OF_DATA, reply = "451 4.3.0 Later", afterStoring = true)
    static class Lossy {

        @Test
        void test() {}
    }

    static class Serverless {

        @Test
        @SmtpRule(at = NOOP, reply = "250 Ok")
        void test() {}
    }

    @SmtpServer
    @Execution(CONCURRENT)
    static class ForInboxes {

        @RepeatedTest(4)
        @SmtpRule(at = RCPT, inbox = "full@example.com", reply = "452 4.2.2 Mailbox full")
        void full(SmtpEndpoint smtp, @Inbox("full@example.com") Mailbox inbox) {
            Wire.send(smtp, "full@example.com", "Hello");
            assertThat(inbox.mails()).isEmpty();
        }

        @RepeatedTest(4)
        void empty(SmtpEndpoint smtp) {
            Wire.send(smtp, "ada@example.com", "Hello");
        }
    }

    @SmtpServer
    @Execution(CONCURRENT)
    static class ForAll {

        @Test
        @SmtpRule(at = NOOP, reply = "250 Mine")
        void one() {}

        @Test
        void two() {}
    }
}
