package dev.heloise.junit5;

import static dev.heloise.junit5.SmtpServer.Lifecycle.PER_METHOD;
import static dev.heloise.junit5.SmtpServer.Lifecycle.PER_RUN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heloise.FakeSmtpServer;
import dev.heloise.SmtpEndpoint;
import dev.heloise.mailbox.Mailbox;
import java.io.UncheckedIOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContextProvider;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How long servers live, and that each test finds them empty. */
class LifecycleTest {

    /** The servers that the tests of a run have had. */
    private static final Set<FakeSmtpServer> SEEN = new LinkedHashSet<>();

    @BeforeEach
    void forget() {
        SEEN.clear();
    }

    @Test
    void perClassIsOneServerForTheTestsOfAClass() {
        TestRun.of(PerClass.class, OtherPerClass.class).passes(4);
        assertThat(SEEN).hasSize(2).allSatisfy(LifecycleTest::isClosed);
    }

    @Test
    void aTestThatFindsItsServerClosedSaysWhy() {
        assertThat(TestRun.of(Closing.class).failureText())
                .contains("another test has closed the server of class Closing", "lifecycle = PER_METHOD");
    }

    @Test
    void perMethodIsAServerForEachTest() {
        TestRun.of(PerMethod.class).passes(4);
        assertThat(SEEN).hasSize(4).allSatisfy(LifecycleTest::isClosed);
    }

    @Test
    void perMethodGivesTheConstructorTheServerOfItsTest() {
        TestRun.of(PerMethodInConstructor.class).passes(3);
        assertThat(SEEN).hasSize(3).allSatisfy(LifecycleTest::isClosed);
    }

    @Test
    void perMethodGivesItToConstructorsOfNestedClassesAsWell() {
        TestRun.of(PerMethodInNestedConstructors.class).passes(2);
        assertThat(SEEN).hasSize(2).allSatisfy(LifecycleTest::isClosed);
    }

    @Test
    void perMethodLeavesNothingOfATestWhoseConstructorFailed() {
        TestRun.of(PerMethodFailingConstructor.class).failure();
        assertThat(SEEN).hasSize(2).allSatisfy(LifecycleTest::isClosed);
    }

    @Test
    void perMethodHasNoServerBeforeAllTests() {
        assertThat(TestRun.of(PerMethodBeforeAll.class).failureText())
                .contains("there is no server yet: the one of class PerMethodBeforeAll lives as long as a single test."
                        + " Use it in a test, or let it live longer");
    }

    @Test
    void perMethodHasNoServerForAnInstanceThatOutlivesTests() {
        assertThat(TestRun.of(PerMethodOneInstance.class).failureText()).contains("there is no server yet");
    }

    @Test
    void perMethodRefillsTheFieldOfAnInstanceThatOutlivesTests() {
        TestRun.of(PerMethodFieldOfOneInstance.class).passes(2);
        assertThat(SEEN).hasSize(2);
    }

    @Test
    void perMethodRefillsAStaticField() {
        TestRun.of(PerMethodStaticField.class).passes(2);
        assertThat(SEEN).hasSize(2);
        assertThat(PerMethodStaticField.smtp).isNull();
    }

    @Test
    void perRunIsOneServerWithOnePortForAllClasses() {
        TestRun.of(PerRun.class, OtherPerRun.class, PerRunField.class).passes(5);
        assertThat(SEEN).hasSize(1).allSatisfy(LifecycleTest::isClosed);
    }

    @Test
    void perRunIsAnotherServerWhereItIsToBeDifferent() {
        TestRun.of(PerRun.class, DifferentPerRun.class).passes(3);
        assertThat(SEEN).hasSize(2);
    }

    @Test
    void eachInvocationOfATemplateIsATest() {
        TestRun.of(Templates.class).passes(10);
        assertThat(SEEN).hasSize(1);
    }

    @Test
    void eachInvocationOfATemplateHasAServerIfEachTestHas() {
        TestRun.of(TemplatesPerMethod.class).passes(10);
        assertThat(SEEN).hasSize(8);
    }

