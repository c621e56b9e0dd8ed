package shop;

import static dev.heloise.assertj.SmtpAssertions.assertThat;

import dev.heloise.FakeSmtpServer;
import dev.heloise.junit5.SmtpServer;
import dev.heloise.mailbox.Mailbox;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@SmtpServer
class OrderTest {

    private Shop shop;

    @BeforeEach
    void open(FakeSmtpServer smtp) {
        shop = new Shop(new Outbox(MailSettings.of(smtp.host(), smtp.port())), Runnable::run);
    }

    @Test
    void isConfirmed(Mailbox mailbox) {
        shop.order("4711", "ada@example.com");

        assertThat(mailbox).singleMail().isTo("ada@example.com").hasSubject("Your order 4711");
    }

    @Test
    void isLinkedInTheConfirmation(Mailbox mailbox) {
        shop.order("4711", "ada@example.com");

        assertThat(mailbox).singleMail().text().contains("https://shop.example/orders/4711");
        assertThat(mailbox).singleMail().link().hasHost("shop.example").hasPath("/orders/4711");
    }

    /** What a receiver sees before it sees the mail. */
    @Test
    void comesFromAServerWithManners(Mailbox mailbox) {
        shop.order("4711", "ada@example.com");

        assertThat(mailbox).singleSession().saidHelo("mail.shop.example").hasNoFindings();
        assertThat(mailbox)
                .singleMail()
                .hasEnvelopeSender("bounces@shop.example")
                .hasNoFindings();
    }
}
