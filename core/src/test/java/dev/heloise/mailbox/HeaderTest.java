package dev.heloise.mailbox;

import static dev.heloise.mailbox.Mails.exactly;
import static dev.heloise.mailbox.Mails.mail;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeaderTest {

    @Test
    void givesTheFieldsInTheirOrderAsTheyReadAndAsTheyStand() {
        ReceivedMail mail = mail("""
                Received: from a
                Subject:  =?utf-8?Q?caf=C3=A9?=
                  au lait\s
                received: from b

                Hello
                """);

        assertThat(mail.headers()).extracting(HeaderField::name).containsExactly("Received", "Subject", "received");
        assertThat(mail.headers()).extracting(HeaderField::value).containsExactly("from a", "café  au lait", "from b");
        assertThat(mail.headers().get(1).raw())
                .asString(StandardCharsets.US_ASCII)
                .isEqualTo("Subject:  =?utf-8?Q?caf=C3=A9?=\r\n  au lait \r\n");
        assertThat(mail.headers("RECEIVED")).containsExactly("from a", "from b");
        assertThat(mail.header("rEceived")).contains("from a");
        assertThat(mail.header("X-None")).isEmpty();
        assertThat(mail.subject()).isEqualTo("café  au lait");
        assertThat(mail.text()).contains("Hello\r\n");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
        Subject: a␍␊␍␊b                         | a   | b
        Subject: a␊␊b                           | a   | b
        Subject: a␍␍␊␍␍␊b                       | a   | b
        Subject: a␊ b␊␊c                        | a b | c
        Subject: a␍␊	b␍␊␍␊c                  | a	b | c
        Subject:a␍␊␍␊b                          | a   | b
        Subject : a␍␊␍␊b                        | a   | b
        Subject: a                              | a   | ^^
        Subject: a␍␊                            | a   | ^^
        Subject: a␍␊␍␊                          | a   | ^^
        ␍␊Subject: a                            | ^^  | Subject: a
        Hello world␍␊Subject: a␍␊␍␊b            | ^^  | Hello world␍␊Subject: a␍␊␍␊b
        Subject: a␍␊Hello␍␊world                | a   | Hello␍␊world
        Subject: a␍␊Hello␍␊␍␊                   | a   | Hello␍␊␍␊
        Subject: a␍␊stray␍␊␍␊Hello              | a   | Hello
        Subject: a␍␊stray␍␊To: b␍␊␍␊c           | a   | c
        X: y␍␊stray␍␊Subject: a␍␊␍␊c            | a   | c
        From ada Mon May 6␍␊Subject: a␍␊␍␊c     | a   | c
        >From ada Mon May 6␍␊Subject: a␍␊␍␊c    | a   | c
        : a␍␊Subject: b␍␊␍␊c                    | ^^  | : a␍␊Subject: b␍␊␍␊c
        ␣ab: c␍␊␍␊d                             | ^^  | ␣ab: c␍␊␍␊d
        ␣From: b␍␊Subject: a␍␊␍␊c               | a   | c
        """)
    void findsWhereTheBodyBegins(String message, String subject, String text) {
        ReceivedMail mail = exactly(octets(message));

        assertThat(mail.subject()).isEqualTo(subject);
        assertThat(mail.text()).contains(octets(text));
    }

    private static String octets(String shown) {
        return shown.replace('␍', '\r').replace('␊', '\n').replace('␣', ' ');
    }

    @Test
    void readsUtf8AsItIsAndEverythingElseAsLatin1() {
        assertThat(exactly("Subject: Grüße 😀\r\n\r\n").subject()).isEqualTo("Grüße 😀");
        assertThat(Mails.octets("Subject: Gr\u00FC\u00DFe\r\n\r\n", Map.of()).subject())
                .isEqualTo("Grüße");
    }

    @Test
    void keepsTheOctetsOfAMessageAsTheyCame() {
        byte[] raw = new byte[1024];
        for (int i = 0; i < raw.length; i++) {
            raw[i] = (byte) i;
        }
        ReceivedMail mail = Mails.of(raw);

        mail.findings();
        mail.attachments().forEach(Attachment::bytes);
        mail.headers().forEach(field -> field.raw()[0] = 0);
        mail.raw()[0] = 1;

        assertThat(mail.raw()).isEqualTo(raw);
    }

    @Test
    void givesTheMessageIdWithoutItsBrackets() {
        assertThat(mail("Message-ID: <a@b>\n\n").messageId()).contains("a@b");
        assertThat(mail("Message-ID: a@b\n\n").messageId()).contains("a@b");
        assertThat(mail("\n").messageId()).isEmpty();
    }
}
