package dev.heloise;

import static dev.heloise.mailbox.MailFilter.any;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.heloise.mailbox.Mailbox;
import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A server whose readers may see inboxes only. */
class SharedMailboxTest {

    private final FakeSmtpServer smtp = FakeSmtpServer.start();

    @AfterEach
    void close() {
        smtp.close();
    }

    @Test
    void givesInboxesAndRefusesAllElseWithTheReason() {
        smtp.requireInboxes("others use this server as well");

        Mailbox mailbox = smtp.mailbox();
        isRefused(mailbox::mails);
        isRefused(() -> mailbox.mails(any()));
        isRefused(mailbox::sessions);
        isRefused(() -> mailbox.await(any()));
        isRefused(() -> mailbox.await(any(), Duration.ZERO));
        isRefused(() -> mailbox.await(1, any(), Duration.ZERO));
        isRefused(() -> mailbox.awaitQuiet(Duration.ZERO));
        isRefused(mailbox::clear);
        isRefused(smtp::reset);
        assertThat(mailbox.inbox("ada@example.com").mails()).isEmpty();
        assertThat(mailbox.info().mails()).isZero();
    }

    @Test
    void canStillBeWaitedForUntilItIsIdle() {
        smtp.requireInboxes("others use this server as well");

        smtp.awaitIdle(Duration.ofSeconds(5));
    }

    private static void isRefused(ThrowingCallable use) {
        assertThatIllegalStateException().isThrownBy(use).withMessage("others use this server as well");
    }
}
