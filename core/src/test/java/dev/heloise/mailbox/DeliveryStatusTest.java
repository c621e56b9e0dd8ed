package dev.heloise.mailbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.heloise.FakeSmtpServer;
import dev.heloise.SmtpClient;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a server reports on a mail is what RFC 3464 has it say, and no more than RFC 3461 has it ask for. */
class DeliveryStatusTest {

    private static final String REPORTER = "mx.example.com";
    private static final String UNKNOWN = "550 5.1.1 User unknown";

    @Test
    void aBounceToTheLetter() throws IOException {
        Clock clock = Clock.fixed(Instant.parse("2026-01-02T03:04:05Z"), ZoneOffset.UTC);
        try (FakeSmtpServer smtp = FakeSmtpServer.builder().clock(clock).start();
                SmtpClient client = SmtpClient.introduced(smtp)) {
            client.deliver(
                    "shop@shop.example", "ada@example.com", "Subject: Hi\r\nFrom: shop@shop.example\r\n\r\nHello\r\n");

            byte[] bounce = DeliveryStatus.of(smtp.mailbox().mails().get(0), REPORTER)
                    .failed("ada@example.com", UNKNOWN)
                    .message()
                    .orElseThrow();

            assertThat(new String(bounce, UTF_8)).isEqualTo("""
                    From: Mail Delivery System <MAILER-DAEMON@mx.example.com>
                    To: <shop@shop.example>
                    Subject: Undelivered Mail Returned to Sender
                    Date: Fri, 2 Jan 2026 03:04:05 +0000
                    Message-ID: <1.failed@mx.example.com>
                    Auto-Submitted: auto-replied
                    MIME-Version: 1.0
                    Content-Type: multipart/report; report-type=delivery-status;
                    	boundary="=_report_0_"

                    --=_report_0_
                    Content-Type: text/plain; charset=utf-8
                    Content-Transfer-Encoding: 8bit

                    This is the mail system at mx.example.com.

                    <ada@example.com>: failed. The reply was: 550 5.1.1 User unknown
                    --=_report_0_
                    Content-Type: message/delivery-status
                    Content-Transfer-Encoding: 8bit

                    Reporting-MTA: dns; mx.example.com
                    Arrival-Date: Fri, 2 Jan 2026 03:04:05 +0000

                    Final-Recipient: rfc822; ada@example.com
                    Action: failed
                    Status: 5.1.1
                    Diagnostic-Code: smtp; 550 5.1.1 User unknown

                    --=_report_0_
                    Content-Type: message/rfc822
                    Content-Transfer-Encoding: 8bit

                    Subject: Hi
                    From: shop@shop.example

                    Hello

                    --=_report_0_--
                    """.replace("\n", "\r\n"));
        }
    }

    /** Without NOTIFY it is the server's choice, and nobody reports what went well (RFC 3461 §4.1). */
    @ParameterizedTest(name = "NOTIFY={0}: {1}")
    @CsvSource({
        "'', failed delayed",
        "NEVER, ''",
        "FAILURE, failed",
        "success, delivered",
        "'DELAY,SUCCESS', delayed delivered",
    })
    void tellsWhatTheClientAskedFor(String notify, String told) throws Exception {
        Recipient ada = new Recipient("ada@example.com", notify.isEmpty() ? Map.of() : Map.of("NOTIFY", notify));

        assertThat(told(DeliveryStatus.of(sent("a@x.test", Map.of(), ada), REPORTER)
                        .failed("ada@example.com", UNKNOWN)))
                .isEqualTo(told.contains("failed"));
        assertThat(told(DeliveryStatus.of(sent("a@x.test", Map.of(), ada), REPORTER)
                        .delayed("ada@example.com", "452 4.2.2 Mailbox full")))
                .isEqualTo(told.contains("delayed"));
        assertThat(told(DeliveryStatus.of(sent("a@x.test", Map.of(), ada), REPORTER)
                        .delivered("ada@example.com", "250 2.1.5 Ok")))
                .isEqualTo(told.contains("delivered"));
    }

    private static boolean told(DeliveryStatus status) {
        return status.message().isPresent();
    }

    /** RFC 5321 §6.1: or servers would go on telling one another. */
    @Test
    void nobodyIsToldOfAMailThatNobodySent() {
        ReceivedMail bounce = sent("", Map.of(), new Recipient("ada@example.com", Map.of()));

        assertThat(told(DeliveryStatus.of(bounce, REPORTER).failed("ada@example.com", UNKNOWN)))
                .isFalse();
        assertThat(told(DeliveryStatus.of(
                        sent("a@x.test", Map.of(), new Recipient("ada@example.com", Map.of())), REPORTER)))
                .isFalse();
    }

    @Test
    void eachRecipientHasAGroupWithWhatTheClientSaidOfHim() throws Exception {
        Recipient ada = new Recipient("ada@example.com", Map.of("ORCPT", "rfc822;ada+2Bshop@example.com"));
        Recipient bob = new Recipient("bob@example.com", Map.of());
        ReceivedMail mail = sent("a@x.test", Map.of("ENVID", "order+2B7"), ada, bob);

        MimeMultipart report = read(DeliveryStatus.of(mail, REPORTER)
                .failed("ada@EXAMPLE.com", "550 No")
                .delayed("\"bob\"@EXAMPLE.com", "452 4.2.2 Mailbox full"));

        assertThat(new String(report.getBodyPart(1).getInputStream().readAllBytes(), UTF_8))
                .startsWith("Original-Envelope-Id: order+7\r\nReporting-MTA: dns; mx.example.com\r\n")
                .endsWith("""

                        Original-Recipient: rfc822;ada+shop@example.com
                        Final-Recipient: rfc822; ada@example.com
                        Action: failed
                        Status: 5.0.0
                        Diagnostic-Code: smtp; 550 No

                        Final-Recipient: rfc822; bob@example.com
                        Action: delayed
                        Status: 4.2.2
                        Diagnostic-Code: smtp; 452 4.2.2 Mailbox full
                        """.replace("\n", "\r\n"));
    }

