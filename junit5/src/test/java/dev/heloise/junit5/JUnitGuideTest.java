package dev.heloise.junit5;

import static dev.heloise.PropertyNames.JAKARTA_MAIL;
import static dev.heloise.mailbox.MailFilter.any;
import static dev.heloise.mailbox.MailFilter.to;
import static dev.heloise.script.SmtpExtension.EIGHTBITMIME;
import static dev.heloise.script.SmtpExtension.SMTPUTF8;
import static dev.heloise.script.Stage.END_OF_DATA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;

import dev.heloise.FakeSmtpServer;
import dev.heloise.SmtpEndpoint;
import dev.heloise.deliverability.Deliverability;
import dev.heloise.deliverability.DeliverabilityReport;
import dev.heloise.deliverability.SpfResult;
import dev.heloise.mailbox.Mailbox;
import dev.heloise.mailbox.ReceivedMail;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The examples of {@code docs/junit.md} and of {@link SmtpServer}, which stand here to the letter, spaces aside. */
class JUnitGuideTest {

    private static final Path GUIDE = Path.of("../docs/junit.md");
    private static final Path SOURCES = Path.of("src/test/java/dev/heloise/junit5");
    private static final Pattern EXAMPLE = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

    static Stream<String> examples() throws IOException {
        return EXAMPLE.matcher(Files.readString(GUIDE)).results().map(result -> result.group(1));
    }

    @ParameterizedTest
    @MethodSource("examples")
    void areCompiled(String example) throws IOException {
        String here = Files.readString(SOURCES.resolve("JUnitGuideTest.java"));
        String annotation = Files.readString(SOURCES.resolve("MailTest.java"));
        assertThat(squeezed(here + annotation)).contains(squeezed(example));
    }

    /** Without spaces, and without the {@code static} that a class needs here and not in a file of its own. */
    private static String squeezed(String code) {
        return code.replaceAll("static class", "class").replaceAll("\\s+", "");
    }

    @ParameterizedTest
    @ValueSource(strings = {"SmtpServer", "DnsZone"})
    void areCompiledForTheAnnotationsAsWell(String annotation) throws IOException {
        String javadoc = Files.readString(Path.of("src/main/java/dev/heloise/junit5/" + annotation + ".java"));
        String example = Pattern.compile("<pre>\n \\* (@|&#64;)SmtpServer\n(.*?)</pre>", Pattern.DOTALL)
                .matcher(javadoc)
                .results()
                .map(JUnitGuideTest::code)
                .findFirst()
                .orElseThrow();
        String here = Files.readString(SOURCES.resolve("JUnitGuideTest.java"));
        assertThat(squeezed(here)).contains(squeezed(example));
    }

    private static String code(MatchResult result) {
        return result.group(2)
                .replaceAll("(?m)^ \\* ?", "")
                .replace("&#64;", "@")
                .replace("&gt;", ">")
                .replace("&lt;", "<");
    }

    @Test
    void pass() {
        TestRun.of(
                        SignUp.class,
                        SignUpTest.class,
                        Failover.class,
                        AtAStrictServer.class,
                        ByTheExtension.class,
                        BySystemProperties.class,
                        DeliveryTest.class)
                .passes(9);
    }

    @Test
    void passAtTheSameTime() {
        TestRun.inParallel(AtTheSameTime.class).passes(2);
    }

    @SmtpServer
    static class SignUp {
        @Test
        void sendsWelcomeMail(FakeSmtpServer smtp, Mailbox mailbox) {
            new Mailer(smtp.host(), smtp.port()).welcome("ada@example.com");

            ReceivedMail mail = mailbox.await(to("ada@example.com"));
            assertThat(mail.subject()).isEqualTo("Grüße, Ada");
        }
    }

    @SmtpServer
    static class SignUpTest {
        @Test
        void sendsWelcomeMail(FakeSmtpServer smtp, Mailbox mailbox) {
            new Mailer(smtp.host(), smtp.port()).welcome("ada@example.com");

            ReceivedMail mail = mailbox.await(to("ada@example.com"));
            assertThat(mail.subject()).isEqualTo("Grüße, Ada");
        }

        @Nested
        class AtAnOldServer {
            @Test
            @SmtpServer(without = {SMTPUTF8, EIGHTBITMIME})
            void sendsSevenBits(FakeSmtpServer old, Mailbox mailbox) {
                new Mailer(old.host(), old.port()).welcome("ada@example.com");

                assertThat(mailbox.await(any()).raw()).doesNotContain(0xC3); // of the ü in UTF-8
            }
        }
    }

    static class Failover {
        @SmtpServer
        static FakeSmtpServer primary;

