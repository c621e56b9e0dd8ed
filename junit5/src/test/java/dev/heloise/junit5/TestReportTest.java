package dev.heloise.junit5;

import static dev.heloise.junit5.SmtpServer.Attach.ALWAYS;
import static dev.heloise.junit5.SmtpServer.Attach.NEVER;
import static dev.heloise.junit5.SmtpServer.Lifecycle.PER_METHOD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.heloise.FakeSmtpServer;
import dev.heloise.mailbox.Mailbox;
import dev.heloise.script.SmtpExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** What a failing test shows of its sessions. */
class TestReportTest {

    @Nested
    class AFailure {

        @Test
        void showsTheDialogueAndWhatCameOfIt() {
            assertThat(dialogue(TestRun.of(SendsOne.class))).isEqualTo("""
                            fake SMTP server at 127.0.0.1:PORT (class SendsOne) saw 1 session with 1 mail in this test:

                            Session 1 (QUIT):
                              S: 220 mx.example.com ESMTP Heloise
                              C: EHLO shop.example
                              S: 250-mx.example.com
                              S: 250-SIZE 52428800
                              S: 250 HELP
                              C: MAIL FROM:<no-reply@shop.example>
                              S: 250 Ok
                              C: RCPT TO:<ada@example.com>
                              S: 250 Ok
                              C: DATA
                              S: 354 End data with <CR><LF>.<CR><LF>
                              C: (145 octets of content)
                              S: 250 Ok: queued as 1
                              C: QUIT
                              S: 221 Bye
                              = mail 1 from no-reply@shop.example to ada@example.com: "Hello\"""");
        }

        @Test
        void showsThatNobodyCame() {
            assertThat(dialogue(TestRun.of(SendsNothing.class)))
                    .isEqualTo("fake SMTP server at 127.0.0.1:PORT (class SendsNothing) saw no session in this test:"
                            + " no client has connected");
        }

        @Test
        void showsFindings() {
            assertThat(dialogue(TestRun.of(Mistaken.class)))
                    .contains("\n  C: EHLO shop.example\\n\n")
                    .endsWith("\n  ! ERROR BARE_LF_COMMAND: a command ended with LF alone; it was not carried out"
                            + " (RFC 5321 §2.3.8)");
        }

        @Test
        void showsTheLastSessionsOfMany() {
            assertThat(dialogue(TestRun.of(SendsMany.class)))
                    .contains(
                            "saw 12 sessions with 12 mails in this test:\n\n… 2 earlier sessions\n\nSession 3 (QUIT):")
                    .doesNotContain("Session 2 ");
        }

        @Test
        void showsTheLastLinesOfALongSession() {
            assertThat(dialogue(TestRun.of(SaysMuch.class)))
                    .contains("\n  … (23 lines before)\n  ")
                    .doesNotContain("ESMTP");
        }

        @Test
        void showsTheFirstFindingsOfMany() {
            assertThat(dialogue(TestRun.of(ErrsOften.class)))
                    .contains("\"shop_11\" is neither a domain")
                    .endsWith("\n  ! … and 29 more findings");
        }

        @Test
        void showsTheLastMailsOfASessionThatDeliveredMany() {
            assertThat(dialogue(TestRun.of(DeliversMany.class)))
                    .contains("saw 1 session with 12 mails in this test:", "\n  … (2 mails before)\n  = mail 3 from ")
                    .endsWith("\n  = mail 12 from no-reply@shop.example to ada@example.com: \"Hello\"");
        }

        @Test
        void hasNoStackTraceOfTheServers() {
            Throwable shown = TestRun.of(SendsOne.class).failure().getSuppressed()[0];
            assertThat(shown.getStackTrace()).isEmpty();
            assertThat(shown.getCause()).isNull();
        }

