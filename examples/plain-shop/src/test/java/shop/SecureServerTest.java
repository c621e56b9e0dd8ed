package shop;

import static dev.heloise.assertj.SmtpAssertions.assertThat;
import static dev.heloise.script.StartTls.REQUIRED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heloise.FakeSmtpServer;
import dev.heloise.junit5.SmtpServer;
import dev.heloise.mailbox.Mailbox;
import java.security.NoSuchAlgorithmException;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;

/** A provider that wants TLS and a password. */
@SmtpServer(startTls = REQUIRED, credentials = "shop:secret", requireAuth = true)
class SecureServerTest {

    @Test
    void takesMailFromTheShop(FakeSmtpServer smtp, Mailbox mailbox) {
        SSLContext trust = smtp.certificate().orElseThrow().clientContext();

        shop(MailSettings.of(smtp.host(), smtp.port()).withTls(trust).withLogin("shop", "secret"))
                .order("4711", "ada@example.com");

        assertThat(mailbox).singleMail().wasSentOverTls().wasAuthenticatedAs("shop");
    }

    @Test
    void isTriedOnceWithAWrongPassword(FakeSmtpServer smtp, Mailbox mailbox) {
        SSLContext trust = smtp.certificate().orElseThrow().clientContext();
        Shop shop =
                shop(MailSettings.of(smtp.host(), smtp.port()).withTls(trust).withLogin("shop", "guess"));

        assertThatThrownBy(() -> shop.order("4711", "ada@example.com")).hasMessageContaining("535");

        assertThat(mailbox).singleSession().commands().noneMatch(line -> line.startsWith("MAIL"));
    }

    /** Nobody the shop trusts has signed the server's certificate, so it hears neither password nor mail. */
    @Test
    void isNotTrustedByAnyone(FakeSmtpServer smtp, Mailbox mailbox) throws NoSuchAlgorithmException {
        Shop shop = shop(MailSettings.of(smtp.host(), smtp.port())
                .withTls(SSLContext.getDefault())
                .withLogin("shop", "secret"));

        assertThatThrownBy(() -> shop.order("4711", "ada@example.com")).hasMessageContaining("certification path");

        assertThat(mailbox.sessions())
                .isNotEmpty()
                .allSatisfy(session -> assertThat(session).commands().endsWith("STARTTLS"));
    }

    private static Shop shop(MailSettings settings) {
        return new Shop(new Outbox(settings, pause -> {}), Runnable::run);
    }
}
