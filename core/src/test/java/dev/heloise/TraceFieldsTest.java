package dev.heloise;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.heloise.mailbox.Envelope;
import dev.heloise.mailbox.ReceivedMail;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a server of final delivery puts before a message (C-77). */
class TraceFieldsTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-01-02T03:04:05Z"), ZoneOffset.UTC);

    @Test
    void theMessageComesBehindThePathAndTheTraceOfItsWay() throws IOException {
        try (FakeSmtpServer smtp = FakeSmtpServer.builder().clock(CLOCK).start();
                SmtpClient client = SmtpClient.introduced(smtp)) {
            client.deliver("ada@shop.example", "bob@example.net", "Subject: Hi\r\n\r\n..Hello\r\n");
            ReceivedMail mail = smtp.mailbox().mails().get(0);

            assertThat(mail.asDelivered("mx.example.net")).asString(UTF_8).isEqualTo("""
                    Return-Path: <ada@shop.example>
                    Received: from client.example ([127.0.0.1])
                    	by mx.example.net with ESMTP id 1
                    	for <bob@example.net>;
                    	Fri, 2 Jan 2026 03:04:05 +0000
                    Subject: Hi

                    .Hello
                    """.replace("\n", "\r\n"));
            assertThat(mail.raw()).asString(UTF_8).startsWith("Subject: Hi");
        }
    }

    /** RFC 3848, RFC 6531 §4.3. */
    @ParameterizedTest(name = "{0}: {4}")
    @CsvSource({
        "EHLO x.test, '', false, false, ESMTP",
        "EHLO x.test, SMTPUTF8, false, false, UTF8SMTP",
        "EHLO x.test, '', true, false, ESMTPS",
        "EHLO x.test, '', false, true, ESMTPA",
        "EHLO x.test, SMTPUTF8, true, true, UTF8SMTPSA",
        "HELO x.test, '', false, false, SMTP",
    })
    void theProtocolHasItsRegisteredName(String hello, String parameter, boolean tls, boolean auth, String protocol)
            throws IOException {
        FakeSmtpServer.Builder builder = FakeSmtpServer.builder().credentials("alice", "secret");
        try (FakeSmtpServer smtp = (tls ? builder.implicitTls() : builder).start();
                SmtpClient client = SmtpClient.connect(smtp)) {
            if (tls) {
                client.secure(smtp.certificate().orElseThrow().clientContext());
            }
            client.reply();
            client.say(hello);
            if (auth) {
                client.say("AUTH PLAIN AGFsaWNlAHNlY3JldA==");
            }

            assertThat(delivered(smtp, client, parameter)).contains("by mx.test with " + protocol + " id 1;\r\n");
        }
    }

    @Test
    void lmtpHasNamesOfItsOwn() throws IOException {
        try (FakeSmtpServer smtp = FakeSmtpServer.builder().lmtpPort(0).start();
                SmtpClient client = SmtpClient.connect(smtp.lmtpPort().orElseThrow())) {
            client.reply();
            client.say("LHLO x.test");

            assertThat(delivered(smtp, client, "")).contains("with LMTP id 1;\r\n");
        }
    }

    private static String delivered(FakeSmtpServer smtp, SmtpClient client, String parameter) throws IOException {
        client.say(("MAIL FROM:<a@x.test> " + parameter).strip());
        client.say("RCPT TO:<b@x.test>");
        client.say("RCPT TO:<c@x.test>");
        client.say("DATA");
        client.say(".");
        byte[] delivered = smtp.mailbox().mails().get(0).asDelivered("mx.test");
        // Each of two recipients would read of the other.
        assertThat(delivered).asString(UTF_8).doesNotContain("for <");
        return new String(delivered, UTF_8);
    }

    @ParameterizedTest
    @CsvSource({
        "client.example, client.example",
        "my_host, my_host",
        "'[192.0.2.1]', '[192.0.2.1]'",
        "'a;b(c)', '[127.0.0.1]'",
    })
    void aNameThatCannotStandInAFieldGivesWayToTheAddress(String name, String from) throws IOException {
        try (FakeSmtpServer smtp = FakeSmtpServer.start();
                SmtpClient client = SmtpClient.connect(smtp)) {
            client.reply();
            client.say("EHLO " + name);

            assertThat(delivered(smtp, client, "")).contains("Received: from " + from + " ([127.0.0.1])\r\n");
        }
    }

    @Test
    void aServerWithoutANameIsRefused() {
        ReceivedMail mail = ReceivedMail.of(new Envelope("", Map.of(), List.of()), "x".getBytes(UTF_8));

        assertThat(mail.asDelivered("mx.test")).asString(UTF_8).startsWith("Return-Path: <>\r\n");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> mail.asDelivered("mx\r\nX-Bad: 1"))
                .withMessage("receiver must be a domain, but is \"mx\r\nX-Bad: 1\"");
    }
}
