package dev.heloise.script;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.heloise.FakeSmtpServer;
import dev.heloise.Talk;
import dev.heloise.mailbox.SmtpSession;
import dev.heloise.script.Recording.Entry;
import dev.heloise.script.Recording.Entry.Kind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordingTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** Everything that a careless copy would lose: NUL, 8-bit, bare LF and CR, a backslash, spaces, dots, no header. */
    private static final String NASTY =
            "A: b\n c\r\n\r\n\0\u0001\u007f\u0080\u00e9\u00ff \\ \\x41 \r\r\n..\r\n...\r\n \r\n\r\n.\nend \r\n";

    private final FakeSmtpServer smtp = FakeSmtpServer.start();

    @TempDir
    Path folder;

    @AfterEach
    void close() {
        smtp.close();
    }

    private SmtpSession nastySession() {
        try (Talk talk = Talk.to(smtp)) {
            talk.play("S: 220\nC: EHLO a\nS: 250\nC: rcpt TO:<x@a.test>\nS: 503");
            talk.say("NOOP \u00ff\0\r\n").play("S: 501");
            talk.say("MAIL FROM:<a@a.test>   \r\n").play("S: 250\nC: RCPT TO:<b@a.test>\nS: 250");
            talk.say("NOOP\n").play("S: 500\nC: DATA\nS: 354");
            talk.say(NASTY + ".\r\n").play("S: 250\nC: QUIT\nS: 221\nS: (closed)");
        }
        smtp.awaitIdle(PATIENCE);
        return smtp.mailbox().sessions().get(0);
    }

    @Test
    void aFileHoldsEveryOctet() {
        SmtpSession session = nastySession();
        Recording recording = Recording.of(session);
        Path file = folder.resolve("session.smtp");

        recording.writeTo(file);
        Recording read = Recording.read(file);

        assertThat(read).isEqualTo(recording);
        assertThat(read.octets(Kind.CONTENT)).isEqualTo(session.mails().get(0).wire());
        assertThat(read.asText()).matches("[\\n -~]*").isEqualTo(recording.asText());
    }

    @Test
    void aFileIsReadable() {
        smtp.script().when(When.rcptTo("x@*")).thenReply("550 5.1.1 No\nsuch user");
        try (Talk talk = Talk.to(smtp)) {
            talk.play("S: 220\nC: EHLO a\nS: 250\nC: MAIL FROM:<a@a.test>\nS: 250\nC: RCPT TO:<x@a.test>\nS: 550");
            talk.play("C: RCPT TO:<b@a.test>\nS: 250\nC: DATA\nS: 354");
            talk.say("Subject: Hi\r\n\r\nna\u00efve \nand bare\r\n.\r\n").play("S: 250\nC: QUIT\nS: 221");
        }
        smtp.awaitIdle(PATIENCE);

        assertThat(Recording.of(smtp.mailbox().sessions().get(0)).asText()).isEqualTo("""
            # An SMTP session recorded by Heloise
            S: 220 heloise.test ESMTP Heloise
            C: EHLO a
            S: 250-heloise.test
            S: 250-PIPELINING
            S: 250-SIZE 52428800
            S: 250-8BITMIME
            S: 250-SMTPUTF8
            S: 250-ENHANCEDSTATUSCODES
            S: 250-DSN
            S: 250-CHUNKING
            S: 250-BINARYMIME
            S: 250 HELP
            C: MAIL FROM:<a@a.test>
            S: 250 2.1.0 Ok
            C: RCPT TO:<x@a.test>
            *: answered by rule RCPT x@*: 550 5.1.1 No / such user [1]
            S: 550-5.1.1 No
            S: 550 5.1.1 such user
            C: RCPT TO:<b@a.test>
            S: 250 2.1.5 Ok
            C: DATA
            S: 354 End data with <CR><LF>.<CR><LF>
            D: Subject: Hi
            D:
            D: na\\xEFve \\x0A\\
            D: and bare
            D: .
            S: 250 2.0.0 Ok: queued as 1
            C: QUIT
            S: 221 2.0.0 Bye
            """);
    }

    @Test
    void theClientOfARecordingSaysTheSameOctets() {
        Recording recording = Recording.of(nastySession());
        smtp.reset();

        Recording again = recording.replayTo(smtp.host(), smtp.port());
        smtp.awaitIdle(PATIENCE);

        Recording received = Recording.of(smtp.mailbox().sessions().get(0));
        for (Kind kind : List.of(Kind.CLIENT, Kind.CONTENT)) {
            assertThat(again.octets(kind)).isEqualTo(recording.octets(kind));
            assertThat(received.octets(kind)).isEqualTo(recording.octets(kind));
        }
        assertThat(again.octets(Kind.SERVER)).isEqualTo(received.octets(Kind.SERVER));
        assertThat(smtp.mailbox().mails())
                .singleElement()
                .satisfies(mail -> assertThat(mail.wire()).isEqualTo((NASTY + ".\r\n").getBytes(ISO_8859_1)));
    }

    @Test
    void theScriptOfARecordingGivesTheSameReplies() {
        smtp.script()
                .when(When.mailFrom("a@a.test"))
                .thenReply("450 4.7.1 Later")
                .thenAccept();
        smtp.script().when(When.ehlo()).thenReply("250 mail.b.test\nPIPELINING\nSIZE 7");
        Recording recording = Recording.of(sessionWithRetry());

        try (FakeSmtpServer other =
                FakeSmtpServer.builder().hostname("other.test").start()) {
            recording.asScript().forEach(other.script()::add);
            Recording again = recording.replayTo(other.host(), other.port());

            assertThat(new String(again.octets(Kind.SERVER), US_ASCII))
                    .isEqualTo(new String(recording.octets(Kind.SERVER), US_ASCII));
        }
    }

    private SmtpSession sessionWithRetry() {
        Talk.play(smtp, """
            S: 220
            C: MAIL FROM:<a@a.test>
            S: 503
            C: EHLO a
            S: 250
            C: MAIL FROM:<a@a.test>
            S: 450
            C: MAIL FROM:<a@a.test> SURPRISE
            S: 555
            C: MAIL FROM:<a@a.test>
            S: 250
            C: DATA
            S: 554
            C: RCPT TO:<@relay.test:b@a.test>
            S: 250
            C: DATA
            S: 354
            C: .
            S: 250
            C: QUIT
            S: 221
            S: (closed)
            """);
        smtp.awaitIdle(PATIENCE);
        return smtp.mailbox().sessions().get(0);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 8, 9, 10, 11, 12, 13, 14, 17})
    void aReplyThatWasCutIsCutAgain(int octets) {
        smtp.script().when(When.ehlo()).thenReply("250 one\ntwo").cutAfter(octets);
        String expected = "250-one\r\n250 two\r\n".substring(0, octets);
        hearCut(smtp, expected);
        smtp.awaitIdle(PATIENCE);
        Recording recording =
                Recording.parse(Recording.of(smtp.mailbox().sessions().get(0)).asText());

        try (FakeSmtpServer other = FakeSmtpServer.start()) {
            recording.asScript().forEach(other.script()::add);
            hearCut(other, expected);
        }
    }

    private static void hearCut(FakeSmtpServer server, String expected) {
        try (Talk talk = Talk.to(server)) {
            talk.play("S: 220\nC: EHLO a");
            assertThat(talk.reply()).isEqualTo(expected.replace("\r\n", "\n") + "(closed)");
        }
    }

    @Test
    void aRecordingMayBeWrittenByHand() {
        Recording recording = Recording.parse("""
            # A server that is shutting down

            S: 220-mail.b.test
            S: 220 is going down
            C: EHLO a
            S: 250 mail.b.test
            C: AUTH LOGIN
            S: 334 VXNlcm5hbWU6
            C: QUIT
            S: 334 UGFzc3dvcmQ6
            C: cGFzcw==
            S: 535 5.7.8 No
            C: QUIT
            S: 421 4.3.2 Bye
            """);

        assertThat(recording.asScript())
                .extracting(Rule::toString)
                .containsExactly(
                        "CONNECT: 220 mail.b.test / is going down",
                        "EHLO a: 250 mail.b.test",
                        "AUTH: 535 5.7.8 No",
                        "QUIT: 421 4.3.2 Bye");
    }

    @ParameterizedTest
    @ValueSource(strings = {"X: hello", "S 220", "S:220", "C: a\\x4", "C: a\\xGG", "C: a\\n", "C: é", "hello"})
    void whatIsNoRecordingIsRefused(String line) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Recording.parse("S: 220 a\n" + line))
                .withMessage("not a line of a recording: \"" + line + "\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc", "2x0 a", "-12 a", "x"})
    void whatTheServerCannotSayIsNoScript(String line) {
        Recording recording = Recording.parse("S: " + line);

        assertThatIllegalArgumentException()
                .isThrownBy(recording::asScript)
                .withMessage("not a reply: \"" + line + "\" must begin with a code");
    }

    @Test
    void aHandshakeCannotBeSaidAgain() {
        Recording accepted = Recording.parse("C: STARTTLS\nS: 220 2.0.0 Go ahead");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> accepted.replayTo(smtp.host(), smtp.port()))
                .withMessageContaining("TLS");
        assertThat(Recording.parse("S: 220\nC: STARTTLS\nS: 502 No\nC: QUIT\nS: 221")
                        .replayTo(smtp.host(), smtp.port())
                        .entries())
                .last()
                .isEqualTo(new Entry(Kind.SERVER, "221 2.0.0 Bye\r\n".getBytes(US_ASCII)));
    }

    @Test
    void whatIsNoLongerKeptCannotBeRecorded() {
        try (FakeSmtpServer small = FakeSmtpServer.builder().retain(1).start();
                Talk talk = Talk.to(small)) {
            talk.play("S: 220\nC: EHLO a\nS: 250");
            for (int i = 0; i < 2; i++) {
                talk.play("C: MAIL FROM:<>\nS: 250\nC: RCPT TO:<b@a.test>\nS: 250\nC: DATA\nS: 354\nC: .\nS: 250");
            }
            SmtpSession session = small.mailbox().sessions().get(0);

            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Recording.of(session))
                    .withMessageContaining("no longer kept");
        }
    }
}
