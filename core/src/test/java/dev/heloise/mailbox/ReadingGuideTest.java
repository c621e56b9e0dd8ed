package dev.heloise.mailbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The examples of {@code docs/reading.md}, which stand here to the letter, spaces and line ends aside. */
class ReadingGuideTest {

    private static final Path GUIDE = Path.of("../docs/reading.md");
    private static final Path THIS = Path.of("src/test/java/dev/heloise/mailbox/ReadingGuideTest.java");
    private static final Pattern EXAMPLE = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

    private static final Envelope ENVELOPE =
            new Envelope("no-reply@shop.example", Map.of(), List.of(new Recipient("ada@example.com", Map.of())));

    private final ReceivedMail mail = Mails.mail(ENVELOPE, """
            Date: Mon, 6 May 2024 12:30:00 +0200
            From: Der Laden <no-reply@shop.example>
            To: Customers: ada@example.com;
            Bcc: eve@example.com
            Subject: =?utf-8?Q?Gr=C3=BC=C3=9Fe,_Ada?=
            Message-ID: <1@shop.example>
            List-Unsubscribe: <https://shop.example/off>
            MIME-Version: 1.0
            Content-Type: multipart/mixed; boundary=mixed

            --mixed
            Content-Type: multipart/alternative; boundary=alternative

            --alternative
            Content-Type: text/plain; charset=utf-8

            Your code is 123 456, or go to https://shop.example/confirm?t=1&u=2.
            --alternative
            Content-Type: multipart/related; boundary=related

            --related
            Content-Type: text/html; charset=utf-8

            <img src="cid:logo"><p>Your code is <b>123 456</b>.</p>
            <a href="https://shop.example/confirm?t=1&amp;u=2"><b>Confirm</b> your address</a>
            <a href="https://shop.example/off">No more of this</a>
            --related
            Content-Type: image/png
            Content-ID: <logo>
            Content-Transfer-Encoding: base64

            iVBORw==
            --related--
            --alternative--
            --mixed
            Content-Type: application/pdf
            Content-Disposition: attachment; filename*=utf-8''Rechnung%20M%C3%A4rz.pdf
            Content-Transfer-Encoding: base64

            JVBERg==
            --mixed
            Content-Type: message/rfc822

            Subject: First try

            Hello
            --mixed--
            """);

    static Stream<String> examples() throws IOException {
        return EXAMPLE.matcher(Files.readString(GUIDE)).results().map(example -> example.group(1));
    }

    @ParameterizedTest
    @MethodSource("examples")
    void theGuideShowsWhatIsTestedHere(String example) throws IOException {
        assertThat(squeezed(Files.readString(THIS))).contains(squeezed(example));
    }

    private static String squeezed(String code) {
        return code.replaceAll("\\s+", "");
    }

    @Test
    void headerAndAddresses() {
        assertThat(mail.subject()).isEqualTo("Grüße, Ada");
        assertThat(mail.from()).containsExactly(new MailAddress("Der Laden", "no-reply@shop.example"));
        assertThat(mail.to()).extracting(MailAddress::address).containsExactly("ada@example.com");
        assertThat(mail.header("List-Unsubscribe")).contains("<https://shop.example/off>");
        assertThat(mail.messageId()).contains("1@shop.example");
    }

    @Test
    void textHtmlLinksAndCodes() {
        assertThat(mail.text()).hasValueSatisfying(text -> assertThat(text).contains("Your code is 123 456"));
        assertThat(mail.html()).hasValueSatisfying(html -> assertThat(html).contains("<b>123 456</b>"));
        assertThat(mail.otp()).contains("123456");
        assertThat(mail.link("Confirm")).contains(URI.create("https://shop.example/confirm?t=1&u=2"));
        assertThat(mail.links()).hasSize(2);
    }

    @Test
    void attachments() {
        Attachment invoice = mail.attachments().get(1);
        assertThat(invoice.name()).isEqualTo("Rechnung März.pdf");
        assertThat(invoice.contentType()).isEqualTo("application/pdf");
        assertThat(invoice.isInline()).isFalse();
        assertThat(invoice.bytes()).startsWith('%', 'P', 'D', 'F');

        assertThat(mail.attachments().get(0).isInline()).isTrue();
        assertThat(mail.attachments().get(0).contentId()).contains("logo");
    }

    @Test
    void aMessageWithinTheMail() {
        AttachedMessage forwarded = mail.attachments().get(2).message().orElseThrow();
        assertThat(forwarded.subject()).isEqualTo("First try");
    }

    @Test
    void anotherLibrary() throws MessagingException {
        Session session = Session.getInstance(new Properties());
        MimeMessage message = mail.as(in -> new MimeMessage(session, in));
        assertThat(message.getSubject()).isEqualTo(mail.subject());
    }

    @Test
    void asItsRecipientWouldHaveIt() {
        byte[] delivered = mail.asDelivered("mx.example.com");
        assertThat(delivered).asString(UTF_8).startsWith("Return-Path: <no-reply@shop.example>\r\nReceived: from ");
    }

    @Test
    void aBounce() {
        byte[] bounce = DeliveryStatus.of(mail, "mx.example.com")
                .failed("ada@example.com", "550 5.1.1 User unknown")
                .message()
                .orElseThrow();
        assertThat(bounce).asString(UTF_8).contains("\r\nTo: <no-reply@shop.example>\r\n");
    }

    @Test
    void findings() {
        assertThat(mail.findings()).extracting(Finding::rule).containsExactly("BCC_IN_HEADER");
    }
}
