package dev.heloise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.heloise.mailbox.Finding;
import dev.heloise.mailbox.SmtpSession;
import dev.heloise.mailbox.SmtpSession.End;
import dev.heloise.mailbox.Transaction;
import dev.heloise.mailbox.Transaction.Outcome;
import dev.heloise.script.StartTls;
import dev.heloise.script.When;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The life of a server and of its sessions, over real sockets. */
class ServerTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @Nested
    class Starting {

        @Test
        void opensAFreePortOfTheLoopbackAddress() throws IOException {
            try (FakeSmtpServer smtp = FakeSmtpServer.start();
                    SmtpClient client = SmtpClient.connect(smtp)) {
                assertThat(smtp.host()).isEqualTo("127.0.0.1");
                assertThat(smtp.port()).isPositive();
                assertThat(smtp.tlsPort()).isEmpty();
                assertThat(client.reply()).isEqualTo("220 heloise.test ESMTP Heloise");
            }
        }

        @Test
        void namesThePortThatIsTaken() throws IOException {
            try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                assertThatThrownBy(() -> FakeSmtpServer.builder()
                                .port(taken.getLocalPort())
                                .start())
                        .isInstanceOf(UncheckedIOException.class)
                        .hasMessageStartingWith("cannot listen on 127.0.0.1:" + taken.getLocalPort());
            }
        }

        @Test
        void leavesNoThreadWhereItFails() throws IOException {
            try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                int port = taken.getLocalPort();
                assertThatThrownBy(() -> FakeSmtpServer.builder().port(port).start())
                        .isNotNull();
                assertThat(threadsOf(port)).isEmpty();
            }
        }

        @Test
        void refusesSettingsThatAreNone() {
            assertThatThrownBy(() -> FakeSmtpServer.builder().port(65_536))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("port must be from 0 to 65535, but is 65536");
            assertThatThrownBy(() -> FakeSmtpServer.builder().hostname("my_host"))
                    .hasMessage("hostname must be a domain or an address literal, but is my_host");
            assertThatThrownBy(() -> FakeSmtpServer.builder().idleTimeout(Duration.ZERO))
                    .hasMessage("idleTimeout must be positive, but is PT0S");
            assertThatThrownBy(() -> FakeSmtpServer.builder().retain(0))
                    .hasMessage("retain must be 1 or more, but is 0");
            assertThatThrownBy(() -> FakeSmtpServer.builder().maxTranscript(-1))
                    .hasMessage("maxTranscript must be 0 or more, but is -1");
        }

        @Test
        void tellsFrameworksWhereItIs() {
            try (FakeSmtpServer smtp = FakeSmtpServer.start()) {
                String port = Integer.toString(smtp.port());
                assertThat(smtp.properties(PropertyNames.JAKARTA_MAIL))
                        .isEqualTo(Map.of("mail.smtp.host", "127.0.0.1", "mail.smtp.port", port));
                assertThat(smtp.properties(PropertyNames.QUARKUS)).containsEntry("quarkus.mailer.mock", "false");

                Map<String, Supplier<Object>> registry = new HashMap<>();
                smtp.register(PropertyNames.SPRING, registry::put);
                assertThat(registry).containsOnlyKeys("spring.mail.host", "spring.mail.port");
                assertThat(registry.get("spring.mail.port").get()).isEqualTo(port);
            }
        }
    }

    @Nested
    class Properties {

        private final FakeSmtpServer.Builder builder =
                FakeSmtpServer.builder().credentials("alice", "secret").credentials("bob", "terces");

        @Test
        void sayWhatAMailerCannotDoWithout() {
            try (FakeSmtpServer smtp =
                    builder.startTls(StartTls.REQUIRED).requireAuth().start()) {
                assertThat(smtp.properties(PropertyNames.JAKARTA_MAIL))
                        .containsEntry("mail.smtp.starttls.enable", "true")
                        .containsEntry("mail.smtp.starttls.required", "true")
                        .containsEntry("mail.smtp.auth", "true")
                        .containsEntry("mail.smtp.user", "alice")
                        .hasSize(6);
                assertThat(smtp.properties(PropertyNames.SPRING))
                        .containsEntry("spring.mail.properties.mail.smtp.starttls.required", "true")
                        .containsEntry("spring.mail.properties.mail.smtp.auth", "true")
                        .containsEntry("spring.mail.username", "alice")
                        .containsEntry("spring.mail.password", "secret");
                assertThat(smtp.properties(PropertyNames.QUARKUS))
                        .containsEntry("quarkus.mailer.start-tls", "REQUIRED")
                        .containsEntry("quarkus.mailer.login", "REQUIRED")
                        .containsEntry("quarkus.mailer.username", "alice")
                        .containsEntry("quarkus.mailer.password", "secret");
            }
        }

        @Test
        void haveALoginWhereAnyIsLetIn() {
            try (FakeSmtpServer smtp = FakeSmtpServer.builder().requireAuth().start()) {
                assertThat(smtp.properties(PropertyNames.SPRING))
                        .containsEntry("spring.mail.properties.mail.smtp.auth", "true")
                        .containsKeys("spring.mail.username", "spring.mail.password");
            }
        }

        @Test
        void sayThatTlsComesFirst() {
            try (FakeSmtpServer smtp = FakeSmtpServer.builder().implicitTls().start()) {
                assertThat(smtp.properties(PropertyNames.JAKARTA_MAIL)).containsEntry("mail.smtp.ssl.enable", "true");
                assertThat(smtp.properties(PropertyNames.SPRING))
                        .containsEntry("spring.mail.properties.mail.smtp.ssl.enable", "true");
                assertThat(smtp.properties(PropertyNames.QUARKUS)).containsEntry("quarkus.mailer.tls", "true");
            }
        }

        @Test
        void sayNothingOfWhatIsOfferedAlone() {
            try (FakeSmtpServer smtp =
                    builder.startTls(StartTls.OFFERED).tlsPort(0).start()) {
                assertThat(smtp.properties(PropertyNames.JAKARTA_MAIL))
                        .containsOnlyKeys("mail.smtp.host", "mail.smtp.port");
            }
        }
    }

    @Nested
    class Closing {

        @Test
        void takesAMomentWithIdleClientsAndLeavesNoThread() throws IOException {
            FakeSmtpServer smtp = FakeSmtpServer.start();
            int port = smtp.port();
            List<SmtpClient> clients = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                clients.add(SmtpClient.introduced(smtp));
            }

            smtp.close();
            smtp.close();

            assertThat(threadsOf(port)).isEmpty();
            assertThat(smtp.mailbox().sessions()).extracting(SmtpSession::end).containsOnly(End.SERVER_CLOSED);
            for (SmtpClient client : clients) {
                assertThat(client.reply()).isEqualTo("421 4.3.2 Shutting down");
                assertThat(client.reply()).isEqualTo("closed");
                client.close();
            }
        }

        @Test
        void keepsWhatWasReceived() throws IOException {
            FakeSmtpServer smtp = FakeSmtpServer.start();
            try (SmtpClient client = SmtpClient.introduced(smtp)) {
                client.deliver("a@x.test", "b@x.test", "Subject: kept\r\n");
            }
            smtp.close();

            assertThat(smtp.mailbox().mails()).hasSize(1);
        }

        /** As happens where a test has timed out, and its server is a resource. */
        @Test
        void leavesNothingWhereTheThreadIsInterrupted() throws IOException {
            FakeSmtpServer smtp = FakeSmtpServer.start();
            smtp.script().when(When.noop()).thenReply("250 Ok").after(PATIENCE);
            try (SmtpClient client = SmtpClient.introduced(smtp)) {
                client.send("NOOP\r\n");
                await().until(() ->
                        smtp.mailbox().sessions().get(0).transcript().commands().contains("NOOP"));

                Thread.currentThread().interrupt();
                smtp.close();

                assertThat(Thread.interrupted()).isTrue();
                assertThat(client.reply()).isEqualTo("closed");
                await().untilAsserted(() -> assertThat(threadsOf(smtp.port())).isEmpty());
                assertThat(smtp.mailbox().awaitSessions(1, PATIENCE)).hasSize(1);
            }
        }

        @Test
        void canHappenHundredsOfTimes() throws IOException {
            List<Integer> ports = new ArrayList<>();
            List<Thread> threads = Collections.synchronizedList(new ArrayList<>());
            FakeSmtpServer.Builder tracked = FakeSmtpServer.builder().threadFactory(task -> {
                Thread thread = new Thread(task);
                threads.add(thread);
                return thread;
            });
            for (int i = 0; i < 300; i++) {
                try (FakeSmtpServer smtp = tracked.start();
                        SmtpClient client = SmtpClient.connect(smtp)) {
                    ports.add(smtp.port());
                    client.reply();
                }
            }

            assertThat(ports).allSatisfy(port -> assertThat(threadsOf(port)).isEmpty());
            assertThat(threads).hasSizeGreaterThanOrEqualTo(300);
            // The last of them may still be on its way out.
            await().until(() -> threads.stream().noneMatch(Thread::isAlive));
        }
    }

    @Nested
    class Sessions {

        @Test
        void areRecordedAlsoIfTheyDeliverNothing() throws IOException {
            try (FakeSmtpServer smtp = FakeSmtpServer.start();
                    SmtpClient client = SmtpClient.connect(smtp)) {
                client.reply();
                client.say("HELO old.example");
                client.say("EHLO new.example");
                client.say("QUIT");

                SmtpSession session = smtp.mailbox().sessions().get(0);
                assertThat(session.end()).isEqualTo(End.QUIT);
                assertThat(session.helo().name()).isEqualTo("new.example");
                assertThat(session.helos()).extracting("name").containsExactly("old.example", "new.example");
                assertThat(session.client().getPort()).isEqualTo(client.socket().getLocalPort());
                assertThat(session.client().getHostString()).isEqualTo("127.0.0.1");
                assertThat(session.duration()).isPositive();
                assertThat(session.mails()).isEmpty();
                assertThat(session.transcript().commands())
                        .containsExactly("HELO old.example", "EHLO new.example", "QUIT");
                assertThat(session.transcript().replies()).first().isEqualTo("220 heloise.test ESMTP Heloise");
                assertThat(session.transcript().asText())
                        .startsWith("S: 220 heloise.test ESMTP Heloise\nC: HELO old.example\nS: 250 heloise.test\n")
                        .endsWith("C: QUIT\nS: 221 2.0.0 Bye\n");
            }
        }

        @Test
        void keepTheExactOctetsOfEveryLine() throws IOException {
            try (FakeSmtpServer smtp = FakeSmtpServer.start();
                    SmtpClient client = SmtpClient.introduced(smtp)) {
                client.send("noop \u0007\u00ff\n");
                client.reply();
                client.deliver("a@x.test", "b@x.test", "..x\r\n");

                var lines = smtp.mailbox().sessions().get(0).transcript().lines();
                assertThat(lines).anySatisfy(line -> {
                    assertThat(line.bytes()).isEqualTo("noop \u0007\u00ff\n".getBytes(StandardCharsets.ISO_8859_1));
                    assertThat(line.text()).isEqualTo("noop \\x07\\xFF\\n");
                });
                assertThat(lines)
                        .filteredOn(line -> line.isContent())
                        .singleElement()
                        .satisfies(line -> {
                            assertThat(line.bytes()).isEqualTo("..x\r\n.\r\n".getBytes(StandardCharsets.US_ASCII));
                            assertThat(line.text()).isEqualTo("(4 octets of content)");
                        });
            }
        }

        @Test
        void rememberEveryTransactionAndItsOutcome() throws IOException {
            try (FakeSmtpServer smtp = FakeSmtpServer.start()) {
                try (SmtpClient client = SmtpClient.introduced(smtp)) {
                    client.deliver("one@x.test", "b@x.test", "x\r\n");
                    client.say("MAIL FROM:<two@x.test> SIZE=7");
                    client.say("RSET");
                    client.say("MAIL FROM:<three@x.test>");
                }
                smtp.awaitIdle(PATIENCE);

                SmtpSession session = smtp.mailbox().sessions().get(0);
                assertThat(session.transactions())
                        .extracting(Transaction::outcome)
                        .containsExactly(Outcome.DELIVERED, Outcome.RESET, Outcome.ABORTED);
                assertThat(session.transactions().get(1).envelope().parameters())
                        .containsEntry("SIZE", "7");
                assertThat(session.mails()).isEqualTo(smtp.mailbox().mails());
            }
        }

        @Test
        void canBeWaitedForAlsoWhenTheServerIsClosed() throws IOException {
            FakeSmtpServer smtp = FakeSmtpServer.start();
            try (SmtpClient client = SmtpClient.introduced(smtp)) {
                smtp.close();
                assertThat(client.reply()).startsWith("421");
            }
            smtp.awaitIdle(PATIENCE);
            assertThat(smtp.mailbox().sessions()).hasSize(1);
        }

        @Row("B-096")
        @Test
        void thatBreakOffInTheContentLeaveItsOctetsAndNoMail() throws IOException {
            try (FakeSmtpServer smtp = FakeSmtpServer.start()) {
                try (SmtpClient client = SmtpClient.introduced(smtp)) {
                    client.say("MAIL FROM:<a@x.test>");
                    client.say("RCPT TO:<b@x.test>");
                    client.say("DATA");
                    client.send("Subject: half\r\n");
                }
                smtp.awaitIdle(PATIENCE);

                SmtpSession session = smtp.mailbox().sessions().get(0);
                Transaction aborted = session.transactions().get(0);
                assertThat(aborted.outcome()).isEqualTo(Outcome.ABORTED);
                assertThat(aborted.raw()).asString().isEqualTo("Subject: half\r\n");
                assertThat(session.end()).isEqualTo(End.CLIENT_CLOSED);
                assertThat(session.findings()).extracting(Finding::rule).containsExactly("TRUNCATED_DATA");
                assertThat(smtp.mailbox().mails()).isEmpty();
            }
        }

        @Row("B-031")
        @Test
        void thatAreResetAreRecordedQuietly() throws IOException {
            try (FakeSmtpServer smtp = FakeSmtpServer.start()) {
                try (SmtpClient client = SmtpClient.introduced(smtp)) {
                    client.socket().setSoLinger(true, 0);
                }
                smtp.awaitIdle(PATIENCE);

                assertThat(smtp.mailbox().sessions())
                        .extracting(SmtpSession::end)
                        .containsExactly(End.CLIENT_CLOSED);
            }
        }

        @Row({"B-027", "B-029"})
        @Test
        void thatDoNotListenAreServedAndNoted() throws IOException {
            try (FakeSmtpServer smtp = FakeSmtpServer.start();
                    SmtpClient client = SmtpClient.connect(smtp)) {
                client.send("NOOP\r\nQUIT\r\nNOOP\r\n");
                assertThat(client.reply()).startsWith("220");
                assertThat(client.reply()).startsWith("250");
                assertThat(client.reply()).startsWith("221");
                assertThat(client.reply()).isEqualTo("closed");

                assertThat(smtp.mailbox().sessions().get(0).findings())
                        .extracting(Finding::rule)
                        .contains("DATA_AFTER_QUIT");
            }
        }

        @Row("B-027")
        @Test
        void thatSpeakBeforeTheyAreGreetedAreNoted() throws IOException {
            CountDownLatch spoken = new CountDownLatch(1);
            try (FakeSmtpServer smtp = FakeSmtpServer.builder()
                            .threadFactory(task -> new Thread(() -> {
                                awaitPatiently(spoken);
                                task.run();
                            }))
                            .start();
                    SmtpClient client = SmtpClient.connect(smtp)) {
                client.send("EHLO early.example\r\n");
                spoken.countDown();

                assertThat(client.reply()).startsWith("220");
                assertThat(client.reply()).startsWith("250");
                assertThat(smtp.mailbox().sessions().get(0).findings())
                        .extracting(Finding::rule)
                        .containsExactly("EARLY_TALKER");
            }
        }

        @Row("B-033")
        @Test
        void thatLastTooLongAreEndedHoweverMuchIsSaid() throws IOException {
            try (FakeSmtpServer smtp = FakeSmtpServer.builder()
                            .sessionTimeout(Duration.ofMillis(100))
                            .start();
                    SmtpClient client = SmtpClient.connect(smtp)) {
                client.reply();

                String reply = "";
                while (!reply.startsWith("421")) {
                    reply = client.say("NOOP");
                    assertThat(reply).containsAnyOf("250 2.0.0 Ok", "421 4.4.2 Timeout exceeded");
                }
                assertThat(smtp.mailbox().sessions().get(0).end()).isEqualTo(End.TIMED_OUT);
            }
        }

        @Row("B-033")
        @Test
        void thatSendAMessageTooSlowlyAreEnded() throws IOException {
            try (FakeSmtpServer smtp = FakeSmtpServer.builder().minDataRate(100).start();
                    SmtpClient slow = SmtpClient.introduced(smtp);
                    SmtpClient slowInChunks = SmtpClient.introduced(smtp);
                    SmtpClient quick = SmtpClient.introduced(smtp)) {
                for (SmtpClient client : List.of(slow, slowInChunks, quick)) {
                    client.say("MAIL FROM:<a@x.test>");
                    client.say("RCPT TO:<b@x.test>");
                }
                quick.say("DATA");
                quick.send("0123456789abcde\r\n".repeat(1_000));
                slow.say("DATA");
                slow.send("abc\r\n");
                slowInChunks.send("BDAT 1000 LAST\r\nabc");

                assertThat(slow.reply()).isEqualTo("421 4.4.2 Timeout exceeded");
                assertThat(slowInChunks.reply()).isEqualTo("421 4.4.2 Timeout exceeded");
                assertThat(quick.say(".")).startsWith("250");
                assertThat(smtp.mailbox().sessions())
                        .extracting(SmtpSession::end)
                        .containsExactly(End.TIMED_OUT, End.TIMED_OUT, End.OPEN);
            }
        }

        @Row("B-002")
        @Test
        void thatEndACommandWithCrAloneWaitForTheRestOfIt() throws IOException {
            try (FakeSmtpServer smtp = FakeSmtpServer.builder()
                            .idleTimeout(Duration.ofSeconds(1))
                            .start();
                    SmtpClient client = SmtpClient.connect(smtp)) {
                client.reply();
                client.send("NOOP\r");

                assertThat(client.reply()).isEqualTo("421 4.4.2 Timeout exceeded");
            }
        }

        @Test
        void thatRunOutOfMemoryEndAndSaySo() throws IOException {
            AtomicReference<Throwable> failure = new AtomicReference<>();
            List<Throwable> uncaught = new CopyOnWriteArrayList<>();
            try (FakeSmtpServer smtp = serverThatFails(failure, uncaught)) {
                String reason = failedSession(smtp, failure, new OutOfMemoryError("Java heap space"));

                assertThat(reason).contains("*: there was not enough memory to go on: Java heap space\n");
                assertThat(uncaught).isEmpty();
            }
        }

        @Test
        void thatFailForNoGoodReasonEndAndSaySo() throws IOException {
            AtomicReference<Throwable> failure = new AtomicReference<>();
            List<Throwable> uncaught = new CopyOnWriteArrayList<>();
            try (FakeSmtpServer smtp = serverThatFails(failure, uncaught)) {
                IllegalStateException bug = new IllegalStateException("a bug");
                String reason = failedSession(smtp, failure, bug);

                assertThat(reason).contains("*: the session failed: java.lang.IllegalStateException: a bug\n");
                await().untilAsserted(() -> assertThat(uncaught).containsExactly(bug));
            }
        }

        @Test
        void thatCannotEvenBeginAreTheOnlyOnesThatSufferFromIt() throws IOException {
            AtomicReference<Throwable> failure = new AtomicReference<>();
            List<Throwable> uncaught = new CopyOnWriteArrayList<>();
            try (FakeSmtpServer smtp = serverThatFails(failure, List.of())) {
                threadsOf(smtp.port())
                        .forEach(thread -> thread.setUncaughtExceptionHandler((listener, e) -> uncaught.add(e)));
                for (Throwable reason : List.of(new OutOfMemoryError("full"), new IllegalStateException("a bug"))) {
                    failure.set(reason);
                    try (SmtpClient lost = SmtpClient.connect(smtp)) {
                        assertThat(lost.reply()).isEqualTo("closed");
                    }
                    try (SmtpClient next = SmtpClient.connect(smtp)) {
                        assertThat(next.reply()).startsWith("220");
                    }
                }
                assertThat(uncaught).hasSize(1).first().isInstanceOf(IllegalStateException.class);
            }
        }

        @Test
        void thatGetNoThreadAreClosedAndNoted() throws IOException {
            AtomicBoolean fails = new AtomicBoolean(true);
            try (FakeSmtpServer smtp = FakeSmtpServer.builder()
                    .threadFactory(task -> {
                        if (fails.getAndSet(false)) {
                            throw new NoClassDefFoundError("ThreadPool");
                        }
                        return new Thread(task);
                    })
                    .start()) {
                try (SmtpClient lost = SmtpClient.connect(smtp)) {
                    assertThat(lost.reply()).isEqualTo("closed");
                }
                try (SmtpClient next = SmtpClient.connect(smtp)) {
                    assertThat(next.reply()).startsWith("220");
                }
                assertThat(smtp.mailbox().sessions().get(0).transcript().asText())
                        .contains("the session could not begin: ThreadPool");
            }
        }

        /** What the transcript of a session says that fails at its first command. */
        private static String failedSession(FakeSmtpServer smtp, AtomicReference<Throwable> failure, Throwable reason)
                throws IOException {
            try (SmtpClient client = SmtpClient.connect(smtp)) {
                client.reply();
                failure.set(reason);
                assertThat(client.say("NOOP")).isEqualTo("421 4.3.0 The server failed");
                assertThat(client.reply()).isEqualTo("closed");
            }
            SmtpSession session = smtp.mailbox().awaitSessions(1, PATIENCE).get(0);
            assertThat(session.end()).isEqualTo(End.SERVER_CLOSED);
            return session.transcript().asText();
        }

        /** A server whose clock throws what it is given, once. */
        private static FakeSmtpServer serverThatFails(AtomicReference<Throwable> failure, List<Throwable> uncaught) {
            InstantSource clock = () -> {
                Throwable due = failure.getAndSet(null);
                if (due instanceof Error error) {
                    throw error;
                }
                if (due instanceof RuntimeException exception) {
                    throw exception;
                }
                return Instant.EPOCH;
            };
            return FakeSmtpServer.builder()
                    .clock(clock.withZone(ZoneOffset.UTC))
                    .threadFactory(task -> {
                        Thread thread = new Thread(task);
                        thread.setUncaughtExceptionHandler((failed, e) -> uncaught.add(e));
                        return thread;
                    })
                    .start();
        }

        /** To close a connection of which octets are unread takes back what the client has not heard yet. */
        @Test
        void thatSayMoreBehindQuitHearEveryReply() throws IOException {
            int commands = 20_000;
            try (FakeSmtpServer smtp = FakeSmtpServer.start();
                    SmtpClient client = SmtpClient.introduced(smtp)) {
                client.send("NOOP\r\n".repeat(commands) + "QUIT\r\n" + "x".repeat(100_000));

                for (int i = 0; i < commands; i++) {
                    assertThat(client.reply()).isEqualTo("250 2.0.0 Ok");
                }
                assertThat(client.reply()).startsWith("221");
            }
        }

        @Test
        void whoseClientsStayAfterTheLastWordAreLeftWithoutAnother() throws IOException {
            try (FakeSmtpServer smtp =
                            FakeSmtpServer.builder().maxConnections(1).start();
                    SmtpClient client = SmtpClient.greeted(smtp)) {
                client.send("QUIT\r\n" + "x".repeat(100_000));
                await().until(() -> {
                    try (SmtpClient next = SmtpClient.connect(smtp)) {
                        return next.reply().startsWith("220");
                    }
                });

                assertThat(smtp.mailbox().sessions().get(0).transcript().asText())
                        .endsWith("S: 221 2.0.0 Bye\n");
            }
        }

        /** With 1,000 in place of 10,000, since each of them has a thread of its own before Java 24. */
        @Row("B-032")
        @Test
        void thatAreIdleDisturbNobody() throws IOException {
            try (FakeSmtpServer smtp = FakeSmtpServer.start();
                    SmtpClient busy = SmtpClient.introduced(smtp)) {
                List<SmtpClient> idle = new ArrayList<>();
                for (int i = 0; i < 1_000; i++) {
                    idle.add(SmtpClient.connect(smtp));
                }
                for (SmtpClient client : idle) {
                    assertThat(client.reply()).startsWith("220");
                }
                assertThat(busy.deliver("a@x.test", "b@x.test", "x\r\n")).startsWith("250");
                for (SmtpClient client : idle) {
                    client.close();
                }
                busy.say("QUIT");
                smtp.awaitIdle(PATIENCE.multipliedBy(3));
                assertThat(smtp.mailbox().sessions()).hasSize(1_001);
            }
        }

        @Row("B-030")
        @Test
        void thatSayNothingAreEndedWith421() throws IOException {
            try (FakeSmtpServer smtp = FakeSmtpServer.builder()
                            .idleTimeout(Duration.ofMillis(100))
                            .start();
                    SmtpClient client = SmtpClient.connect(smtp)) {
                assertThat(client.reply()).startsWith("220");
                assertThat(client.reply()).isEqualTo("421 4.4.2 Timeout exceeded");
                assertThat(client.reply()).isEqualTo("closed");

                assertThat(smtp.mailbox().sessions().get(0).end()).isEqualTo(End.TIMED_OUT);
            }
        }

        @Row("B-095")
        @Test
        void thatStopInTheContentAreEndedWith421() throws IOException {
            try (FakeSmtpServer smtp = FakeSmtpServer.builder()
                            .idleTimeout(Duration.ofSeconds(1))
                            .start();
                    SmtpClient client = SmtpClient.introduced(smtp)) {
                client.say("MAIL FROM:<a@x.test>");
                client.say("RCPT TO:<b@x.test>");
                client.say("DATA");
                client.send("abc.\r\n");

                assertThat(client.reply()).isEqualTo("421 4.4.2 Timeout exceeded");
                Transaction aborted =
                        smtp.mailbox().sessions().get(0).transactions().get(0);
                assertThat(aborted.outcome()).isEqualTo(Outcome.ABORTED);
                assertThat(aborted.raw()).asString().isEqualTo("abc.\r\n");
            }
        }

        @Row("B-034")
        @Test
        void thatNeverReadAreCutOffAndDisturbNobody() throws IOException {
            try (FakeSmtpServer smtp = FakeSmtpServer.builder()
                            .writeTimeout(Duration.ofMillis(200))
                            .start();
                    SmtpClient deaf = SmtpClient.connect(smtp);
                    SmtpClient other = SmtpClient.introduced(smtp)) {
                String batch = "NOOP\r\n".repeat(10_000);
                assertThatThrownBy(() -> {
                            while (true) {
                                deaf.send(batch);
                            }
                        })
                        .isInstanceOf(IOException.class);

                assertThat(other.say("NOOP")).startsWith("250");
                await().atMost(PATIENCE)
                        .until(() -> smtp.mailbox().sessions().get(0).end() == End.TIMED_OUT);
            }
        }

        @Row("B-033")
        @Test
        void areBrokenOffTooLateToMatterWhereTheClientIsSlow() throws IOException {
            try (FakeSmtpServer smtp = FakeSmtpServer.start();
                    SmtpClient client = SmtpClient.connect(smtp)) {
                client.reply();
                for (char octet : "EHLO slow.example\r\n".toCharArray()) {
                    client.send(String.valueOf(octet));
                }
                assertThat(client.reply()).isEqualTo("250 HELP");
            }
        }
    }

    @Nested
    class Idleness {

        @Test
        void isReachedWhenEverySessionHasEnded() throws IOException {
            try (FakeSmtpServer smtp = FakeSmtpServer.start()) {
                for (int i = 0; i < 50; i++) {
                    // The connection may not even have been accepted when the client is gone.
                    SmtpClient.connect(smtp).close();
                    smtp.awaitIdle(PATIENCE);
                    assertThat(smtp.mailbox().sessions()).hasSize(i + 1).noneMatch(s -> s.end() == End.OPEN);
                }
            }
        }

        @Test
        void canBeWaitedForForEver() throws IOException {
            try (FakeSmtpServer smtp = FakeSmtpServer.start()) {
                SmtpClient.connect(smtp).close();

                smtp.awaitIdle(ChronoUnit.FOREVER.getDuration());
                assertThat(smtp.mailbox().sessions()).hasSize(1);
            }
        }

        @Test
        void isFoundOutWithoutAnyPatienceForClients() throws IOException {
            try (FakeSmtpServer smtp = FakeSmtpServer.start();
                    SmtpClient silent = SmtpClient.connect(smtp)) {
                for (Duration timeout : List.of(Duration.ZERO, Duration.ofNanos(1), Duration.ofSeconds(-1))) {
                    assertThatThrownBy(() -> smtp.awaitIdle(timeout)).isInstanceOf(AssertionError.class);
                }
                assertThat(silent.reply()).startsWith("220");
            }
        }

        @Test
        void showsTheDialogueThatIsStillOpen() throws IOException {
            try (FakeSmtpServer smtp = FakeSmtpServer.start();
                    SmtpClient client = SmtpClient.connect(smtp)) {
                client.reply();
                client.say("NOOP");

                assertThatThrownBy(() -> smtp.awaitIdle(Duration.ofMillis(20)))
                        .isInstanceOf(AssertionError.class)
                        .hasMessage("""
                                expected no open session within 20 ms, but 1 is

                                Session 1 (OPEN):
                                  S: 220 heloise.test ESMTP Heloise
                                  C: NOOP
                                  S: 250 2.0.0 Ok""");
            }
        }
    }

    private static void awaitPatiently(CountDownLatch latch) {
        try {
            assertThat(latch.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static List<Thread> threadsOf(int port) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().contains("heloise-" + port))
                .toList();
    }
}
