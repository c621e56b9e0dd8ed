package shop;

import static dev.heloise.assertj.SmtpAssertions.assertThat;

import dev.heloise.mailbox.Mailbox;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class OrderTest extends ShopTest {

    @Test
    void isConfirmed(@Autowired Mails mails, Mailbox mailbox) {
        mails.confirm("4711", "ada@example.com");

        assertThat(mailbox).singleMail().isTo("ada@example.com").hasSubject("Your order 4711");
        assertThat(mailbox).singleMail().link().hasHost("shop.example").hasPath("/orders/4711");
    }

    /** What a receiver sees before it sees the mail. */
    @Test
    void comesFromAServerWithManners(@Autowired Mails mails, Mailbox mailbox) {
        mails.confirm("4711", "ada@example.com");

        assertThat(mailbox).singleSession().saidHelo("mail.shop.example").hasNoFindings();
    }
}
