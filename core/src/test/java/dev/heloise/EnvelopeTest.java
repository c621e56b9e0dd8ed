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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

    @Row("B-122")
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

    /** RFC 5321 §4.5.3.1.1 to §4.5.3.1.3: the brackets count, so that a path never has room for a domain of 255. */
    @Row("B-075")
    @ParameterizedTest
    @CsvSource({
        "64, 10, 250",
        "65, 10, 501",
        "1, 252, 250",
        "64, 189, 250",
        "2, 252, 501",
        "64, 190, 501",
        "1, 256, 501",
        "70000, 10, 500"
    })
    void pathsHaveALength(int localPart, int domain, int code) throws IOException {
        String name = ("x".repeat(60) + ".").repeat(domain / 61) + "x".repeat(domain % 61);
        String address = "l".repeat(localPart) + "@" + name;
        try (FakeSmtpServer smtp = FakeSmtpServer.start();
                SmtpClient client = SmtpClient.introduced(smtp)) {
            assertThat(name).hasSize(domain);
            assertThat(client.say("MAIL FROM:<" + address + ">"))
                    .startsWith(Integer.toString(code))
                    .contains(code == 501 ? "5.1.7" : "");
            client.say("RSET");
            client.say("MAIL FROM:<>");
            assertThat(client.say("RCPT TO:<" + address + ">"))
                    .startsWith(Integer.toString(code))
                    .contains(code == 501 ? "5.1.3" : "");
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