        @Test
        void showsEachServer() {
            assertThat(TestRun.of(TwoServers.class).failure().getSuppressed())
                    .hasSize(2)
                    .anySatisfy(shown -> assertThat(shown).hasMessageContaining("(class TwoServers) saw no session"))
                    .anySatisfy(shown -> assertThat(shown)
                            .hasMessageContaining("(parameter ")
                            .hasMessageContaining(" saw 1 session"));
        }

        @Test
        void showsWhatWasSentBeforeTheTest() {
            assertThat(dialogue(TestRun.of(FailsBeforeEach.class))).contains("saw 1 session with 1 mail");
        }

        @ParameterizedTest
        @ValueSource(classes = {FailsInConstructor.class, FailsInOnlyConstructor.class, FailsInConstructorAhead.class})
        void showsWhatWasSentInAConstructorThatFailed(Class<?> test) {
            assertThat(TestRun.of(test).failures())
                    .isNotEmpty()
                    .allSatisfy(failure -> assertThat(failure.getSuppressed())
                            .singleElement()
                            .asString()
                            .contains("saw 1 session with 1 mail"));
        }

        @Test
        void showsItForATestThatAFactoryMade() {
            TestRun run = TestRun.of(Factory.class);

            assertThat(dialogue(run)).contains("(class Factory) saw 1 session with 1 mail in this test:");
            assertThat(run.aborted()).isEqualTo(1);
        }

        @Test
        void showsItForAClassAsWell() {
            assertThat(dialogue(TestRun.of(FailsBeforeAll.class))).contains("saw 1 session with 1 mail");
        }

        @Test
        void showsInParallelTestsWhatIsInTheirInboxes() {
            List<Throwable> failures = TestRun.inParallel(Shared.class).failures();
            assertThat(failures).hasSize(2).allSatisfy(failure -> {
                String recipient = failure.getMessage();
                assertThat(failure.getSuppressed()[0])
                        .hasMessageContaining("saw 1 session with 1 mail in this test")
                        .hasMessageContaining("C: RCPT TO:<" + recipient + ">");
            });
        }

        @Test
        void isNotAFailedAssumption() {
            TestRun run = TestRun.of(Aborted.class);
            assertThat(run.aborted()).isEqualTo(1);
            assertThat(run.entries()).isEmpty();
        }
    }

    @Nested
    class Strict {

        @Test
        void failsATestWhoseClientBreaksTheStandards() {
            Throwable failure = TestRun.of(StrictAndMistaken.class).failure();
            assertThat(failure).isInstanceOf(AssertionError.class).hasMessage("""
                            the client broke the standards, and strict = true does not allow that:
                              session 1: ERROR BARE_LF_COMMAND: a command ended with LF alone; it was not carried out \
                            (RFC 5321 §2.3.8)""");
            assertThat(failure.getSuppressed()).hasSize(1);
            assertThat(failure.getSuppressed()[0]).hasMessageContaining("C: EHLO shop.example\\n");
        }

        @Test
        void namesTheFirstHundredOfMany() {
            assertThat(TestRun.of(StrictAndMistakenOften.class).failureText())
                    .contains("mail 50 from ", "MISSING_FROM", "\n  … and 2 more")
                    .doesNotContain("mail 51 from ");
        }

        @Test
        void addsItToAnotherFailure() {
            Throwable failure = TestRun.of(StrictAndFailing.class).failure();
            assertThat(failure).hasMessage("on purpose");
            assertThat(failure.getSuppressed())
                    .hasSize(2)
                    .anySatisfy(shown -> assertThat(shown).hasMessageContaining("strict = true does not allow that"));
        }

        @Test
        void passesATestWhoseClientIsCorrect() {
            TestRun.of(StrictAndCorrect.class).passes(1);
        }

        @Test
        void allowsWhatIsOnlyUnusual() {
            TestRun.of(StrictAndUnusual.class).passes(1);
        }
    }

    @Nested
    class Attached {

        @TempDir
        Path reports;

