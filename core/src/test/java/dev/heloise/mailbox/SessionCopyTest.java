package dev.heloise.mailbox;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.heloise.mailbox.Transcript.Side;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SessionCopyTest {

    private static final Instant NOON = Instant.parse("2026-01-02T12:00:00Z");
    private static final InetSocketAddress CLIENT = new InetSocketAddress(InetAddress.getLoopbackAddress(), 9);

    private final SessionCopy copy = new SessionCopy("7", CLIENT, NOON, Duration.ofSeconds(3));

    @Test
    void tellsWhatItWasTold() {
        copy.end(SmtpSession.End.QUIT);
        copy.hello(new Helo(Helo.Verb.EHLO, "client.example"));
        copy.authenticated("ada", "PLAIN");

        SmtpSession session = copy.session();
        assertThat(session.id()).isEqualTo("7");
        assertThat(session.client()).isEqualTo(CLIENT);
        assertThat(session.startedAt()).isEqualTo(NOON);
        assertThat(session.duration()).isEqualTo(Duration.ofSeconds(3));
        assertThat(session.end()).isEqualTo(SmtpSession.End.QUIT);
        assertThat(session.helo().name()).isEqualTo("client.example");
        assertThat(session.user()).contains("ada");
        assertThat(session.authMechanism()).contains("PLAIN");
    }

    @Test
    void aMailBelongsToItsTransactionAndItsSession() {
        Envelope envelope = new Envelope("a@x.test", Map.of(), List.of(new Recipient("b@x.test", Map.of())));
        Transaction transaction = copy.transaction(envelope, List.of(), Transaction.Outcome.DELIVERED);
        ReceivedMail mail = copy.mail(transaction, "4", NOON, Content.ofOctets("x\r\n".getBytes(US_ASCII)));

        assertThat(mail.id()).isEqualTo("4");
        assertThat(mail.envelope()).isEqualTo(envelope);
        assertThat(mail.session()).isSameAs(copy.session());
        assertThat(copy.session().mails()).containsExactly(mail);
        assertThat(copy.session().transactions()).containsExactly(transaction);
    }

    @Test
    void aSecretThatWasHiddenStaysHidden() {
        copy.line(Side.CLIENT, NOON, "AUTH PLAIN AGFkYQBz\r\n".getBytes(US_ASCII), "AUTH PLAIN ***", List.of());
        copy.line(Side.CLIENT, NOON, "NOOP ***\r\n".getBytes(US_ASCII), "NOOP ***", List.of());

        assertThat(copy.session().transcript().lines())
                .extracting(Transcript.Line::text)
                .containsExactly("AUTH PLAIN ***", "NOOP ***");
        assertThat(copy.session().transcript().toString()).doesNotContain("AGFkYQBz");
    }

    @ParameterizedTest
    @CsvSource({
        // what came, its size as a message, the message
        "..a~.~, 4, .a~",
        "..a~.~, 8, ..a~.~",
        "a^b~.~, 6, a~b~",
        "a^b, 4, a~b",
        "..a~, 4, .a~",
        "'', 0, ''"
    })
    void contentIsWhatGivesItsSize(String came, int size, String message) {
        Content content = Content.ofWire(octets(came), size);
        assertThat(content.raw()).isEqualTo(octets(message));
        assertThat(content.wire()).isEqualTo(octets(came));
    }

    @Test
    void contentOfAnotherSizeIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Content.ofWire(octets("..a~"), 3))
                .withMessage("5 octets are no message of 3");
    }

    /** With a tilde for CRLF and a circumflex for LF alone. */
    private static byte[] octets(String text) {
        return text.replace("~", "\r\n").replace("^", "\n").getBytes(US_ASCII);
    }
}
