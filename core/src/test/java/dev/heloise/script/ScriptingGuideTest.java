package dev.heloise.script;

import static dev.heloise.script.Policies.maxConnectionsPerClient;
import static dev.heloise.script.Policies.quota;
import static dev.heloise.script.Policies.rejectInvalidHeloHostname;
import static dev.heloise.script.Policies.rejectNonFqdnHeloHostname;
import static dev.heloise.script.Policies.rejectUnauthDestination;
import static dev.heloise.script.Policies.rejectUnlistedRecipient;
import static dev.heloise.script.Policies.tarpit;
import static dev.heloise.script.When.connect;
import static dev.heloise.script.When.data;
import static dev.heloise.script.When.ehlo;
import static dev.heloise.script.When.endOfData;
import static dev.heloise.script.When.mailFrom;
import static dev.heloise.script.When.noop;
import static dev.heloise.script.When.rcptTo;
import static org.assertj.core.api.Assertions.assertThat;

import dev.heloise.FakeSmtpServer;
import dev.heloise.MutableClock;
import dev.heloise.Profile;
import dev.heloise.Talk;
import dev.heloise.mailbox.SmtpSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The examples of {@code docs/scripting.md}, which stand here to the letter, spaces and line ends aside. */
class ScriptingGuideTest {

    private static final Path GUIDE = Path.of("../docs/scripting.md");
    private static final Path THIS = Path.of("src/test/java/dev/heloise/script/ScriptingGuideTest.java");
    private static final Pattern EXAMPLE = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
    private static final String HELLO = "S: 220\nC: EHLO mail.a.test\nS: 250\n";
    private static final String MAIL = """
        C: MAIL FROM:<a@a.test>
        S: 250
        C: RCPT TO:<ada@example.com>
        S: 250
        C: DATA
        S: 354
        C: .
        """;

    private final FakeSmtpServer smtp = FakeSmtpServer.start();

    @AfterEach
    void close() {
        smtp.close();
    }

    static Stream<String> examples() throws IOException {
        return EXAMPLE.matcher(Files.readString(GUIDE))
                .results()
                .map(example -> example.group(1))
                .filter(example -> !example.startsWith("import"));
    }

    @ParameterizedTest
    @MethodSource("examples")
    void theGuideShowsWhatIsTestedHere(String example) throws IOException {
        assertThat(squeezed(Files.readString(THIS))).contains(squeezed(example));
    }

    private static String squeezed(String code) {
        return code.replaceAll("\\s+", "");
    }

    @Test
    void refusals() {
        smtp.script().when(rcptTo("full@example.com")).thenReply("452 4.2.2 Mailbox full");
        smtp.script().when(mailFrom("*@spam.example")).thenReply("550 5.7.1 Not from you");
        smtp.script().when(endOfData()).thenReply("554 5.6.0 We cannot read this\nsee https://example.org/why");

        Talk.play(smtp, HELLO + "C: MAIL FROM:<a@spam.example>\nS: 550 5.7.1 Not from you");
        Talk.play(smtp, HELLO + "C: MAIL FROM:<a@a.test>\nS: 250\nC: RCPT TO:<full@example.com>\nS: 452 4.2.2");
        Talk.play(smtp, HELLO + MAIL + "S: 554-5.6.0 We cannot read this");
    }

    @Test
    void consecutiveAnswers() {
        smtp.script().when(endOfData()).thenReply("451 4.3.0 Try again later").thenAccept();

        Talk.play(smtp, HELLO + MAIL + "S: 451\n" + MAIL + "S: 250\n" + MAIL + "S: 250");
    }

    @Test
    void aNumberOfTimes() {
        smtp.script().when(rcptTo("*@example.com")).thenReply("450 4.2.0 Busy").times(2);

        String recipient = "C: RCPT TO:<ada@example.com>\nS: ";
        Talk.play(
                smtp,
                HELLO + "C: MAIL FROM:<a@a.test>\nS: 250\n" + recipient + "450\n" + recipient + "450\n" + recipient
                        + "250");
    }

    @Test
    void broken() {
        smtp.script().when(endOfData()).thenDrop();
        smtp.script().when(data()).thenReset();
        smtp.script().when(ehlo()).thenStall();
        smtp.script().when(mailFrom()).thenHalfClose();
        smtp.script().when(noop()).thenReply("421 4.3.2 Shutting down").cutAfter(10);
        smtp.script().when(connect()).thenReply("554 5.7.1 No service").closing();

        Talk.play(smtp, "S: 554 5.7.1 No service\nS: (closed)");
        assertThat(smtp.script().unused()).hasSize(5);
    }

    @Test
    void afterStoring() {
        smtp.script().when(endOfData()).thenDrop().afterStoring().times(1);

        Talk.play(smtp, HELLO + MAIL + "S: (closed)");
        assertThat(smtp.mailbox().mails()).hasSize(1);
    }

