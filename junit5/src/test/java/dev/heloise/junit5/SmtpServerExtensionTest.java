package dev.heloise.junit5;

import static dev.heloise.PropertyNames.JAKARTA_MAIL;
import static dev.heloise.PropertyNames.SPRING;
import static dev.heloise.junit5.SmtpServer.Lifecycle.PER_METHOD;
import static dev.heloise.junit5.SmtpServer.Lifecycle.PER_RUN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.heloise.FakeSmtpServer;
import dev.heloise.SmtpEndpoint;
import dev.heloise.mailbox.Mailbox;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The extension by hand does what the annotation does. */
class SmtpServerExtensionTest {

    private static final Set<Integer> PORTS = new TreeSet<>();

    @BeforeEach
    void forget() {
        PORTS.clear();
    }

    @Test
    void inAStaticFieldItIsOneServerForTheClass() {
        TestRun.of(StaticField.class).passes(4);
        assertThat(PORTS).hasSize(1);
    }

    @Test
    void inAnInstanceFieldItIsAServerForEachTest() {
        TestRun.of(InstanceField.class).passes(2);
        assertThat(InstanceField.previous).isNotNull();
    }

    @Test
    void inAnInstanceFieldOfOneInstanceItIsThereBeforeAllTests() {
        TestRun.of(OneInstance.class).passes(2);
        assertThat(PORTS).hasSize(1);
    }

    @Test
    void canGiveEachTestAServer() {
        TestRun.of(PerMethod.class).passes(2);
    }

    @Test
    void canShareAServerThroughTheRun() {
        TestRun.of(PerRun.class, OtherPerRun.class).passes(4);
        assertThat(PORTS).hasSize(1);
    }

    @Test
    void injectsParametersWhereThereIsNoAnnotation() {
        TestRun.of(StaticField.class).passes(4);
        TestRun.of(BesideAnnotation.class).passes(1);
    }

    @Test
    void givesWayToAnnotationsThatAreNearer() {
        TestRun.of(AroundAnnotations.class).passes(4);
    }

    @Test
    void doesNotGuessWhichOfTwoAParameterMeans() {
        assertThat(TestRun.of(Two.class).failureText())
                .contains("which server is meant? There are several: [")
                .contains("backup")
                .contains("primary");
    }

    @Test
    void givesTheSettingsOfTheServerByAnyFrameworksNames() {
        TestRun.of(Properties.class).passes(1);
    }

    @Test
    void canBeStrict() {
        assertThat(TestRun.of(Strict.class).failureText()).contains("the client broke the standards");
    }

    @Test
    void canSetSystemProperties() {
        TestRun.of(WithSystemProperties.class).passes(1);
        assertThat(System.getProperty("mail.smtp.port")).isNull();
    }

    @Test
    void hasNoServerOutsideOfTests() {
        SmtpServerExtension extension = SmtpServerExtension.configured(builder -> {});
        assertThatIllegalStateException()
                .isThrownBy(extension::port)
                .withMessageStartingWith("no server runs")
                .withMessageContaining("@RegisterExtension");
    }

    @Test
    void hasNoServerAfterItsClass() {
        TestRun.of(StaticField.class).passes(4);
        assertThatIllegalStateException().isThrownBy(StaticField.SMTP::host);
    }

    static class StaticField {

        @RegisterExtension
        static final SmtpServerExtension SMTP =
                SmtpServerExtension.configured(builder -> builder.hostname("mx.example.com"));

        @BeforeAll
        static void beforeAll() {
            assertThat(Wire.greeting(SMTP)).startsWith("220 mx.example.com ");
        }

        StaticField(SmtpEndpoint smtp) {
            assertThat(smtp).isSameAs(SMTP.server());
        }

        static void isFresh(SmtpEndpoint smtp) {
            assertThat(smtp.mailbox().mails()).isEmpty();
            Wire.send(smtp, "ada@example.com", "Hello");
            assertThat(smtp.mailbox().mails()).hasSize(1);
            PORTS.add(smtp.port());
        }

        @Test
        void one() {
            isFresh(SMTP);
        }

        @Test
        void two(FakeSmtpServer smtp, Mailbox mailbox) {
            assertThat(smtp).isSameAs(SMTP.server());
            assertThat(mailbox).isSameAs(SMTP.mailbox());
            isFresh(smtp);
        }

        @Nested
        class Inner {

            @Test
            void inner(FakeSmtpServer smtp) {
                isFresh(smtp);
            }

            @Nested
            class Innermost {

                @Test
                void inner() {
                    isFresh(SMTP);
                }
            }
        }
    }

