package dev.heloise.junit5;

import static dev.heloise.mailbox.MailFilter.any;
import static dev.heloise.script.SmtpExtension.PIPELINING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.heloise.FakeSmtpServer;
import dev.heloise.SmtpEndpoint;
import dev.heloise.mailbox.Mailbox;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Where {@code @SmtpServer} may stand, and who gets what from it. */
class PlacesTest {

    @Nested
    class OnAClass {

        @Test
        void givesTheSameServerToConstructorLifecycleMethodsAndTests() {
            TestRun.of(Everywhere.class).passes(2);
        }

        @Test
        void isInherited() {
            TestRun.of(Inheriting.class).passes(3);
        }

        @Test
        void isSharedByNestedClassesThreeDeep() {
            TestRun.of(Outer.class).passes(4);
        }

        @Test
        void givesWayToThatOfANestedClass() {
            TestRun.of(OuterWithOther.class).passes(2);
        }

        @Test
        void servesATestInstanceThatIsThereForTheWholeClass() {
            TestRun.of(OneInstance.class).passes(2);
        }
    }

    @Nested
    class OnAField {

        @Test
        void fillsAStaticFieldBeforeAllTests() {
            TestRun.of(StaticField.class).passes(2);
            assertThat(StaticField.smtp).as("the field after its class").isNull();
        }

        @Test
        void fillsAnInstanceFieldBeforeEachTest() {
            TestRun.of(InstanceField.class).passes(2);
        }

        @Test
        void fillsTheFieldsOfEnclosingInstances() {
            TestRun.of(FieldOfOuter.class).passes(2);
        }

        @Test
        void fillsThoseOfAOneForAllInstanceBeforeAllTests() {
            TestRun.of(FieldOfOneInstance.class).passes(2);
        }

        @Test
        void makesAServerForEachField() {
            TestRun.of(TwoFields.class).passes(1);
        }

        @Test
        void meansTheServerOfTheClassWhereItIsPlain() {
            TestRun.of(ClassAndPlainField.class).passes(1);
        }

        @Test
        void takesAMailboxToBeThatOfTheServerBesideIt() {
            TestRun.of(ServerAndMailbox.class).passes(1);
        }

        @Test
        void refusesATypeThatItCannotFill() {
            assertThat(TestRun.of(WrongType.class).failureText())
                    .contains("the field WrongType.smtp is annotated with @SmtpServer, so it must be a FakeSmtpServer,"
                            + " an SmtpEndpoint or a Mailbox, and not final");
        }

        @Test
        void refusesAFinalField() {
            assertThat(TestRun.of(FinalField.class).failureText()).contains("and not final");
        }

        @Test
        void doesNotGuessWhichOfTwoAParameterMeans() {
            assertThat(TestRun.of(TwoFieldsAndAParameter.class).failureText())
                    .contains("which server is meant? There are several: [field TwoFieldsAndAParameter.backup,"
                            + " field TwoFieldsAndAParameter.primary]");
        }
    }

    @Nested
    class OnAParameter {

        @Test
        void givesATestServersOfItsOwn() {
            TestRun.of(Parameters.class).passes(3);
        }

        @Test
        void worksInConstructorsAndLifecycleMethods() {
            TestRun.of(ParametersElsewhere.class).passes(2);
        }
    }

    @Nested
    class OnAMethod {

        @Test
        void givesOneTestAnotherServer() {
            TestRun.of(OldServer.class).passes(2);
        }

        @Test
        void needsNoServerOfTheClass() {
            TestRun.of(MethodOnly.class).passes(1);
        }
    }

    @Test
    void standsForItselfOnAnotherAnnotation() {
        TestRun.of(Composed.class, ComposedField.class).passes(2);
    }

    @Test
    void explainsAParameterWithoutAnyServer() {
        assertThat(TestRun.of(NoServer.class).failureText())
                .contains("which server is meant? There is no @SmtpServer on the parameter, on the test method, or on a"
                        + " class or a field around it");
    }

