package dev.heloise.examples.springboot;

import static dev.heloise.assertj.SmtpAssertions.assertThat;
import static dev.heloise.mailbox.MailFilter.to;

import dev.heloise.mailbox.Mailbox;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class OrderConfirmationTest extends ShopTest {

    @Test
    void goesToTheCustomer(@Autowired Orders orders, Mailbox mailbox) {
        orders.confirm("4711", "ada@example.com");

        assertThat(mailbox.await(to("ada@example.com")))
                .hasSubject("Your order 4711")
                .isFrom("orders@shop.example")
                .hasNoAttachments();
    }

    @Test
    void isOneMailForEachOrder(@Autowired Orders orders, Mailbox mailbox) {
        orders.confirm("1", "ada@example.com");
        orders.confirm("2", "grace@example.com");

        assertThat(mailbox).hasSize(2);
    }
}