        @Test
        void areMailsAndTranscriptsOfAFailure() throws IOException {
            if (hasDirectories()) {
                assertThat(filesOf(SendsOne.class)).containsExactly("mail-1.eml", "session-1.txt");
                assertThat(file("mail-1.eml")).isEqualTo(Wire.message("ada@example.com", "Hello"));
                assertThat(file("session-1.txt")).startsWith("Session 1 (QUIT):\nS: 220 mx.example.com");
            } else {
                assertThat(TestRun.of(SendsOne.class).entries())
                        .containsOnlyKeys("mail-1.eml", "session-1.txt")
                        .containsEntry(
                                "mail-1.eml",
                                Wire.message("ada@example.com", "Hello").replace("\r\n", "\n"))
                        .hasEntrySatisfying(
                                "session-1.txt",
                                text -> assertThat(text).startsWith("Session 1 (QUIT):\nS: 220 mx.example.com"));
            }
        }

        @Test
        void areEntriesWhereNothingTakesFiles() {
            // Like this test's own runs, which have no directory for their output.
            assertThat(TestRun.of(SendsOne.class).entries()).containsOnlyKeys("mail-1.eml", "session-1.txt");
        }

        @Test
        void areReadableAsEntriesWhateverTheMailIs() {
            assertThat(TestRun.of(SendsBytes.class).entries())
                    .containsEntry("mail-1.eml", "Subject: ??\n\n\u00E9\n")
                    .hasEntrySatisfying(
                            "mail-2.eml",
                            text -> assertThat(text)
                                    .hasSizeBetween(100_000, 100_100)
                                    .endsWith("\n… (150019 octets in all)"))
                    .containsEntry("mail-3.eml", "(2 octets, none of which can be seen)")
                    .hasEntrySatisfying(
                            "mail-4.eml",
                            text -> assertThat(text.codePoints()).noneMatch(TestReportTest::isHalfACharacter));
        }

        @Test
        void areNoneOfATestThatPasses() {
            assertThat(TestRun.of(Passes.class).entries()).isEmpty();
        }

        @Test
        void areThoseOfATestThatPassesIfTheyAlwaysAre() {
            assertThat(TestRun.of(PassesAlways.class).entries()).containsOnlyKeys("mail-1.eml", "session-1.txt");
        }

        @Test
        void areNoneIfTheyNeverAre() {
            TestRun run = TestRun.of(FailsNever.class);
            assertThat(run.entries()).isEmpty();
            assertThat(run.failure().getSuppressed()).isEmpty();
        }

        private static boolean hasDirectories() {
            return Arrays.stream(ExtensionContext.class.getMethods())
                    .anyMatch(method -> method.getName().equals("publishDirectory"));
        }

        private List<String> filesOf(Class<?> type) throws IOException {
            LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                    .selectors(selectClass(type))
                    .configurationParameter("junit.platform.reporting.output.dir", reports.toString())
                    .build();
            LauncherFactory.create().execute(request);
            try (Stream<Path> files = Files.walk(reports)) {
                return files.filter(Files::isRegularFile)
                        .map(path -> path.getFileName().toString())
                        .sorted()
                        .toList();
            }
        }

        private String file(String name) throws IOException {
            try (Stream<Path> files = Files.walk(reports)) {
                return Files.readString(
                        files.filter(path -> path.endsWith(name)).findFirst().orElseThrow());
            }
        }
    }

    /** The message of what a failure shows, with the parts replaced that differ from run to run. */
    private static String dialogue(TestRun run) {
        Throwable[] shown = run.failure().getSuppressed();
        assertThat(shown).hasSize(1);
        return shown[0].getMessage().replaceAll("127\\.0\\.0\\.1:\\d+", "127.0.0.1:PORT");
    }

    @SmtpServer(
            hostname = "mx.example.com",
            without = {
                SmtpExtension.PIPELINING,
                SmtpExtension.EIGHTBITMIME,
                SmtpExtension.SMTPUTF8,
                SmtpExtension.ENHANCEDSTATUSCODES,
                SmtpExtension.DSN,
                SmtpExtension.CHUNKING
            })
    static class SendsOne {

