package dev.heloise.mailbox;

import static dev.heloise.mailbox.Mails.mail;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LinkTest {

    private static ReceivedMail html(String html) {
        return mail("Content-Type: text/html; charset=utf-8\n\n" + html);
    }

    private static ReceivedMail text(String text) {
        return mail("Content-Type: text/plain; charset=utf-8\n\n" + text);
    }

    private static List<String> links(ReceivedMail mail) {
        return mail.links().stream().map(URI::toString).toList();
    }

    @Nested
    class InHtml {

        @ParameterizedTest
        @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            <a href="https://x.example/">x</a>                      | https://x.example/
            <A HREF='https://x.example/'>x</A>                      | https://x.example/
            <a href=https://x.example/a/>x</a>                      | https://x.example/a/
            <a class="b" href = "https://x.example/" id=c>x</a>     | https://x.example/
            <a href="/?a=1&amp;b=2">x</a>                           | /?a=1&b=2
            <a href="/?a=1&b=2&copy=3">x</a>                        | /?a=1&b=2&copy=3
            <a href="/&#47;&#x2F;">x</a>                            | ///
            <a href=" https://x.example/ ">x</a>                    | https://x.example/
            <a href="https://x.example/␤a">x</a>                    | https://x.example/a
            <a href="mailto:ada@example.org">x</a>                  | mailto:ada@example.org
            <a href="#top">x</a>                                    | #top
            <a href="https://müller.example/ü">x</a>                | https://müller.example/ü
            <area href="https://x.example/">                        | https://x.example/
            <a href="a"href="b">x</a>                               | a
            <a title=">" href="a">x</a>                             | a
            <a/href="a">x</a>                                       | a
            <a href="a"/>                                           | a
            <a href="a                                              | ^^
            <a href="a b">x</a>                                     | ^^
            <a href="">x</a>                                        | ^^
            <a name="top">x</a>                                     | ^^
            <a href>x</a>                                           | ^^
            <link href="style.css"><base href="b">                  | ^^
            <abbr href="a">x</abbr>                                 | ^^
            <!-- <a href="a">x</a> -->                              | ^^
            <!-- <a href="a">x</a>                                  | ^^
            <script>"<a href='a'>x</a>"</script>                    | ^^
            <style><a href="a">x</a>                                | ^^
            <script src=x></SCRIPT><a href="a">x</a>                | a
            1 < 2 <a href="a">x</a>                                 | a
            <<a href="a">x</a>                                      | a
            </><?php ?><!DOCTYPE html><a href="a">x</a>             | a
            <                                                       | ^^
            <a                                                      | ^^
            <a href=                                                | ^^
            """)
        void areFound(String html, String expected) {
            assertThat(String.join(" ", links(html(html.replace('␤', '\n'))))).isEqualTo(expected);
        }

        @Test
        void areInTheirOrderAndMayRepeat() {
            assertThat(links(html("<a href=b>1</a><a href=a>2<a href=b>3"))).containsExactly("b", "a", "b");
        }

        @Test
        void countAlsoWhereTheTextHasOthers() {
            ReceivedMail mail = mail("""
                    Content-Type: multipart/alternative; boundary=b

                    --b

                    https://text.example/
                    --b
                    Content-Type: text/html

                    <a href="https://html.example/">x</a>
                    --b--
                    """);

            assertThat(links(mail)).containsExactly("https://html.example/");
        }
    }

    @Nested
    class ByText {

        private final ReceivedMail mail = html("""
                <p>See <a href="/terms">our terms and how to Confirm</a> and
                <a href="/confirm"><b>Confirm</b>
                   your&nbsp;address</a>, <a href="/short">Confirm</a>,
                <a href="/best"><span>Best&auml;tigen</span></a>, <a href="/image"><img src="x" alt="Sign in"></a>
                """);

        @ParameterizedTest
        @CsvSource({
            "Confirm,              /short",
            "Confirm your address, /confirm",
            "your address,         /confirm",
            "our terms,            /terms",
            "Bestätigen,           /best",
            "Sign in,              /image",
        })
        void prefersTheExactOneAndThenTheFirstThatContainsIt(String text, String target) {
            assertThat(mail.link(text)).contains(URI.create(target));
        }

        @Test
        void readsWhatIsSeenAndNotHowItIsWritten() {
            ReceivedMail mail = html("""
                    <a href="/hyphen">Un&shy;sub&#8203;scribe</a>
                    <a href="/blocks"><h1>Log</h1><ul><li>in</li></ul><table><tr><td>now</td></tr></table></a>
                    <a href="/space">Sign&emsp;up</a>
                    <a href="/windows">Don&#146;t pay &#x80; 5</a>
                    """);

            assertThat(mail.link("Unsubscribe")).contains(URI.create("/hyphen"));
            assertThat(mail.link("Log in now")).contains(URI.create("/blocks"));
            assertThat(mail.link("Sign  up\n")).contains(URI.create("/space"));
            assertThat(mail.link("Don’t pay € 5")).contains(URI.create("/windows"));
        }

        @Test
        void findsNothingWhereNoneHasIt() {
            assertThat(mail.link("Unsubscribe")).isEmpty();
            assertThat(text("no link").link("no link")).isEmpty();
        }

        @Test
        void findsAnAddressOfPlainTextByAPartOfIt() {
            assertThat(text("a https://x.example/a b https://x.example/confirm?t=1")
                            .link("confirm"))
                    .contains(URI.create("https://x.example/confirm?t=1"));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
        See https://x.example/a?b=c&d=e#f for more        | https://x.example/a?b=c&d=e#f
        HTTP://x.example                                  | HTTP://x.example
        <https://x.example/>                              | https://x.example/
        (https://x.example/a)                             | https://x.example/a
        (see https://x.example/a_(b))                     | https://x.example/a_(b)
        https://x.example/a_(b)                           | https://x.example/a_(b)
        https://x.example/a.                              | https://x.example/a
        Really, https://x.example/a?!                     | https://x.example/a
        "https://x.example/a",                            | https://x.example/a
        *https://x.example/a*                             | https://x.example/a
        https://a.example, https://b.example              | https://a.example https://b.example
        https://x.example/{id} https://b.example          | https://b.example
        ftp://x.example://y http://                       | ^^
        xhttp://x.example                                 | ^^
        x@example.org www.example.org                     | ^^
        请点击https://x.example/v?t=1完成验证。           | https://x.example/v?t=1
        こちらhttps://x.example/a。次はhttp://b.example、 | https://x.example/a http://b.example
        링크(https://x.example/)를                        | https://x.example/
        https://ja.wikipedia.org/wiki/日本語             | https://ja.wikipedia.org/wiki/日本語
        （https://x.example/a）                           | https://x.example/a
        https://例え.テスト/ https://x.example/?q=日本      | https://例え.テスト/ https://x.example/?q=日本
        äußerhttps://x.example                            | ^^
        ://                                               | ^^
        """)
    void areFoundInPlainText(String text, String expected) {
        assertThat(String.join(" ", links(text(text)))).isEqualTo(expected);
    }
}