    @ParameterizedTest(name = "RET={0}, {1}: {2}")
    @CsvSource({
        "'', 550 No, message/rfc822",
        "FULL, 550 No, message/rfc822",
        "hdrs, 550 No, text/rfc822-headers",
        "FULL, 450 Later, text/rfc822-headers",
    })
    void returnsAsMuchAsTheClientAskedFor(String ret, String reply, String type) throws Exception {
        Map<String, String> parameters = ret.isEmpty() ? Map.of() : Map.of("RET", ret);
        ReceivedMail mail = sent("a@x.test", parameters, new Recipient("ada@example.com", Map.of()));
        DeliveryStatus status = DeliveryStatus.of(mail, REPORTER);

        MimeMultipart report = read(
                reply.startsWith("5")
                        ? status.failed("ada@example.com", reply)
                        : status.delayed("ada@example.com", reply));

        assertThat(report.getBodyPart(2).getContentType()).startsWith(type);
        assertThat(new String(report.getBodyPart(2).getInputStream().readAllBytes(), UTF_8))
                .isEqualTo(type.startsWith("message") ? "Subject: Hi\r\n\r\n--=_report_0_\r\n" : "Subject: Hi\r\n");
    }

    /** RFC 6533. */
    @Test
    void addressesBeyondAsciiAreOfATypeOfTheirOwn() throws Exception {
        ReceivedMail mail = sent("a@x.test", Map.of("SMTPUTF8", ""), new Recipient("jörg@example.com", Map.of()));

        MimeMultipart report = read(DeliveryStatus.of(mail, REPORTER).failed("jörg@example.com", UNKNOWN));

        assertThat(report.getBodyPart(1).getContentType()).isEqualTo("message/global-delivery-status");
        assertThat(new String(report.getBodyPart(1).getInputStream().readAllBytes(), UTF_8))
                .contains("Final-Recipient: utf-8; jörg@example.com\r\n");
        assertThat(report.getBodyPart(2).getContentType()).isEqualTo("message/global");
    }

    @Test
    void nothingIsWrongWithIt() {
        ReceivedMail mail = sent("a@x.test", Map.of(), new Recipient("ada@example.com", Map.of()));
        byte[] bounce = DeliveryStatus.of(mail, REPORTER)
                .failed("ada@example.com", UNKNOWN)
                .message()
                .orElseThrow();

        ReceivedMail received =
                ReceivedMail.of(new Envelope("", Map.of(), List.of(new Recipient("a@x.test", Map.of()))), bounce);

        assertThat(received.findings()).isEmpty();
        assertThat(received.attachments())
                .extracting(Attachment::contentType)
                .containsExactly("message/delivery-status", "message/rfc822");
        assertThat(received.text().orElseThrow()).contains("<ada@example.com>: failed");
    }

    @Test
    void whoDidNotGetTheMailCannotBeReportedOn() {
        ReceivedMail mail = sent("a@x.test", Map.of(), new Recipient("ada@example.com", Map.of()));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> DeliveryStatus.of(mail, REPORTER).failed("eve@example.com", UNKNOWN))
                .withMessage("mail 0 was not sent to \"eve@example.com\", but to ada@example.com");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "User unknown", "450 4.2.0 Busy", "55", "550 a\r\nb", "550-5.1.1 User", "550 ü"})
    void whatIsNoReplyOfThatClassIsRefused(String reply) {
        ReceivedMail mail = sent("a@x.test", Map.of(), new Recipient("ada@example.com", Map.of()));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> DeliveryStatus.of(mail, REPORTER).failed("ada@example.com", reply))
                .withMessage("\"" + reply + "\" is no 5yz reply of one line, as failed has it");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "mx example", "mx\r\nX: y", "-a-"})
    void aReporterWithoutANameIsRefused(String reporter) {
        ReceivedMail mail = sent("a@x.test", Map.of(), new Recipient("ada@example.com", Map.of()));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> DeliveryStatus.of(mail, reporter))
                .withMessage("reporter must be a domain, but is \"" + reporter + "\"");
    }

    private static ReceivedMail sent(String sender, Map<String, String> parameters, Recipient... recipients) {
        // Its second boundary line is not to end the report.
        byte[] raw = "Subject: Hi\r\n\r\n--=_report_0_\r\n".getBytes(UTF_8);
        return ReceivedMail.of(new Envelope(sender, parameters, List.of(recipients)), raw);
    }

    private static MimeMultipart read(DeliveryStatus status) throws Exception {
        byte[] message = status.message().orElseThrow();
        Session session = Session.getInstance(new Properties());
        MimeMessage read = new MimeMessage(session, new ByteArrayInputStream(message));
        return new MimeMultipart(read.getDataHandler().getDataSource());
    }
}
