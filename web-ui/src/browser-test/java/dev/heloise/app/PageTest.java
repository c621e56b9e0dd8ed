package dev.heloise.app;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What somebody does who opens the inbox. */
class PageTest {

    private final Browsing browsing = Browsing.desktop();
    private final Running app = browsing.app;
    private final Page page = browsing.page;

    @AfterEach
    void close() {
        browsing.close();
        assertThat(browsing.complaints).isEmpty();
        assertThat(browsing.foreignRequests).isEmpty();
    }

    @Test
    void anEmptyInboxSaysHowToSendTheFirstMail() {
        browsing.open("");
        assertThat(page.getByText("No mail yet")).isVisible();
        assertThat(page.getByText("curl smtp://127.0.0.1:" + app.smtp.port())).isVisible();
        assertThat(page.getByText("spring.mail.port=" + app.smtp.port())).isVisible();
    }

    @Test
    void aMailAppearsWithoutAnybodyAskingAndIsReadWhenOpened() {
        browsing.open("");
        assertThat(page.getByText("No mail yet")).isVisible();
        app.send("ada@example.org", "From: shop@shop.example", "Subject: Welcome", "", "Hello Ada");

        Locator row = row("Welcome");
        assertThat(row).hasClass(Pattern.compile("unread"));
        row.click();
        assertThat(page.getByRole(AriaRole.TABPANEL)).containsText("Hello Ada");
        assertThat(row).not().hasClass(Pattern.compile("unread"));
    }

    @Test
    void searchFindsAsOneTypes() {
        app.send("ada@example.org", "Subject: Apples", "", "x");
        app.send("bob@example.org", "Subject: Pears", "", "x");
        browsing.open("");
        assertThat(rows()).hasCount(2);
        page.keyboard().press("/");
        page.keyboard().type("to:bob@example.org");
        assertThat(rows()).hasCount(1);
        assertThat(row("Pears")).isVisible();
        assertThat(page.getByText("1 mail found")).isVisible();
    }

    @Test
    void theKeyboardIsEnough() {
        IntStream.range(0, 3).forEach(i -> app.send("ada@example.org", "Subject: Mail " + i, "", "x"));
        browsing.open("");
        assertThat(rows()).hasCount(3);
        page.keyboard().press("j");
        assertThat(heading("Mail 2")).isVisible();
        page.keyboard().press("j");
        assertThat(heading("Mail 1")).isVisible();
        page.keyboard().press("k");
        assertThat(heading("Mail 2")).isVisible();
        assertThat(row("Mail 2")).not().hasClass(Pattern.compile("unread"));
        page.keyboard().press("u");
        assertThat(row("Mail 2")).hasClass(Pattern.compile("unread"));
        page.keyboard().press("d");
        assertThat(rows()).hasCount(2);
        assertThat(heading("Mail 1")).isVisible();
        page.keyboard().press("?");
        assertThat(page.getByRole(AriaRole.DIALOG)).isVisible();
        page.keyboard().press("Escape");
        assertThat(page.getByRole(AriaRole.DIALOG)).isHidden();
        page.keyboard().press("Escape");
        assertThat(page.getByText("Choose a mail")).isVisible();
    }

    @Test
    void whatWasDeletedComesBackWhenOneChangesOnesMind() {
        IntStream.range(0, 3).forEach(i -> app.send("ada@example.org", "Subject: Mail " + i, "", "x"));
        browsing.open("");
        assertThat(rows()).hasCount(3);
        button("Delete all").click();
        assertThat(rows()).hasCount(0);
        assertThat(page.getByText("3 mails deleted")).isVisible();
        button("Undo").click();
        assertThat(rows()).hasCount(3);
        org.assertj.core.api.Assertions.assertThat(app.smtp.mailbox().mails()).hasSize(3);
    }

    @Test
    void whatWasDeletedIsGoneWhenThePageIsLeft() {
        app.send("ada@example.org", "Subject: Mail", "", "x");
        browsing.open("");
        assertThat(rows()).hasCount(1);
        button("Delete all").click();
        page.navigate("about:blank");
        org.awaitility.Awaitility.await().until(() -> app.smtp.mailbox().mails().isEmpty());
    }

