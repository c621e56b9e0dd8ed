package dev.heloise.app;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What somebody sees happen who leaves the inbox open. */
class LivePageTest {

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
        send(300);
        browsing.open("");
        assertThat(page.getByText("300 mails")).isVisible();
        app.call("DELETE", "api/mails?through=60", "");
        assertThat(page.getByText("240 mails")).isVisible();
    }

    @Test
    void aSearchDoesNotBringBackWhatIsAboutToBeDeleted() {
        send(250);
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
        send(60);
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

    private void send(int mails) {
        IntStream.range(0, mails).forEach(i -> app.send("ada@example.org", "Subject: Mail " + i, "", "x"));
    }
}
