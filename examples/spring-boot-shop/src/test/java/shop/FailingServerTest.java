package shop;

import static dev.heloise.assertj.SmtpAssertions.assertThat;
import static dev.heloise.script.Stage.RCPT;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heloise.junit5.SmtpRule;
import dev.heloise.mailbox.Mailbox;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mail.MailSendException;

class FailingServerTest extends ShopTest {

    @Test
    @SmtpRule(at = RCPT, matching = "*@full.example", reply = "452 4.2.2 Mailbox full")
    void isReportedToTheCaller(@Autowired Mails mails, Mailbox mailbox) {
        assertThatThrownBy(() -> mails.confirm("4711", "ada@full.example"))
                .isInstanceOf(MailSendException.class)
                .hasMessageContaining("Mailbox full");

        assertThat(mailbox).isEmpty();
    }
}