    @SmtpServer
    static class Everywhere {

        private static FakeSmtpServer first;
        private final FakeSmtpServer inConstructor;

        Everywhere(FakeSmtpServer smtp, Mailbox mailbox, SmtpEndpoint endpoint) {
            assertThat(smtp).isSameAs(first).isSameAs(endpoint);
            assertThat(mailbox).isSameAs(smtp.mailbox());
            inConstructor = smtp;
        }

        @BeforeAll
        static void beforeAll(FakeSmtpServer smtp) {
            first = smtp;
        }

        @BeforeEach
        void beforeEach(FakeSmtpServer smtp) {
            assertThat(smtp).isSameAs(inConstructor);
            Wire.send(smtp, "ada@example.com", "before the test");
        }

        @Test
        void one(Mailbox mailbox) {
            assertThat(mailbox.mails()).hasSize(1);
        }

        @Test
        void two(FakeSmtpServer smtp, Mailbox mailbox) {
            assertThat(smtp).isSameAs(inConstructor);
            assertThat(mailbox.mails()).hasSize(1);
        }

        @AfterEach
        void afterEach(FakeSmtpServer smtp, Mailbox mailbox) {
            assertThat(smtp).isSameAs(inConstructor);
            assertThat(mailbox.sessions()).hasSize(1);
        }
    }

    static class Inheriting extends Everywhere {

        Inheriting(FakeSmtpServer smtp, Mailbox mailbox, SmtpEndpoint endpoint) {
            super(smtp, mailbox, endpoint);
        }

        @Test
        void three(Mailbox mailbox) {
            assertThat(mailbox.mails()).hasSize(1);
        }
    }

    @SmtpServer
    static class Outer {

        private static int port;

        @BeforeAll
        static void beforeAll(FakeSmtpServer smtp) {
            port = smtp.port();
        }

        @BeforeEach
        void beforeEach(FakeSmtpServer smtp) {
            Wire.send(smtp, "ada@example.com", "from the outermost class");
        }

        static void isOuterServer(FakeSmtpServer smtp) {
            assertThat(smtp.port()).isEqualTo(port);
            assertThat(smtp.mailbox().mails()).hasSize(1);
        }

        @Test
        void outermost(FakeSmtpServer smtp) {
            isOuterServer(smtp);
        }

        @Nested
        class One {

            @Test
            void inner(FakeSmtpServer smtp) {
                isOuterServer(smtp);
            }

            @Nested
            class Two {

                private final FakeSmtpServer inConstructor;

                Two(FakeSmtpServer smtp) {
                    inConstructor = smtp;
                }

                @Test
                void inner(FakeSmtpServer smtp) {
                    assertThat(smtp).isSameAs(inConstructor);
                    isOuterServer(smtp);
                }

                @Nested
                class Three {

                    @Test
                    void innermost(FakeSmtpServer smtp) {
                        isOuterServer(smtp);
                    }
                }
            }
        }
    }

    @SmtpServer
    static class OuterWithOther {

        FakeSmtpServer outer;

        @BeforeEach
        void beforeEach(FakeSmtpServer smtp) {
            outer = smtp;
        }

        @Test
        void outer(FakeSmtpServer smtp) {
            assertThat(smtp).isSameAs(outer);
        }

        @Nested
        @SmtpServer(hostname = "inner.example")
        class Inner {

            @Test
            void inner(FakeSmtpServer smtp) {
                assertThat(smtp).isNotSameAs(outer);
                assertThat(Wire.greeting(smtp)).startsWith("220 inner.example ");
            }
        }
    }

