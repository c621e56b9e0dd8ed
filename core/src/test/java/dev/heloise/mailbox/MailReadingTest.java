package dev.heloise.mailbox;

import static dev.heloise.mailbox.Mails.mail;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MailReadingTest {

    @Test
    void readsAMailOfTextHtmlImageAndFile() {
        ReceivedMail mail = mail("""
                Subject: All
                MIME-Version: 1.0
                Content-Type: multipart/mixed; boundary=mixed

                This is the preamble.
                --mixed
                Content-Type: multipart/alternative; boundary="alternative"

                --alternative
                Content-Type: text/plain; charset=utf-8
                Content-Transfer-Encoding: quoted-printable

                caf=C3=A9
                --alternative
                Content-Type: multipart/related; boundary="related"

                --related
                Content-Type: text/html; charset=utf-8

                <img src="cid:logo">
                --related
                Content-Type: image/png
                Content-ID: <logo>
                Content-Transfer-Encoding: base64

                iVBORw==
                --related--
                --alternative--
                --mixed
                Content-Type: application/pdf
                Content-Disposition: attachment; filename="a.pdf"

                %PDF
                --mixed--
                This is the epilogue.
                """);

        assertThat(mail.text()).contains("café");
        assertThat(mail.html()).contains("<img src=\"cid:logo\">");
        assertThat(mail.attachments())
                .extracting(Attachment::contentType)
                .containsExactly("image/png", "application/pdf");
        assertThat(mail.attachments()).extracting(Attachment::isInline).containsExactly(true, false);
        assertThat(mail.attachments().get(0).bytes()).containsExactly(0x89, 'P', 'N', 'G');
    }

    @Test
    void readsOneAndTheSameWhenMemoryWasShort() {
        ReceivedMail mail = mail("Subject: a\n\nb\n");

        assertThat(mail.text()).isEqualTo(mail.text());
        assertThat(mail.findings()).isSameAs(mail.findings());
    }

    @Nested
    class Text {

        @ParameterizedTest
        @CsvSource(delimiter = '|', textBlock = """
            utf-8        | utf-8         | Grüße
            UTF8         | utf-8         | Grüße
            "utf-8"      | utf-8         | Grüße
            iso-8859-1   | iso-8859-1    | Grüße
            windows-1252 | windows-1252  | “Grüße”
            koi8-r       | koi8-r        | привет
            iso-2022-jp  | iso-2022-jp   | 日本
            utf-16       | utf-16        | Grüße
            us-ascii     | utf-8         | Grüße
            us-ascii     | iso-8859-1    | Grüße
            x-none       | utf-8         | Grüße
            x-none       | iso-8859-1    | Grüße
            ''           | utf-8         | Grüße
            ' '          | iso-8859-1    | Grüße
            utf_8        | utf-8         | Grüße
            latin-1      | iso-8859-1    | Grüße
            macintosh    | x-MacRoman    | Grüße
            iso-8859-8-i | iso-8859-8    | שלום
            gb2312       | gbk           | 朱镕基
            shift_jis    | windows-31j   | ①
            iso-2022-jp  | x-windows-50221 | ①
            euc-kr       | x-windows-949 | 똠방각하
            ks_c_5601-1987 | x-windows-949 | 똠방각하
            big5         | big5-hkscs    | 嘅
            """)
        void isDecodedFromItsCharset(String named, String real, String text) {
            String header = "Content-Type: text/plain; charset=" + named + "\r\n\r\n";
            byte[] body = text.getBytes(Charset.forName(real));
            byte[] raw = new byte[header.length() + body.length];
            for (int i = 0; i < raw.length; i++) {
                raw[i] = i < header.length() ? (byte) header.charAt(i) : body[i - header.length()];
            }

            assertThat(Mails.of(raw).text()).contains(text);
        }

        @Test
        void isTheWholeBodyOfAMailWithoutMime() {
            assertThat(mail("Subject: a\n\nb\n\nc\n").text()).contains("b\r\n\r\nc\r\n");
        }

        @Test
        void isMissingInAMailOfHtml() {
            ReceivedMail mail = mail("Content-Type: text/html\n\n<p>\n");

            assertThat(mail.text()).isEmpty();
            assertThat(mail.html()).contains("<p>\r\n");
            assertThat(mail.attachments()).isEmpty();
        }

        @Test
        void isTheFirstThatIsNotAttached() {
            ReceivedMail mail = mail("""
                    Content-Type: multipart/mixed; boundary=b

                    --b
                    Content-Type: text/plain
                    Content-Disposition: attachment; filename=a.txt

                    attached
                    --b
                    Content-Type: text/plain; name=b.txt

                    named
                    --b

                    read
                    --b

                    footer
                    --b--
                    """);

            assertThat(mail.text()).contains("read");
            assertThat(mail.attachments()).extracting(Attachment::name).containsExactly("a.txt", "b.txt", "");
        }

        @Test
        void mayHaveANameWhereItComesFirst() {
            ReceivedMail mail = mail("""
                    Content-Type: multipart/mixed; boundary=b

                    --b
                    Content-Type: text/plain; name=body.txt
                    Content-Disposition: inline; filename=body.txt

                    read
                    --b
                    Content-Type: a/b

                    --b--
                    """);

            assertThat(mail.text()).contains("read");
            assertThat(mail.attachments()).hasSize(1);
        }

        @Test
        void isNotWhatBelongsToTheHtml() {
            ReceivedMail mail = mail("""
                    Content-Type: multipart/related; boundary=b

                    --b
                    Content-Type: text/html

                    <p>
                    --b
                    Content-Type: text/plain
                    Content-ID: <data>

                    data
                    --b--
                    """);

            assertThat(mail.text()).isEmpty();
            assertThat(mail.attachments())
                    .singleElement()
                    .satisfies(part -> assertThat(part.isInline()).isTrue());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text",
                "/",
                "text/",
                "/plain",
                "a b/c",
                "",
                ";",
                "text/plain/x",
                "\"text/plain\"",
                "tex\0t/plain"
            })
    void takesAPartOfNonsenseTypeForText(String type) {
        assertThat(mail("Content-Type: " + type + "\n\nHello").text()).contains("Hello");
    }

    @Test
    void givesAnotherLibraryTheOctets() {
        assertThat(mail("Subject: a\n\nb").<byte[]>as(in -> in.readAllBytes()))
                .asString()
                .isEqualTo("Subject: a\r\n\r\nb");
    }

    @Test
    void readsWhatWasStuffedOnTheWire() {
        Content content = Content.ofData("Subject: a\r\n\r\n..b\r\n.\r\n".getBytes(StandardCharsets.US_ASCII), true, 1);
        ReceivedMail file = Mails.mail("\n");
        ReceivedMail mail = new ReceivedMail(file.receivedAt(), Mails.envelope(Map.of()), file.session(), content);

        assertThat(mail.text()).contains(".b\r\n");
    }
}
