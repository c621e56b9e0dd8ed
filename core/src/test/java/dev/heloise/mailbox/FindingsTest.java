package dev.heloise.mailbox;

import static dev.heloise.mailbox.JudgedMails.HEADER;
import static dev.heloise.mailbox.JudgedMails.rules;
import static dev.heloise.mailbox.JudgedMails.text;
import static dev.heloise.mailbox.JudgedMails.wire;
import static dev.heloise.mailbox.JudgedMails.withBody;
import static dev.heloise.mailbox.JudgedMails.withField;
import static dev.heloise.mailbox.Mails.mail;
import static dev.heloise.mailbox.Mails.octets;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FindingsTest {

    @Nested
    class NoneFor {

        @Test
        void aFlawlessMail() {
            assertThat(withBody("Hello\r\n").findings()).isEmpty();
            assertThat(wire("Hello\r\n..\r\n..dot\r\n").findings()).isEmpty();
        }

        @Test
        void aFlawlessMailOfManyParts() {
            ReceivedMail mail = mail(HEADER + """
                    Cc: A <a@x.org>, "B, C" <b@x.org>, Team: c@x.org;
                    Reply-To: =?utf-8?Q?J=C3=B6rg?= <j@x.org>
                    References: <a@x.org>
                     <b@x.org>
                    MIME-Version: 1.0 (a comment)
                    Content-Type: multipart/mixed; boundary="b"

                    This is a multi-part message in MIME format.
                    --b
                    Content-Type: text/plain; charset=utf-8; format=flowed
                    Content-Transfer-Encoding: quoted-printable

                    caf=C3=A9 =
                    au lait
                    --b
                    Content-Type: text/html; charset=utf-8
                    Content-Transfer-Encoding: base64

                    PHA+Y2Fmw6k8L3A+
                    --b
                    Content-Type: application/pdf; name="a.pdf"
                    Content-Disposition: attachment; filename*0*=utf-8''caf%C3%A9; filename*1=.pdf
                    Content-Transfer-Encoding: base64

                    JVBERg==
                    --b
                    Content-Type: message/rfc822

                    Subject: a message that is not judged itself

                    Hello
                    --b--
                    """);

            assertThat(mail.findings()).isEmpty();
        }

        @Test
        void eightBitOctetsThatWereAnnounced() {
            assertThat(withBody("caf\u00E9\r\n", Map.of("BODY", "8BITMIME")).findings())
                    .extracting(Finding::rule)
                    .doesNotContain("EIGHT_BIT_WITHOUT_8BITMIME");
            assertThat(octets("Subject: caf\u00C3\u00A9\r\n\r\n", Map.of("SMTPUTF8", ""))
                            .findings())
                    .extracting(Finding::rule)
                    .doesNotContain("EIGHT_BIT_HEADER");
        }

        @Test
        void theLinesOfABinaryBody() {
            assertThat(rules(withBody("\0\n\r\u00FF" + "x".repeat(2000), Map.of("BODY", "BINARYMIME"))))
                    .containsOnly("BAD_CHARACTERS");
        }

        @Test
        void aSizeThatIsRightOrALittleTooLarge() {
            int size = withBody("Hello\r\n").size();

            for (int declared : new int[] {size, size + 1, size * 2, size + 1000}) {
                assertThat(withBody("Hello\r\n", Map.of("SIZE", "" + declared)).findings())
                        .isEmpty();
            }
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "6 May 2024 12:30 GMT",
                    "Mon,  6 May 2024 12:30:00 +0200 (CEST)",
                    "Mon, 06 May 24 12:30:00 EST",
                    "Mon, 6 May\n 2024 12:30:00 -0000"
                })
        void aDateInAnyLegalForm(String date) {
            assertThat(mail(HEADER.replace("Mon, 6 May 2024 12:30:00 +0200", date) + "\nHello\n")
                            .findings())
                    .isEmpty();
        }
    }

    @Nested
    class Fields {

        @ParameterizedTest
        @CsvSource({
            "Date, MISSING_DATE",
            "From, MISSING_FROM",
            "To, TO_MISSING",
            "Message-ID, MISSING_MESSAGE_ID",
        })
        void thatAreMissing(String field, String rule) {
            assertThat(rules(mail(HEADER.replaceAll("(?m)^" + field + ":.*\n", "") + "\nHello\n")))
                    .containsExactly(rule);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "Date",
                    "From",
                    "Sender",
                    "Reply-To",
                    "To",
                    "Cc",
                    "Bcc",
                    "Message-ID",
                    "In-Reply-To",
                    "References",
                    "Subject"
                })
        void thatAreThereTwice(String name) {
            String twice = name + ": <2@example.org>\n" + name.toLowerCase(Locale.ROOT) + ": <3@example.org>";

            assertThat(rules(withField(twice)))
                    .contains("DUPLICATE_" + name.toUpperCase(Locale.ROOT).replace('-', '_'));
        }

        @ParameterizedTest
        @CsvSource(delimiter = '|', textBlock = """
            Bcc: eve@example.org                              | BCC_IN_HEADER
            Content-Type: text/plain                          | MISSING_MIME_VERSION
            X-A: =?utf-8?Q?aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa?= | ENCODED_WORD_TOO_LONG
            X-A: =?utf-8?B?####?=                             | BAD_ENCODED_WORD
            X-A: =?x-none?Q?a?=                               | UNKNOWN_CHARSET
            X-A: =?utf-8?Q?caf=E9?=                           | BAD_CHARACTERS
            X-A: =?utf-8?Q?a=0D=0Ab?=                         | CONTROL_IN_HEADER
            X-A: =?utf-8?Q?=E2=80=AE?=                        | CONTROL_IN_HEADER
            Cc:                                               | BAD_ADDRESS
            Cc: Ada Lovelace                                  | BAD_ADDRESS
            Cc: "Ada <ada@example.org>                        | BAD_ADDRESS
            Cc: <ada@example.org                              | BAD_ADDRESS
            Cc: ada@                                          | BAD_ADDRESS
            X-A : b                                           | HEADER_MALFORMED
            a stray line                                      | HEADER_MALFORMED
            """)
        void thatAreWrong(String field, String rule) {
            assertThat(rules(withField(field))).containsExactly(rule);
        }

        @ParameterizedTest
        @CsvSource(delimiter = '|', textBlock = """
            Mon, 6 May 2024 12:30:00 +0200 | yesterday               | BAD_DATE
            Mon, 6 May 2024 12:30:00 +0200 | 2024-05-06T12:30:00Z    | BAD_DATE
            Mon, 6 May 2024 12:30:00 +0200 | Mon, 6 Mai 2024 12:30:00 +0200 | BAD_DATE
            Mon, 6 May 2024 12:30:00 +0200 | Tue, 6 May 2024 12:30:00 +0200 | BAD_DATE
            Mon, 6 May 2024 12:30:00 +0200 | 31 Feb 2024 12:30:00 +0200     | BAD_DATE
            Mon, 6 May 2024 12:30:00 +0200 | Mon, 6 May 2024 25:30:00 +0200 | BAD_DATE
            Mon, 6 May 2024 12:30:00 +0200 | Mon, 6 May 2024 12:61:00 +0200 | BAD_DATE
            Mon, 6 May 2024 12:30:00 +0200 | Mon, 6 May 2024 12:30:00 +0299 | BAD_DATE
            Mon, 6 May 2024 12:30:00 +0200 | 6 may 24 12:30 (noon) GMT      | ''
            Mon, 6 May 2024 12:30:00 +0200 | Sat, 31 Dec 2016 23:59:60 Z    | ''
            <1@example.org>                | 1@example.org           | BAD_MESSAGE_ID
            <1@example.org>                | <1>                     | BAD_MESSAGE_ID
            <1@example.org>                | <1@localhost>           | MSGID_LOCALHOST
            <1@example.org>                | <1@localhost.localdomain> | MSGID_LOCALHOST
            Ada <ada@example.org>          | Ada <ada>               | DMARC_NOT_APPLICABLE BAD_ADDRESS
            Ada <ada@example.org>          | Authors:;               | DMARC_NOT_APPLICABLE
            Ada <ada@example.org>          | a@x.org, b@x.org        | MISSING_SENDER
            Ada <ada@example.org>          | a@x.org, b@y.org        | MISSING_SENDER DMARC_NOT_APPLICABLE
            """)
        void thatDoNotSayWhatTheyShould(String right, String wrong, String rules) {
            assertThat(String.join(" ", rules(mail(HEADER.replace(right, wrong) + "\nHello\n"))))
                    .isEqualTo(rules);
        }
    }

    @Nested
    class Mime {

        @ParameterizedTest
        @CsvSource(delimiter = '|', textBlock = """
            Content-Type: text                                           | Hello      | BAD_CONTENT_TYPE
            Content-Type: text/plain; charset=x-none                     | Hello      | UNKNOWN_CHARSET
            Content-Type: text/plain; charset="utf-8                     | Hello      | BAD_PARAMETER
            Content-Type: a/b; name*1=a                                  | Hello      | BAD_PARAMETER
            Content-Transfer-Encoding: x-none                            | Hello      | UNKNOWN_TRANSFER_ENCODING
            Content-Transfer-Encoding: base64                            | SGVs*bG8=  | BAD_BASE64
            Content-Transfer-Encoding: base64                            | SGVsbG8    | BAD_BASE64
            Content-Transfer-Encoding: quoted-printable                  | =ZZ        | BAD_QUOTED_PRINTABLE
            Content-Transfer-Encoding: quoted-printable                  | =E9        | BAD_CHARACTERS
            Content-Transfer-Encoding: x-uuencode                        | Hello      | BAD_UUENCODE
            Content-Type: multipart/mixed                                | Hello      | MISSING_BOUNDARY
            Content-Type: multipart/mixed; boundary=b                    | Hello      | MISSING_BOUNDARY
            Content-Type: multipart/mixed; boundary=b                    | --b        | UNCLOSED_MULTIPART
            Content-Disposition: attachment; filename="../a"             | Hello      | UNSAFE_FILE_NAME
            Content-Disposition: attachment; filename="C:\\a"            | Hello      | UNSAFE_FILE_NAME
            Content-Disposition: attachment; filename="con.txt"          | Hello      | UNSAFE_FILE_NAME
            Content-Disposition: attachment; filename*=utf-8''a%E2%80%AE | Hello      | UNSAFE_FILE_NAME
            """)
        void thatIsWrong(String field, String body, String rule) {
            assertThat(rules(mail(HEADER + "MIME-Version: 1.0\n" + field + "\n\n" + body + "\n")))
                    .containsExactly(rule);
        }

        @Test
        void fieldsThatAreThereTwice() {
            assertThat(rules(withField("MIME-Version: 1.0\nContent-Type: text/plain\nContent-Type: text/html")))
                    .containsExactly("DUPLICATE_MIME_FIELD");
        }
    }

    @Test
    void areToldOncePerRuleWithTheirNumberInTheOrderOfTheTable() {
        ReceivedMail mail = withField("Bcc: a\nX-A : b\nX-B : c\nX-C : d");

        assertThat(rules(mail)).containsExactly("HEADER_MALFORMED", "BCC_IN_HEADER", "BAD_ADDRESS");
        assertThat(text(mail, "HEADER_MALFORMED"))
                .isEqualTo("there is white space between a field's name and its colon (and 2 more)");
    }

    @Test
    void haveASectionToReadAndATextThatIsSafeToPrint() {
        ReceivedMail mail = withField("Cc: \33[31mred");

        assertThat(mail.findings()).allSatisfy(finding -> {
            assertThat(finding.reference()).startsWith("RFC ").contains(" §");
            assertThat(finding.text()).doesNotContain("\33");
        });
        assertThat(rules(mail)).containsExactly("BAD_ADDRESS", "CONTROL_IN_HEADER");
    }

    @Test
    void rulesHaveNamesForEachFieldThatIsAllowedOnce() {
        assertThat(Arrays.stream(MailRule.values()).map(MailRule::name).filter(name -> name.startsWith("DUPLICATE_")))
                .hasSize(12);
    }

    @Test
    void rulesAreAllInTheGuide() throws IOException {
        String guide = Files.readString(Path.of("../docs/findings.md"));

        assertThat(MailRule.values()).allSatisfy(rule -> assertThat(guide).contains("`" + rule.name() + "`"));
    }
}
