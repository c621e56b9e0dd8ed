package dev.heloise.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CharacterReferencesTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a&nbsp;b               | a\u00A0b",
                "caf&eacute;            | café",
                "&Omega; is &ne; &omega; | Ω is ≠ ω",
                "&oelig;uvre            | œuvre",
                "&yuml;&Yuml;           | ÿŸ",
                "&spades;&diams;        | ♠♦",
                "&thetasym;             | ϑ",
                "&lt;b&gt; &amp;amp;    | <b> &amp;",
                "&quot;I&apos;m&quot;   | \"I'm\"",
                "&#8364; &#x20AC; &#X20ac; | € € €",
                "&#128;                 | €",
                "&#128512;              | \uD83D\uDE00",
            })
    void areDecoded(String written, String text) {
        assertThat(CharacterReferences.decoded(written)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "&",
        "&;",
        "&eacute",
        "&Nonsense;",
        "&#;",
        "&#x;",
        "&#0;",
        "&#xD800;",
        "&#1114112;",
        "&#99999999999;",
        "a=1&b=2;c"
    })
    void whatIsNoneStays(String written) {
        assertThat(CharacterReferences.decoded(written)).isEqualTo(written);
    }

    @Test
    void aMailInGreekCanBeWrittenInThem() {
        String written = "&Kappa;&omega;&delta;&iota;&kappa;&omicron;&sigmaf; 482913";
        assertThat(HtmlText.of("<p>" + written + "</p>").strip()).isEqualTo("Κωδικος 482913");
    }

    @Test
    void oneThatFollowsAnotherIsItsOwn() {
        String written = Stream.generate(() -> "&amp;").limit(3).reduce("", String::concat);
        assertThat(CharacterReferences.decoded(written + "lt;")).isEqualTo("&&&lt;");
    }
}
