package dev.heloise.docs.recipes;

import static dev.heloise.assertj.SmtpAssertions.assertThat;
import static dev.heloise.script.When.rcptTo;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;

import dev.heloise.FakeSmtpServer;
import dev.heloise.docs.recipes.Mailer.MailException;
import dev.heloise.junit5.Inbox;
import dev.heloise.junit5.SmtpServer;
import dev.heloise.mailbox.Mailbox;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;

/** The examples of {@code docs/recipes/parallel-tests.md}. */
@SmtpServer
@Execution(CONCURRENT)
class ParallelRecipeTest {

    @Test
    void welcomesAda(FakeSmtpServer smtp, @Inbox("ada@example.com") Mailbox inbox) {
        new Mailer(smtp.host(), smtp.port()).welcome("ada@example.com");

        assertThat(inbox).singleMail().hasSubject("Welcome, Ada");
    }

    @Test
    void welcomesSomebody(FakeSmtpServer smtp, Mailbox mailbox) {
        String customer = UUID.randomUUID() + "@example.com";
        new Mailer(smtp.host(), smtp.port()).welcome(customer);

        assertThat(mailbox.inbox(customer)).hasSize(1);
    }

    @Test
    void reportsAFullMailbox(FakeSmtpServer smtp, @Inbox("full@example.com") Mailbox inbox) {
        smtp.script().when(rcptTo("full@example.com")).thenReply("452 4.2.2 Mailbox full");

        Mailer mailer = new Mailer(smtp.host(), smtp.port());
        assertThatThrownBy(() -> mailer.welcome("full@example.com"))
                .isInstanceOf(MailException.class)
                .hasMessageContaining("Mailbox full");
        assertThat(inbox).isEmpty();
    }
}
