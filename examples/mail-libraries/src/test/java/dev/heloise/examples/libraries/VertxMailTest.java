package dev.heloise.examples.libraries;

import static dev.heloise.assertj.SmtpAssertions.assertThat;
import static dev.heloise.mailbox.MailFilter.to;
import static dev.heloise.script.Stage.END_OF_DATA;

import dev.heloise.FakeSmtpServer;
import dev.heloise.junit5.SmtpRule;
import dev.heloise.junit5.SmtpServer;
import dev.heloise.mailbox.Mailbox;
import io.vertx.core.Vertx;
import io.vertx.ext.mail.MailClient;
import io.vertx.ext.mail.MailConfig;
import io.vertx.ext.mail.MailMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@SmtpServer
class VertxMailTest {

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    /** Nothing is waited for but the mail: the client sends in the background. */
    @Test
    void sendsAMail(FakeSmtpServer smtp, Mailbox mailbox) {
        client(smtp).sendMail(new MailMessage("no-reply@shop.example", "ada@example.com", "Welcome", "Hello."));

        assertThat(mailbox.await(to("ada@example.com"))).hasSubject("Welcome");
    }

    @Test
    @SmtpRule(at = END_OF_DATA, reply = "552 5.3.4 Message too big")
    void tellsWhyAMailWasRefused(FakeSmtpServer smtp, Mailbox mailbox) {
        String outcome = client(smtp)
                .sendMail(new MailMessage("no-reply@shop.example", "ada@example.com", "Welcome", "Hello."))
                .map(sent -> "sent")
                .otherwise(Throwable::getMessage)
                .toCompletionStage()
                .toCompletableFuture()
                .join();

        org.assertj.core.api.Assertions.assertThat(outcome).contains("552 5.3.4 Message too big");
        assertThat(mailbox).isEmpty();
    }

    private MailClient client(FakeSmtpServer smtp) {
        return MailClient.create(
                vertx, new MailConfig().setHostname(smtp.host()).setPort(smtp.port()));
    }
}
