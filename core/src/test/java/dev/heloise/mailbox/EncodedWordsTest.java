package dev.heloise.mailbox;

import static dev.heloise.mailbox.Mails.withField;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EncodedWordsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
        plain                                                        | plain
        =?utf-8?Q?caf=C3=A9?=                                        | café
        =?UTF-8?q?caf=c3=a9?=                                        | café
        =?utf-8?B?Y2Fmw6k=?=                                         | café
        =?utf-8?B?Y2Fmw6k?=                                          | café
        =?iso-8859-1?Q?caf=E9?=                                      | café
        =?iso-8859-15?Q?=A4?=                                        | €
        =?utf-8?Q?a_b=20c?=                                          | a b c
        =?utf-8?Q?a?= =?utf-8?Q?b?=                                  | ab
        =?utf-8?Q?a?=   =?iso-8859-1?Q?b?=                           | ab
        =?utf-8?Q?a?==?utf-8?Q?b?=                                   | ab
        =?utf-8?Q?a?= b =?utf-8?Q?c?=                                | a b c
        x=?utf-8?Q?a?=y                                              | xay
        =?utf-8?B?w?= =?utf-8?B?6k=?=                                | =?utf-8?B?w?= �
        =?utf-8?Q?caf=C3?= =?utf-8?Q?=A9?=                           | café
        =?utf-8?B?8J+Y?= =?utf-8?B?gA==?=                            | 😀
        =?utf-8?Q?=F0=9F?= =?utf-8?B?mIA=?=                          | 😀
        =?iso-2022-jp?B?GyRCRnxLXBsoQg==?=                           | 日本
        =?iso-2022-jp?B?GyRCRnw=?= =?iso-2022-jp?B?S1wbKEI=?=        | 日本
        =?shift_jis?B?k/qWew==?=                                     | 日本
        =?gb2312?B?1tDOxA==?=                                        | 中文
        =?gb2312?B?1uzpRrv5?=                                        | 朱镕基
        =?us-ascii?Q?caf=C3=A9?=                                     | café
        =?iso-8859-8-i?B?+ezl7Q==?=                                  | שלום
        =?utf-8*en?Q?tea?=                                           | tea
        =?utf-8?Q?How are you??=                                     | How are you?
        =?utf-8?Q?=41?=                                              | A
        =?utf-8?Q??=                                                 | ^^
        =?utf-8?Q?50=?=                                              | 50=
        =?utf-8?Q?=ZZ?=                                              | =ZZ
        """)
    void decodes(String encoded, String decoded) {
        assertThat(withField("Subject: " + encoded).subject()).isEqualTo(decoded);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "=?utf-8?B?####?=",
                "=?x-none?Q?a?=",
                "=?utf-7?Q?+AGE-?=",
                "=?utf-8?X?a?=",
                "=?utf-8?Q?a",
                "=?utf-8?Q",
                "=?utf-8?",
                "=?",
                "=??Q?a?=",
                "=?u t f?Q?a?=",
                "a =? b ?= c",
                "1 =?= 2",
            })
    void leavesWhatCannotBeDecoded(String text) {
        assertThat(withField("Subject: " + text).subject()).isEqualTo(text);
    }

    @Test
    void keepsWhatShouldHaveBeenEscapedAndWasNot() {
        String latin1 = "Subject: =?iso-8859-1?Q?Die_Fr\u00F6sche_=FCber?=\r\n\r\n";

        assertThat(Mails.octets(latin1, Map.of()).subject()).isEqualTo("Die Frösche über");
        assertThat(withField("Subject: =?iso-8859-1?Q?Die_Frösche_=FCber?=").subject())
                .isEqualTo("Die Frösche über");
        assertThat(withField("Subject: =?utf-8?Q?=C3=BCö_?= =?utf-8?Q?=C3?= =?utf-8?Q?=A9?=")
                        .subject())
                .isEqualTo("üö é");
    }

    @Test
    void decodesAWordWithinAnUnclosedOne() {
        assertThat(EncodedWords.decode("=?utf-8?Q?a =?utf-8?Q?b?=")).isEqualTo("=?utf-8?Q?a b");
    }

    @Test
    void keepsTheOrderWhereOnlySomeCanBeDecoded() {
        assertThat(EncodedWords.decode("=?utf-8?Q?a?= =?x-none?Q?b?= =?utf-8?Q?c?="))
                .isEqualTo("a =?x-none?Q?b?= c");
    }

    @Test
    void decodesWordsOverFoldedLines() {
        assertThat(withField("Subject: =?utf-8?Q?caf=C3?=\n =?utf-8?Q?=A9?=\n and more")
                        .subject())
                .isEqualTo("café and more");
    }

    @Test
    void decodesWhatDecodesToLineEndsAndControlsAsItIs() {
        assertThat(EncodedWords.decode("=?utf-8?Q?a=0D=0ABcc:_x=00=1B[0m?=")).isEqualTo("a\r\nBcc: x\0\33[0m");
    }
}
