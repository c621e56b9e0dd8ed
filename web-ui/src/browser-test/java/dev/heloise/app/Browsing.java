package dev.heloise.app;

import static org.assertj.core.api.Assertions.fail;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A running server, and a browser with the inbox open. */
final class Browsing implements AutoCloseable {

    private static final List<String> QUIET = List.of(
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync");

    static {
        // A machine that builds something else meanwhile is slow. What is there sooner is not waited for.
        PlaywrightAssertions.setDefaultAssertionTimeout(20_000);
    }

    final Running app;
    final Page page;
    /** What the page complained about: exceptions, and what its policy refused. */
    final List<String> complaints = Collections.synchronizedList(new ArrayList<>());
    /** Everything that was asked for beyond the inbox itself. */
    final List<String> foreignRequests = Collections.synchronizedList(new ArrayList<>());

    private final Playwright playwright;
    private final Browser browser;

    private Browsing(Path chromium, int width, int height, ColorScheme scheme) {
        app = new Running();
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(chromium)
                        .setArgs(QUIET));
        page = browser.newContext(new Browser.NewContextOptions()
                        .setViewportSize(width, height)
                        .setColorScheme(scheme))
                .newPage();
        page.onPageError(complaints::add);
        page.onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                complaints.add(message.text());
            }
        });
        page.onRequest(request -> {
            if (!request.url().startsWith(app.inbox.uri().toString()) && !request.url().startsWith("data:")) {
                foreignRequests.add(request.url());
            }
        });
    }

    static Browsing desktop() {
        return of(1440, 900, ColorScheme.LIGHT);
    }

    /** Skips the test where there is no chromium, but not where the tests have to show that it works. */
    static Browsing of(int width, int height, ColorScheme scheme) {
        Path chromium = Stream.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst()
                .orElseGet(Browsing::missing);
        return new Browsing(chromium, width, height, scheme);
    }

    private static Path missing() {
        String text = "no chromium is installed (on Debian: apt-get install chromium)";
        return "true".equals(System.getenv("CI")) ? fail(text) : abort(text);
    }

    /** Opens the page at this place, such as {@code #/mails/1}. */
    void open(String place) {
        page.navigate(app.uri("") + place);
        awaitPage();
    }

    /** Waits until the page is put together; on a phone its heading may be hidden. */
    void awaitPage() {
        page.waitForSelector(
                "heloise-inbox h1", new Page.WaitForSelectorOptions().setState(WaitForSelectorState.ATTACHED));
    }

    /** Has a page believe that nobody looks at it, as in a tab behind others, or that somebody does again. */
    static void hide(Page page, boolean hidden) {
        page.evaluate(
                "hidden => { Object.defineProperty(document, 'hidden', {value: hidden, configurable: true});"
                        + " document.dispatchEvent(new Event('visibilitychange')); }",
                hidden);
    }

    Locator rows() {
        return page.getByRole(AriaRole.OPTION);
    }

    Locator row(String subject) {
        return rows().filter(new Locator.FilterOptions().setHasText(subject));
    }

    Locator heading(String text) {
        return page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName(text).setExact(true));
    }

    Locator button(String name) {
        return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    /** Sends so many mails, from "Mail 0" on. */
    void send(int mails) {
        for (int i = 0; i < mails; i++) {
            app.send("ada@example.org", "Subject: Mail " + i, "", "x");
        }
    }

    /** Closes all; the page has had nothing to complain of, and has asked nobody else. */
    void end() {
        close();
        assertThat(complaints).isEmpty();
        assertThat(foreignRequests).isEmpty();
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
        app.close();
    }
}
