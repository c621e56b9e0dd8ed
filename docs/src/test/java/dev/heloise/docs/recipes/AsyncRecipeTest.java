package dev.heloise.docs.recipes;

import static dev.heloise.assertj.SmtpAssertions.assertThat;
import static dev.heloise.mailbox.MailFilter.any;
import static dev.heloise.mailbox.MailFilter.to;
import static java.time.Duration.ofSeconds;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.heloise.FakeSmtpServer;
import dev.heloise.junit5.SmtpServer;
import dev.heloise.mailbox.Mailbox;
import dev.heloise.mailbox.ReceivedMail;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The examples of {@code docs/recipes/async.md}. */
@SmtpServer
class AsyncRecipeTest {

    private final ExecutorService background = Executors.newFixedThreadPool(3);

    @AfterEach
    void close() {
        background.shutdownNow();
    }

    @Test
    void waitsForTheMail(FakeSmtpServer smtp, Mailbox mailbox) {
        Mailer mailer = new Mailer(smtp.host(), smtp.port());
        background.execute(() -> mailer.welcome("ada@example.com"));

        ReceivedMail mail = mailbox.await(to("ada@example.com"));
        assertThat(mail).hasSubject("Welcome, Ada");
    }

    @Test
    void waitsForSeveral(FakeSmtpServer smtp, Mailbox mailbox) {
        Mailer mailer = new Mailer(smtp.host(), smtp.port());
        List<String> customers = List.of("ada@example.com", "grace@example.com", "mary@example.com");
        customers.forEach(customer -> background.execute(() -> mailer.welcome(customer)));

        List<ReceivedMail> mails = mailbox.await(3, any(), ofSeconds(5));
        assertThat(mails)
                .flatExtracting(mail -> mail.envelope().addresses())
                .containsExactlyInAnyOrderElementsOf(customers);
    }

    @Test
    void knowsThatNoMailWasSent(FakeSmtpServer smtp, Mailbox mailbox) throws Exception {
        Mailer mailer = new Mailer(smtp.host(), smtp.port());
        List<String> nobody = List.of();
        Future<?> job = background.submit(() -> nobody.forEach(mailer::welcome));

        job.get(5, SECONDS);
        smtp.awaitIdle(ofSeconds(5));
        assertThat(mailbox).isEmpty();
    }
}
