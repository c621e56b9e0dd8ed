package dev.heloise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heloise.mailbox.Envelope;
import dev.heloise.mailbox.Finding;
import dev.heloise.mailbox.Recipient;
import dev.heloise.mailbox.SmtpSession;
import dev.heloise.mailbox.Transaction;
import dev.heloise.script.Reply;
import dev.heloise.script.Stage;
import dev.heloise.script.Verdict;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What is recorded of an envelope, however its content came, and how sessions end. */
class EnvelopeTest {

    @Test
    void parametersAreRecordedInTheirOrder() throws IOException {
        try (FakeSmtpServer smtp = FakeSmtpServer.start();
                SmtpClient client = SmtpClient.greeted(smtp)) {
            client.say("EHLO x.test");
            client.say("MAIL FROM:<a@x.test> ret=HDRS Envid=QQ+2B1 SIZE=3 body=BINARYMIME");
            client.say("RCPT TO:<b@x.test> ORCPT=rfc822;B@x.test NOTIFY=SUCCESS,DELAY");
            client.say("RCPT TO:<c@x.test> NOTIFY=NEVER");
            client.send("BDAT 3 LAST\r\na\0b");
            client.reply();

            Envelope envelope = smtp.mailbox().mails().get(0).envelope();
            assertThat(envelope.parameters().toString()).isEqualTo("{RET=HDRS, ENVID=QQ+2B1, SIZE=3, BODY=BINARYMIME}");
            assertThat(envelope.recipients())
                    .extracting(Recipient::parameters)
                    .extracting(Object::toString)
                    .containsExactly("{ORCPT=rfc822;B@x.test, NOTIFY=SUCCESS,DELAY}", "{NOTIFY=NEVER}");
            assertThat(smtp.mailbox().mails().get(0).raw()).containsExactly('a', 0, 'b');
        }
    }

    /** B-122. */
    @Test
    void aChunkThatBreaksOffIsKeptInItsTransaction() throws IOException {
        try (FakeSmtpServer smtp = FakeSmtpServer.start()) {
            try (SmtpClient client = SmtpClient.greeted(smtp)) {
                client.say("EHLO x.test");
                client.say("MAIL FROM:<a@x.test>");
                client.say("RCPT TO:<b@x.test>");
                client.send("BDAT 5\r\n12345");
                client.reply();
                client.send("BDAT 99999\r\n6789");
            }
            smtp.awaitIdle(Duration.ofSeconds(5));

            Transaction transaction =
                    smtp.mailbox().sessions().get(0).transactions().get(0);
            assertThat(transaction.outcome()).isEqualTo(Transaction.Outcome.ABORTED);
            assertThat(transaction.raw()).asString().isEqualTo("123456789");
            assertThat(smtp.mailbox().mails()).isEmpty();
        }
    }

    @Test
    void lmtpKeepsOfTheRecipientsThoseThatTookTheMail() throws IOException {
        try (FakeSmtpServer smtp = FakeSmtpServer.builder()
                        .lmtpPort(0)
                        .policy(request -> request.at(Stage.END_OF_DATA)
                                        && request.subject().equals("full@x.test")
                                ? Verdict.answer(Reply.of("452 4.2.2 Mailbox full"))
                                : Verdict.noOpinion())
                        .start();
                SmtpClient client = SmtpClient.connect(smtp.lmtpPort().orElseThrow())) {
            client.reply();
            client.say("LHLO x.test");
            client.say("MAIL FROM:<a@x.test>");
            client.say("RCPT TO:<b@x.test>");
            client.say("RCPT TO:<full@x.test>");
            client.say("DATA");
            assertThat(client.say(".")).startsWith("250");
            assertThat(client.reply()).startsWith("452");

            SmtpSession session = smtp.mailbox().sessions().get(0);
            assertThat(smtp.mailbox().mails().get(0).envelope().addresses()).containsExactly("b@x.test");
            assertThat(session.transactions().get(0).refused())
                    .extracting(Recipient::address)
                    .containsExactly("full@x.test");
        }
    }

    @Test
    void aSessionThatDoesNotTakeLeaveIsNoted() throws IOException {
        try (FakeSmtpServer smtp = FakeSmtpServer.start()) {
            try (SmtpClient rude = SmtpClient.greeted(smtp);
                    SmtpClient polite = SmtpClient.greeted(smtp);
                    SmtpClient curious = SmtpClient.greeted(smtp)) {
                rude.say("EHLO rude.test");
                polite.say("EHLO polite.test");
                polite.say("QUIT");
                curious.say("NOOP");
            }
            smtp.awaitIdle(Duration.ofSeconds(5));

            assertThat(smtp.mailbox().sessions())
                    .extracting(session -> session.findings().stream()
                            .map(Finding::rule)
                            .toList()
                            .toString())
                    .containsExactlyInAnyOrder("[NO_QUIT]", "[]", "[]");
        }
    }
}
