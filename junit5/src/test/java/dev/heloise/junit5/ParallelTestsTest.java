package dev.heloise.junit5;

import static dev.heloise.junit5.SmtpServer.Lifecycle.PER_METHOD;
import static dev.heloise.junit5.SmtpServer.Lifecycle.PER_RUN;
import static dev.heloise.mailbox.MailFilter.any;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;
import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;
import static org.junit.jupiter.api.parallel.ExecutionMode.SAME_THREAD;

import dev.heloise.FakeSmtpServer;
import dev.heloise.SmtpEndpoint;
import dev.heloise.mailbox.Mailbox;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Tests that run at the same time: those with a server each are safe, and those that share one are told to be. */
class ParallelTestsTest {

    private static final String ADVICE = """
            tests that run at the same time share this server (class ReadAll), so its mailbox holds the mails of all of \
            them. Do one of these:
              - read inboxes, with a recipient for each test: a parameter @Inbox("ada@example.com") Mailbox, or \
            mailbox.inbox("ada@example.com")
              - give each test a server of its own: @SmtpServer(lifecycle = PER_METHOD)
              - run these tests one after the other: @Execution(SAME_THREAD)""";

    private static final String CLASSES = "junit.jupiter.execution.parallel.mode.classes.default";
    private static final String CLASSES_AND_METHODS = "junit.jupiter.execution.parallel.mode.default";

    /** Ports that were open at the same time. */
    static final Set<Integer> PORTS = ConcurrentHashMap.newKeySet();

    @BeforeEach
    void forget() {
        PORTS.clear();
    }

    @Nested
    class FailWithAdvice {

        @Test
        void whenTheyReadAMailboxThatTheyShare() {
            assertThat(TestRun.inParallel(ReadAll.class).failures())
                    .hasSize(2)
                    .allSatisfy(failure -> assertThat(failure).hasMessage(ADVICE));
        }

        @Test
        void alsoIfTheyGotItInTheConstructor() {
            assertThat(TestRun.inParallel(ReadAllFromConstructor.class).failures())
                    .hasSize(2)
                    .allSatisfy(failure -> assertThat(failure).hasMessageContaining("Do one of these"));
        }

        @Test
        void alsoIfTheyReadItFromAServerInAField() {
            assertThat(TestRun.inParallel(ReadAllFromField.class).failures())
                    .hasSize(2)
                    .allSatisfy(failure -> assertThat(failure).hasMessageContaining("(field ReadAllFromField.smtp)"));
        }

        @Test
        void alsoIfTheyAreInvocationsOfOneTemplate() {
            assertThat(TestRun.inParallel(OneTemplate.class).failures()).hasSize(3);
        }

        @Test
        void alsoIfOneFactoryMakesThem() {
            assertThat(TestRun.inParallel(OneFactory.class).failures())
                    .hasSize(2)
                    .allSatisfy(failure -> assertThat(failure).hasMessageContaining("share this server"));
        }

        @Test
        void alsoIfTheyAreInDifferentClassesOfAServerForTheRun() {
            assertThat(TestRun.inParallel(CLASSES, OfRun.class, OtherOfRun.class)
                            .failures())
                    .hasSize(2)
                    .allSatisfy(failure -> assertThat(failure).hasMessageContaining("share this server (class "));
        }

        @Test
        void alsoIfTheyResetTheServer() {
            assertThat(TestRun.inParallel(Reset.class).failureText()).contains("Do one of these");
        }
    }

    @Nested
    class Pass {

        @Test
        void withInboxes() {
            TestRun.inParallel(Inboxes.class).passes(3);
        }

        @Test
        void withInboxesOfAServerForTheRun() {
            TestRun.inParallel(CLASSES, InboxOfRun.class, OtherInboxOfRun.class).passes(2);
        }

        @Test
        void withAServerForEach() {
            TestRun.inParallel(ServerForEach.class).passes(3);
            assertThat(PORTS).hasSize(3);
        }

        @Test
        void withAFieldForEach() {
            TestRun.inParallel(FieldForEach.class).passes(3);
            assertThat(PORTS).hasSize(3);
        }

        @Test
        void withAServerForEachConstructor() {
            TestRun.inParallel(ConstructorForEach.class).passes(3);
            assertThat(PORTS).hasSize(3);
        }

        @Test
        void asTheOnlyOnesOfTheirClasses() {
            TestRun.inParallel(CLASSES_AND_METHODS, Alone.class, AloneToo.class).passes(2);
        }

        @Test
        void oneAfterTheOtherInClassesThatRunAtTheSameTime() {
            TestRun.inParallel(CLASSES, Sequence.class, OtherSequence.class).passes(4);
        }

        @Test
        void ifTheyAreLocked() {
            TestRun.inParallel(Locked.class).passes(2);
        }