    @SmtpServer
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    static class OneInstance {

        private final FakeSmtpServer smtp;

        OneInstance(FakeSmtpServer smtp) {
            this.smtp = smtp;
        }

        @BeforeAll
        void beforeAll(FakeSmtpServer other) {
            assertThat(other).isSameAs(smtp);
        }

        @Test
        void one(Mailbox mailbox) {
            assertThat(mailbox.mails()).isEmpty();
            Wire.send(smtp, "ada@example.com", "one");
        }

        @Test
        void two(Mailbox mailbox) {
            assertThat(mailbox.mails()).isEmpty();
            Wire.send(smtp, "ada@example.com", "two");
        }
    }

    static class StaticField {

        @SmtpServer
        static FakeSmtpServer smtp;

        private static FakeSmtpServer first;

        @BeforeAll
        static void beforeAll() {
            first = smtp;
            assertThat(smtp).isNotNull();
        }

        @Test
        void one(Mailbox mailbox) {
            isFresh(mailbox);
        }

        @Test
        void two(Mailbox mailbox) {
            isFresh(mailbox);
        }

        private static void isFresh(Mailbox mailbox) {
            assertThat(smtp).isSameAs(first);
            assertThat(mailbox).isSameAs(smtp.mailbox());
            assertThat(mailbox.mails()).isEmpty();
            Wire.send(smtp, "ada@example.com", "Hello");
        }
    }

    static class InstanceField {

        private static FakeSmtpServer other;

        @SmtpServer
        private SmtpEndpoint smtp;

        @BeforeEach
        void beforeEach() {
            assertThat(smtp).isNotNull();
        }

        @Test
        void one(Mailbox mailbox) {
            isOfThisTest(mailbox);
        }

        @Test
        void two(Mailbox mailbox) {
            isOfThisTest(mailbox);
        }

        private void isOfThisTest(Mailbox mailbox) {
            assertThat(smtp).isNotSameAs(other);
            Wire.send(smtp, "ada@example.com", "Hello");
            assertThat(mailbox.mails()).hasSize(1);
            other = (FakeSmtpServer) smtp;
        }
    }

    static class FieldOfOuter {

        @SmtpServer
        FakeSmtpServer smtp;

        @Test
        void outer() {
            assertThat(smtp).isNotNull();
        }

        @Nested
        class Inner {

            @Test
            void inner(Mailbox mailbox) {
                Wire.send(smtp, "ada@example.com", "Hello");
                assertThat(mailbox.mails()).hasSize(1);
            }
        }
    }

    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    static class FieldOfOneInstance {

        @SmtpServer
        FakeSmtpServer smtp;

        private FakeSmtpServer first;

        @BeforeAll
        void beforeAll() {
            assertThat(smtp).isNotNull();
            first = smtp;
        }

        @Test
        void one() {
            assertThat(smtp).isSameAs(first);
        }

        @Test
        void two() {
            assertThat(smtp).isSameAs(first);
        }
    }

    static class TwoFields {

        @SmtpServer
        static FakeSmtpServer primary;

        @SmtpServer(hostname = "backup.example")
        static FakeSmtpServer backup;

        @Test
        void areTwoServers() {
            assertThat(primary.port()).isNotEqualTo(backup.port());
            assertThat(Wire.greeting(backup)).startsWith("220 backup.example ");
        }
    }

    static class TwoFieldsAndAParameter {

        @SmtpServer
        static FakeSmtpServer primary;

        @SmtpServer
        static FakeSmtpServer backup;

        @Test
        void which(FakeSmtpServer smtp) {}
    }

    @SmtpServer
    static class ClassAndPlainField {

        @SmtpServer
        static FakeSmtpServer smtp;

        @SmtpServer
        Mailbox mailbox;

        @SmtpServer(hostname = "other.example")
        FakeSmtpServer other;

        @Test
        void areOne(FakeSmtpServer parameter, @SmtpServer FakeSmtpServer plain) {
            assertThat(smtp).isSameAs(parameter).isSameAs(plain).isNotSameAs(other);
            assertThat(mailbox).isSameAs(parameter.mailbox());
        }
    }

