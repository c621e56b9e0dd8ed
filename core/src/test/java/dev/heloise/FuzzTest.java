package dev.heloise;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.heloise.DialogueFiles.Scene;
import dev.heloise.mailbox.SmtpSession;
import dev.heloise.mailbox.SmtpSession.End;
import dev.heloise.script.SmtpExtension;
import dev.heloise.script.StartTls;
import dev.heloise.smtp.Dialect;
import dev.heloise.smtp.Segmented;
import dev.heloise.smtp.Service;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Dialogues that were garbled at random, from a seed that a failure names. Whatever comes, the server says something
 * that is a reply, keeps its own counsel about what it thinks, and ends when the client does.
 */
class FuzzTest {

    private static final long SEED = 20_261_124;
    private static final int ALONE = 4_000;
    private static final int SERVED = 300;

    private static final List<String> DIALOGUES =
            DialogueFiles.all().map(FuzzTest::said).toList();
    private static final List<String> PIECES = List.of(
            "\r\n",
            "\n",
            "\r",
            "\0",
            ".\r\n",
            "\r\n.\r\n",
            "BDAT 5 LAST\r\n",
            "DATA\r\n",
            "AUTH PLAIN ",
            "AUTH LOGIN\r\n",
            "AUTH SCRAM-SHA-256 biwsbj1hLHI9YQ==\r\n",
            "STARTTLS\r\n",
            "RSET\r\n",
            "*\r\n",
            "=",
            "<",
            ">",
            "\"",
            "\\",
            "@",
            ":",
            "%",
            "\u00ff\u00fe",
            "\u0016\u0003\u0001",
            "MAIL FROM:<a@x.test>\r\n",
            "RCPT TO:<b@x.test>\r\n",
            "EHLO x\r\n",
            "LHLO x\r\n",
            "XCLIENT ADDR=",
            "x".repeat(5_000),
            ",".repeat(13_000));

    private static String said(Scene scene) {
        StringBuilder said = new StringBuilder();
        scene.steps().stream()
                .filter(step -> step.letter().startsWith("C"))
                .forEach(step -> said.append(step.octets()));
        return said.toString();
    }

    @Test
    void theDialogueAloneStaysSane() throws IOException {
        Service service = builder().service(List.of(), false, Dialect.SMTP);
        Service lmtp = builder().service(List.of(), false, Dialect.LMTP);
        for (int i = 0; i < ALONE; i++) {
            Random random = new Random(SEED + i);
            byte[] octets = garbled(random);
            try {
                SaneDialogue.played(i % 4 == 0 ? lmtp : service, new ByteArrayInputStream(octets), octets.length);
            } catch (RuntimeException | AssertionError | StackOverflowError e) {
                throw new AssertionError("seed " + (SEED + i) + ": " + new String(octets, ISO_8859_1), e);
            }
        }
    }

    @Test
    void theSegmentsOfADialogueMakeNoDifference() throws IOException {
        Service service = builder().service(List.of(), false, Dialect.SMTP);
        for (int i = 0; i < ALONE; i++) {
            Random random = new Random(SEED + i);
            byte[] octets = garbled(random);
            assertThat(said(service, new Segmented(octets, 1 + random.nextInt(60)), octets.length))
                    .as("seed %d", SEED + i)
                    .isEqualTo(said(service, new ByteArrayInputStream(octets), octets.length));
        }
    }

    /** What is said and kept, but for the challenges of AUTH, which are never the same. */
    private static List<String> said(Service service, InputStream octets, int length) throws IOException {
        return SaneDialogue.played(service, octets, length).stream()
                .map(reply -> reply.startsWith("334") ? "334" : reply)
                .toList();
    }

    @Test
    void aServerStaysSane() throws Exception {
        try (FakeSmtpServer smtp = builder().idleTimeout(Duration.ofSeconds(5)).start()) {
            for (int i = 0; i < SERVED; i++) {
                byte[] octets = garbled(new Random(SEED + i));
                try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), smtp.port())) {
                    socket.setSoTimeout(10_000);
                    socket.getOutputStream().write(octets);
                    socket.shutdownOutput();
                    String replies = new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
                    assertThat(replies.startsWith("220 mail.test"))
                            .as("seed %d", SEED + i)
                            .isTrue();
                } catch (SocketException reset) {
                    // The server had enough before the client had said everything; that is one way to end.
                    assertThat(octets.length).as("seed %d: %s", SEED + i, reset).isPositive();
                }
            }
            smtp.awaitIdle(Duration.ofSeconds(10));

            assertThat(smtp.mailbox().sessions()).extracting(SmtpSession::end).doesNotContain(End.OPEN);
            try (SmtpClient client = SmtpClient.greeted(smtp)) {
                client.say("EHLO x.test");
                assertThat(client.say("NOOP")).startsWith("250");
            }
        }
    }

    private static FakeSmtpServer.Builder builder() {
        return FakeSmtpServer.builder()
                .hostname("mail.test")
                .with(SmtpExtension.values())
                .startTls(StartTls.OFFERED)
                .credentials("alice", "secret")
                .authMechanisms("CRAM-MD5", "SCRAM-SHA-256", "PLAIN", "LOGIN", "XOAUTH2", "OAUTHBEARER", "EXTERNAL")
                .xclient()
                .verifies("ada@x.test")
                .expands("staff", "ada@x.test")
                .maxMessageSize(10_000);
    }

    private static byte[] garbled(Random random) {
        StringBuilder said = new StringBuilder(DIALOGUES.get(random.nextInt(DIALOGUES.size())));
        int changes = 1 + random.nextInt(8);
        for (int i = 0; i < changes; i++) {
            int at = random.nextInt(said.length() + 1);
            int until = Math.min(said.length(), at + random.nextInt(12));
            switch (random.nextInt(5)) {
                case 0 -> said.delete(at, until);
                case 1 -> said.insert(at, PIECES.get(random.nextInt(PIECES.size())));
                case 2 -> said.insert(at, (char) random.nextInt(256));
                case 3 -> said.insert(at, said.substring(at, until));
                default -> said.insert(at, DIALOGUES.get(random.nextInt(DIALOGUES.size())));
            }
        }
        return said.toString().getBytes(ISO_8859_1);
    }
}
