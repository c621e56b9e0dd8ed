package dev.heloise.mailbox;

import static dev.heloise.mailbox.Mails.mail;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AttachmentTest {

    private static final String MIXED = """
            Subject: Report
            MIME-Version: 1.0
            Content-Type: multipart/mixed; boundary="b"

            --b

            Hello
            --b
            %s

            %s
            --b--
            """;

    private static Attachment attachment(String header, String body) {
        List<Attachment> attachments = mail(MIXED.formatted(header, body)).attachments();
        assertThat(attachments).hasSize(1);
        return attachments.get(0);
    }

    @Nested
    class Name {

        @ParameterizedTest
        @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            filename=report.pdf                                                  | report.pdf
            filename="report.pdf"                                                | report.pdf
            FileName = "report.pdf" ; size=12                                    | report.pdf
            filename="a;b=\\"c\\".pdf"                                           | a;b="c".pdf
            filename=my report (1).pdf                                           | my report (1).pdf
            filename*=UTF-8''caf%C3%A9.pdf                                       | café.pdf
            filename*=iso-8859-1'fr'caf%E9.pdf                                   | café.pdf
            filename*="utf-8''caf%c3%a9.pdf"                                     | café.pdf
            filename*=''caf%C3%A9.pdf                                            | café.pdf
            filename*=x-none''a%20b.pdf                                          | a b.pdf
            filename*=caf%C3%A9.pdf                                              | café.pdf
            filename=cafe.pdf; filename*=UTF-8''caf%C3%A9.pdf                    | café.pdf
            filename*=UTF-8''caf%C3%A9.pdf; filename=cafe.pdf                    | café.pdf
            filename*0="a very "; filename*1="long "; filename*2="name.pdf"      | a very long name.pdf
            filename*1="b.pdf"; filename*0="a"                                   | ab.pdf
            filename*0*=UTF-8''caf%C3; filename*1*=%A9; filename*2=".pdf"        | café.pdf
            filename*0=a; filename*2=c                                           | a
            filename*0=a; filename*0=b; filename*1=.pdf                          | a.pdf
            filename*1=a                                                         | ^^
            filename*9999999999=a                                                | ^^
            filename*x=a                                                         | ^^
            filename*0*=UTF-8''a%ZZ%4                                            | a%ZZ%4
            filename="=?utf-8?Q?caf=C3=A9?=.pdf"                                 | café.pdf
            filename="=?utf-8?B?Y2Fm?= =?utf-8?B?w6kucGRm?="                     | café.pdf
            filename==?utf-8?Q?caf=C3=A9.pdf?=                                   | café.pdf
            filename*0="=?utf-8?Q?caf"; filename*1="=C3=A9?="                    | café
            filename="café.pdf"                                                  | café.pdf
            filename="../../etc/passwd"                                          | ../../etc/passwd
            filename="C:\\temp\\new.txt"                                         | C:\\temp\\new.txt
            filename="C:\\\\temp"                                                | C:\\temp
            filename="unclosed.pdf                                               | unclosed.pdf
            filename=""                                                          | ^^
            filename                                                             | ^^
            filename=a.pdf (a comment)                                           | a.pdf
            """)
        void isDecoded(String parameter, String name) {
            String header = "Content-Type: application/pdf\nContent-Disposition: attachment; " + parameter;

            assertThat(attachment(header, "x").name()).isEqualTo(name);
        }

        @Test
        void isTakenFromTheContentTypeWhereTheDispositionHasNone() {
            assertThat(attachment("Content-Type: image/png; name*=utf-8''%C3%A9.png", "x")
                            .name())
                    .isEqualTo("é.png");
            assertThat(attachment("Content-Type: image/png; name=a.png\nContent-Disposition: attachment", "x")
                            .name())
                    .isEqualTo("a.png");
            assertThat(attachment(
                                    "Content-Type: image/png; name=a.png\nContent-Disposition: attachment; filename=b.png",
                                    "x")
                            .name())
                    .isEqualTo("b.png");
            assertThat(attachment("Content-Type: image/png", "x").name()).isEmpty();
        }
    }

    @Nested
    class Octets {

        @ParameterizedTest
        @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            base64           | SGVsbG8=                 | Hello
            BASE64           | SGVs␤bG8=                | Hello
            base64           | SGVsbG8                  | Hello
            base64           | SGVs*bG8=                | Hello
            base64           | SGVsbG8=IHdvcmxk         | Hello world
            base64           | SGVsb                    | Hel
            base64           | ====                     | ^^
            base64           | ^^                       | ^^
            base64 (comment) | SGVsbG8=                 | Hello
            quoted-printable | caf=C3=A9                | café
            quoted-printable | a=␤b                     | ab
            quoted-printable | a= ␤b                    | ab
            quoted-printable | a  ␤b                    | a␤b
            quoted-printable | a b                      | a b
            quoted-printable | a=ZZ                     | a=ZZ
            quoted-printable | a=                       | a
            quoted-printable | a=4                      | a=4
            quoted-printable | =e2=82=ac                | €
            7bit             | a=41                     | a=41
            8bit             | é                        | é
            binary           | é                        | é
            x-unknown        | SGVsbG8=                 | SGVsbG8=
            x-uuencode       | begin 644 a␤%2&5L;&\\␤`␤end | Hello
            x-uuencode       | begin 644 a␤%2&5L;&\\    | Hello
            x-uuencode       | 2&5L;&                   | 2&5L;&
            """)
        void areDecodedFromTheTransferEncoding(String encoding, String body, String decoded) {
            Attachment attachment = attachment(
                    "Content-Type: application/x-test\nContent-Transfer-Encoding: " + encoding,
                    body.replace('␤', '\n'));

            assertThat(new String(attachment.bytes(), StandardCharsets.UTF_8)).isEqualTo(decoded.replace("␤", "\r\n"));
        }

        @Test
        void ofAnyValueSurviveBase64() {
            byte[] octets = new byte[10_007];
            for (int i = 0; i < octets.length; i++) {
                octets[i] = (byte) (i * i + i / 256);
            }
            String encoded = Base64.getMimeEncoder().encodeToString(octets).replace("\r\n", "\n");

            assertThat(attachment("Content-Type: a/b\nContent-Transfer-Encoding: base64", encoded)
                            .bytes())
                    .isEqualTo(octets);
        }

        @Test
        void areANewArrayEachTime() {
            Attachment attachment = attachment("Content-Type: a/b", "abc");

            attachment.bytes()[0] = 'x';

            assertThat(attachment.bytes()).asString(StandardCharsets.US_ASCII).isEqualTo("abc");
        }
    }

    @Test
    void tellsItsTypeAndItsContentId() {
        Attachment attachment = attachment("Content-Type: Image/PNG; x=y\nContent-ID: <logo@example.org>", "x");

        assertThat(attachment.contentType()).isEqualTo("image/png");
        assertThat(attachment.contentId()).contains("logo@example.org");
        assertThat(attachment("Content-Type: image/png", "x").contentId()).isEmpty();
        assertThat(attachment.headers()).extracting(HeaderField::name).containsExactly("Content-Type", "Content-ID");
    }

    @Test
    void knowsWhetherItIsInline() {
        assertThat(attachment("Content-Type: a/b\nContent-Disposition: inline", "x")
                        .isInline())
                .isTrue();
        assertThat(attachment("Content-Type: a/b\nContent-Disposition: INLINE; filename=a", "x")
                        .isInline())
                .isTrue();
        assertThat(attachment("Content-Type: a/b\nContent-Disposition: attachment", "x")
                        .isInline())
                .isFalse();
        assertThat(attachment("Content-Type: a/b", "x").isInline()).isFalse();
    }

    @Test
    void showsItselfInOneLineThatIsSafeToPrint() {
        assertThat(attachment("Content-Type: a/b; name=\"gpj.\u202Eexe\"", "abc"))
                .hasToString("gpj.\\u202Eexe (a/b), 3 octets");
        assertThat(attachment("Content-Type: a/b", "abc")).hasToString("a/b, 3 octets");
    }

    @Nested
    class Message {

        private static final String INNER = "Subject: Inner\nContent-Type: multipart/mixed; boundary=i\n\n--i\n\n"
                + "Your code is 123456\n--i\nContent-Type: a/b; name=c\n\nx\n--i--";

        @Test
        void readsLikeAMail() {
            Attachment attachment =
                    attachment("Content-Type: message/rfc822", "From: Ada <a@x.org>\nTo: b@x.org\n" + INNER);
            AttachedMessage message = attachment.message().orElseThrow();

            assertThat(message.subject()).isEqualTo("Inner");
            assertThat(message.from()).containsExactly(new MailAddress("Ada", "a@x.org"));
            assertThat(message.to()).extracting(MailAddress::address).containsExactly("b@x.org");
            assertThat(message.text()).contains("Your code is 123456");
            assertThat(message.otp()).contains("123456");
            assertThat(message.attachments()).extracting(Attachment::name).containsExactly("c");
            assertThat(message.headers()).hasSize(4);
            assertThat(message.raw()).isEqualTo(attachment.bytes());
            assertThat(message).hasToString("message from [Ada <a@x.org>]: \"Inner\"");
        }

        @Test
        void isReadThoughItIsEncoded() {
            String encoded = Base64.getMimeEncoder()
                    .encodeToString(INNER.getBytes(StandardCharsets.US_ASCII))
                    .replace("\r", "");
            Attachment attachment =
                    attachment("Content-Type: message/rfc822\nContent-Transfer-Encoding: base64", encoded);

            assertThat(attachment.message().orElseThrow().subject()).isEqualTo("Inner");
        }

        @Test
        void doesNotLendItsPartsToTheOuterMail() {
            ReceivedMail mail = mail(MIXED.formatted("Content-Type: message/rfc822", INNER));

            assertThat(mail.subject()).isEqualTo("Report");
            assertThat(mail.text()).contains("Hello");
            assertThat(mail.attachments()).extracting(Attachment::contentType).containsExactly("message/rfc822");
        }

        @Test
        void isWhatADigestHolds() {
            ReceivedMail mail = mail(MIXED.replace("mixed", "digest").formatted("X: y", "Subject: Second\n\nx"));

            assertThat(mail.attachments())
                    .extracting(attachment -> attachment.message().orElseThrow().subject())
                    .containsExactly("", "Second");
        }

        @Test
        void isNothingElse() {
            assertThat(attachment("Content-Type: message/partial", "x").message())
                    .isEmpty();
            assertThat(attachment("Content-Type: a/b", "x").message()).isEmpty();
        }
    }
}
