package dev.heloise.app;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What somebody does who opens the inbox. */
class PageTest {

    private final Browsing browsing = Browsing.desktop();
    private final Running app = browsing.app;
    private final Page page = browsing.page;

    @AfterEach
    void end() {
        browsing.end();
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

        Locator row = browsing.row("Welcome");
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
        assertThat(browsing.rows()).hasCount(2);
        page.keyboard().press("/");
        page.keyboard().type("to:bob@example.org");
        assertThat(browsing.rows()).hasCount(1);
        assertThat(browsing.row("Pears")).isVisible();
        assertThat(page.getByText("1 mail found")).isVisible();
    }

    @Test
    void aTermThatIsOnlyBegunIsNoMistakeYet() {
        app.send("ada@example.org", "Subject: Apples", "", "x");
        browsing.open("");
        page.getByLabel("Search mails").fill("to:");
        page.getByLabel("Search mails").fill("to:ada");
        assertThat(page.getByText("1 mail found")).isVisible();
    }

    @Test
    void theKeyboardIsEnough() {
        browsing.send(3);
        browsing.open("");
        assertThat(browsing.rows()).hasCount(3);
        page.keyboard().press("j");
        assertThat(browsing.heading("Mail 2")).isVisible();
        page.keyboard().press("j");
        assertThat(browsing.heading("Mail 1")).isVisible();
        page.keyboard().press("k");
        assertThat(browsing.heading("Mail 2")).isVisible();
        assertThat(browsing.row("Mail 2")).not().hasClass(Pattern.compile("unread"));
        page.keyboard().press("u");
        assertThat(browsing.row("Mail 2")).hasClass(Pattern.compile("unread"));
        page.keyboard().press("d");
        assertThat(browsing.rows()).hasCount(2);
        assertThat(browsing.heading("Mail 1")).isVisible();
        page.keyboard().press("?");
        assertThat(page.getByRole(AriaRole.DIALOG)).isVisible();
        page.keyboard().press("Escape");
        assertThat(page.getByRole(AriaRole.DIALOG)).isHidden();
        page.keyboard().press("Escape");
        assertThat(page.getByText("Choose a mail")).isVisible();
    }

    @Test
    void whatWasDeletedComesBackWhenOneChangesOnesMind() {
        browsing.send(3);
        browsing.open("");
        assertThat(browsing.rows()).hasCount(3);
        browsing.button("Delete all").click();
        assertThat(browsing.rows()).hasCount(0);
        assertThat(page.getByText("3 mails deleted")).isVisible();
        browsing.button("Undo").click();
        assertThat(browsing.rows()).hasCount(3);
        org.assertj.core.api.Assertions.assertThat(app.smtp.mailbox().mails()).hasSize(3);
    }

    @Test
    void whatWasDeletedIsGoneWhenThePageIsLeft() {
        app.send("ada@example.org", "Subject: Mail", "", "x");
        browsing.open("");
        assertThat(browsing.rows()).hasCount(1);
        browsing.button("Delete all").click();
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
    void tenThousandMailsAreAFewRows() {
        browsing.send(600);
        browsing.open("");
        assertThat(page.getByText("600 mails")).isVisible();
        assertThat(browsing.rows().count()).isLessThan(60);
        page.evaluate("() => { const rows = document.querySelector('.rows'); rows.scrollTop = rows.scrollHeight; }");
        assertThat(browsing.row("Mail 0")).isVisible();
        assertThat(browsing.rows().count()).isLessThan(60);
    }

    @Test
    void aBurstOfMailsDoesNotHoldUpThePage() {
        browsing.open("");
        assertThat(page.getByText("No mail yet")).isVisible();
        browsing.send(1_000);
        assertThat(page.getByText("1,000 mails")).isVisible();
        page.keyboard().press("j");
        assertThat(browsing.heading("Mail 999")).isVisible();
    }

    @Test
    void rulesAreAddedSeenAndRemoved() {
        browsing.open("#/rules");
        page.getByLabel("Matching").fill("*@full.example");
        page.getByLabel("Answer").fill("452 4.2.2 Mailbox full");
        browsing.button("Add").click();
        assertThat(page.getByText("RCPT *@full.example: 452 4.2.2 Mailbox full")).isVisible();
        org.assertj.core.api.Assertions.assertThat(
                        app.say("EHLO a.example", "MAIL FROM:<a@example.org>", "RCPT TO:<b@full.example>"))
                .isEqualTo("452 4.2.2 Mailbox full");
        page.getByLabel("Answer").fill("hello");
        browsing.button("Add").click();
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("not a reply");
        browsing.button("Remove all").click();
        assertThat(page.getByText("No rules")).isVisible();
        browsing.complaints.removeIf(complaint -> complaint.contains("400"));
    }

    @Test
    void aSessionThatDeliveredNothingSaysInTheListWhatWasRefused() {
        app.smtp.script().add(dev.heloise.script.Rule.of(
                dev.heloise.script.Stage.RCPT, "*@full.example", "452 4.2.2 Mailbox full", 1));
        app.say("EHLO shop.example", "MAIL FROM:<a@example.org>", "RCPT TO:<b@full.example>");
        browsing.open("#/sessions");
        assertThat(page.locator(".row.session")).containsText("452 4.2.2 Mailbox full");
    }

    @Test
    void whoWantsLessMotionSeesNone() {
        page.emulateMedia(new Page.EmulateMediaOptions().setReducedMotion(ReducedMotion.REDUCE));
        browsing.open("");
        assertThat((String) page.evaluate(
                        "getComputedStyle(document.querySelector('.progress'), '::before').animationName"))
                .isEqualTo("none");
    }

    @Test
    void theKeyboardGoesThroughThePageInTheOrderInWhichItReads() {
        app.send("ada@example.org", "Subject: Hello", "", "x");
        app.callJson("PATCH", "api/mails/1", Map.of("unread", false));
        browsing.open("#/mails/1");
        assertThat(browsing.heading("Hello")).isVisible();
        assertThat(page.getByText("Mark unread")).isVisible();
        List<String> order = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            page.keyboard().press("Tab");
            order.add((String) page.evaluate("document.activeElement.getAttribute('aria-label')"
                    + " ?? document.activeElement.textContent.trim()"));
        }
        assertThat(order)
                .containsExactly(
                        "Mails", "Nothing delivered", "Rules", "Help", "Search mails", "Delete all", "Mails",
                        "Mark unread", "Download .eml", "Delete");
    }

