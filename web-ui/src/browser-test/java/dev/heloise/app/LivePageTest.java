package dev.heloise.app;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import dev.heloise.script.Rule;
import dev.heloise.script.Stage;
import java.io.IOException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What somebody sees happen who leaves the inbox open. */
class LivePageTest {

    private final Browsing browsing = Browsing.desktop();
    private final Running app = browsing.app;
    private final Page page = browsing.page;

    @AfterEach
    void end() {
        browsing.end();
    }

    @Test
    void aSearchGoesOnFindingWhatArrives() {
        app.send("ada@example.org", "Subject: Apples", "", "x");
        browsing.open("");
        page.getByLabel("Search mails").fill("subject:apples");
        assertThat(page.getByText("1 mail found")).isVisible();
        app.send("ada@example.org", "Subject: More apples", "", "x");
        assertThat(browsing.row("More apples")).isVisible();
        app.send("ada@example.org", "Subject: Even more apples", "", "x");
        assertThat(browsing.row("Even more apples")).isVisible();
    }

    @Test
    void whatGoesFromBeyondTheRowsThatAreLoadedIsNoLongerCounted() {
        browsing.send(300);
        browsing.open("");
        assertThat(page.getByText("300 mails")).isVisible();
        app.call("DELETE", "api/mails?through=60", "");
        assertThat(page.getByText("240 mails")).isVisible();
    }

    @Test
    void aSearchDoesNotBringBackWhatIsAboutToBeDeleted() {
        browsing.send(250);
        browsing.open("");
        assertThat(page.getByText("250 mails")).isVisible();
        browsing.button("Delete all").click();
        assertThat(page.getByText("250 mails deleted")).isVisible();
        app.send("ada@example.org", "Subject: Mail 7 once more", "", "x");
        app.send("ada@example.org", "Subject: Another", "", "x");
        assertThat(browsing.rows()).hasCount(2);
        page.getByLabel("Search mails").fill("subject:\"Mail 7\"");
        assertThat(page.getByText("1 mail found")).isVisible();
        assertThat(browsing.rows()).hasCount(1);
    }

    @Test
    void theListStandsStillUnderWhoeverReadsIt() {
        browsing.send(60);
        browsing.open("");
        assertThat(browsing.row("Mail 59")).isVisible();
        page.evaluate("document.querySelector('.rows').scrollTop = 650");
        assertThat(browsing.row("Mail 30")).isVisible();
        double before = browsing.row("Mail 45").boundingBox().y;
        app.send("ada@example.org", "Subject: New", "", "x");
        assertThat(page.getByText("61 mails")).isVisible();
        assertThat(browsing.row("Mail 45").boundingBox().y).isEqualTo(before);
        app.call("DELETE", "api/mails/61", "");
        assertThat(page.getByText("60 mails")).isVisible();
        assertThat(browsing.row("Mail 45").boundingBox().y).isEqualTo(before);
    }

    @Test
    void whoHasScrolledFarStillSeesMailsWhenTheListIsAskedForAgain() {
        browsing.send(600);
        browsing.open("");
        assertThat(page.getByText("600 mails")).isVisible();
        page.evaluate("() => { const rows = document.querySelector('.rows'); rows.scrollTop = rows.scrollHeight; }");
        assertThat(browsing.row("Mail 0")).isVisible();
        Browsing.hide(page, true);
        app.send("ada@example.org", "Subject: Meanwhile", "", "x");
        Browsing.hide(page, false);
        assertThat(page.getByText("601 mails")).isVisible();
        assertThat(browsing.row("Mail 7")).isVisible();
    }

