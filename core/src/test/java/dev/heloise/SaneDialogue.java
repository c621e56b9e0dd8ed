package dev.heloise;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.heloise.mailbox.MemoryMailbox;
import dev.heloise.mailbox.ReceivedMail;
import dev.heloise.mailbox.Retention;
import dev.heloise.mailbox.SessionRecorder;
import dev.heloise.mailbox.SmtpSession.End;
import dev.heloise.mailbox.TlsInfo;
import dev.heloise.script.Reply;
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
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Plays octets of any kind with a dialogue, and sees that it stays sane: it says replies, and comes to an end. */
public final class SaneDialogue {

    private static final Pattern REPLIES = Pattern.compile("(?:[2-5][0-5][0-9][ -][\t -~]{0,507}\r\n)*");
    private static final TlsInfo TLS =
            new TlsInfo("TLSv1.3", "TLS_AES_128_GCM_SHA256", Optional.empty(), Optional.empty(), Optional.empty());

    private SaneDialogue() {}

    /**
     * What the server said, and then what it kept.
     *
     * @param length how many octets there are, which bounds how much there is to say about them
     */
    public static List<String> played(Service service, InputStream octets, int length) throws IOException {
        MemoryMailbox mailbox =
                new MemoryMailbox(Retention.DEFAULT, Duration.ZERO, Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));
        SessionRecorder session = mailbox.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), 4711));
        Dialogue dialogue = new Dialogue(service, session);
        Input input = new Input(octets, () -> {});
        List<String> said = new ArrayList<>(List.of(checked(dialogue.greeting())));
        LineReader lines = new LineReader(input);
        ContentReader contents = new ContentReader(input, size -> true);
        ChunkReader chunks = new ChunkReader(input, size -> true);
        int steps = 0;
        while (dialogue.next() != Dialogue.Next.NOTHING) {
            assertThat(steps++).as("steps for %d octets", length).isLessThanOrEqualTo(2 * length + 100);
            Optional<Reply> reply = switch (dialogue.next()) {
                case LINE -> dialogue.line(lines.read(dialogue.lineLimit()));
                case CONTENT -> dialogue.content(contents.read(service.limits(), dialogue.declaredSize()));
                case CHUNK -> dialogue.chunk(chunks.read(dialogue.chunkSize(), dialogue.chunkRoom()));
                case REPLY -> Optional.of(dialogue.reply());
                case HANDSHAKE -> {
                    dialogue.secured(TLS);
                    yield Optional.empty();
                }
                case FAREWELL -> dialogue.farewell(End.CLIENT_CLOSED);
                case NOTHING -> Optional.empty();
            };
            reply.map(SaneDialogue::checked).ifPresent(said::add);
        }
        dialogue.over(input.discard());
        assertThat(session.session().end()).isNotEqualTo(End.OPEN);
        assertThat(session.session().transcript().asText().lines())
                .allSatisfy(line -> assertThat(line.charAt(1)).isEqualTo(':'));
        mailbox.mails().stream()
                .map(ReceivedMail::raw)
                .map(raw -> new String(raw, ISO_8859_1))
                .forEach(said::add);
        return said;
    }

    private static String checked(Reply reply) {
        String said = new String(reply.bytes(true), ISO_8859_1);
        assertThat(REPLIES.matcher(said).matches()).as(said).isTrue();
        return said;
    }
}
