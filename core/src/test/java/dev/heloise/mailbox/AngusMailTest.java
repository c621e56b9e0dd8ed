package dev.heloise.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.activation.DataHandler;
import jakarta.mail.Message;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.internet.MimeUtility;
import jakarta.mail.util.ByteArrayDataSource;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Mails that Angus Mail wrote are read as Angus Mail reads them, and nothing is wrong with them. */
class AngusMailTest {

    private static final Session SESSION = Session.getInstance(new Properties());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Hello",
                "Grüße aus Köln",
                "Ein sehr langer Betreff, der gefaltet werden muss, weil er weit über 78 Zeichen lang ist: äöü und so weiter",
                "A very long subject that has to be folded since it has many more than seventy-eight characters in all",
                "日本語の件名はとても長いので、いくつもの符号化された語に分けられることになります。本当に長い件名です。",
                "😀😁😂🤣😃😄😅😆😉😊😋😎😍😘😗😙😚🙂🤗🤩🤔🤨😐😑😶🙄😏😣😥😮🤐😯😪😫😴",
                "שלום עולם",
                "=?not?a word?=",
                "a, b; c: <d> \"e\" (f) = g",
                "50% off = good_deal?",
            })
    void textsOfEveryScript(String text) throws Exception {
        ReceivedMail mail = sent(text, text, text, text);
        MimeMessage oracle = mail.as(in -> new MimeMessage(SESSION, in));

        assertThat(mail.subject()).isEqualTo(oracle.getSubject()).isEqualTo(text);
        assertThat(mail.from()).containsExactly(new MailAddress(text, "ada@example.org"));
        assertThat(mail.to()).extracting(MailAddress::address).containsExactly("bob@example.net", "cleo@example.net");
        assertThat(mail.text()).contains(text);
        assertThat(mail.html()).contains("<p>" + text + "</p>");
        assertThat(mail.attachments()).extracting(Attachment::name).isEqualTo(fileNames(oracle.getContent()));
        assertThat(mail.attachments()).extracting(Attachment::name).containsExactly(text);
        assertThat(mail.attachments().get(0).bytes()).isEqualTo(text.getBytes(StandardCharsets.UTF_8));
        assertThat(mail.findings()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"utf-8, 8bit", "iso-8859-1, quoted-printable", "windows-1252, base64", "utf-16, base64"})
    void textsInEveryCharsetAndEncoding(String charset, String encoding) throws Exception {
        MimeMessage message = message("Grüße", "Ada");
        message.setText("Grüße\r\nund mehr\r\n", charset);
        message.setHeader("Content-Transfer-Encoding", encoding);
        ReceivedMail mail = received(message, Map.of("BODY", "8BITMIME"));

        assertThat(mail.text()).contains("Grüße\r\nund mehr\r\n");
        assertThat(mail.findings()).isEmpty();
    }

    @Test
    void aFileNameInEncodedWordsAsOlderClientsWriteIt() throws Exception {
        MimeMessage message = message("Report", "Ada");
        MimeBodyPart file = new MimeBodyPart();
        file.setDataHandler(new DataHandler(new ByteArrayDataSource(new byte[3], "application/pdf")));
        file.setHeader(
                "Content-Disposition",
                "attachment; filename=\""
                        + MimeUtility.encodeText(
                                        "Übersicht für das Jahr, sehr ausführlich und noch länger.pdf", "utf-8", "B")
                                .replace("\r\n", "\r\n ")
                        + "\"");
        MimeMultipart multipart = new MimeMultipart();
        multipart.addBodyPart(file);
        message.setContent(multipart);

        assertThat(received(message, Map.of()).attachments())
                .extracting(Attachment::name)
                .containsExactly("Übersicht für das Jahr, sehr ausführlich und noch länger.pdf");
    }

    @Test
    void aMessageThatIsForwarded() throws Exception {
        MimeMessage inner = message("Inner: ä", "Ada");
        inner.setText("inner text", "utf-8");
        MimeMessage outer = message("Fwd", "Bob");
        MimeBodyPart text = new MimeBodyPart();
        text.setText("see below");
        MimeBodyPart forwarded = new MimeBodyPart();
        forwarded.setContent(inner, "message/rfc822");
        outer.setContent(new MimeMultipart(text, forwarded));
        ReceivedMail mail = received(outer, Map.of());

        assertThat(mail.text()).contains("see below");
        assertThat(mail.attachments()).singleElement().satisfies(attachment -> {
            AttachedMessage message = attachment.message().orElseThrow();
            assertThat(message.subject()).isEqualTo("Inner: ä");
            assertThat(message.text()).contains("inner text");
        });
        assertThat(mail.findings()).isEmpty();
    }

    /** A mail of text, HTML and file that Angus Mail wrote. */
    static ReceivedMail sent(String subject, String author, String fileName, String text) throws Exception {
        MimeMessage message = message(subject, author);
        MimeBodyPart plain = new MimeBodyPart();
        plain.setText(text, "utf-8");
        MimeBodyPart html = new MimeBodyPart();
        html.setText("<p>" + text + "</p>", "utf-8", "html");
        MimeMultipart alternative = new MimeMultipart("alternative", plain, html);
        MimeBodyPart body = new MimeBodyPart();
        body.setContent(alternative);
        MimeBodyPart file = new MimeBodyPart();
        file.setDataHandler(new DataHandler(
                new ByteArrayDataSource(text.getBytes(StandardCharsets.UTF_8), "application/octet-stream")));
        file.setFileName(fileName);
        message.setContent(new MimeMultipart(body, file));
        return received(message, Map.of());
    }

    private static MimeMessage message(String subject, String author) throws Exception {
        MimeMessage message = new MimeMessage(SESSION) {
            @Override
            protected void updateMessageID() throws jakarta.mail.MessagingException {
                setHeader("Message-ID", "<1@example.org>");
            }
        };
        message.setSubject(subject, "utf-8");
        message.setFrom(new InternetAddress("ada@example.org", author, "utf-8"));
        message.setRecipients(Message.RecipientType.TO, "bob@example.net, Cleo <cleo@example.net>");
        message.setHeader("Date", "Thu, 1 Jan 1970 00:00:00 +0000");
        return message;
    }

    private static ReceivedMail received(MimeMessage message, Map<String, String> parameters) throws Exception {
        ByteArrayOutputStream raw = new ByteArrayOutputStream();
        message.writeTo(raw);
        return ReceivedMail.of(Mails.envelope(parameters), raw.toByteArray());
    }

    private static List<String> fileNames(Object content) throws Exception {
        List<String> names = new ArrayList<>();
        if (content instanceof Multipart multipart) {
            for (int i = 0; i < multipart.getCount(); i++) {
                Part part = multipart.getBodyPart(i);
                if (part.getFileName() != null) {
                    names.add(MimeUtility.decodeText(part.getFileName()));
                }
                names.addAll(part.isMimeType("multipart/*") ? fileNames(part.getContent()) : List.of());
            }
        }
        return names;
    }
}
