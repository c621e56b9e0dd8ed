package dev.heloise.app;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
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
}
