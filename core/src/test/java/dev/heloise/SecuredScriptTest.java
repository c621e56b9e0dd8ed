package dev.heloise;

import static dev.heloise.script.When.auth;
import static dev.heloise.script.When.endOfData;
import static dev.heloise.script.When.mailFrom;
import static dev.heloise.script.When.rcptTo;
import static dev.heloise.script.When.startTls;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heloise.mailbox.SmtpSession;
import dev.heloise.mailbox.SmtpSession.End;
import dev.heloise.script.StartTls;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Rules about TLS and AUTH, and what rules do to the wire when it is a secure one. */
class SecuredScriptTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final FakeSmtpServer smtp = FakeSmtpServer.builder()
            .startTls(StartTls.OFFERED)
            .credentials("ada", "secret")
            .credentials("grace", "secret")
            .authInClear()
            .lmtpPort(0)
            .start();

    @AfterEach
    void close() {
        smtp.close();
    }

    private SmtpClient secured() throws IOException {
        SmtpClient client = SmtpClient.introduced(smtp);
        assertThat(client.say("STARTTLS")).startsWith("220");
        client.secure(smtp.certificate().orElseThrow().clientContext());
        assertThat(client.say("EHLO client.example")).startsWith("250");
        return client;
    }

    private SmtpSession session() {
        smtp.awaitIdle(PATIENCE);
        return smtp.mailbox().sessions().get(0);
    }

    @Test
    void startTlsIsRefusedAndThenGranted() throws IOException {
        smtp.script().when(startTls()).thenReply("454 4.7.0 TLS not available").times(1);

        try (SmtpClient client = SmtpClient.introduced(smtp)) {
            assertThat(client.say("STARTTLS")).isEqualTo("454 4.7.0 TLS not available");
            assertThat(client.say("STARTTLS")).startsWith("220");
            client.secure(smtp.certificate().orElseThrow().clientContext());
            assertThat(client.say("NOOP")).startsWith("250");
        }
        assertThat(session().tls()).isPresent();
    }

    @Test
    void theConnectionIsDroppedInPlaceOfTls() throws IOException {
        smtp.script().when(startTls()).thenDrop();

        try (SmtpClient client = SmtpClient.introduced(smtp)) {
            assertThat(client.say("STARTTLS")).isEqualTo("closed");
        }
        assertThat(session().end()).isEqualTo(End.DROPPED_BY_RULE);
    }

    @Test
    void tlsBeginsAfterAReplyThatWasSlow() throws IOException {
        smtp.script().when(startTls()).thenAccept().slowly(Duration.ofMillis(1));

        try (SmtpClient client = secured()) {
            assertThat(client.say("QUIT")).startsWith("221");
        }
        assertThat(session().tls()).isPresent();
    }

    @Test
    void aUserIsRefusedThoughThePasswordIsRight() throws IOException {
        smtp.script().when(auth("ad?")).thenReply("535 5.7.8 Account locked").times(1);

        try (SmtpClient client = SmtpClient.introduced(smtp)) {
            assertThat(client.say("AUTH PLAIN AGFkYQBzZWNyZXQ=")).isEqualTo("535 5.7.8 Account locked");
            assertThat(client.say("AUTH PLAIN AGdyYWNlAHNlY3JldA==")).startsWith("235");
        }
        assertThat(session().user()).hasValue("grace");
    }

    @Test
    void theConnectionIsDroppedInPlaceOfAuth() throws IOException {
        smtp.script().when(auth()).thenDrop();

        try (SmtpClient client = SmtpClient.introduced(smtp)) {
            assertThat(client.say("AUTH PLAIN AGFkYQBzZWNyZXQ=")).isEqualTo("closed");
        }
        assertThat(session().user()).isEmpty();
    }

    @Test
    void aReplyIsCutInsideOfTls() throws IOException {
        smtp.script().when(mailFrom()).thenReply("250 one\ntwo").cutAfter("250-one\r\n".length());

        try (SmtpClient client = secured()) {
            assertThat(client.reply("MAIL FROM:<a@client.example>")).isEqualTo("250-one\nclosed");
        }
    }

    @Test
    void aReplyIsTheLastWordInsideOfTls() throws IOException {
        smtp.script().when(mailFrom()).thenReply("421 4.7.0 Go away").closing();

        try (SmtpClient client = secured()) {
            assertThat(client.say("MAIL FROM:<a@client.example>")).isEqualTo("421 4.7.0 Go away");
            assertThat(client.reply()).isEqualTo("closed");
        }
    }

    @Test
    void aSecureConnectionIsBrokenOff() throws IOException {
        smtp.script().when(mailFrom()).thenReset();

        try (SmtpClient client = secured()) {
            assertThatThrownBy(() -> client.say("MAIL FROM:<a@client.example>")).isInstanceOf(IOException.class);
        }
        assertThat(session().end()).isEqualTo(End.DROPPED_BY_RULE);
    }

    @Test
    void inLmtpARuleRefusesARecipientAndItsInboxAlone() throws IOException {
        smtp.script().when(endOfData().inbox("bob@b.test")).thenReply("550 5.7.1 Not for any of you");
        smtp.script().when(rcptTo("eve@*")).thenReply("550 5.1.1 No such user");

        try (SmtpClient client = SmtpClient.connect(smtp.lmtpPort().orElseThrow())) {
            client.reply();
            client.say("LHLO client.example");
            client.say("MAIL FROM:<a@client.example>");
            client.say("RCPT TO:<ada@b.test>");
            assertThat(client.say("RCPT TO:<eve@b.test>")).startsWith("550 5.1.1");
            client.say("RCPT TO:<carl@b.test>");
            client.say("DATA");
            client.send("Subject: x\r\n\r\n");
            assertThat(client.say(".")).startsWith("250");
            assertThat(client.reply()).startsWith("250");
        }
        assertThat(smtp.mailbox().mails()).hasSize(1);
    }
}
