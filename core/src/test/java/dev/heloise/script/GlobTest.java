package dev.heloise.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobTest {

    @ParameterizedTest(name = "{0} and {1}: {2}")
    @CsvSource({
        "*,                 '',                  true",
        "*,                 ada@example.com,     true",
        "'',                '',                  true",
        "'',                ada@example.com,     false",
        "?,                 '',                  false",
        "ada@example.com,   ada@example.com,     true",
        "ada@example.com,   ada@EXAMPLE.com,     true",
        "ada@EXAMPLE.com,   ada@example.com,     true",
        "ada@example.com,   Ada@example.com,     false",
        "*@example.com,     ada@example.com,     true",
        "*@example.com,     ada@sub.example.com, false",
        "*@*.example.com,   ada@sub.example.com, true",
        "a?a@example.com,   ada@example.com,     true",
        "a??a@example.com,  ada@example.com,     false",
        "*.COM,             ada@example.com,     true",
        "*@*@example.com,   '\"a@b\"@example.com', true",
        "postmaster,        PostMaster,          true",
        "Postmaster@a.test, postmaster@A.test,   true",
        "post*,             POSTAL@a.test,       false",
        "*a*b*c*,           xaybzc,              true",
        "*a*b*c*,           xaybz,               false",
        "a*,                ba,                  false",
        "*müller@a.test,    jörg.müller@a.test,  true",
        "[*],               [127.0.0.1],         true",
        "a.c@b.test,        abc@b.test,          false",
    })
    void addressesMatchWithTheLocalPartToTheLetter(String pattern, String text, boolean matches) {
        assertThat(Glob.ofAddress(pattern).matches(text)).isEqualTo(matches);
    }

    @ParameterizedTest(name = "{0} and {1}: {2}")
    @CsvSource({
        "mail.*,       MAIL.example.org, true",
        "127.0.0.*,    127.0.0.1,        true",
        "127.0.0.*,    127.0.1.1,        false",
        "localhost,    LocalHost,        true",
        "*@x,          a@X,              true",
    })
    void hostsMatchInAnyCase(String pattern, String text, boolean matches) {
        assertThat(Glob.ofHost(pattern).matches(text)).isEqualTo(matches);
    }

    @Test
    void aHostilePatternTakesNoTime() {
        Glob glob = Glob.ofHost("*a".repeat(200) + "b");
        String text = "a".repeat(20_000);

        boolean matches = Assertions.assertTimeoutPreemptively(Duration.ofSeconds(5), () -> glob.matches(text));

        assertThat(matches).isFalse();
    }
}
