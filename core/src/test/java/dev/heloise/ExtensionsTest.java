package dev.heloise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heloise.mailbox.Finding;
import dev.heloise.script.SmtpExtension;
import dev.heloise.script.StartTls;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Each extension can be switched off: it is not offered then, and what belongs to it is refused. */
class ExtensionsTest {

    @ParameterizedTest
    @EnumSource
    void isOfferedWhereItIsOnAndNowhereElse(SmtpExtension extension) throws IOException {
        assertThat(keywords(FakeSmtpServer.builder().with(SmtpExtension.values())))
                .contains(extension.keyword());
        assertThat(keywords(
                        FakeSmtpServer.builder().with(SmtpExtension.values()).without(extension)))
                .doesNotContain(extension.keyword());
    }

    private static List<String> keywords(FakeSmtpServer.Builder builder) throws IOException {
        // REQUIRETLS is offered in a session with TLS alone (RFC 8689 §2).
        try (FakeSmtpServer smtp = builder.startTls(StartTls.OFFERED).start();
                SmtpClient client = SmtpClient.introduced(smtp)) {
            client.say("STARTTLS");
            client.secure(smtp.certificate().orElseThrow().clientContext());
            return client.reply("EHLO client.example")
                    .lines()
                    .map(line -> line.substring(4).split(" ", 2)[0])
                    .toList();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SIZE | MAIL FROM:<a@x.test> SIZE=1 | 555 5.5.4",
                "EIGHTBITMIME | MAIL FROM:<a@x.test> BODY=8BITMIME | 501 5.5.4",
                "SMTPUTF8 | MAIL FROM:<a@x.test> SMTPUTF8 | 555 5.5.4",
                "SMTPUTF8 | MAIL FROM:<\u00C3\u00BC@x.test> | 550 5.6.7",
                "DSN | MAIL FROM:<a@x.test> RET=FULL | 555 5.5.4",
                "DSN | MAIL FROM:<a@x.test> ENVID=1 | 555 5.5.4",
                "CHUNKING | BDAT 1 LAST | 502 5.5.1",
                "CHUNKING | MAIL FROM:<a@x.test> BODY=BINARYMIME | 501 5.5.4",
                "BINARYMIME | MAIL FROM:<a@x.test> BODY=BINARYMIME | 501 5.5.4",
                "REQUIRETLS | MAIL FROM:<a@x.test> REQUIRETLS | 555 5.5.4",
                "MT_PRIORITY | MAIL FROM:<a@x.test> MT-PRIORITY=1 | 555 5.5.4",
                "DELIVERBY | MAIL FROM:<a@x.test> BY=120;R | 555 5.5.4",
                "FUTURERELEASE | MAIL FROM:<a@x.test> HOLDFOR=1 | 555 5.5.4",
                "ETRN | ETRN x.test | 502 5.5.1",
                "HELP | HELP | 502 5.5.1",
                "ENHANCEDSTATUSCODES | NOOP | 250 Ok"
            })
    void isRefusedWhereItIsOff(SmtpExtension extension, String command, String reply) throws IOException {
        try (FakeSmtpServer smtp = FakeSmtpServer.builder()
                        .with(SmtpExtension.values())
                        .without(extension)
                        .start();
                SmtpClient client = SmtpClient.introduced(smtp)) {
            assertThat(client.say(command)).startsWith(reply);
        }
    }

    @Test
    void aMailIsHeldBackForAsLongAsTheServerHasSaid() throws IOException {
        Clock clock = Clock.fixed(Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC);
        try (FakeSmtpServer smtp = FakeSmtpServer.builder()
                        .with(SmtpExtension.FUTURERELEASE)
                        .clock(clock)
                        .start();
                SmtpClient client = SmtpClient.introduced(smtp)) {
            assertThat(client.say("MAIL FROM:<a@x.test> HOLDUNTIL=2026-01-08T00:00:01Z"))
                    .startsWith("501 5.5.4");
            assertThat(client.say("MAIL FROM:<a@x.test> HOLDUNTIL=2026-01-08T00:00:00Z"))
                    .startsWith("250");
        }
    }

    @Test
    void commandsInOneSegmentAreServedAndNotedWherePipeliningIsOff() throws IOException {
        try (FakeSmtpServer smtp = FakeSmtpServer.builder()
                        .without(SmtpExtension.PIPELINING)
                        .start();
                SmtpClient client = SmtpClient.introduced(smtp)) {
            client.send("MAIL FROM:<a@x.test>\r\nRCPT TO:<b@x.test>\r\n");

            assertThat(client.reply()).startsWith("250");
            assertThat(client.reply()).startsWith("250");
            assertThat(smtp.mailbox().sessions().get(0).findings())
                    .extracting(Finding::rule)
                    .containsExactly("UNADVERTISED_PIPELINING");
        }
    }

    /** RFC 9422 §4: a server that names a limit keeps it. */
    @Test
    void theLimitThatIsNamedIsTheLimit() throws IOException {
        try (FakeSmtpServer smtp = FakeSmtpServer.builder()
                        .with(SmtpExtension.LIMITS)
                        .maxRecipients(2)
                        .maxMailsPerSession(1)
                        .start();
                SmtpClient client = SmtpClient.connect(smtp)) {
            client.reply();
            assertThat(client.reply("EHLO x.test")).contains("LIMITS MAILMAX=1 RCPTMAX=2");
            client.say("MAIL FROM:<a@x.test>");
            client.say("RCPT TO:<b@x.test>");
            client.say("RCPT TO:<c@x.test>");
            assertThat(client.say("RCPT TO:<d@x.test>")).startsWith("452 4.5.3");
            client.say("RSET");
            assertThat(client.say("MAIL FROM:<a@x.test>")).startsWith("421 4.7.0");
        }
    }
}
