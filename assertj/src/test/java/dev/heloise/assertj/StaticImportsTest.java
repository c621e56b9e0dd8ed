package dev.heloise.assertj;

import static dev.heloise.assertj.BDDSmtpAssertions.then;
import static dev.heloise.assertj.SmtpAssertFactories.MAIL;
import static dev.heloise.assertj.SmtpAssertFactories.MAILBOX;
import static dev.heloise.assertj.SmtpAssertFactories.SESSION;
import static dev.heloise.assertj.SmtpAssertions.assertThat;
import static dev.heloise.mailbox.MailFilter.any;
import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.BDDAssertions.then;

import dev.heloise.FakeSmtpServer;
import dev.heloise.mailbox.Mailbox;
import dev.heloise.mailbox.ReceivedMail;
import dev.heloise.mailbox.SmtpSession;
import dev.heloise.mailbox.SmtpSession.End;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Uses everything beside AssertJ's own, as tests do. */
class StaticImportsTest {

    private final FakeSmtpServer smtp = FakeSmtpServer.start();
    private final Mailbox mailbox = smtp.mailbox();

    @BeforeEach
    void send() {
        new Mailer(smtp).welcome();
    }

    @AfterEach
    void stop() {
        smtp.close();
    }

    @Test
    void assertThatStandsBesideAssertJs() {
        ReceivedMail mail = mailbox.await(any());
        SmtpSession session = mail.session();

        assertThat(mailbox).hasSize(1);
        assertThat(mail).hasEnvelopeSender("shop@example.org");
        assertThat(session).saidHelo("shop.example");
        assertThat(mailbox.mails()).hasSize(1);
        assertThat(mail.envelope().sender()).isEqualTo("shop@example.org");
        assertThat(mail.envelope()).isNotNull();
        assertThat(session.duration()).isPositive();
        assertThat(smtp.port()).isPositive();
    }

    @Test
    void thenStandsBesideAssertJs() {
        ReceivedMail mail = mailbox.await(any());

        then(mailbox).hasSize(1);
        then(mail).hasEnvelopeSender("shop@example.org");
        then(mail.session()).saidHelo("shop.example");
        then(mailbox.mails()).hasSize(1);
        then(mail.id()).isEqualTo("1");
        SmtpAssertions.then(mailbox).hasSize(1);
        SmtpAssertions.then(mail).hasEnvelopeSender("shop@example.org");
        SmtpAssertions.then(mail.session()).endedWith(End.QUIT);
    }

    @Test
    void factoriesLeadHereFromAssertJs() {
        Object value = mailbox;

        assertThat(value).asInstanceOf(MAILBOX).hasSize(1);
        assertThat(mailbox.mails()).singleElement(as(MAIL)).hasEnvelopeRecipients("ada@example.com");
        assertThat(mailbox.sessions()).first(as(SESSION)).endedWith(End.QUIT);
        assertThatThrownBy(() ->
                        assertThat(value).as("the box").asInstanceOf(MAILBOX).isEmpty())
                .hasMessageStartingWith("[the box] \nExpecting no mail\nbut 1 mail came:\n");
    }
}
