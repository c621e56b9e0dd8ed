package dev.heloise.mailbox;

import static dev.heloise.mailbox.JudgedMails.rules;
import static dev.heloise.mailbox.JudgedMails.text;
import static dev.heloise.mailbox.JudgedMails.wire;
import static dev.heloise.mailbox.JudgedMails.withBody;
import static dev.heloise.mailbox.Mails.octets;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OctetFindingsTest {

    @Nested
    class Octets {

        @ParameterizedTest
        @CsvSource(delimiter = '|', textBlock = """
            a␊b␍␊        | BARE_LF_DATA | a LF without CR at octet 142
            a␊␊b␊        | BARE_LF_DATA | 3 LFs without CR, the first at octet 142
            a␍b␍␊        | BARE_CR_DATA | a CR without LF at octet 142
            a␍b␍c␍␍␊     | BARE_CR_DATA | 3 CRs without LF, the first at octet 142
            a␍           | BARE_CR_DATA | a CR without LF at octet 142
            a␀b␍␊        | NUL          | a NUL at octet 142
            """)
        void thatAreNotAllowedAreCounted(String body, String rule, String text) {
            ReceivedMail mail =
                    withBody(body.replace('␊', '\n').replace('␍', '\r').replace('␀', '\0'));

            assertThat(rules(mail)).containsExactly(rule);
            assertThat(text(mail, rule)).isEqualTo(text);
        }

        @Test
        void ofLinesThatAreTooLongAreCounted() {
            assertThat(withBody("x".repeat(998) + "\r\n").findings()).isEmpty();
            assertThat(text(withBody("\r\n" + "x".repeat(999) + "\r\n"), "LINE_TOO_LONG"))
                    .isEqualTo("line 8 has 999 octets; 998 is the most");
            assertThat(text(withBody("x".repeat(999) + "\r\n" + "x".repeat(1200)), "LINE_TOO_LONG"))
                    .isEqualTo(
                            "2 lines are too long, the first is line 7, the longest has 1200 octets; 998 is the most");
        }

        @Test
        void over127AreToldApartByWhereTheyStand() {
            ReceivedMail body = withBody("Content is caf\u00C3\u00A9\r\n");
            ReceivedMail header = octets("Subject: caf\u00C3\u00A9\r\n\r\nb\r\n", Map.of("BODY", "8BITMIME"));

            assertThat(rules(body)).containsExactly("EIGHT_BIT_WITHOUT_8BITMIME", "BAD_CHARACTERS");
            assertThat(text(body, "EIGHT_BIT_WITHOUT_8BITMIME"))
                    .isEqualTo("2 octets over 127, the first at octet 155 in the body, and MAIL had no BODY=8BITMIME");
            assertThat(rules(header)).contains("EIGHT_BIT_HEADER").doesNotContain("EIGHT_BIT_WITHOUT_8BITMIME");
        }
    }

    @Nested
    class Wire {

        @Test
        void aDotThatWasNotDoubled() {
            ReceivedMail mail = wire("Hello\r\n.bashrc\r\n");

            assertThat(mail.text()).contains("Hello\r\nbashrc\r\n");
            assertThat(rules(mail)).containsExactly("UNSTUFFED_DOT");
            assertThat(text(mail, "UNSTUFFED_DOT")).startsWith("the line at octet 148 of the wire begins with one dot");
        }

        @Test
        void noDotsWhereTheContentDidNotComeWithData() {
            assertThat(withBody("Hello\r\n.bashrc\r\n.\r\nBye\r\n").findings()).isEmpty();
        }

        /** What a lenient server takes for the end of the content: Wang et al., USENIX Security 2025, table 1. */
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "␊.␊", "␊.␍␊", "␍.␍", "␍.␍␊", "␍␊.␊", "␍␊.␍", "␍␊␀.␍␊", "␍␊.␀␍␊", "␍␀␊.␍␊", "␍␊.␍␀␊", "␍␍␊.␍␍␊"
                })
        void anEndThatIsNone(String end) {
            String octets = end.replace('␊', '\n').replace('␍', '\r').replace('␀', '\0');
            ReceivedMail smuggling = wire("Hello" + octets + "MAIL FROM:<eve@example.org>\r\n");
            ReceivedMail harmless = wire("Hello" + octets + "\r\n");

            assertThat(rules(smuggling)).contains("SMUGGLING");
            assertThat(rules(harmless)).doesNotContain("SMUGGLING");
        }

        @Test
        void anEndThatIsNoneInContentThatDidNotComeWithData() {
            ReceivedMail mail = withBody("Hello\n.\nMAIL FROM:<eve@example.org>\r\n");

            assertThat(rules(mail)).containsExactly("SMUGGLING", "BARE_LF_DATA");
            assertThat(text(mail, "SMUGGLING"))
                    .isEqualTo(
                            "at octet 147 of the wire, LF \".\" LF looks like the end of the content, and more follows");
        }

        @Test
        void aSizeThatLies() {
            assertThat(text(withBody("Hello\r\n", Map.of("SIZE", "10")), "SIZE_MISMATCH"))
                    .isEqualTo("MAIL said SIZE=10, and the mail has 148 octets");
            assertThat(rules(withBody("Hello\r\n", Map.of("SIZE", "5000")))).containsExactly("SIZE_MISMATCH");
        }

        @Test
        void anExtensionForUtf8ThatNothingNeeds() {
            Map<String, String> utf8 = Map.of("SMTPUTF8", "");
            byte[] raw = withBody("Hello\r\n").raw();
            Envelope ascii = new Envelope("ada@example.org", utf8, List.of());
            Envelope international = new Envelope("ada@bücher.example", utf8, List.of());

            assertThat(rules(ReceivedMail.of(ascii, raw))).containsExactly("NEEDLESS_SMTPUTF8");
            assertThat(rules(ReceivedMail.of(international, raw))).isEmpty();
            assertThat(rules(withBody("Grüße\r\n", utf8))).doesNotContain("NEEDLESS_SMTPUTF8");
        }

        @Test
        void aSenderThatWasMadeUp() {
            Envelope envelope = new Envelope("root@localhost", Map.of(), List.of());

            assertThat(rules(ReceivedMail.of(envelope, withBody("Hello\r\n").raw())))
                    .containsExactly("ENVELOPE_DEFAULT");
        }
    }
}