    /** A browser has six connections for one server, and an event stream takes one for as long as it is listened to. */
    @Test
    void moreTabsAreOpenThanABrowserHasConnections() {
        List<Page> tabs = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            app.send("ada@example.org", "Subject: Mail " + i, "", "x");
            Page tab = page.context().newPage();
            tab.navigate(app.uri("").toString());
            assertThat(tab.getByText("Mail " + i)).isVisible();
            Browsing.hide(tab, true);
            tabs.add(tab);
        }
        app.send("ada@example.org", "Subject: Meanwhile", "", "x");
        Browsing.hide(tabs.get(0), false);
        assertThat(tabs.get(0).getByText("Meanwhile")).isVisible();
        app.send("ada@example.org", "Subject: Live again", "", "x");
        assertThat(tabs.get(0).getByText("Live again")).isVisible();
    }

    @Test
    void aListThatNobodyMayListenToIsShownAndListenedToLater() {
        app.send("ada@example.org", "Subject: Before", "", "x");
        page.route("**/api/events", route -> route.fulfill(new Route.FulfillOptions().setStatus(503)));
        browsing.open("");
        assertThat(browsing.row("Before")).isVisible();
        assertThat(page.getByText("Connection lost")).isVisible();
        page.unroute("**/api/events");
        app.send("ada@example.org", "Subject: After", "", "x");
        assertThat(browsing.row("After")).isVisible();
        assertThat(page.getByText("2 mails")).isVisible();
        browsing.complaints.removeIf(complaint -> complaint.contains("503"));
    }

    @Test
    void aMailGoesFromTheScreenWithTheMailItself() {
        app.send("ada@example.org", "Subject: First", "", "x");
        app.send("ada@example.org", "Subject: Second", "", "x");
        // So that the page does not mark what has just gone.
        app.callJson("PATCH", "api/mails", Map.of("unread", false));
        browsing.open("#/mails/1");
        assertThat(browsing.heading("First")).isVisible();
        app.call("DELETE", "api/mails/1", "");
        assertThat(page.getByText("Choose a mail")).isVisible();
        browsing.row("Second").click();
        assertThat(browsing.heading("Second")).isVisible();
        app.call("DELETE", "api/mails", "");
        assertThat(page.getByText("No mail yet")).isVisible();
        assertThat(browsing.heading("Second")).hasCount(0);
    }

    @Test
    void aMailThatWentWhileNobodyLookedIsNotShownAsIfItWereThere() {
        app.send("ada@example.org", "Subject: First", "", "x");
        browsing.open("#/mails/1");
        assertThat(page.getByText("1 mail", new Page.GetByTextOptions().setExact(true))).isVisible();
        Browsing.hide(page, true);
        app.call("DELETE", "api/mails/1", "");
        page.getByRole(AriaRole.TAB, new Page.GetByRoleOptions().setName("Raw")).click();
        assertThat(page.getByRole(AriaRole.TABPANEL)).hasText("there is no mail 1");
        page.getByRole(AriaRole.TAB, new Page.GetByRoleOptions().setName("Headers")).click();
        assertThat(page.getByRole(AriaRole.TABPANEL)).hasText("there is no mail 1");
        Browsing.hide(page, false);
        assertThat(browsing.heading("First")).hasCount(0);
        assertThat(page.getByText("there is no mail 1")).isVisible();
        browsing.complaints.removeIf(complaint -> complaint.contains("404"));
    }

    @Test
    void aRuleSaysAtOnceThatItHasAnswered() {
        app.smtp.script().add(Rule.of(Stage.RCPT, "*@full.example", "452 4.2.2 Mailbox full", 1));
        browsing.open("#/rules");
        assertThat(page.getByText("not used yet")).isVisible();
        app.say("EHLO shop.example", "MAIL FROM:<a@example.org>", "RCPT TO:<b@full.example>");
        assertThat(page.getByText("has answered")).isVisible();
    }

    @Test
    void thereAreNotNoRulesWhereNobodyKnowsOfAny() {
        page.route("**/api/rules", Route::abort);
        browsing.open("#/rules");
        assertThat(page.getByRole(AriaRole.ALERT)).hasText("The server does not answer.");
        assertThat(page.getByText("No rules")).isHidden();
        browsing.complaints.removeIf(complaint -> complaint.contains("ERR_FAILED"));
    }

    @Test
    void anOpenSessionShowsWhatIsSaidUntilItEnds() throws IOException {
        try (Socket client = new Socket(app.smtp.host(), app.smtp.port())) {
            client.getInputStream().read();
            browsing.open("#/sessions/1");
            assertThat(page.getByText("still open").last()).isVisible();
            client.getOutputStream().write("EHLO slow.example\r\n".getBytes(UTF_8));
            assertThat(page.locator(".line.client")).containsText("EHLO slow.example");
            client.getOutputStream().write("QUIT\r\n".getBytes(UTF_8));
            assertThat(page.locator(".facts").getByText("ended with QUIT")).isVisible();
        }
    }
}
