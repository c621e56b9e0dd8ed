package dev.heloise.junit5;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heloise.FakeSmtpServer;
import dev.heloise.mailbox.Mailbox;
import org.junit.jupiter.api.Test;

/** The original of the hundred classes that {@link ParallelTestsTest} runs at the same time. */
@SmtpServer
class Copy000 {

    @Test
    void one(FakeSmtpServer smtp, Mailbox mailbox) {
        assertThat(mailbox.mails()).isEmpty();
        Wire.send(smtp, "ada@example.com", "Hello");
        assertThat(mailbox.mails()).hasSize(1);
        ParallelTestsTest.PORTS.add(smtp.port());
    }

    @Test
    void two(FakeSmtpServer smtp, Mailbox mailbox) {
        one(smtp, mailbox);
    }
}