    @Test
    void testsOfNestedClassesAreResetLikeOthers() {
        TestRun.of(NestedReset.class).passes(4);
        assertThat(SEEN).hasSize(1);
    }

    private static void isClosed(FakeSmtpServer smtp) {
        assertThatThrownBy(() -> Wire.greeting(smtp)).isInstanceOf(UncheckedIOException.class);
    }

    /** Fails where something is left of an earlier test, and leaves something. */
    private static void isFresh(FakeSmtpServer smtp) {
        assertThat(smtp.mailbox().mails()).isEmpty();
        assertThat(smtp.mailbox().sessions()).isEmpty();
        Wire.send(smtp, "ada@example.com", "Hello");
        assertThat(smtp.mailbox().mails()).hasSize(1);
        SEEN.add(smtp);
    }

    @SmtpServer
    static class Closing {

        @RepeatedTest(2)
        void closes(FakeSmtpServer smtp) {
            smtp.close();
        }
    }

    @SmtpServer
    static class PerClass {

        @Test
        void one(FakeSmtpServer smtp) {
            isFresh(smtp);
        }

        @Test
        void two(FakeSmtpServer smtp) {
            isFresh(smtp);
        }
    }

    static class OtherPerClass extends PerClass {}

    @SmtpServer(lifecycle = PER_METHOD)
    static class PerMethodFailingConstructor {

        PerMethodFailingConstructor(FakeSmtpServer smtp) {
            isFresh(smtp);
            assertThat(SEEN).as("the first one fails").hasSize(2);
        }

        @RepeatedTest(2)
        void test() {}
    }

    @SmtpServer(lifecycle = PER_METHOD)
    static class PerMethod {

        private FakeSmtpServer beforeEach;

        @BeforeEach
        void beforeEach(FakeSmtpServer smtp) {
            beforeEach = smtp;
        }

        @Test
        void one(FakeSmtpServer smtp) {
            isOfThisTest(smtp);
        }

        @Test
        void two(FakeSmtpServer smtp) {
            isOfThisTest(smtp);
        }

        void isOfThisTest(FakeSmtpServer smtp) {
            assertThat(smtp).isSameAs(beforeEach);
            assertThat(SEEN).doesNotContain(smtp).allSatisfy(LifecycleTest::isClosed);
            isFresh(smtp);
        }

        @Nested
        class Inner {

            @Test
            void one(FakeSmtpServer smtp) {
                isOfThisTest(smtp);
            }

            @Test
            void two(FakeSmtpServer smtp) {
                isOfThisTest(smtp);
            }
        }
    }

    @SmtpServer(lifecycle = PER_METHOD)
    static class PerMethodInConstructor {

        private final FakeSmtpServer inConstructor;
        private final SmtpEndpoint onParameter;

        PerMethodInConstructor(
                @SmtpServer FakeSmtpServer plain, @SmtpServer(hostname = "other.example") SmtpEndpoint other) {
            inConstructor = plain;
            onParameter = other;
        }

        @RepeatedTest(3)
        void test(Mailbox mailbox) {
            assertThat(onParameter.mailbox().mails()).isEmpty();
            Wire.send(onParameter, "ada@example.com", "Hello");
            assertThat(mailbox).isSameAs(inConstructor.mailbox());
            isFresh(inConstructor);
        }
    }

    @SmtpServer(lifecycle = PER_METHOD)
    static class PerMethodInNestedConstructors {

        private final FakeSmtpServer outer;

        PerMethodInNestedConstructors(FakeSmtpServer smtp) {
            outer = smtp;
        }

        @Nested
        class Inner {

            private final FakeSmtpServer inner;

            Inner(FakeSmtpServer smtp) {
                inner = smtp;
            }

            @RepeatedTest(2)
            void test(FakeSmtpServer smtp) {
                assertThat(smtp).isSameAs(inner).isSameAs(outer);
                isFresh(smtp);
            }
        }
    }

    @SmtpServer(lifecycle = PER_METHOD)
    static class PerMethodBeforeAll {

