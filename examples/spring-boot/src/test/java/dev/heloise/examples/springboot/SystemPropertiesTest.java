package dev.heloise.examples.springboot;

import static dev.heloise.PropertyNames.SPRING;
import static dev.heloise.assertj.SmtpAssertions.assertThat;
import static dev.heloise.junit5.SmtpServer.Lifecycle.PER_RUN;

import dev.heloise.junit5.SmtpServer;
import dev.heloise.mailbox.Mailbox;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

/** The other way to tell the application where its server is. */
@SpringBootTest
@SmtpServer(lifecycle = PER_RUN, systemProperties = SPRING)
class SystemPropertiesTest {

    @Test
    void leadTheApplicationToTheServer(@Autowired Orders orders, Mailbox mailbox) {
        orders.confirm("4711", "ada@example.com");

        assertThat(mailbox).singleMail().isTo("ada@example.com");
    }
}
