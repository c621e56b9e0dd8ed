package shop;

import static dev.heloise.assertj.SmtpAssertions.assertThat;
import static dev.heloise.script.Stage.END_OF_DATA;
import static dev.heloise.script.Stage.RCPT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heloise.FakeSmtpServer;
import dev.heloise.junit5.SmtpRule;
import dev.heloise.junit5.SmtpServer;
import dev.heloise.mailbox.Mailbox;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the server says no to is a line above each test; the outbox notes its pauses instead of sleeping. */
@SmtpServer(strict = true)
class RetryTest {

    private final List<Duration> pauses = new ArrayList<>();
    private Shop shop;

    @BeforeEach
    void open(FakeSmtpServer smtp) {
        shop = new Shop(new Outbox(MailSettings.of(smtp.host(), smtp.port()), pauses::add), Runnable::run);
    }

    @Test
    @SmtpRule(at = END_OF_DATA, reply = "451 4.3.0 Try again later", times = 2)
    void triesAgainAfterLongerAndLongerPauses(Mailbox mailbox) {
        shop.order("4711", "ada@example.com");

        assertThat(mailbox).singleMail().isTo("ada@example.com");
        assertThat(pauses).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(10));
    }

    @Test
    @SmtpRule(at = RCPT, matching = "*@full.example", reply = "452 4.2.2 Mailbox full")
    void givesUpInTheEnd(Mailbox mailbox) {
        assertThatThrownBy(() -> shop.order("4711", "ada@full.example")).hasMessageContaining("452 4.2.2 Mailbox full");

        assertThat(pauses).isEqualTo(Outbox.PAUSES);
        assertThat(mailbox).isEmpty();
    }

    @Test
    @SmtpRule(at = RCPT, matching = "*@gone.example", reply = "550 5.1.1 No such user")
    void takesNoForAnAnswer(Mailbox mailbox) {
        assertThatThrownBy(() -> shop.order("4711", "ada@gone.example")).hasMessageContaining("550 5.1.1 No such user");

        assertThat(pauses).isEmpty();
        assertThat(mailbox).singleSession().replies().contains("550 5.1.1 No such user");
    }

    /**
     * The server has the mail, and the line breaks before it can say so: the second copy is known by its Message-ID.
     */
    @Test
    @SmtpRule(
            at = END_OF_DATA,
            reply = {"drop", "accept"},
            afterStoring = true)
    void sendsTheSameMailWhenItCannotKnow(Mailbox mailbox) {
        shop.order("4711", "ada@example.com");

        assertThat(mailbox).hasSize(2);
        assertThat(mailbox.mails().get(1).messageId())
                .isPresent()
                .isEqualTo(mailbox.mails().get(0).messageId());
    }
}
