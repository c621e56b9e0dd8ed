package dev.heloise.examples.quarkus;

import static dev.heloise.assertj.SmtpAssertions.assertThat;
import static dev.heloise.mailbox.MailFilter.to;
import static dev.heloise.script.When.rcptTo;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heloise.FakeSmtpServer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(SmtpResource.class)
class OrdersTest {

    @Inject
    Orders orders;

    FakeSmtpServer smtp;

    @Test
    void areConfirmed() {
        orders.confirm("4711", "ada@example.com");

        assertThat(smtp.mailbox().await(to("ada@example.com")))
                .hasSubject("Your order 4711")
                .isFrom("orders@shop.example");
    }

    @Test
    void tellWhyAMailWasRefused() {
        smtp.script().when(rcptTo("*@full.example")).thenReply("452 4.2.2 Mailbox full");

        assertThatThrownBy(() -> orders.confirm("4711", "ada@full.example")).hasMessageContaining("Mailbox full");
        assertThat(smtp.mailbox()).isEmpty();
    }
}
