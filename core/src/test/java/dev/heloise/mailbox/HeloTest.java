package dev.heloise.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heloise.mailbox.Helo.Form;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The form of names, from RFC 5321 §4.1.2 and §4.1.3 and the rows B-040 to B-050. */
class HeloTest {

    @ParameterizedTest
    @CsvSource({
        "shop.example,                    DOMAIN",
        "a-1.b2.example,                  DOMAIN",
        "3com.example,                    DOMAIN",
        "localhost,                       SINGLE_LABEL",
        "3f2a9c1b7d11,                    SINGLE_LABEL",
        "10.0.0.1,                        BARE_ADDRESS",
        "::1,                             BARE_ADDRESS",
        "[10.0.0.1],                      ADDRESS_LITERAL",
        "[IPv6:::1],                      ADDRESS_LITERAL",
        "[ipv6:2001:db8::1],              ADDRESS_LITERAL",
        "[IPv6:1:2:3:4:5:6:7:8],          ADDRESS_LITERAL",
        "[IPv6:::ffff:127.0.0.1],         ADDRESS_LITERAL",
        "[IPv6:1:2:3:4:5:6:127.0.0.1],    ADDRESS_LITERAL",
        "[x25:1234],                      ADDRESS_LITERAL",
        "[300.1.1.1],                     INVALID",
        "[1.2.3],                         INVALID",
        "[::1],                           INVALID",
        "[IPv6:zz],                       INVALID",
        "[IPv6:1::2::3],                  INVALID",
        "[IPv6:1:2:3:4:5:6:7:8:9],        INVALID",
        "[IPv6:1:2:3:4:5:6:7],            INVALID",
        "[],                              INVALID",
        "[10.0.0.1,                       INVALID",
        "my_host.test,                    INVALID",
        "-a.test,                         INVALID",
        "a-.test,                         INVALID",
        "a..test,                         INVALID",
        ".test,                           INVALID",
        "a.test.,                         INVALID",
        "<script>alert(1)</script>,       INVALID",
    })
    void isToldByTheLettersAlone(String name, Form form) {
        assertThat(new Helo(Helo.Verb.EHLO, name).form()).isEqualTo(form);
    }

    @Test
    void allowsLabelsOf63AndNamesOf255() {
        String label = "a".repeat(63);
        String name = String.join(".", label, label, label, label);

        assertThat(new Helo(Helo.Verb.EHLO, name).form()).isEqualTo(Form.DOMAIN);
        assertThat(new Helo(Helo.Verb.EHLO, name + "a").form()).isEqualTo(Form.INVALID);
        assertThat(new Helo(Helo.Verb.EHLO, name.substring(3) + ".aa").form()).isEqualTo(Form.DOMAIN);
        assertThat(new Helo(Helo.Verb.EHLO, name.substring(2) + ".aa").form()).isEqualTo(Form.INVALID);
        assertThat(Helo.NONE.form()).isEqualTo(Form.NONE);
    }
}