        @Test
        void test(FakeSmtpServer smtp) {
            Wire.send(smtp, "ada@example.com", "Hello");
            fail("on purpose");
        }
    }

    private static boolean isHalfACharacter(int point) {
        return point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
    }

    @SmtpServer
    static class SendsNothing {

        @Test
        void test() {
            fail("on purpose");
        }
    }

    @SmtpServer
    static class Mistaken {

        @Test
        void test(FakeSmtpServer smtp) {
            Wire.say(smtp, "EHLO shop.example\n");
            fail("on purpose");
        }
    }

    @SmtpServer
    static class SendsMany {

        @Test
        void test(FakeSmtpServer smtp) {
            for (int i = 0; i < 12; i++) {
                Wire.send(smtp, "ada@example.com", "Hello");
            }
            fail("on purpose");
        }
    }

    @SmtpServer
    static class SaysMuch {

        @Test
        void test(FakeSmtpServer smtp) {
            String[] commands = new String[61];
            Arrays.fill(commands, "NOOP\r\n");
            Wire.say(smtp, commands);
            fail("on purpose");
        }
    }

    @SmtpServer
    static class ErrsOften {

        @Test
        void test(FakeSmtpServer smtp) {
            Stream<String> hellos = IntStream.rangeClosed(1, 25).mapToObj(i -> "HELO shop_" + i + "\r\n");
            Wire.say(smtp, Stream.concat(hellos, Stream.of("QUIT\r\n")).toArray(String[]::new));
            fail("on purpose");
        }
    }

    @SmtpServer
    static class DeliversMany {

        @Test
        void test(FakeSmtpServer smtp) {
            List<String> mail = List.of(
                    "MAIL FROM:<no-reply@shop.example>\r\n",
                    "RCPT TO:<ada@example.com>\r\n",
                    "DATA\r\n",
                    Wire.message("ada@example.com", "Hello") + ".\r\n");
            Stream<String> mails = Collections.nCopies(12, mail).stream().flatMap(List::stream);
            Wire.say(
                    smtp,
                    Stream.concat(Stream.of("EHLO shop.example\r\n"), mails).toArray(String[]::new));
            fail("on purpose");
        }
    }

    @SmtpServer
    static class TwoServers {

        @Test
        void test(@SmtpServer(hostname = "other.example") FakeSmtpServer other) {
            Wire.send(other, "ada@example.com", "Hello");
            fail("on purpose");
        }
    }

    @SmtpServer(lifecycle = PER_METHOD)
    static class FailsBeforeEach {

        @BeforeEach
        void beforeEach(FakeSmtpServer smtp) {
            Wire.send(smtp, "ada@example.com", "Hello");
            fail("on purpose");
        }

        @Test
        void test() {}
    }

    @SmtpServer
    static class Factory {

        @TestFactory
        Stream<DynamicNode> tests(FakeSmtpServer smtp) {
            return Stream.of(dynamicContainer(
                    "group",
                    List.of(
                            dynamicTest("passes", () -> Wire.send(smtp, "ada@example.com", "Hello")),
                            dynamicTest("fails", () -> fail("on purpose")),
                            dynamicTest("is aborted", () -> assumeTrue(false)))));
        }
    }

    @SmtpServer
    static class FailsBeforeAll {

        @BeforeAll
        static void beforeAll(FakeSmtpServer smtp) {
            Wire.send(smtp, "ada@example.com", "Hello");
            fail("on purpose");
        }

        @Test
        void test() {}
    }

    @SmtpServer
    @Execution(ExecutionMode.CONCURRENT)
    static class Shared {

        @Test
        void ada(FakeSmtpServer smtp, @Inbox("ada@example.com") Mailbox inbox) {
            Wire.send(smtp, "ada@example.com", "Hello");
            fail("ada@example.com");
        }

        @Test
        void grace(FakeSmtpServer smtp, @Inbox("grace@example.com") Mailbox inbox) {
            Wire.send(smtp, "grace@example.com", "Hello");
            fail("grace@example.com");
        }
    }

