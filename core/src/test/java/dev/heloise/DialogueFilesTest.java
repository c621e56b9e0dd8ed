package dev.heloise;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.heloise.DialogueFiles.Scene;
import dev.heloise.DialogueFiles.Step;
import dev.heloise.mailbox.Finding;
import dev.heloise.mailbox.Mailbox;
import dev.heloise.mailbox.MemoryMailbox;
import dev.heloise.mailbox.ReceivedMail;
import dev.heloise.mailbox.Retention;
import dev.heloise.mailbox.SessionRecorder;
import dev.heloise.mailbox.SmtpSession;
import dev.heloise.mailbox.SmtpSession.End;
import dev.heloise.mailbox.TlsInfo;
import dev.heloise.script.Reply;
import dev.heloise.script.SmtpExtension;
import dev.heloise.smtp.ChunkReader;
import dev.heloise.smtp.ContentReader;
import dev.heloise.smtp.Dialogue;
import dev.heloise.smtp.Input;
import dev.heloise.smtp.LineReader;
import dev.heloise.smtp.Service;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Plays the same dialogue files with the dialogue alone, and with a server over a socket. */
class DialogueFilesTest {

    private static final String CLOSED = "closed";
    private static final TlsInfo TLS =
            new TlsInfo("TLSv1.3", "TLS_AES_128_GCM_SHA256", Optional.empty(), Optional.empty(), Optional.empty());

    static Stream<Scene> scenes() {
        return DialogueFiles.all();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("scenes")
    void theDialogueAloneSaysWhatTheFileSays(Scene scene) throws IOException {
        MemoryMailbox mailbox = new MemoryMailbox(Retention.DEFAULT, Duration.ZERO, Clock.systemUTC());
        SessionRecorder session = mailbox.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), 4711));
        Service service = scene.service();
        Dialogue dialogue = new Dialogue(service, session);
        Input input = new Input(new Segments(scene), () -> {});
        LineReader lines = new LineReader(input);
        ContentReader contents = new ContentReader(input, octets -> true);
        ChunkReader chunks = new ChunkReader(input, octets -> true);
        List<String> replies = new ArrayList<>();
        replies.add(text(service, dialogue.greeting()));
        boolean over = false;
        while (!over) {
            Dialogue.Next next = dialogue.next();
            Optional<Reply> reply = switch (next) {
                case LINE -> {
                    var line = lines.read(dialogue.lineLimit());
                    dialogue.followed(input.hasBuffered());
                    yield dialogue.line(line);
                }
                case CONTENT -> {
                    var content = contents.read(service.limits(), dialogue.declaredSize());
                    dialogue.followed(input.hasBuffered());
                    yield dialogue.content(content);
                }
                case CHUNK -> dialogue.chunk(chunks.read(dialogue.chunkSize(), dialogue.chunkRoom()));
                case REPLY -> Optional.of(dialogue.reply());
                case HANDSHAKE -> {
                    int injected = input.discard();
                    if (injected > 0) {
                        dialogue.injected(injected);
                    }
                    dialogue.secured(TLS);
                    yield Optional.empty();
                }
                case FAREWELL, NOTHING -> Optional.empty();
            };
            reply.map(said -> text(service, said)).ifPresent(replies::add);
            over = next == Dialogue.Next.FAREWELL || next == Dialogue.Next.NOTHING;
            if (next == Dialogue.Next.NOTHING) {
                replies.add(CLOSED);
            }
        }
        dialogue.lost(End.CLIENT_CLOSED);
        dialogue.over(input.discard());

        compare(scene, replies);
        compare(scene, mailbox, session.session());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("scenes")
    void aServerSaysWhatTheFileSays(Scene scene) throws IOException {
        try (FakeSmtpServer smtp = scene.builder().start()) {
            List<String> replies = new ArrayList<>();
            try (SmtpClient client =
                    SmtpClient.connect(scene.isLmtp() ? smtp.lmtpPort().orElseThrow() : smtp.port())) {
                StringBuilder segment = new StringBuilder();
                for (Step step : scene.steps()) {
                    switch (step.letter()) {
                        case "C:", "C<" -> segment.append(step.octets());
                        case "S:" -> {
                            client.send(segment.toString());
                            segment.setLength(0);
                            replies.add(client.whole());
                        }
                        case "T:" ->
                            client.secure(smtp.certificate().orElseThrow().clientContext());
                        default -> {}
                    }
                }
                client.send(segment.toString());
            }
            smtp.awaitIdle(Duration.ofSeconds(10));

            compare(scene, replies);
            compare(scene, smtp.mailbox(), smtp.mailbox().sessions().get(0));
        }
    }

    private static void compare(Scene scene, List<String> replies) {
        int count = 0;
        for (Step step : scene.steps()) {
            String expected = Escapes.unescaped(step.text());
            switch (step.letter()) {
                case "S:" -> {
                    assertThat(replies).as("at \"%s\"", expected).hasSizeGreaterThan(count);
                    String whole = replies.get(count++);
                    assertThat(whole.substring(whole.lastIndexOf('\n') + 1))
                            .as("reply %d of %s", count, replies)
                            .startsWith(expected);
                }
                case "S~" -> assertThat(replies.get(count - 1)).contains(expected);
                case "S!" -> assertThat(replies.get(count - 1)).doesNotContain(expected);
                default -> {}
            }
        }
        assertThat(replies).hasSize(count);
    }

    private static void compare(Scene scene, Mailbox mailbox, SmtpSession session) {
        if (scene.speaksOf("F:")) {
            assertThat(session.findings())
                    .extracting(Finding::rule)
                    // Few of the files take leave.
                    .filteredOn(rule -> !rule.equals("NO_QUIT"))
                    .containsExactlyElementsOf(scene.all("F:"));
        }
        if (scene.speaksOf("M:")) {
            assertThat(mailbox.mails())
                    .extracting(ReceivedMail::raw)
                    .extracting(raw -> new String(raw, ISO_8859_1))
                    .containsExactlyElementsOf(
                            scene.all("M:").stream().map(Escapes::unescaped).toList());
        }
        if (scene.speaksOf("U:")) {
            assertThat((session.user().orElse("nobody") + " "
                                    + session.authMechanism().orElse(""))
                            .strip())
                    .isEqualTo(scene.all("U:").get(0).strip());
        }
    }

    private static String text(Service service, Reply reply) {
        String text = new String(reply.bytes(service.offers(SmtpExtension.ENHANCEDSTATUSCODES)), US_ASCII)
                .replace("\r\n", "\n");
        return text.substring(0, text.length() - 1);
    }

    /** What the client says, a segment for each read: all that it says without waiting. */
    private static final class Segments extends InputStream {

        private final Deque<byte[]> segments = new ArrayDeque<>();

        Segments(Scene scene) {
            StringBuilder segment = new StringBuilder();
            for (Step step : scene.steps()) {
                if (step.letter().startsWith("C")) {
                    segment.append(step.octets());
                } else if (segment.length() > 0) {
                    segments.add(segment.toString().getBytes(ISO_8859_1));
                    segment.setLength(0);
                }
            }
            if (segment.length() > 0) {
                segments.add(segment.toString().getBytes(ISO_8859_1));
            }
        }

        @Override
        public int read() {
            throw new UnsupportedOperationException("nobody reads single octets");
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            if (segments.isEmpty()) {
                return -1;
            }
            byte[] segment = segments.remove();
            int count = Math.min(length, segment.length);
            System.arraycopy(segment, 0, target, offset, count);
            if (count < segment.length) {
                segments.addFirst(java.util.Arrays.copyOfRange(segment, count, segment.length));
            }
            return count;
        }
    }
}
