package dev.heloise.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContentsTest {

    private final Running app = new Running();

    @AfterEach
    void close() {
        app.close();
    }

    @Test
    void theRawMailIsWhatWasSent() {
        app.send("ada@example.org", "Subject: x", "", "..one dot", "end");
        HttpResponse<String> raw = app.get("api/mails/1/raw");
        assertThat(raw.body()).isEqualTo("Subject: x\r\n\r\n.one dot\r\nend\r\n");
        assertThat(raw.headers().firstValue("Content-Type").orElse("")).startsWith("text/plain");
    }

    @ParameterizedTest(name = "{0} is shown as {1}")
    @CsvSource({
        "Grüße, UTF-8, utf-8",
        "Grüße, ISO-8859-1, iso-8859-1",
        "'\uFFFD', UTF-8, utf-8",
        "Hello, US-ASCII, utf-8"
    })
    void theRawMailIsShownInTheCharactersItIsIn(String text, Charset charset, String shown) {
        app.say(
                charset,
                "EHLO shop.example",
                "MAIL FROM:<a@example.org>",
                "RCPT TO:<b@example.org>",
                "DATA",
                text + "\r\n.");
        HttpResponse<String> raw = app.get("api/mails/1/raw");
        assertThat(raw.body()).isEqualTo(text + "\r\n");
        assertThat(raw.headers().firstValue("Content-Type").orElse(""))
                .isEqualToIgnoringCase("text/plain;charset=" + shown);
    }

    @Test
    void theOctetsOfTheWireKeepTheirDoubledDots() {
        app.send("ada@example.org", "Subject: x", "", "..one dot");
        assertThat(app.get("api/mails/1/wire").body()).isEqualTo("Subject: x\r\n\r\n..one dot\r\n.\r\n");
    }

    @Test
    void theRawMailIsSavedUnderItsSubject() {
        app.send("ada@example.org", "Subject: =?utf-8?Q?=C3=84pfel/../x?=", "", "x");
        HttpResponse<String> raw = app.get("api/mails/1/raw?download");
        assertThat(disposition(raw))
                .isEqualTo("attachment; filename=\"_pfel___x.eml\"; filename*=UTF-8''%C3%84pfel___x.eml");
        assertThat(raw.headers().firstValue("Content-Type")).contains("message/rfc822");
    }

    @Test
    void textAndHtmlAreThereOnTheirOwn() {
        app.send(
                "ada@example.org",
                "MIME-Version: 1.0",
                "Content-Type: multipart/alternative; boundary=b",
                "",
                "--b",
                "",
                "Plain",
                "--b",
                "Content-Type: text/html",
                "",
                "<p>Rich</p>",
                "--b--");
        assertThat(app.get("api/mails/1/text").body()).isEqualTo("Plain");
        assertThat(app.get("api/mails/1/html").body()).isEqualTo("<p>Rich</p>");
        assertThat(app.get("api/mails/latest/html").statusCode()).isEqualTo(200);
    }

    @Test
    void linksInHtmlThatIsFramedOpenTabsOfTheirOwn() {
        app.send("ada@example.org", "MIME-Version: 1.0", "Content-Type: text/html", "", "<!doctype html><p>Rich</p>");
        String framed = "<!doctype html><p>Rich</p>\r\n<base target=\"_blank\">";
        assertThat(app.get("api/mails/1/html?embed=1").body()).isEqualTo(framed);
        assertThat(app.get("view/1.html?embed=1").body()).isEqualTo(framed);
    }

    @Test
    void noLinkInHtmlThatIsFramedTakesThePlaceOfTheMail() {
        app.send(
                "ada@example.org",
                "MIME-Version: 1.0",
                "Content-Type: text/html",
                "",
                "<a href='/?a target=b' target=_self>target=_self</a><a\ttarget = \"_top\"TARGET=x href=y>");
        assertThat(app.get("api/mails/1/html?embed=1").body())
                .startsWith("<a href='/?a data-target=b' data-target=_self>target=_self</a>"
                        + "<a\tdata-target = \"_top\"data-target=x href=y>");
        assertThat(app.get("api/mails/1/html").body()).contains(" target=_self>");
    }

    @Test
    void htmlComesWithAPolicyThatLetsNothingOutEvenWhereItIsOpenedDirectly() {
        app.send("ada@example.org", "MIME-Version: 1.0", "Content-Type: text/html", "", "<script>alert(1)</script>");
        HttpResponse<String> html = app.get("api/mails/1/html");
        assertThat(html.headers().firstValue("Content-Security-Policy").orElse(""))
                .isEqualTo("sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; img-src data:;"
                        + " style-src 'unsafe-inline'; font-src data:; media-src data:; form-action 'none';"
                        + " base-uri 'none'; frame-ancestors 'self'");
        assertThat(html.headers().firstValue("Referrer-Policy")).contains("no-referrer");
    }

    @Test
    void theImagesOfAMailAreInItsHtml() {
        sendPart("image/png", "inline; filename=a.png", "a+b%20@example.org", "iVBORw0KGgo=");
        assertThat(app.get("api/mails/1/html").body())
                .isEqualTo("<img src=\"data:image/png;base64,iVBORw0KGgo=\"><img src=\"cid:other\">");
    }

    @ParameterizedTest
    @ValueSource(strings = {"image/svg+xml", "text/html", "application/javascript"})
    void whatMayHoldAScriptIsNeverShown(String type) {
        sendPart(type, "inline; filename=x", "a+b%20@example.org", "iVBORw0KGgo=");
        assertThat(app.get("api/mails/1/html").body()).doesNotContain("data:");
        HttpResponse<String> part = app.get("api/mails/1/attachments/0");
        assertThat(part.headers().firstValue("Content-Type")).contains("application/octet-stream");
        assertThat(disposition(part)).startsWith("attachment;");
        assertThat(part.headers().firstValue("Content-Security-Policy").orElse(""))
                .startsWith("sandbox");
    }

    @Test
    void anAttachedMessageIsAFileLikeAnyOther() {
        app.send(
                "ada@example.org",
                "MIME-Version: 1.0",
                "Content-Type: multipart/mixed; boundary=b",
                "",
                "--b",
                "",
                "See below",
                "--b",
                "Content-Type: message/rfc822",
                "",
                "Content-Type: text/html",
                "",
                "<script>alert(1)</script>",
                "--b--");
        HttpResponse<String> part = app.get("api/mails/1/attachments/0");
        assertThat(part.body()).contains("<script>");
        assertThat(part.headers().firstValue("Content-Type")).contains("application/octet-stream");
    }

    @Test
    void anImageIsShownUnlessItIsAskedForAsAFile() {
        sendPart("image/png", "attachment; filename=a.png", "x@example.org", "iVBORw0KGgo=");
        assertThat(disposition(app.get("api/mails/1/attachments/0"))).startsWith("inline;");
        assertThat(disposition(app.get("api/mails/1/attachments/0?download"))).startsWith("attachment;");
        assertThat(app.get("api/mails/1/attachments/1").statusCode()).isEqualTo(404);
        assertThat(app.get("api/mails/1/attachments/-1").statusCode()).isEqualTo(404);
        assertThat(app.get("api/mails/1/attachments/a.png").statusCode()).isEqualTo(404);
    }

    @Test
    void aContentIdLeadsNowhere() {
        sendPart("image/png", "inline", "../../routes.js", "iVBORw0KGgo=");
        sendPart("image/png", "inline", "(a+)+$", "iVBORw0KGgo=");
        sendPart("image/png", "inline", "x".repeat(900), "iVBORw0KGgo=");
        assertThat(app.json("api/mails/1")
                        .path("attachments")
                        .path(0)
                        .path("contentId")
                        .asString())
                .isEqualTo("../../routes.js");
        assertThat(app.get("api/mails/2/html").statusCode()).isEqualTo(200);
        assertThat(app.get("api/mails/3/html").statusCode()).isEqualTo(200);
        assertThat(app.get("api/mails/1/attachments/..%2f..%2froutes.js").statusCode())
                .isEqualTo(404);
    }

    @Test
    void theHeaderFieldsAreThereAsTheyReadAndAsTheyWereWritten() {
        app.send("ada@example.org", "Subject: =?utf-8?Q?Gr=C3=BC=C3=9Fe?=", "X-Folded: a", " b", "", "x");
        assertThat(app.json("api/mails/1/headers").path("headers").toString())
                .isEqualTo("[{\"name\":\"Subject\",\"value\":\"Grüße\","
                        + "\"raw\":\"Subject: =?utf-8?Q?Gr=C3=BC=C3=9Fe?=\\r\\n\"},"
                        + "{\"name\":\"X-Folded\",\"value\":\"a b\",\"raw\":\"X-Folded: a\\r\\n b\\r\\n\"}]");
    }

    @ParameterizedTest(name = "{0} is saved as {1}")
    @CsvSource({
        "report.pdf, report.pdf",
        "../../etc/passwd, ____etc_passwd",
        "C:\\x, C__x",
        "'a\0.txt', a_.txt",
        "CON, _CON",
        "nul.txt, _nul.txt",
        "COM1.log, _COM1.log",
        ".., _",
        "'...', _",
        "'. hidden .', hidden",
        "'\u202Egpj.exe', _gpj.exe",
        "'\"><img>', ___img_",
        "'$(rm -rf)', _(rm -rf)",
        "äöü 名.txt, äöü 名.txt",
    })
    void aNameThatCameInAMailIsMadeFit(String given, String safe) {
        assertThat(FileName.of(given).text()).isEqualTo(safe);
    }

    @Test
    void aLongNameKeepsItsEnd() {
        assertThat(FileName.of("x".repeat(4096) + ".pdf").text()).hasSizeLessThanOrEqualTo(150);
        assertThat(FileName.of("x".repeat(400) + ".pdf").text()).hasSize(150).endsWith("x.pdf");
        assertThat(FileName.of("x".repeat(100_000) + ".pdf").text())
                .hasSize(150)
                .endsWith("x.pdf");
        assertThat(FileName.of("\uD83D\uDE00".repeat(1_000) + ".pdf").text()).endsWith("\uDE00.pdf");
    }

    @Test
    void aMailWithALongSubjectIsStillSavedAsAMail() {
        app.send("ada@example.org", "Subject: " + "x".repeat(900), "", "x");
        assertThat(disposition(app.get("api/mails/1/raw?download"))).endsWith("x.eml");
    }

    @ParameterizedTest(name = "{0} without a name is saved as {1}")
    @CsvSource({
        "message/rfc822, attachment-0.eml",
        "text/calendar; method=REQUEST, attachment-0.ics",
        "application/pdf, attachment-0.pdf",
        "image/jpeg, attachment-0.jpg",
        "application/x-unheard-of, attachment-0",
    })
    void aPartWithoutANameIsSavedAsWhatItIs(String type, String name) {
        sendPart(type, "attachment", "x@example.org", "iVBORw0KGgo=");
        assertThat(disposition(app.get("api/mails/1/attachments/0?download"))).endsWith("UTF-8''" + name);
    }

    @Test
    void aNameCannotAddAHeaderField() {
        assertThat(FileName.of("a\r\nSet-Cookie: x=\"1\"").attached())
                .isEqualTo("attachment; filename=\"a__Set-Cookie_ x=_1_\"; filename*=UTF-8''a__Set-Cookie_%20x%3D_1_");
    }

    private void sendPart(String type, String disposition, String contentId, String base64) {
        app.send(
                "ada@example.org",
                "MIME-Version: 1.0",
                "Content-Type: multipart/related; boundary=b",
                "",
                "--b",
                "Content-Type: text/html",
                "",
                "<img src=\"cid:a+b%2520@example.org\"><img src=\"cid:other\">",
                "--b",
                "Content-Type: " + type,
                "Content-Disposition: " + disposition,
                "Content-ID: <" + contentId + ">",
                "Content-Transfer-Encoding: base64",
                "",
                base64,
                "--b--");
    }

    private static String disposition(HttpResponse<String> response) {
        return response.headers().firstValue("Content-Disposition").orElse("");
    }
}
