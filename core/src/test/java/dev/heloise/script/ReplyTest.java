package dev.heloise.script;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReplyTest {

    @Test
    void isReadFromItsText() {
        Reply reply = Reply.of("452 4.2.2 Mailbox full");

        assertThat(reply.code()).isEqualTo(452);
        assertThat(reply.enhancedCode()).hasValue("4.2.2");
        assertThat(reply.lines()).containsExactly("Mailbox full");
        assertThat(reply.isRefusal()).isTrue();
        assertThat(reply).hasToString("452 4.2.2 Mailbox full").isEqualTo(Reply.of(452, "4.2.2", "Mailbox full"));
    }

    @ParameterizedTest
    @CsvSource({
        "250 Ok,                 250 Ok\\r\\n",
        "354,                    354 \\r\\n",
        "550 5.7.1 one\\ntwo,    550-5.7.1 one\\r\\n550 5.7.1 two\\r\\n",
        "250 1.2.3.4 is fine,    250 1.2.3.4 is fine\\r\\n",
        "421 4.3.2,              421 4.3.2 \\r\\n",
        "250 2.0.0\\nmore,        250-2.0.0\\r\\n250 more\\r\\n",
        "250 2..0 is fine,       250 2..0 is fine\\r\\n",
    })
    void hasOneCodeOnEachLine(String text, String wire) {
        Reply reply = Reply.of(text.replace("\\n", "\n"));

        assertThat(new String(reply.bytes(true), US_ASCII)).isEqualTo(wire.replace("\\r\\n", "\r\n"));
    }

    @Test
    void leavesTheEnhancedCodeOutWhereItIsNotOffered() {
        assertThat(new String(Reply.of("550 5.7.1 one\ntwo").bytes(false), US_ASCII))
                .isEqualTo("550-one\r\n550 two\r\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hello",
                "99 no",
                "199 no",
                "600 no",
                "260 no",
                "2500 no",
                "550 4.1.1 no",
                "550 2.0.0 no",
                "250 22.0.0 no",
                "250 2.0000.0 no",
                "250\nno",
                "-25 no",
                "250 Grüße",
                "250 a\u0007b",
                "25x no"
            })
    void mustBeOneThatAServerMaySend(String text) {
        assertThatThrownBy(() -> Reply.of(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("not a reply: ");
    }

    @Test
    void namesTheOffendingText() {
        assertThatThrownBy(() -> Reply.of("550 4.2.2 Mailbox full"))
                .hasMessage("not a reply: an enhanced code begins with the first digit of 550, but here is \"4.2.2\"");
        assertThatThrownBy(() -> Reply.of("Mailbox full"))
                .hasMessage("not a reply: \"Mailbox full\" must begin with a code from 200 to 559 and a space");
        assertThatThrownBy(() -> Reply.of("250 " + "x".repeat(510))).hasMessageContaining("at most 512 octets");
    }
}
