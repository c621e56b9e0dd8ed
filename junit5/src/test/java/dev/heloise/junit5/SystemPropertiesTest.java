package dev.heloise.junit5;

import static dev.heloise.PropertyNames.JAKARTA_MAIL;
import static dev.heloise.PropertyNames.SPRING;
import static dev.heloise.junit5.SmtpServer.Lifecycle.PER_METHOD;
import static dev.heloise.junit5.SmtpServer.Lifecycle.PER_RUN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.heloise.FakeSmtpServer;
import dev.heloise.SmtpEndpoint;
import dev.heloise.mailbox.Mailbox;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** System properties that lead a mailer to the server, and are what they were before when it has gone. */
class SystemPropertiesTest {

    @BeforeEach
    void set() {
        System.setProperty("spring.mail.host", "smtp.shop.example");
    }

    @AfterEach
    void clear() {
        assertThat(System.getProperty("spring.mail.host")).isEqualTo("smtp.shop.example");
        assertThat(System.getProperties()).doesNotContainKeys("spring.mail.port", "mail.smtp.host", "mail.smtp.port");
        System.clearProperty("spring.mail.host");
    }

    @Test
    void areThereFromBeforeAllUntilAfterAllTests() {
        TestRun.of(PerClass.class).passes(1);
    }

    @Test
    void areThereBeforeTheConstructorOfAnInstanceForAllTests() {
        TestRun.of(OneInstance.class).passes(1);
    }

    @Test
    void areThoseOfEachTestsOwnServer() {
        TestRun.of(PerMethod.class).passes(2);
    }

    @Test
    void leadToTheInnerServerWhileThatRuns() {
        TestRun.of(Outer.class).passes(3);
    }

    @Test
    void stayThoseOfAServerForTheRunThatWasStartedWithinAClass() {
        TestRun.of(StartsServerOfRun.class, AfterIt.class).passes(2);
    }

    @Test
    void cannotBeThoseOfTwoServersWhereTestsRunInParallel() {
        assertThat(TestRun.inParallel(Outer.class).failureText())
                .containsPattern("two servers want the system property mail\\.smtp\\.(host|port) at the same time: the"
                        + " one of class Outer has it, the one of class Inner asks for it\\.")
                .contains("Either share one server with lifecycle = PER_RUN, or run these tests one after the other");
    }

    private static void leadTo(SmtpEndpoint smtp) {
        assertThat(System.getProperty("mail.smtp.host")).isEqualTo(smtp.host());
        assertThat(System.getProperty("mail.smtp.port")).isEqualTo(Integer.toString(smtp.port()));
    }

    @SmtpServer(systemProperties = {JAKARTA_MAIL, SPRING})
    static class PerClass {

        @BeforeAll
        static void beforeAll(FakeSmtpServer smtp) {
            leadTo(smtp);
        }

        @Test
        void test(FakeSmtpServer smtp, Mailbox mailbox) {
            leadTo(smtp);
            assertThat(System.getProperty("spring.mail.host")).isEqualTo(smtp.host());
            new Mailer(System.getProperties()).welcome("ada@example.com");
            assertThat(mailbox.mails()).hasSize(1);
        }

        @AfterAll
        static void afterAll(FakeSmtpServer smtp) {
            leadTo(smtp);
        }
    }

    @SmtpServer(systemProperties = JAKARTA_MAIL)
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    static class OneInstance {

        private final Mailer mailer = new Mailer(System.getProperties());

        @Test
        void test(Mailbox mailbox) {
            mailer.welcome("ada@example.com");
            assertThat(mailbox.mails()).hasSize(1);
        }
    }

    @SmtpServer(systemProperties = JAKARTA_MAIL, lifecycle = PER_METHOD)
    static class PerMethod {

        @BeforeEach
        void beforeEach() {
            assertThat(System.getProperty("mail.smtp.port")).isNotNull();
        }

        @Test
        void one(FakeSmtpServer smtp) {
            leadTo(smtp);
        }

        @Test
        void two(FakeSmtpServer smtp) {
            leadTo(smtp);
        }
    }

    @SmtpServer(systemProperties = JAKARTA_MAIL)
    static class Outer {

        @Test
        void outer(FakeSmtpServer smtp) {
            leadTo(smtp);
        }

        @Nested
        @SmtpServer(systemProperties = JAKARTA_MAIL, hostname = "inner.example")
        class Inner {

            @Test
            void inner(FakeSmtpServer smtp) {
                leadTo(smtp);
            }
        }

        @Nested
        class Sharing {

            @Test
            void inner(FakeSmtpServer smtp) {
                leadTo(smtp);
            }
        }
    }

    @SmtpServer(systemProperties = JAKARTA_MAIL, hostname = "outer.example")
    static class StartsServerOfRun {

        @Nested
        @SmtpServer(systemProperties = JAKARTA_MAIL, lifecycle = PER_RUN)
        class Inner {

            @Test
            void test(FakeSmtpServer smtp) {
                leadTo(smtp);
            }
        }
    }

    @SmtpServer(systemProperties = JAKARTA_MAIL, lifecycle = PER_RUN)
    static class AfterIt {

        @Test
        void test(FakeSmtpServer smtp) {
            leadTo(smtp);
        }
    }
}
