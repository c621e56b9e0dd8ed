package shop;

import static dev.heloise.assertj.SmtpAssertions.assertThat;
import static dev.heloise.mailbox.MailFilter.to;
import static org.assertj.core.api.Assertions.assertThat;

import dev.heloise.mailbox.Mailbox;
import dev.heloise.mailbox.ReceivedMail;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Another class, with the same application and the same server. */
class SignInTest extends ShopTest {

    /** The mail is sent with {@code @Async}: the test is there before it, and waits. */
    @Test
    void bringsACode(@Autowired Mails mails, Mailbox mailbox) {
        mails.sendCode("424242", "ada@example.com");

        ReceivedMail mail = mailbox.await(to("ada@example.com"));

        assertThat(mail).hasSubject("Sign in to the shop");
        assertThat(mail.otp()).contains("424242");
    }
}