    @Test
    void aSessionThatDeliveredNothingShowsWhatWasSaidAndWhatWasFound() {
        app.say("EHLO my_host", "MAIL FROM:<a@example.org>", "RCPT TO:<nobody>");
        browsing.open("");
        page.getByText("Nothing delivered").click();
        page.getByText("EHLO my_host").first().click();
        Locator line = page.locator(".line.client").filter(new Locator.FilterOptions().setHasText("EHLO my_host"));
        assertThat(line.locator(".finding")).containsText("RFC 5321 §4.1.1.1");
        assertThat(page.locator(".line.refused")).containsText("501 5.1.3");
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
        page.context().grantPermissions(java.util.List.of("clipboard-read", "clipboard-write"));
        button("Copy the code").click();
        assertThat(page.evaluate("navigator.clipboard.readText()")).isEqualTo("483920");
        assertThat(page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("https://shop.example/verify?t=1")))
                .isVisible();
    }

    @Test
    void tenThousandMailsAreAFewRows() {
        IntStream.range(0, 600).forEach(i -> app.send("ada@example.org", "Subject: Mail " + i, "", "x"));
        browsing.open("");
        assertThat(page.getByText("600 mails")).isVisible();
        assertThat(rows().count()).isLessThan(60);
        page.evaluate("() => { const rows = document.querySelector('.rows'); rows.scrollTop = rows.scrollHeight; }");
        assertThat(row("Mail 0")).isVisible();
        assertThat(rows().count()).isLessThan(60);
    }

    @Test
    void aBurstOfMailsDoesNotHoldUpThePage() {
        browsing.open("");
        assertThat(page.getByText("No mail yet")).isVisible();
        IntStream.range(0, 1_000).forEach(i -> app.send("ada@example.org", "Subject: Mail " + i, "", "x"));
        assertThat(page.getByText("1,000 mails")).isVisible();
        page.keyboard().press("j");
        assertThat(heading("Mail 999")).isVisible();
    }

    @Test
    void rulesAreAddedSeenAndRemoved() {
        browsing.open("#/rules");
        page.getByLabel("Matching").fill("*@full.example");
        page.getByLabel("Answer").fill("452 4.2.2 Mailbox full");
        button("Add").click();
        assertThat(page.getByText("RCPT *@full.example: 452 4.2.2 Mailbox full")).isVisible();
        org.assertj.core.api.Assertions.assertThat(
                        app.say("EHLO a.example", "MAIL FROM:<a@example.org>", "RCPT TO:<b@full.example>"))
                .isEqualTo("452 4.2.2 Mailbox full");
        page.getByLabel("Answer").fill("hello");
        button("Add").click();
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("not a reply");
        button("Remove all").click();
        assertThat(page.getByText("No rules")).isVisible();
        browsing.complaints.removeIf(complaint -> complaint.contains("400"));
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
        button("Judge").click();
        assertThat(page.locator(".checks li").filter(new Locator.FilterOptions().setHasText("DMARC"))).containsText("pass");
        assertThat(page.getByText("A receiver would refuse this mail.")).isHidden();
        browsing.complaints.removeIf(complaint -> complaint.contains("404"));
    }

    @Test
    void onAPhoneListAndMailTakeTurns() {
        try (Browsing phone = Browsing.of(360, 740, ColorScheme.DARK)) {
            phone.app.send("ada@example.org", "Subject: Small", "", "x");
            phone.open("");
            phone.page.getByRole(AriaRole.OPTION).first().click();
            assertThat(phone.page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("Small")))
                    .isVisible();
            assertThat(phone.page.getByRole(AriaRole.LISTBOX)).isHidden();
            assertThat((Integer) phone.page.evaluate("document.documentElement.scrollWidth"))
                    .isEqualTo(360);
            phone.page.locator(".back a").click();
            assertThat(phone.page.getByRole(AriaRole.LISTBOX)).isVisible();
        }
    }

    private Locator rows() {
        return page.getByRole(AriaRole.OPTION);
    }

    private Locator row(String subject) {
        return rows().filter(new Locator.FilterOptions().setHasText(subject));
    }

    private Locator heading(String text) {
        return page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName(text).setExact(true));
    }

    private Locator button(String name) {
        return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }
}