    @Test
    void slow() {
        MutableClock clock = MutableClock.create();
        FakeSmtpServer smtp = FakeSmtpServer.builder().clock(clock).start();
        smtp.script().when(mailFrom()).thenAccept().after(Duration.ofMinutes(4));
        smtp.script().when(data()).thenAccept().slowly(Duration.ofSeconds(1));

        try (smtp;
                Talk talk = Talk.to(smtp)) {
            talk.play(HELLO + "C: MAIL FROM:<a@a.test>");
            clock.awaitWaiting(Duration.ofSeconds(10));
            clock.advance(Duration.ofMinutes(4));
            talk.play("S: 250");
        }
    }

    @Test
    void sessionsThatEndEarly() {
        FakeSmtpServer smtp = FakeSmtpServer.builder()
                .maxMailsPerSession(100)
                .sessionTimeout(Duration.ofMinutes(10))
                .start();
        try (smtp) {
            Talk.play(
                    smtp,
                    HELLO + "C: MAIL FROM:<a@a.test>\nS: 250\nC: RSET\nS: 250\n".repeat(100)
                            + "C: MAIL FROM:<a@a.test>\nS: 421 4.7.0\nS: (closed)");
        }
    }

    @Test
    void greylistAndRate() {
        smtp.script().when(rcptTo()).thenGreylist(Duration.ofMinutes(5));
        smtp.script().when(mailFrom()).thenRateLimit(10, Duration.ofMinutes(1));

        Talk.play(smtp, HELLO + "C: MAIL FROM:<a@a.test>\nS: 250\nC: RCPT TO:<ada@example.com>\nS: 450 4.7.1");
    }

    @Test
    void scoped() {
        smtp.script().when(endOfData().inbox("ada@example.com")).thenReply("550 5.7.1 Refused");
        smtp.script().when(mailFrom().client("192.0.2.*")).thenReply("550 5.7.1 Not from there");

        Talk.play(smtp, HELLO + MAIL + "S: 550 5.7.1 Refused\n" + MAIL.replace("ada@", "bob@") + "S: 250");
    }

    @Test
    void rulesAsData() {
        Rule rule = Rule.of(Stage.RCPT, "*@full.example", "452 4.2.2 Mailbox full", 2);
        smtp.script().addFirst(rule);
        smtp.script().remove(rule);

        assertThat(smtp.script().rules()).isEmpty();
    }

    @Test
    void policies() {
        FakeSmtpServer smtp = FakeSmtpServer.builder()
                .policy(rejectInvalidHeloHostname(), rejectNonFqdnHeloHostname())
                .policy(rejectUnauthDestination("example.org", "*.example.org"))
                .policy(rejectUnlistedRecipient("ada@example.org", "bob@example.org"))
                .policy(quota(100), maxConnectionsPerClient(5), tarpit(50, Duration.ofSeconds(5)))
                .bareLf(BareLf.REFUSE)
                .start();

        try (smtp) {
            Talk.play(smtp, HELLO + "C: MAIL FROM:<a@a.test>\nS: 250\nC: RCPT TO:<ada@example.com>\nS: 554 5.7.1");
            Talk.play(smtp, HELLO + MAIL.replace("example.com", "example.org") + "S: 250");
        }
    }

    @Test
    void aPolicyOfYourOwn() {
        Policy noAttachments = request ->
                request.mail().filter(mail -> !mail.attachments().isEmpty()).isPresent()
                        ? Verdict.answer(Reply.of("550 5.7.1 No attachments, please"))
                        : Verdict.noOpinion();

        try (FakeSmtpServer own = FakeSmtpServer.builder().policy(noAttachments).start()) {
            Talk.play(own, HELLO + MAIL + "S: 250");
        }
    }

    @Test
    void profile() {
        FakeSmtpServer smtp = FakeSmtpServer.builder().profile(Profile.MX).start();

        try (smtp) {
            Talk.play(smtp, "S: 220\nC: EHLO localhost\nS: 504");
        }
    }

    @Test
    void recordAndReplay(@TempDir Path folder) {
        Path file = folder.resolve("session.smtp");
        Talk.play(smtp, HELLO + MAIL + "S: 250\nC: QUIT\nS: 221\nS: (closed)");
        smtp.awaitIdle(Duration.ofSeconds(10));
        SmtpSession session = smtp.mailbox().sessions().get(0);

        Recording.of(session).writeTo(file);
        Recording.read(file).asScript().forEach(smtp.script()::add);
        Recording.read(file).replayTo(smtp.host(), smtp.port());

        assertThat(smtp.mailbox().mails()).hasSize(2);
        assertThat(smtp.script().unused()).isEmpty();
    }
}