    @Test
    void whatHappensWhileTheListIsOnItsWayIsNotUndoneByIt() {
        app.send("ada@example.org", "Subject: Opened", "", "x");
        app.send("bob@example.org", "Subject: Deleted", "", "x");
        List<Runnable> delayed = new ArrayList<>();
        page.route(Pattern.compile("api/mails\\?.*limit=200"), route -> {
            APIResponse older = route.fetch();
            delayed.add(() -> route.fulfill(new Route.FulfillOptions().setResponse(older)));
        });
        browsing.open("#/mails/1");
        // The one at the start, and the one when the server begins to tell what happens.
        page.waitForCondition(() -> delayed.size() == 2);
        assertThat(browsing.heading("Opened")).isVisible();
        app.smtp.mailbox().inbox("bob@example.org").clear();
        app.send("ada@example.org", "Subject: Arrived", "", "x");
        assertThat(page.getByText("1 mail")).isVisible();

        delayed.forEach(Runnable::run);

        assertThat(browsing.row("Arrived")).isVisible();
        assertThat(browsing.row("Opened")).not().hasClass(Pattern.compile("unread"));
        assertThat(browsing.row("Deleted")).hasCount(0);
        assertThat(page.getByText("2 mails")).isVisible();
        assertThat(browsing.button("Mark unread")).isVisible();
    }

    @Test
    void allMailsAreMarkedAsReadAtOnce() {
        browsing.send(3);
        browsing.open("");
        assertThat(page.getByText("3 mails, 3 unread")).isVisible();
        browsing.button("Mark all read").click();
        assertThat(page.locator(".row.unread")).hasCount(0);
        assertThat(browsing.button("Mark all read")).isHidden();
        org.awaitility.Awaitility.await()
                .until(() -> app.json("api/mails?q=is:unread").path("total").asInt() == 0);
    }

    @Test
    void aMailThatIsNotInTheListIsMarkedAndDeletedAsAnyOther() {
        app.send("ada@example.org", "Subject: Apples", "", "x");
        app.send("bob@example.org", "Subject: Pears", "", "x");
        browsing.open("#/mails/1");
        assertThat(browsing.heading("Apples")).isVisible();
        page.getByLabel("Search mails").fill("pears");
        assertThat(page.getByText("1 mail found")).isVisible();
        browsing.button("Mark unread").click();
        browsing.button("Mark read").click();
        page.keyboard().press("u");
        assertThat(browsing.button("Mark read")).isVisible();
        page.keyboard().press("d");
        assertThat(page.getByText("Mail deleted")).isVisible();
        assertThat(browsing.heading("Apples")).hasCount(0);
        page.navigate("about:blank");
        org.awaitility.Awaitility.await().until(() -> app.smtp.mailbox().mails().size() == 1);
    }

    @Test
    void aLineOfTheListReadsFromTheSideWhereItsSubjectBegins() {
        app.send("ada@example.org", "MIME-Version: 1.0", "Subject: =?utf-8?Q?=D7=A9=D7=9C=D7=95=D7=9D_(1)?=", "", "x");
        browsing.open("");
        assertThat(browsing.rows().locator("[dir=auto]")).hasCSS("direction", "rtl");
        assertThat(browsing.rows().locator(".hidden").first()).hasCSS("direction", "ltr");
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
}