    static class ServerAndMailbox {

        @SmtpServer
        SmtpEndpoint smtp;

        @SmtpServer
        Mailbox mailbox;

        @Test
        void areOne(Mailbox parameter) {
            assertThat(mailbox).isSameAs(smtp.mailbox()).isSameAs(parameter);
        }
    }

    static class WrongType {

        @SmtpServer
        static String smtp;

        @Test
        void test() {}
    }

    static class FinalField {

        @SmtpServer
        final FakeSmtpServer smtp = null;

        @Test
        void test() {}
    }

    static class Parameters {

        @Test
        void one(@SmtpServer FakeSmtpServer smtp, Mailbox mailbox) {
            Wire.send(smtp, "ada@example.com", "Hello");
            assertThat(mailbox.mails()).hasSize(1);
        }

        @Test
        void two(@SmtpServer FakeSmtpServer primary, @SmtpServer(hostname = "backup.example") SmtpEndpoint backup) {
            assertThat(primary.port()).isNotEqualTo(backup.port());
            assertThat(Wire.greeting(backup)).startsWith("220 backup.example ");
        }

        @Test
        void onlyAMailbox(@SmtpServer Mailbox mailbox) {
            assertThat(mailbox.mails()).isEmpty();
        }
    }

    static class ParametersElsewhere {

        private static FakeSmtpServer forAll;
        private static FakeSmtpServer previous;
        private final FakeSmtpServer ofInstance;

        ParametersElsewhere(@SmtpServer FakeSmtpServer smtp) {
            ofInstance = smtp;
        }

        @BeforeAll
        static void beforeAll(@SmtpServer FakeSmtpServer smtp) {
            forAll = smtp;
        }

        @Test
        void one() {
            runsAsLongAsNeeded();
        }

        @Test
        void two() {
            runsAsLongAsNeeded();
        }

        private void runsAsLongAsNeeded() {
            Wire.send(forAll, "ada@example.com", "Hello");
            Wire.send(ofInstance, "ada@example.com", "Hello");
            assertThat(ofInstance.mailbox().mails()).hasSize(1);
            assertThat(ofInstance).isNotSameAs(previous);
            previous = ofInstance;
        }
    }

    @SmtpServer
    static class OldServer {

        private SmtpEndpoint smtp;

        @BeforeEach
        void beforeEach(SmtpEndpoint smtp) {
            this.smtp = smtp;
            Wire.send(smtp, "ada@example.com", "Hello");
        }

        @Test
        void modern(Mailbox mailbox) {
            assertThat(mailbox.await(any()).session().transcript().asText()).contains("PIPELINING");
        }

        @Test
        @SmtpServer(without = PIPELINING)
        void old(Mailbox mailbox) {
            assertThat(mailbox).isSameAs(smtp.mailbox());
            assertThat(mailbox.await(any()).session().transcript().asText()).doesNotContain("PIPELINING");
        }
    }

    static class MethodOnly {

        @Test
        @SmtpServer
        void test(FakeSmtpServer smtp, Mailbox mailbox) {
            Wire.send(smtp, "ada@example.com", "Hello");
            assertThat(mailbox.mails()).hasSize(1);
        }
    }

    @MailTest
    static class Composed {

        @Test
        void test(FakeSmtpServer smtp, Mailbox mailbox) {
            new Mailer(System.getProperties()).welcome("ada@example.com");
            assertThat(mailbox.mails()).hasSize(1);
            assertThat(Wire.greeting(smtp)).startsWith("220 mx.shop.example ");
        }
    }

    static class ComposedField {

        @MailTest
        FakeSmtpServer smtp;

        @Test
        void test() {
            assertThat(Wire.greeting(smtp)).startsWith("220 mx.shop.example ");
        }
    }

    @ExtendWith(SmtpServerExtension.class)
    static class NoServer {

        @Test
        void test(Mailbox mailbox) {}
    }
}
