package dev.heloise.app;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ScreenshotAnimations;
import dev.heloise.script.Rule;
import dev.heloise.script.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Takes the pictures of the inbox that the README shows. They go to {@code target/pictures} unless
 * {@code -Dpictures=…} names another directory.
 */
class PictureTest {

    private static final Path DIRECTORY = Path.of(System.getProperty("pictures", "target/pictures"));
    private static final long MOST_OCTETS = 200_000;

    @ParameterizedTest(name = "{0}")
    @CsvSource({"inbox.png, LIGHT", "inbox-dark.png, DARK"})
    void theInbox(String name, ColorScheme scheme) throws IOException {
        try (Browsing browsing = Browsing.of(1200, 900, scheme)) {
            send(browsing.app);
            browsing.open("#/mails/4/session");
            assertThat(browsing.page.locator(".finding").first()).isVisible();
            assertThat(browsing.page.locator(".row")).hasCount(5);
            assertThat(browsing.page.getByText("5 mails, 4 unread")).isVisible();
            assertThat(browsing.page.locator(".row.unread")).hasCount(4);
            Path picture = Files.createDirectories(DIRECTORY).resolve(name);
            browsing.page.screenshot(
                    new Page.ScreenshotOptions().setPath(picture).setAnimations(ScreenshotAnimations.DISABLED));
            assertThat(Files.size(picture)).isLessThan(MOST_OCTETS);
        }
    }

    private static void send(Running app) {
        app.smtp.script().add(Rule.of(Stage.RCPT, "*@full.example", "452 4.2.2 Mailbox full", 1));
        app.say("EHLO shop.example", "MAIL FROM:<no-reply@shop.example>", "RCPT TO:<eve@full.example>");
        mail(app, "ada@example.org", "Welcome to the shop", "Hello Ada, https://shop.example/start");
        mail(app, "bob@example.org", "Your invoice 2026-1187", "Hello Bob, https://shop.example/invoices/1187");
        mail(app, "cleo@example.org", "Your parcel is on its way", "https://shop.example/parcels/1187");
        app.say(
                "EHLO build_host",
                "MAIL FROM:<no-reply@shop.example>",
                "RCPT TO:<ada@example.org>",
                "RCPT TO:<audit@example.org>",
                "DATA",
                content("Ada Lovelace <ada@example.org>", "Your code is 483920",
                        "Your code is 483920. Or open https://shop.example/verify?token=r7Qk") + "\r\n.");
        mail(app, "dora@example.org", "Your password was changed", "Was it you? https://shop.example/security");
    }

    private static void mail(Running app, String recipient, String subject, String text) {
        app.send(recipient, content(recipient, subject, text));
    }

    private static String content(String to, String subject, String text) {
        return String.join(
                "\r\n",
                "From: The shop <no-reply@shop.example>",
                "To: " + to,
                "Subject: " + subject,
                "Date: Wed, 25 Nov 2026 10:00:00 +0000",
                "Message-ID: <" + subject.hashCode() + "@shop.example>",
                "MIME-Version: 1.0",
                "Content-Type: text/plain; charset=utf-8",
                "",
                text);
    }
}