        @SmtpServer(hostname = "backup.example")
        static FakeSmtpServer backup;

        @Test
        void fallsBackToTheSecondServer() {
            primary.close();
            new Mailer(backup.host(), backup.port()).welcome("ada@example.com");

            assertThat(backup.mailbox().mails()).hasSize(1);
        }
    }

    @SmtpServer(
            hostname = "mx.example.com",
            without = {SMTPUTF8, EIGHTBITMIME},
            awaitMillis = 2_000,
            customizers = SmallMails.class)
    static class AtAStrictServer {
        @Test
        void sendsLittle(FakeSmtpServer smtp, Mailbox mailbox) {
            new Mailer(smtp.host(), smtp.port()).welcome("ada@example.com");

            assertThat(mailbox.await(any()).size()).isLessThan(10_000);
        }
    }

    static class SmallMails implements Consumer<FakeSmtpServer.Builder> {
        @Override
        public void accept(FakeSmtpServer.Builder builder) {
            builder.maxMessageSize(10_000);
        }
    }

    static class ByTheExtension {
        @RegisterExtension
        static final SmtpServerExtension SMTP = SmtpServerExtension.configured(builder -> builder.maxRecipients(3))
                .strict();

        @Test
        void sendsWelcomeMail() {
            new Mailer(SMTP.host(), SMTP.port()).welcome("ada@example.com");

            assertThat(SMTP.mailbox().mails()).hasSize(1);
        }
    }

    @SmtpServer(systemProperties = JAKARTA_MAIL)
    static class BySystemProperties {
        @Test
        void sendsWelcomeMail(Mailbox mailbox) {
            new Mailer(System.getProperties()).welcome("ada@example.com");

            assertThat(mailbox.mails()).hasSize(1);
        }
    }

    @SmtpServer
    @DnsZone(from = "192.0.2.10", value = """
            mail.shop.example.       A    192.0.2.10
            10.2.0.192.in-addr.arpa. PTR  mail.shop.example.
            shop.example.            TXT  "v=spf1 a:mail.shop.example -all"
            """)
    static class DeliveryTest {
        @Test
        void isTaken(FakeSmtpServer smtp, Deliverability deliverability) {
            new Mailer(smtp.host(), smtp.port()).welcome("ada@example.com");

            DeliverabilityReport report = deliverability.check(smtp.mailbox().await(any()));
            assertThat(report.spf().passes()).isTrue();
        }

        @Test
        @DnsZone("shop.example. TIMEOUT")
        void isDeferredWhileTheDnsIsSilent(FakeSmtpServer smtp, Deliverability deliverability) {
            new Mailer(smtp.host(), smtp.port()).welcome("ada@example.com");

            DeliverabilityReport report = deliverability.check(smtp.mailbox().await(any()));
            assertThat(report.spf().verdict()).isEqualTo(SpfResult.Verdict.TEMPERROR);
        }
    }

    @SmtpServer
    @Execution(CONCURRENT)
    static class AtTheSameTime {
        @Test
        void welcomesAda(SmtpEndpoint smtp, @Inbox("ada@example.com") Mailbox inbox) {
            new Mailer(smtp.host(), smtp.port()).welcome("ada@example.com");

            assertThat(inbox.mails()).hasSize(1);
        }

        @Test
        void welcomesGrace(SmtpEndpoint smtp, Mailbox mailbox) {
            new Mailer(smtp.host(), smtp.port()).welcome("grace@example.com");

            assertThat(mailbox.inbox("grace@example.com").mails()).hasSize(1);
        }
    }

    @Nested
    @SmtpServer
    class Retries {
        @Test
        @SmtpRule(at = END_OF_DATA, reply = "451 4.3.0 Try again later", times = 1)
        void succeedAtTheSecondAttempt(FakeSmtpServer smtp, Mailbox mailbox) {
            RetryingMailer mailer = new RetryingMailer(smtp.host(), smtp.port());
            mailer.welcome("ada@example.com");

            assertThat(mailbox.await(to("ada@example.com")).subject()).isEqualTo("Grüße, Ada");
            assertThat(mailer.attempts()).isEqualTo(2);
        }
    }

    /** The code under test in that example. */
    static final class RetryingMailer {

        private final Mailer mailer;
        private int attempts;

        RetryingMailer(String host, int port) {
            mailer = new Mailer(host, port);
        }

        void welcome(String customer) {
            while (true) {
                attempts++;
                try {
                    mailer.welcome(customer);
                    return;
                } catch (IllegalStateException refused) {
                    if (attempts == 2) {
                        throw refused;
                    }
                }
            }
        }

        int attempts() {
            return attempts;
        }
    }
}