        @BeforeAll
        static void beforeAll(FakeSmtpServer smtp) {}

        @Test
        void test() {}
    }

    @SmtpServer(lifecycle = PER_METHOD)
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    static class PerMethodOneInstance {

        PerMethodOneInstance(FakeSmtpServer smtp) {}

        @Test
        void test() {}
    }

    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    static class PerMethodFieldOfOneInstance {

        @SmtpServer(lifecycle = PER_METHOD)
        FakeSmtpServer smtp;

        @RepeatedTest(2)
        void test(Mailbox mailbox) {
            assertThat(mailbox).isSameAs(smtp.mailbox());
            isFresh(smtp);
        }
    }

    static class PerMethodStaticField {

        @SmtpServer(lifecycle = PER_METHOD)
        static FakeSmtpServer smtp;

        @RepeatedTest(2)
        void test(Mailbox mailbox) {
            assertThat(mailbox).isSameAs(smtp.mailbox());
            isFresh(smtp);
        }
    }

    @SmtpServer(lifecycle = PER_RUN)
    static class PerRun {

        @Test
        void one(FakeSmtpServer smtp) {
            isFresh(smtp);
        }

        @Test
        void two(FakeSmtpServer smtp) {
            isFresh(smtp);
        }
    }

    static class OtherPerRun extends PerRun {}

    static class PerRunField {

        @SmtpServer(lifecycle = PER_RUN)
        FakeSmtpServer smtp;

        @Test
        void test() {
            isFresh(smtp);
        }
    }

    @SmtpServer(lifecycle = PER_RUN, hostname = "other.example")
    static class DifferentPerRun {

        @Test
        void test(FakeSmtpServer smtp) {
            isFresh(smtp);
        }
    }

    @SmtpServer
    static class Templates {

        @RepeatedTest(3)
        void repeated(FakeSmtpServer smtp) {
            isFresh(smtp);
        }

        @ParameterizedTest
        @ValueSource(strings = {"ada@example.com", "grace@example.com"})
        void parameterized(String recipient, FakeSmtpServer smtp) {
            isFresh(smtp);
            Wire.send(smtp, recipient, "Hello");
        }

        @TestTemplate
        @ExtendWith(Twice.class)
        void template(FakeSmtpServer smtp) {
            isFresh(smtp);
        }

        @TestFactory
        List<DynamicTest> dynamic(FakeSmtpServer smtp) {
            // All of them together are one test to JUnit's callbacks.
            isFresh(smtp);
            return List.of(
                    DynamicTest.dynamicTest(
                            "one", () -> assertThat(smtp.mailbox().mails()).hasSize(1)),
                    DynamicTest.dynamicTest("two", () -> Wire.send(smtp, "ada@example.com", "Hello")),
                    DynamicTest.dynamicTest(
                            "three", () -> assertThat(smtp.mailbox().mails()).hasSize(2)));
        }
    }

    @SmtpServer(lifecycle = PER_METHOD)
    static class TemplatesPerMethod extends Templates {}

    static final class Twice implements TestTemplateInvocationContextProvider {

        @Override
        public boolean supportsTestTemplate(ExtensionContext context) {
            return true;
        }

        @Override
        public Stream<TestTemplateInvocationContext> provideTestTemplateInvocationContexts(ExtensionContext context) {
            return Stream.of(new TestTemplateInvocationContext() {}, new TestTemplateInvocationContext() {});
        }
    }

    @SmtpServer
    static class NestedReset {

        @Test
        void test(FakeSmtpServer smtp) {
            isFresh(smtp);
        }

        @Nested
        class One {

            @Test
            void test(FakeSmtpServer smtp) {
                isFresh(smtp);
            }

            @Nested
            class Two {

                @Test
                void test(FakeSmtpServer smtp) {
                    isFresh(smtp);
                }

                @Nested
                class Three {

                    @Test
                    void test(FakeSmtpServer smtp) {
                        isFresh(smtp);
                    }
                }
            }
        }
    }
}
