package dev.heloise.app;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What somebody sees who opens a mail. */
class MailPageTest {

    private final Browsing browsing = Browsing.desktop();
    private final Running app = browsing.app;
    private final Page page = browsing.page;

    @AfterEach
    void end() {
        browsing.end();
    }

    @Test
    void theSessionOfAMailShowsItsFindingsBesideItsContent() {
        app.send("ada@example.org", "Subject: Bare", "", "x");
        browsing.open("#/mails/1/session");
        assertThat(page.locator(".line.content .finding").first()).isVisible();
        assertThat(page.locator(".line.client").first()).containsText("EHLO shop.example");
    }

    @Test
    void codesAndLinksAreThereToBeCopied() {
        app.send("ada@example.org", "Subject: Code", "", "Your code is 483920.", "https://shop.example/verify?t=1");
        browsing.open("#/mails/1");
        page.context().grantPermissions(List.of("clipboard-read", "clipboard-write"));
        browsing.button("Copy the code").click();
        assertThat(page.getByText("Copied")).isVisible();
        assertThat(page.evaluate("navigator.clipboard.readText()")).isEqualTo("483920");
        assertThat(page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("https://shop.example/verify?t=1")))
                .isVisible();
    }

    @Test
    void htmlIsShownAtTheWidthThatIsChosen() {
        sendHtml("<p>Hello</p>");
        browsing.open("#/mails/1");
        Locator frame = page.locator(".stage iframe");
        assertThat(browsing.button("Desktop")).hasAttribute("aria-pressed", "true");
        assertThat(width(frame)).isGreaterThanOrEqualTo(960);
        browsing.button("Tablet").click();
        assertThat(width(frame)).isEqualTo(768);
        browsing.button("Phone").click();
        assertThat(width(frame)).isEqualTo(375);
        browsing.button("Source").click();
        assertThat(page.getByLabel("HTML source")).containsText("<p>Hello</p>");
    }

    @Test
    void aLinkInHtmlOpensInATabOfItsOwnThatKnowsNothingOfThis() throws IOException {
        HttpServer shop = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        shop.createContext("/", exchange -> {
            String from = String.valueOf(exchange.getRequestHeaders().getFirst("Referer"));
            byte[] body = ("<title>from " + from + "</title><script>document.title += ', opened by ' + opener</script>")
                    .getBytes(UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/html");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        shop.start();
        String link = "http://127.0.0.1:" + shop.getAddress().getPort() + "/";
        sendHtml("<meta name=referrer content=unsafe-url><a href='" + link + "'>Shop</a> <a target=shop href='" + link
                + "'>Again</a>");
        browsing.open("#/mails/1/html");
        for (String text : List.of("Shop", "Again")) {
            Locator clicked = page.frameLocator(".stage iframe").getByText(text);
            Page tab = page.context().waitForPage(clicked::click);
            assertThat(tab).hasTitle("from null, opened by null");
            assertThat(clicked).isVisible();
        }
        shop.stop(0);
    }

    @Test
    void htmlIsOpenedOnItsOwnToBePrinted() {
        sendHtml("<p>Hello</p><a href='#here'>Here</a>");
        browsing.open("#/mails/1/html");
        Page alone = page.context().waitForPage(
                () -> page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Open alone")).click());
        assertThat(alone.getByText("Hello")).isVisible();
        assertThat(alone).hasURL(app.uri("api/mails/1/html").toString());
    }

    @Test
    void textReadsFromTheSideWhereItBegins() {
        app.send(
                "ada@example.org", "MIME-Version: 1.0", "Subject: =?utf-8?Q?=D7=A9=D7=9C=D7=95=D7=9D_(1)?=",
                "Content-Type: text/plain; charset=utf-8", "", "שלום (1)", "Hello (1)");
        browsing.open("#/mails/1");
        assertThat(page.locator(".mail h2")).hasCSS("direction", "rtl");
        assertThat(page.getByLabel("Plain text")).hasCSS("unicode-bidi", "plaintext");
        browsing.page.getByRole(AriaRole.TAB, new Page.GetByRoleOptions().setName("Raw")).click();
        assertThat(page.getByLabel("Raw source")).not().hasCSS("unicode-bidi", "plaintext");
    }

    @Test
    void theSizeOfAnAttachmentIsNotBrokenOnAPhone() {
        try (Browsing phone = Browsing.of(360, 740, ColorScheme.LIGHT)) {
            phone.app.send(
                    "ada@example.org", "MIME-Version: 1.0", "Content-Type: application/pdf",
                    "Content-Disposition: attachment; filename=\"a-name-that-takes-all-the-room-there-is-48.pdf\"", "", "Hello");
            phone.open("#/mails/1");
            Locator size = phone.page.locator(".files .muted");
            assertThat(size).isVisible();
            assertThat((Integer) size.evaluate("size => size.getClientRects().length")).isEqualTo(1);
            assertThat((Integer) size.evaluate("size => size.offsetHeight")).isLessThan(30);
        }
    }

    @Test
    void headersPartsAndTheRawSourceAreThere() {
        app.send(
                "ada@example.org", "Subject: Parts", "X-Shop: 7", "MIME-Version: 1.0",
                "Content-Type: multipart/related; boundary=b", "", "--b", "Content-Type: text/html", "",
                "<img src=\"cid:logo\" alt=\"Logo\">", "--b", "Content-Type: image/png", "Content-ID: <logo>",
                "Content-Disposition: inline; filename=logo.png", "Content-Transfer-Encoding: base64", "",
                "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
                "--b--");
        browsing.open("#/mails/1/html");
        assertThat(page.frameLocator(".stage iframe").getByAltText("Logo")).hasJSProperty("naturalWidth", 1);
        tab("Headers").click();
        assertThat(page.getByRole(AriaRole.TABPANEL)).containsText("X-Shop");
        tab("Parts").click();
        assertThat(page.getByLabel("Download logo.png")).isVisible();
        assertThat(page.locator(".parts img")).hasJSProperty("naturalWidth", 1);
        tab("Raw").click();
        assertThat(page.getByLabel("Raw source")).containsText("Content-ID: <logo>");
        Download download = page.waitForDownload(
                () -> page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Download .eml")).click());
        assertThat(download.suggestedFilename()).isEqualTo("Parts.eml");
    }

    @Test
    void whatIsLongDoesNotFillThePage() {
        String recipients = IntStream.range(0, 50).mapToObj(i -> "user" + i + "@example.org")
                .collect(Collectors.joining(", "));
        app.send("ada@example.org", "Subject: " + "long ".repeat(180), "To: " + recipients, "", "Hello");
        browsing.open("#/mails/1");
        assertThat(page.getByText("45 more")).isVisible();
        assertThat(page.locator(".more")).not().hasAttribute("open", "");
        assertThat((Integer) page.locator(".mail h2").evaluate("heading => heading.offsetHeight")).isLessThan(100);
        page.getByText("45 more").click();
        assertThat(page.locator(".more")).hasAttribute("open", "");
        assertThat(page.locator(".more")).containsText("user49@example.org");
    }

    @Test
    void aTabThatIsChosenOnAPhoneDoesNotMoveTheMail() {
        try (Browsing phone = Browsing.of(360, 740, ColorScheme.LIGHT)) {
            phone.app.send("ada@example.org", "Subject: " + "long ".repeat(180), "", "Hello");
            phone.open("#/mails/1/session");
            assertThat(phone.page.locator(".line.client").first()).containsText("EHLO shop.example");
            assertThat(phone.page.locator(".main")).hasJSProperty("scrollTop", 0);
            assertThat(phone.page.getByRole(AriaRole.TAB, new Page.GetByRoleOptions().setName("Session")))
                    .isInViewport();
        }
    }

    @Test
    void theReportSaysWhatAReceiverWouldMakeOfAMail() {
        app.send("ada@example.org", "From: no-reply@shop.example", "Subject: Welcome", "", "x");
        browsing.open("#/mails/1/report");
        assertThat(page.getByText("--zone zone.txt")).isVisible();
        app.call("PUT", "api/zone", """
                shop.example.        A   192.0.2.10
                shop.example.        TXT "v=spf1 a -all"
                _dmarc.shop.example. TXT "v=DMARC1; p=reject"
                """);
        page.reload();
        assertThat(page.getByText("A receiver would refuse this mail.")).isVisible();
        page.getByLabel("As if the client were").fill("192.0.2.10");
        browsing.button("Judge").click();
        assertThat(page.locator(".checks li").filter(new Locator.FilterOptions().setHasText("DMARC"))).containsText("pass");
        assertThat(page.getByText("A receiver would refuse this mail.")).isHidden();
        browsing.complaints.removeIf(complaint -> complaint.contains("404"));
    }

    private void sendHtml(String html) {
        app.send("ada@example.org", "Subject: Rich", "MIME-Version: 1.0", "Content-Type: text/html", "", html);
    }

    private static int width(Locator frame) {
        return (Integer) frame.evaluate("frame => frame.offsetWidth");
    }

    private Locator tab(String name) {
        return page.getByRole(AriaRole.TAB, new Page.GetByRoleOptions().setName(name).setExact(true));
    }
}
