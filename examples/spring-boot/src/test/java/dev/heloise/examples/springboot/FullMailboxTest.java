package dev.heloise.examples.springboot;

import static dev.heloise.script.Stage.RCPT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heloise.junit5.SmtpRule;
import dev.heloise.mailbox.Mailbox;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.mail.MailSendException;

/** A second class: its context is the cached one of the first, and its server is still that context's. */
class FullMailboxTest extends ShopTest {

    @Test
    @SmtpRule(at = RCPT, matching = "*@full.example", reply = "452 4.2.2 Mailbox full")
    void isReportedToTheCaller(@Autowired Orders orders, Mailbox mailbox) {
        assertThatThrownBy(() -> orders.confirm("4711", "ada@full.example"))
                .isInstanceOf(MailSendException.class)
                .hasMessageContaining("Mailbox full");

        assertThat(mailbox.mails()).isEmpty();
    }

    @Test
    void hasThePortThatTheContextKnows(@Autowired Environment environment) {
        assertThat(environment.getProperty("spring.mail.port", Integer.class)).isEqualTo(smtp.port());
    }
}
