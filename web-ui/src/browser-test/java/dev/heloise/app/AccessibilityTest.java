package dev.heloise.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import dev.heloise.script.Rule;
import dev.heloise.script.Stage;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** WCAG 2.2 AA as far as a program can see it. */
class AccessibilityTest {

    @ParameterizedTest(name = "{0} pixels, {1}")
    @CsvSource({"360, LIGHT", "768, DARK", "1440, LIGHT", "1440, DARK"})
    void axeFindsNothing(int width, ColorScheme scheme) {
        try (Browsing browsing = Browsing.of(width, 900, scheme)) {
            browsing.open("");
            browsing.page.waitForSelector("welcome-view h2");
            assertThat(findings(browsing)).isEmpty();

            browsing.app.send(
                    "ada@example.org", "From: Shop <shop@shop.example>", "Subject: Hello",
                    "MIME-Version: 1.0", "Content-Type: text/html", "",
                    "<p>Your code is <b>483920</b>. <a href='https://shop.example/'>Shop</a></p>");
            browsing.app.call("PUT", "api/zone", "shop.example. TXT \"v=spf1 -all\"");
            browsing.app.smtp.script().add(Rule.of(Stage.RCPT, "*@full.example", "452 4.2.2 Mailbox full", 2));
            browsing.app.say("EHLO my_host", "RCPT TO:<nobody>");
            for (String place : List.of(
                    "#/mails", "#/mails/1/html", "#/mails/1/headers", "#/mails/1/parts", "#/mails/1/raw",
                    "#/mails/1/session", "#/mails/1/report", "#/rules", "#/sessions", "#/sessions/2")) {
                browsing.open(place);
                browsing.page.reload();
                browsing.page.waitForLoadState(com.microsoft.playwright.options.LoadState.DOMCONTENTLOADED);
                browsing.awaitPage();
                PlaywrightAssertions.assertThat(browsing.page.locator("[aria-busy=true]")).hasCount(0);
                assertThat(findings(browsing)).as(place).isEmpty();
            }
        }
    }

    private static List<String> findings(Browsing browsing) {
        return new AxeBuilder(browsing.page)
                .withTags(List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"))
                .exclude(List.of("iframe"))
                .analyze().getViolations().stream().map(AccessibilityTest::text).toList();
    }

    private static String text(com.deque.html.axecore.results.Rule rule) {
        return rule.getId() + ": " + rule.getHelp() + " "
                + rule.getNodes().stream().map(node -> node.getHtml()).toList();
    }
}
