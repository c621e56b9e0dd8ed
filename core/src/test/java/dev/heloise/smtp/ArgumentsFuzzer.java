package dev.heloise.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heloise.mailbox.Helo;
import dev.heloise.mailbox.Helo.Verb;
import dev.heloise.mailbox.MemoryMailbox;
import dev.heloise.mailbox.Retention;
import dev.heloise.mailbox.SessionRecorder;
import dev.heloise.script.SmtpExtension;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;

/**
 * A target for Jazzer: an argument of MAIL or RCPT is refused, or it is a path that means the same if it is said again,
 * with parameters that cannot break a line.
 */
public final class ArgumentsFuzzer {

    private static final Client CLIENT = new Client(
            new Service("mail.test", EnumSet.allOf(SmtpExtension.class), Limits.DEFAULT, List.of()),
            Instant.parse("2026-01-01T00:00:00Z"));

    private static final SessionRecorder SESSION = new MemoryMailbox(
                    Retention.DEFAULT, Duration.ofSeconds(1), Clock.systemUTC())
            .open(new InetSocketAddress(InetAddress.getLoopbackAddress(), 1));

    static {
        CLIENT.introduced(new Helo(Verb.EHLO, "client.example"));
    }

    private ArgumentsFuzzer() {}

    public static void fuzzerTestOneInput(byte[] input) {
        byte[] octets = Arrays.copyOf(input, input.length + 2);
        octets[input.length] = '\r';
        octets[input.length + 1] = '\n';
        CommandLine command = CommandLine.of(new Line(octets, Line.Ending.CRLF, octets.length));
        if (!command.isReadable() || command.verb().isEmpty() || !command.hasValidCharacters()) {
            return;
        }
        try {
            read(command);
        } catch (Refusal refusal) {
            assertThat(refusal.reply().code()).isBetween(400, 599);
        }
    }

    private static void read(CommandLine command) {
        boolean mail = command.verb().orElseThrow() == dev.heloise.smtp.Verb.MAIL;
        Arguments arguments = command.arguments(SESSION);
        arguments.keyword(mail ? "FROM:" : "TO:");
        Path path = arguments.path(Replies.BAD_SENDER);
        Map<String, String> parameters = arguments.parameters(command.verb().orElseThrow(), CLIENT);

        assertThat(arguments.isEmpty()).isTrue();
        String again = "<" + path.address() + ">";
        assertThat(Path.isValid(again)).as(again).isTrue();
        assertThat(Path.of(again)).isEqualTo(path);
        List<String> recorded = new ArrayList<>(parameters.keySet());
        recorded.addAll(parameters.values());
        recorded.add(path.address());
        assertThat(recorded).allSatisfy(text -> assertThat(text.chars()).noneMatch(c -> c < ' ' || c == 0x7F));
        assertThat(Parameters.size(parameters)).isNotNegative();
    }
}
