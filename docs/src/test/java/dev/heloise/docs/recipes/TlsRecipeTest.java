package dev.heloise.docs.recipes;

import static dev.heloise.PropertyNames.JAKARTA_MAIL;
import static dev.heloise.assertj.SmtpAssertions.assertThat;
import static dev.heloise.script.StartTls.OFFERED;
import static dev.heloise.script.StartTls.REQUIRED;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heloise.FakeSmtpServer;
import dev.heloise.docs.recipes.Mailer.MailException;
import dev.heloise.junit5.SmtpServer;
import dev.heloise.mailbox.Mailbox;
import dev.heloise.script.TlsFault;
import java.util.Properties;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The examples of {@code docs/recipes/tls.md}. */
class TlsRecipeTest {

    @Nested
    @SmtpServer(startTls = REQUIRED)
    class SecureMailTest {
        @Test
        void isSentOverTls(FakeSmtpServer smtp, Mailbox mailbox) {
            Properties properties = new Properties();
            properties.putAll(smtp.properties(JAKARTA_MAIL));
            properties.put("mail.smtp.ssl.socketFactory", trusting(smtp));

            new Mailer(properties).welcome("ada@example.com");

            assertThat(mailbox).singleMail().wasSentOverTls();
        }

        private static Object trusting(FakeSmtpServer smtp) {
            return smtp.certificate().orElseThrow().clientContext().getSocketFactory();
        }
    }

    /** What the page says of a mailer that does not require TLS. */
    @Test
    void whoDoesNotRequireTlsSendsInClearWhenItIsCutOut() {
        try (FakeSmtpServer smtp = FakeSmtpServer.builder()
                .startTls(OFFERED)
                .tlsFault(TlsFault.STARTTLS_STRIPPED)
                .start()) {
            Properties properties = new Properties();
            properties.putAll(smtp.properties(JAKARTA_MAIL));
            properties.put("mail.smtp.starttls.enable", "true");

            new Mailer(properties).welcome("ada@example.com");

            assertThat(smtp.mailbox()).hasSize(1);
        }
    }

    @Nested
    class BadTlsTest {
        @ParameterizedTest
        @EnumSource(TlsFault.class)
        void isNotSentInClear(TlsFault fault) {
            try (FakeSmtpServer smtp =
                    FakeSmtpServer.builder().startTls(OFFERED).tlsFault(fault).start()) {
                Properties properties = new Properties();
                properties.putAll(smtp.properties(JAKARTA_MAIL));
                properties.put("mail.smtp.starttls.enable", "true");
                properties.put("mail.smtp.starttls.required", "true");
                properties.put("mail.smtp.ssl.socketFactory", trusting(smtp));

                Mailer mailer = new Mailer(properties);
                assertThatThrownBy(() -> mailer.welcome("ada@example.com")).isInstanceOf(MailException.class);
                assertThat(smtp.mailbox()).isEmpty();
            }
        }

        private static Object trusting(FakeSmtpServer smtp) {
            return smtp.certificate().orElseThrow().clientContext().getSocketFactory();
        }
    }
}