    @SmtpServer
    static class Aborted {

        @Test
        void test(FakeSmtpServer smtp) {
            Wire.send(smtp, "ada@example.com", "Hello");
            assumeTrue(false);
        }
    }

    @SmtpServer(strict = true)
    static class StrictAndMistaken {

        @Test
        void test(FakeSmtpServer smtp) {
            Wire.say(smtp, "EHLO shop.example\n");
        }
    }

    @SmtpServer(strict = true)
    static class StrictAndMistakenOften {

        @Test
        void test(FakeSmtpServer smtp) {
            List<String> mail = List.of(
                    "MAIL FROM:<no-reply@shop.example>\r\n", "RCPT TO:<ada@example.com>\r\n", "DATA\r\n", "\r\n.\r\n");
            Stream<String> mails = Collections.nCopies(51, mail).stream().flatMap(List::stream);
            Wire.say(
                    smtp,
                    Stream.concat(Stream.of("EHLO shop.example\r\n"), mails).toArray(String[]::new));
        }
    }

    @SmtpServer(strict = true)
    static class StrictAndFailing {

        @Test
        void test(FakeSmtpServer smtp) {
            Wire.say(smtp, "EHLO shop.example\n");
            fail("on purpose");
        }
    }

    @SmtpServer(strict = true)
    static class StrictAndCorrect {

        @Test
        void test(FakeSmtpServer smtp) {
            new Mailer(smtp.host(), smtp.port()).welcome("ada@example.com");
        }
    }

    @SmtpServer(strict = true)
    static class StrictAndUnusual {

        @Test
        void test(FakeSmtpServer smtp, Mailbox mailbox) {
            Wire.say(smtp, "EHLO  shop.example\r\n");
            assertThat(mailbox.sessions().get(0).findings()).isNotEmpty();
        }
    }

    @SmtpServer
    static class FailsInConstructor {

        FailsInConstructor(FakeSmtpServer smtp) {
            Wire.send(smtp, "ada@example.com", "Hello");
            throw new IllegalStateException("on purpose");
        }

        @RepeatedTest(2)
        void test() {}
    }

    @SmtpServer
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    static class FailsInOnlyConstructor extends FailsInConstructor {

        FailsInOnlyConstructor(FakeSmtpServer smtp) {
            super(smtp);
        }
    }

    @SmtpServer(lifecycle = PER_METHOD)
    static class FailsInConstructorAhead extends FailsInConstructor {

        FailsInConstructorAhead(FakeSmtpServer smtp) {
            super(smtp);
        }
    }

    @SmtpServer
    static class SendsBytes {

        @Test
        void test(FakeSmtpServer smtp) {
            sendContent(smtp, "Subject: \u0007\uFFFE\r\n\r\n\u00E9\r\n");
            sendContent(smtp, "Subject: long\r\n\r\n" + "0123456789abc\r\n".repeat(10_000) + "\r\n");
            sendContent(smtp, "\r\n");
            sendContent(smtp, "X: odds\r\n\r\n" + "\uD83D\uDE00".repeat(60_000) + "\r\n");
            fail("on purpose");
        }

        private static void sendContent(FakeSmtpServer smtp, String content) {
            Wire.say(
                    smtp,
                    "HELO shop.example\r\n",
                    "MAIL FROM:<>\r\n",
                    "RCPT TO:<ada@example.com>\r\n",
                    "DATA\r\n",
                    content + ".\r\n");
        }
    }

    @SmtpServer
    static class Passes {

        @Test
        void test(FakeSmtpServer smtp) {
            Wire.send(smtp, "ada@example.com", "Hello");
        }
    }

    @SmtpServer(attach = ALWAYS)
    static class PassesAlways extends Passes {}

    @SmtpServer(attach = NEVER)
    static class FailsNever {

        @Test
        void test(FakeSmtpServer smtp) {
            Wire.send(smtp, "ada@example.com", "Hello");
            fail("on purpose");
        }
    }
}
