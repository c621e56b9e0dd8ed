package dev.heloise.mailbox;

import static dev.heloise.mailbox.Mails.mail;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MultipartTest {

    @Test
    void endTheirPartsBeforeTheLineEndThatBelongsToTheBoundary() {
        String mail = "Content-Type: multipart/mixed; boundary=b\n\n--b\n\n%s\n--b--\n";

        assertThat(mail(mail.formatted("a")).text()).contains("a");
        assertThat(mail(mail.formatted("a\n")).text()).contains("a\r\n");
        assertThat(mail(mail.formatted("")).text()).contains("");
        assertThat(mail("Content-Type: multipart/mixed; boundary=b\n\n--b\n\n--b--\n")
                        .text())
                .contains("");
        assertThat(mail("Content-Type: multipart/mixed; boundary=b\n\n--b\n--b--\n")
                        .text())
                .contains("");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "b",
                "\"b\"",
                "\"=_x:y;z (w)?/+'\"",
                "\".*+?[](){}|^$\\\\\"",
                "\"b--\"",
                "\"b \"",
                "-----------------------------------------------------------------------------------------------b"
            })
    void mayHaveAnyBoundary(String boundary) {
        String line = boundary.replace("\"", "").replace("\\\\", "\\").stripTrailing();
        ReceivedMail mail = mail("Content-Type: multipart/mixed; boundary=" + boundary + "\n\n--" + line
                + "\n\nfirst\n--" + line + "x\n--" + line + " \t\nContent-Type: a/b\n\nsecond\n--" + line + "--\n");

        assertThat(mail.text()).contains("first\r\n--" + line + "x");
        assertThat(mail.attachments()).hasSize(1);
    }

    @Test
    void keepApartWhenOneBoundaryBeginsLikeTheOther() {
        ReceivedMail mail = mail("""
                Content-Type: multipart/mixed; boundary=b

                --b
                Content-Type: multipart/alternative; boundary=bb

                --bb

                text
                --bb
                Content-Type: text/html

                html
                --bb--
                --b
                Content-Type: a/b

                file
                --b--
                """);

        assertThat(mail.text()).contains("text");
        assertThat(mail.html()).contains("html");
        assertThat(mail.attachments()).hasSize(1);
    }

    /** Whoever looks for boundaries does so in a buffer, and must not mistake its end for that of a line. */
    @Test
    void keepApartWhereverTheBoundaryStands() {
        for (int length = 3_900; length < 4_200; length++) {
            String text = "a".repeat(length) + "\r\n--bx\r\n--b-\r\nb";
            ReceivedMail mail = Mails.exactly(
                    "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\n" + text + "\r\n--b--\r\n");

            assertThat(mail.text()).contains(text);
        }
    }

    @Test
    void endWithTheOuterOneWhereTheyAreNotClosed() {
        ReceivedMail mail = mail("""
                Content-Type: multipart/mixed; boundary=outer

                --outer
                Content-Type: multipart/alternative; boundary=inner

                --inner

                text
                --outer
                Content-Type: a/b

                file""");

        assertThat(mail.text()).contains("text");
        assertThat(mail.attachments())
                .singleElement()
                .satisfies(file -> assertThat(file.bytes()).asString().isEqualTo("file"));
    }

    @Test
    void areReadAsOneWhereTheInnerOneHasTheBoundaryOfTheOuter() {
        ReceivedMail mail = mail("""
                Content-Type: multipart/mixed; boundary=b

                --b
                Content-Type: multipart/alternative; boundary=b

                --b

                text
                --b
                Content-Type: text/html

                <p>html</p>
                --b--
                """);

        assertThat(mail.text()).contains("text");
        assertThat(mail.html()).contains("<p>html</p>");
        assertThat(mail.attachments()).isEmpty();
        assertThat(mail.findings()).extracting(Finding::rule).contains("MISSING_BOUNDARY");
    }

    @ParameterizedTest
    @ValueSource(strings = {"multipart/mixed", "multipart/mixed; boundary=\"\"", "multipart/mixed; boundary=none"})
    void areTextWhereTheyHaveNoBoundaryToBeFound(String type) {
        ReceivedMail mail = mail("Content-Type: " + type + "\n\n--b\n\nHello\n--b--\n");

        assertThat(mail.text()).contains("--b\r\n\r\nHello\r\n--b--\r\n");
        assertThat(mail.attachments()).isEmpty();
    }

    @Test
    void mayEndTheirLinesInLfAlone() {
        ReceivedMail mail = Mails.exactly("Content-Type: multipart/mixed;\n boundary=b\n\n--b\n\na\n--b\n\nc\n--b--\n");

        assertThat(mail.text()).contains("a");
        assertThat(mail.attachments()).hasSize(1);
    }
}
