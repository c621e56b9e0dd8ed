package shop;

import static dev.heloise.assertj.SmtpAssertions.assertThat;
import static dev.heloise.mailbox.MailFilter.subject;
import static dev.heloise.mailbox.MailFilter.to;
import static org.assertj.core.api.Assertions.assertThat;

import dev.heloise.FakeSmtpServer;
import dev.heloise.junit5.SmtpServer;
import dev.heloise.mailbox.Mailbox;
import dev.heloise.mailbox.ReceivedMail;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Codes are sent in the background, so that these tests have to wait: for a mail, or for certainty that none comes. */
@SmtpServer
class SignInTest {

    private final ExecutorService background = Executors.newSingleThreadExecutor();
    private Shop shop;

    @BeforeEach
    void open(FakeSmtpServer smtp) {
        shop = new Shop(new Outbox(MailSettings.of(smtp.host(), smtp.port())), background);
    }

    @AfterEach
    void close() {
        background.shutdownNow();
    }

    @Test
    void takesTheCodeThatWasMailed(Mailbox mailbox) {
        shop.order("4711", "ada@example.com");
        shop.requestCode("ada@example.com");

        ReceivedMail mail = mailbox.await(to("ada@example.com").and(subject("Sign in to the shop")));

        String code = mail.otp().orElseThrow();
        assertThat(shop.signIn("ada@example.com", code)).isTrue();
        assertThat(shop.signIn("ada@example.com", code)).as("once more").isFalse();
    }

    @Test
    void mailsNothingToStrangers(FakeSmtpServer smtp, Mailbox mailbox) throws InterruptedException {
        shop.requestCode("eve@example.com");

        // When the work is done and no session is open, what has not come will not come.
        background.shutdown();
        assertThat(background.awaitTermination(5, TimeUnit.SECONDS)).isTrue();
        smtp.awaitIdle(Duration.ofSeconds(5));
        assertThat(mailbox).isEmpty();
    }
}