        @Test
        void ifParallelExecutionIsOff() {
            TestRun.of(ReadAll.class).passes(2);
        }
    }

    @Test
    void clearsAnInboxBeforeItsTestAndNothingElse() {
        TestRun.inParallel(Repeated.class).passes(4);
    }

    @Test
    void aHundredClassesAtATimeKeepTheirMailsApart() {
        Class<?>[] classes =
                IntStream.rangeClosed(1, 100).mapToObj(ParallelTestsTest::copy).toArray(Class<?>[]::new);

        TestRun.inParallel(CLASSES, classes).passes(200);
        assertThat(PORTS).hasSizeGreaterThan(50); // a port may come again when its class has gone
    }

    /** Waits for the other tests of a class, to be sure that they do run at the same time. */
    private static void meet(CyclicBarrier others) {
        try {
            // The pool is told of the wait: it may not have noticed yet that there is more to do than this.
            ForkJoinPool.managedBlock(new Meeting(others));
        } catch (Exception e) {
            throw new AssertionError("the others did not come: the tests did not run at the same time", e);
        }
    }

    private static final class Meeting implements ForkJoinPool.ManagedBlocker {

        private final CyclicBarrier others;
        private boolean over;

        Meeting(CyclicBarrier others) {
            this.others = others;
        }

        @Override
        public boolean block() throws InterruptedException {
            try {
                others.await(20, TimeUnit.SECONDS);
            } catch (BrokenBarrierException | TimeoutException e) {
                throw new IllegalStateException(e);
            }
            over = true;
            return true;
        }

        @Override
        public boolean isReleasable() {
            return over;
        }
    }

    @SmtpServer
    @Execution(CONCURRENT)
    static class ReadAll {

        @Test
        void one(FakeSmtpServer smtp, Mailbox mailbox) {
            assertThat(mailbox.mails()).isEmpty();
        }

        @Test
        void two(FakeSmtpServer smtp) {
            assertThat(smtp.mailbox().sessions()).isEmpty();
        }
    }

    @SmtpServer
    @Execution(CONCURRENT)
    static class ReadAllFromConstructor {

        private final Mailbox mailbox;

        ReadAllFromConstructor(Mailbox mailbox) {
            this.mailbox = mailbox;
        }

        @Test
        void one() {
            mailbox.await(any());
        }

        @Test
        void two() {
            mailbox.clear();
        }
    }

    @Execution(CONCURRENT)
    static class ReadAllFromField {

        @SmtpServer
        static FakeSmtpServer smtp;

        @Test
        void one() {
            smtp.mailbox().mails();
        }

        @Test
        void two() {
            smtp.mailbox().mails();
        }
    }

    @SmtpServer
    @Execution(CONCURRENT)
    static class OneFactory {

        @TestFactory
        Stream<DynamicTest> tests(Mailbox mailbox) {
            return Stream.of("one", "two").map(name -> dynamicTest(name, mailbox::mails));
        }
    }

    @SmtpServer
    @Execution(CONCURRENT)
    static class OneTemplate {

        @RepeatedTest(3)
        void test(Mailbox mailbox) {
            mailbox.mails();
        }
    }

    @SmtpServer(lifecycle = PER_RUN)
    static class OfRun {

        @Test
        void one(Mailbox mailbox) {
            mailbox.mails();
        }
    }

    static class OtherOfRun extends OfRun {}

    @SmtpServer
    @Execution(CONCURRENT)
    static class Reset {

        @Test
        void one(SmtpEndpoint smtp) {
            smtp.reset();
        }

        @Test
        void two() {}
    }

    @SmtpServer
    @Execution(CONCURRENT)
    static class Inboxes {

        private static final CyclicBarrier OTHERS = new CyclicBarrier(3);

        @Test
        void annotated(FakeSmtpServer smtp, @Inbox("ada@example.com") Mailbox inbox) {
            receivesOne(smtp, "ada@example.com", inbox);
        }

        @Test
        void ofTheMailbox(FakeSmtpServer smtp, Mailbox mailbox) {
            receivesOne(smtp, "grace@example.com", mailbox.inbox("grace@example.com"));
        }

        @Test
        void ofTheServer(FakeSmtpServer smtp) {
            receivesOne(smtp, "edsger@example.com", smtp.mailbox().inbox("edsger@example.com"));
        }

        private static void receivesOne(SmtpEndpoint smtp, String recipient, Mailbox inbox) {
            meet(OTHERS);
            new Mailer(smtp.host(), smtp.port()).welcome(recipient);
            meet(OTHERS);
            assertThat(inbox.mails()).hasSize(1).contains(inbox.await(any()));
            assertThat(inbox.sessions()).hasSize(1);
        }
    }