    static class InstanceField {

        private static FakeSmtpServer previous;

        @RegisterExtension
        final SmtpServerExtension smtp = SmtpServerExtension.configured(builder -> {});

        @RepeatedTest(2)
        void test(Mailbox mailbox) {
            StaticField.isFresh(smtp);
            assertThat(mailbox).isSameAs(smtp.mailbox());
            assertThat(smtp.server()).isNotSameAs(previous);
            previous = smtp.server();
        }
    }

    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    static class OneInstance {

        @RegisterExtension
        final SmtpServerExtension smtp = SmtpServerExtension.configured(builder -> {});

        @BeforeAll
        void beforeAll(FakeSmtpServer server) {
            assertThat(server).isSameAs(smtp.server());
        }

        @RepeatedTest(2)
        void test() {
            StaticField.isFresh(smtp);
        }
    }

    static class PerMethod {

        private static FakeSmtpServer previous;

        @RegisterExtension
        static final SmtpServerExtension SMTP =
                SmtpServerExtension.configured(builder -> {}).lifecycle(PER_METHOD);

        @RepeatedTest(2)
        void test() {
            assertThat(SMTP.server()).isNotSameAs(previous);
            previous = SMTP.server();
        }
    }

    static class PerRun {

        @RegisterExtension
        static final SmtpServerExtension SMTP =
                SmtpServerExtension.configured(builder -> {}).lifecycle(PER_RUN);

        @RepeatedTest(2)
        void test() {
            StaticField.isFresh(SMTP);
        }
    }

    static class OtherPerRun extends PerRun {}

    @SmtpServer
    static class BesideAnnotation {

        @RegisterExtension
        static final SmtpServerExtension SMTP = SmtpServerExtension.configured(builder -> {});

        @Test
        void parametersAreThoseOfTheAnnotation(FakeSmtpServer smtp) {
            assertThat(smtp.port()).isNotEqualTo(SMTP.port());
        }
    }

    static class AroundAnnotations {

        @RegisterExtension
        static final SmtpServerExtension SMTP = SmtpServerExtension.configured(builder -> {});

        @Test
        void elsewhere(Mailbox mailbox) {
            assertThat(mailbox).isSameAs(SMTP.mailbox());
        }

        @Test
        @SmtpServer(hostname = "method.example")
        void onAMethod(FakeSmtpServer smtp) {
            assertThat(Wire.greeting(smtp)).contains("method.example");
        }

        @Test
        void onAParameter(@SmtpServer(hostname = "parameter.example") FakeSmtpServer smtp) {
            assertThat(Wire.greeting(smtp)).contains("parameter.example");
        }

        @Nested
        @SmtpServer(hostname = "nested.example")
        class OnANestedClass {

            @Test
            void test(FakeSmtpServer smtp) {
                assertThat(Wire.greeting(smtp)).contains("nested.example");
            }
        }
    }

    static class Two {

        @RegisterExtension
        static final SmtpServerExtension primary = SmtpServerExtension.configured(builder -> {});

        @RegisterExtension
        static final SmtpServerExtension backup = SmtpServerExtension.configured(builder -> {});

        @Test
        void test(FakeSmtpServer smtp) {}
    }

    static class Properties {

        @RegisterExtension
        static final SmtpServerExtension SMTP = SmtpServerExtension.configured(builder -> {});

        @Test
        void test() {
            TreeMap<String, Object> registry = new TreeMap<>();
            SMTP.register(SPRING, (name, value) -> registry.put(name, value.get()));
            assertThat(registry)
                    .containsEntry("spring.mail.host", SMTP.host())
                    .containsEntry("spring.mail.port", Integer.toString(SMTP.port()));
            assertThat(SMTP.properties(JAKARTA_MAIL)).containsEntry("mail.smtp.host", SMTP.host());
            assertThat(SMTP.tlsPort()).isEmpty();
        }
    }

    static class Strict {

        @RegisterExtension
        static final SmtpServerExtension SMTP =
                SmtpServerExtension.configured(builder -> {}).strict().attach(SmtpServer.Attach.NEVER);

        @Test
        void test() {
            Wire.say(SMTP, "EHLO shop.example\n");
        }
    }

    static class WithSystemProperties {

        @RegisterExtension
        static final SmtpServerExtension SMTP =
                SmtpServerExtension.configured(builder -> {}).systemProperties(JAKARTA_MAIL);

        @Test
        void test() {
            new Mailer(System.getProperties()).welcome("ada@example.com");
            assertThat(SMTP.mailbox().mails()).hasSize(1);
        }
    }
}