    @SmtpServer(lifecycle = PER_RUN)
    static class InboxOfRun {

        static final CyclicBarrier OTHER = new CyclicBarrier(2);

        @Test
        void test(SmtpEndpoint smtp, @Inbox("ada@example.com") Mailbox inbox) {
            receivesOne(smtp, "ada@example.com", inbox);
        }

        static void receivesOne(SmtpEndpoint smtp, String recipient, Mailbox inbox) {
            meet(OTHER);
            Wire.send(smtp, recipient, "Hello");
            meet(OTHER);
            assertThat(inbox.mails()).hasSize(1);
        }
    }

    @SmtpServer(lifecycle = PER_RUN)
    static class OtherInboxOfRun {

        @Test
        void test(SmtpEndpoint smtp, @Inbox("grace@example.com") Mailbox inbox) {
            InboxOfRun.receivesOne(smtp, "grace@example.com", inbox);
        }
    }

    /** Three invocations of one test that run at the same time, whatever their server. */
    private static void receivesAlone(SmtpEndpoint smtp, Mailbox mailbox, CyclicBarrier others) {
        meet(others);
        PORTS.add(smtp.port());
        Wire.send(smtp, "ada@example.com", "Hello");
        meet(others);
        assertThat(mailbox.mails()).hasSize(1);
    }

    @SmtpServer(lifecycle = PER_METHOD)
    @Execution(CONCURRENT)
    static class ServerForEach {

        private static final CyclicBarrier OTHERS = new CyclicBarrier(3);

        @RepeatedTest(3)
        void test(FakeSmtpServer smtp, Mailbox mailbox) {
            receivesAlone(smtp, mailbox, OTHERS);
        }
    }

    @Execution(CONCURRENT)
    static class FieldForEach {

        private static final CyclicBarrier OTHERS = new CyclicBarrier(3);

        @SmtpServer
        FakeSmtpServer smtp;

        @RepeatedTest(3)
        void test() {
            receivesAlone(smtp, smtp.mailbox(), OTHERS);
        }
    }

    @SmtpServer(lifecycle = PER_METHOD)
    @Execution(CONCURRENT)
    static class ConstructorForEach {

        private static final CyclicBarrier OTHERS = new CyclicBarrier(3);

        private final FakeSmtpServer smtp;

        ConstructorForEach(FakeSmtpServer smtp) {
            this.smtp = smtp;
        }

        @RepeatedTest(3)
        void test(Mailbox mailbox) {
            receivesAlone(smtp, mailbox, OTHERS);
        }
    }

    @SmtpServer
    static class Alone {

        @Test
        void test(FakeSmtpServer smtp, Mailbox mailbox) {
            Wire.send(smtp, "ada@example.com", "Hello");
            assertThat(mailbox.mails()).hasSize(1);
        }
    }

    static class AloneToo extends Alone {}

    @SmtpServer
    static class Sequence {

        @Test
        void one(FakeSmtpServer smtp, Mailbox mailbox) {
            Wire.send(smtp, "ada@example.com", "Hello");
            assertThat(mailbox.mails()).hasSize(1);
        }

        @Test
        void two(FakeSmtpServer smtp, Mailbox mailbox) {
            one(smtp, mailbox);
        }
    }

    static class OtherSequence extends Sequence {}

    @SmtpServer
    @Execution(CONCURRENT)
    @ResourceLock("the mailbox")
    static class Locked extends Sequence {}

    /** One recipient and several tests: they may share an inbox as long as they take turns. */
    @SmtpServer
    @Execution(CONCURRENT)
    static class Repeated {

        @Execution(SAME_THREAD)
        @RepeatedTest(3)
        void ada(SmtpEndpoint smtp, @Inbox("ada@example.com") Mailbox inbox) {
            assertThat(inbox.mails()).isEmpty();
            Wire.send(smtp, "ada@example.com", "Hello");
            assertThat(inbox.mails()).hasSize(1);
        }

        @Test
        void grace(SmtpEndpoint smtp, @Inbox("grace@example.com") Mailbox inbox) {
            Wire.send(smtp, "grace@example.com", "Hello");
            assertThat(inbox.mails()).hasSize(1);
        }
    }

    /** A class with another number in its name than {@link Copy000}. */
    private static Class<?> copy(int number) {
        try (InputStream original = Copy000.class.getResourceAsStream("Copy000.class")) {
            // Latin-1 keeps each octet what it is.
            String code = new String(original.readAllBytes(), StandardCharsets.ISO_8859_1);
            String copy = code.replace("Copy000", "Copy%03d".formatted(number));
            return MethodHandles.lookup().defineClass(copy.getBytes(StandardCharsets.ISO_8859_1));
        } catch (IOException | IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }
}
