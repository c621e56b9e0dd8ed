package dev.heloise;

import static dev.heloise.mailbox.Transaction.Outcome.DELIVERED;
import static dev.heloise.mailbox.Transaction.Outcome.REFUSED;
import static dev.heloise.script.When.endOfData;
import static dev.heloise.script.When.rcptTo;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heloise.mailbox.Attachment;
import dev.heloise.mailbox.Finding;
import dev.heloise.mailbox.Mailbox;
import dev.heloise.mailbox.MailboxInfo;
import dev.heloise.mailbox.ReceivedMail;
import dev.heloise.mailbox.Recipient;
import dev.heloise.mailbox.Retention;
import dev.heloise.mailbox.SmtpSession;
import dev.heloise.mailbox.SmtpSession.End;
import dev.heloise.mailbox.Transaction;
import dev.heloise.mailbox.Transcript;
import dev.heloise.script.SmtpExtension;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Every limit that is an option, and what holds beyond it. Timeouts are in {@link ServerTest}. */
class LimitsTest {

    @Row({"B-006", "B-007"})
    @Test
    void commandLinesHave4096OctetsUnlessSet() throws IOException {
        try (FakeSmtpServer smtp = FakeSmtpServer.start();
                SmtpClient client = SmtpClient.introduced(smtp)) {
            assertThat(client.say("NOOP " + "x".repeat(505))).startsWith("250");
            assertThat(client.say("NOOP " + "x".repeat(4_089))).startsWith("250");
            assertThat(client.say("NOOP " + "x".repeat(4_090))).isEqualTo("500 5.5.2 Line too long");
            assertThat(client.say("NOOP")).startsWith("250");
        }
        try (FakeSmtpServer smtp = FakeSmtpServer.builder().maxCommandLine(512).start();
                SmtpClient client = SmtpClient.introduced(smtp)) {
            assertThat(client.say("NOOP " + "x".repeat(505))).startsWith("250");
            assertThat(client.say("NOOP " + "x".repeat(506))).startsWith("500 5.5.2");
        }
    }

    /** With 256 MiB in place of 1 GiB: the line goes by in pieces of some kilobytes. */
    @Row("B-008")
    @Test
    void aLineWithoutEndCostsNoMemory() throws IOException {
        try (FakeSmtpServer smtp = FakeSmtpServer.start();
                SmtpClient client = SmtpClient.introduced(smtp)) {
            String mebibyte = "x".repeat(1 << 20);
            Runtime.getRuntime().gc();
            long before = usedMemory();
            for (int i = 0; i < 256; i++) {
                client.send(mebibyte);
            }
            Runtime.getRuntime().gc();

            assertThat(usedMemory() - before).isLessThan(64 << 20);
            assertThat(client.say("")).isEqualTo("500 5.5.2 Line too long");
            assertThat(smtp.mailbox().sessions().get(0).transcript().asText())
                    .contains("*: the line had 268435458 octets");
        }
    }

    private static long usedMemory() {
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    @Row("B-101")
    @Test
    void aMessageOverTheSizeIsReadToItsEndAndRefused() throws IOException {
        try (FakeSmtpServer smtp = FakeSmtpServer.builder().maxMessageSize(100).start();
                SmtpClient client = SmtpClient.connect(smtp)) {
            client.reply();
            client.say("EHLO x.test");
            assertThat(client.say("MAIL FROM:<a@x.test> SIZE=101"))
                    .isEqualTo("552 5.3.4 Message size exceeds the limit");
            assertThat(client.deliver("a@x.test", "b@x.test", "x".repeat(99) + "\r\n"))
                    .isEqualTo("552 5.3.4 Message size exceeds the limit");
            assertThat(client.deliver("a@x.test", "b@x.test", "x".repeat(98) + "\r\n"))
                    .startsWith("250");

            assertThat(smtp.mailbox().mails()).extracting(ReceivedMail::size).containsExactly(100);
            SmtpSession session = smtp.mailbox().sessions().get(0);
            assertThat(session.transactions()).extracting("outcome").containsExactly(REFUSED, DELIVERED);
            assertThat(session.transcript().asText())
                    .contains("250-SIZE 100\n")
                    .contains("*: the message had 101 octets");
        }
    }

    @Row("B-102")
    @Test
    void aMessageWithoutEndIsCutOff() throws IOException {
        try (FakeSmtpServer smtp = FakeSmtpServer.builder().maxMessageSize(100).start();
                SmtpClient client = SmtpClient.introduced(smtp)) {
            client.say("MAIL FROM:<a@x.test>");
            client.say("RCPT TO:<b@x.test>");
            client.say("DATA");
            client.send("x".repeat(1_200_000));

            assertThat(client.reply()).startsWith("421 4.3.4");
            SmtpSession session = smtp.mailbox().sessions().get(0);
            assertThat(session.end()).isEqualTo(End.SERVER_CLOSED);
            assertThat(session.findings()).extracting(Finding::rule).containsExactly("SIZE_IGNORED");
            assertThat(session.transcript().asText()).contains("*: the message had at least 1");
        }
    }

    @Row("B-100")
    @Test
    void aLineOfTenMebibytesIsContentLikeAnyOther() throws IOException {
        try (FakeSmtpServer smtp = FakeSmtpServer.start();
                SmtpClient client = SmtpClient.introduced(smtp)) {
            assertThat(client.deliver("a@x.test", "b@x.test", "x".repeat(10 << 20) + "\r\n"))
                    .startsWith("250");
            assertThat(smtp.mailbox().mails().get(0).size()).isEqualTo((10 << 20) + 2);
        }
    }

    @Test
    void mailsOverTheLimitOfASessionEndIt() throws IOException {
        try (FakeSmtpServer smtp =
                        FakeSmtpServer.builder().maxMailsPerSession(2).start();
                SmtpClient client = SmtpClient.introduced(smtp)) {
            assertThat(client.deliver("a@x.test", "b@x.test", "1\r\n")).startsWith("250");
            client.say("MAIL FROM:<a@x.test>");
            client.say("RSET");

            assertThat(client.say("MAIL FROM:<a@x.test>"))
                    .isEqualTo("421 4.7.0 Too many mails in this session, connect again");
            assertThat(client.reply()).isEqualTo("closed");
            assertThat(smtp.mailbox().mails()).hasSize(1);
        }
    }

    @Row("B-082")
    @Test
    void recipientsOverTheLimitAreRefusedAndTheOthersStay() throws IOException {
        try (FakeSmtpServer smtp = FakeSmtpServer.builder().maxRecipients(100).start();
                SmtpClient client = SmtpClient.introduced(smtp)) {
            client.say("MAIL FROM:<a@x.test>");
            for (int i = 0; i < 100; i++) {
                assertThat(client.say("RCPT TO:<r" + i + "@x.test>")).startsWith("250");
            }
            for (int i = 0; i < 100; i++) {
                assertThat(client.say("RCPT TO:<s" + i + "@x.test>")).isEqualTo("452 4.5.3 Too many recipients");
            }
            client.say("DATA");
            assertThat(client.say(".")).startsWith("250");
            assertThat(smtp.mailbox().mails().get(0).envelope().addresses()).hasSize(100);
        }
    }

    @Test
    void aThousandRecipientsAreTakenUnlessSet() throws IOException {
        try (FakeSmtpServer smtp = FakeSmtpServer.start();
                SmtpClient client = SmtpClient.introduced(smtp)) {
            client.say("MAIL FROM:<a@x.test>");
            for (int i = 0; i < 1_000; i++) {
                assertThat(client.say("RCPT TO:<r" + i + "@x.test>")).startsWith("250");
            }
            assertThat(client.say("RCPT TO:<s@x.test>")).startsWith("452");
        }
    }

    @Row("B-138")
    @Test
    void linesOfAnAuthExchangeHave12288OctetsUnlessSet() throws IOException {
        try (FakeSmtpServer smtp = FakeSmtpServer.builder().requireAuth().start();
                SmtpClient client = SmtpClient.introduced(smtp)) {
            assertThat(client.say("AUTH PLAIN")).startsWith("334");
            assertThat(client.say("A".repeat(12_288))).doesNotStartWith("500");
            assertThat(client.say("AUTH PLAIN")).startsWith("334");
            assertThat(client.say("A".repeat(12_289))).startsWith("500 5.5.6");
        }
        try (FakeSmtpServer smtp = FakeSmtpServer.builder()
                        .requireAuth()
                        .maxAuthLine(20_000)
                        .start();
                SmtpClient client = SmtpClient.introduced(smtp)) {
            assertThat(client.say("AUTH PLAIN")).startsWith("334");
            assertThat(client.say("A".repeat(20_000))).doesNotStartWith("500");
            assertThat(client.say("AUTH PLAIN")).startsWith("334");
            assertThat(client.say("A".repeat(20_001))).startsWith("500 5.5.6");
        }
    }

    @Test
    void whatIsBeyondTheLimitsOfMimeIsKeptAndNotRead() throws IOException {
        String content = """
                Subject: many parts
                Content-Type: multipart/mixed; boundary=a

                --a

                one
                --a

                two
                --a
                Content-Type: multipart/mixed; boundary=b

                --b

                three
                --b--
                --a--
                """.replace("\n", "\r\n");
        try (FakeSmtpServer smtp = FakeSmtpServer.start()) {
            ReceivedMail mail = deliver(smtp, content);
            assertThat(mail.attachments()).hasSize(2);
            assertThat(mail.findings()).extracting(Finding::rule).doesNotContain("MIME_TOO_DEEP");
        }
        try (FakeSmtpServer smtp = FakeSmtpServer.builder().maxMimeParts(3).start()) {
            ReceivedMail mail = deliver(smtp, content);
            assertThat(mail.attachments()).hasSize(1);
            assertThat(mail.findings()).extracting(Finding::rule).contains("MIME_TOO_MANY_PARTS");
            assertThat(mail.raw()).isEqualTo(content.getBytes(US_ASCII));
        }
        try (FakeSmtpServer smtp = FakeSmtpServer.builder().maxMimeDepth(1).start()) {
            ReceivedMail mail = deliver(smtp, content);
            assertThat(mail.attachments()).extracting(Attachment::contentType).contains("multipart/mixed");
            assertThat(mail.findings()).extracting(Finding::rule).contains("MIME_TOO_DEEP");
        }
        try (FakeSmtpServer smtp = FakeSmtpServer.builder().maxHeaderSize(21).start()) {
            ReceivedMail mail = deliver(smtp, content);
            assertThat(mail.subject()).isEqualTo("many parts");
            assertThat(mail.header("Content-Type")).isEmpty();
            assertThat(mail.findings()).extracting(Finding::rule).contains("HEADER_TOO_LARGE");
        }
    }

    private static ReceivedMail deliver(FakeSmtpServer smtp, String content) throws IOException {
        try (SmtpClient client = SmtpClient.introduced(smtp)) {
            client.say("MAIL FROM:<a@x.test>");
            client.say("RCPT TO:<b@x.test>");
            client.say("DATA");
            assertThat(client.say(content + ".")).startsWith("250");
        }
        return smtp.mailbox().mails().get(0);
    }

    @Test
    void aLimitThatIsNoneIsRefused() {
        FakeSmtpServer.Builder builder = FakeSmtpServer.builder();

        assertThatThrownBy(() -> builder.maxAuthLine(12_287)).hasMessageContaining("but is 12287");
        assertThatThrownBy(() -> builder.maxMimeParts(0)).hasMessage("maxMimeParts must be 1 or more, but is 0");
        assertThatThrownBy(() -> builder.maxMimeDepth(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder.maxHeaderSize(0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Row("B-028")
    @Test
    void tooManyErrorsEndTheSession() throws IOException {
        try (FakeSmtpServer smtp = FakeSmtpServer.builder().maxErrors(3).start();
                SmtpClient client = SmtpClient.introduced(smtp)) {
            for (int i = 0; i < 3; i++) {
                assertThat(client.say("FOO")).startsWith("500");
            }
            assertThat(client.say("FOO")).isEqualTo("421 4.7.0 Too many errors");
            assertThat(client.reply()).isEqualTo("closed");
            assertThat(smtp.mailbox().sessions().get(0).end()).isEqualTo(End.SERVER_CLOSED);
        }
    }

    @Test
    void tooManyFailedAuthenticationsEndTheSession() throws IOException {
        assertAuthFailures(FakeSmtpServer.builder(), 5);
        assertAuthFailures(FakeSmtpServer.builder().maxAuthFailures(1), 1);
        assertAuthFailures(FakeSmtpServer.builder().maxAuthFailures(0), 0);
    }

    private static void assertAuthFailures(FakeSmtpServer.Builder options, int failures) throws IOException {
        try (FakeSmtpServer smtp =
                        options.credentials("ada", "secret").authInClear().start();
                SmtpClient client = SmtpClient.introduced(smtp)) {
            String wrong = "AUTH PLAIN AGFkYQB3cm9uZw==";
            for (int i = 0; i < failures; i++) {
                assertThat(client.say(wrong)).startsWith("535");
            }
            assertThat(client.say(wrong)).isEqualTo("421 4.7.0 Too many failed authentications");
            assertThat(client.reply()).isEqualTo("closed");
        }
    }

    /** C-142. */
    @Test
    void oneConnectionTooManyIsTold421() throws IOException {
        try (FakeSmtpServer smtp = FakeSmtpServer.builder().maxConnections(1).start();
                SmtpClient first = SmtpClient.introduced(smtp);
                SmtpClient second = SmtpClient.connect(smtp)) {
            assertThat(second.reply()).isEqualTo("421 4.7.0 Too many connections");
            assertThat(second.reply()).isEqualTo("closed");
            assertThat(first.say("NOOP")).startsWith("250");
        }
    }

    @Test
    void oneConnectionTooManyIsNotWaitedFor() throws IOException {
        try (FakeSmtpServer proxied = FakeSmtpServer.builder()
                        .proxyProtocol()
                        .maxConnections(1)
                        .start();
                SmtpClient first = SmtpClient.connect(proxied);
                SmtpClient second = SmtpClient.connect(proxied)) {
            assertThat(second.reply()).startsWith("421 4.7.0");
            first.send("PROXY UNKNOWN\r\n");
            assertThat(first.reply()).startsWith("220");
        }
        try (FakeSmtpServer secured =
                        FakeSmtpServer.builder().implicitTls().maxConnections(1).start();
                SmtpClient first = SmtpClient.connect(secured);
                SmtpClient second = SmtpClient.connect(secured)) {
            assertThat(second.reply()).isEqualTo("closed");
            first.secure(secured.certificate().orElseThrow().clientContext());
            assertThat(first.reply()).startsWith("220");
        }
    }

    @Test
    void connectionsAreCountedOnAllPortsTogether() throws IOException {
        try (FakeSmtpServer smtp =
                FakeSmtpServer.builder().maxConnections(1).lmtpPort(0).start()) {
            int lmtp = smtp.lmtpPort().orElseThrow();
            try (SmtpClient first = SmtpClient.introduced(smtp);
                    SmtpClient second = SmtpClient.connect(lmtp)) {
                assertThat(second.reply()).startsWith("421 4.7.0");
                assertThat(first.say("QUIT")).startsWith("221");
            }
            smtp.awaitIdle(Duration.ofSeconds(10));
            try (SmtpClient third = SmtpClient.connect(lmtp)) {
                assertThat(third.reply()).startsWith("220");
            }
        }
    }

    @Test
    void aMessageThatDoesNotFitInTheMemoryIsReadToItsEndAndRefusedForNow() throws IOException {
        try (FakeSmtpServer smtp =
                        FakeSmtpServer.builder().maxReceiving(120_000).start();
                SmtpClient client = SmtpClient.introduced(smtp)) {
            String large = "x".repeat(78) + "\r\n";

            assertThat(client.deliver("a@x.test", "b@x.test", large.repeat(2_000)))
                    .isEqualTo("452 4.3.1 Insufficient system storage");
            assertThat(client.deliver("a@x.test", "b@x.test", large.repeat(500)))
                    .startsWith("250");

            SmtpSession session = smtp.mailbox().sessions().get(0);
            assertThat(session.transactions()).extracting(Transaction::outcome).containsExactly(REFUSED, DELIVERED);
            assertThat(session.findings()).isEmpty();
            assertThat(session.transcript().asText())
                    .contains("*: there was no memory for the 160000 octets of the message\n");
        }
    }

    @Test
    void messagesThatAreReceivedAtATimeShareTheMemory() throws IOException {
        try (FakeSmtpServer smtp =
                        FakeSmtpServer.builder().maxReceiving(300_000).start();
                SmtpClient chunks = SmtpClient.introduced(smtp);
                SmtpClient data = SmtpClient.introduced(smtp)) {
            String content = "x".repeat(99_998) + "\r\n";
            chunks.say("MAIL FROM:<a@x.test>");
            chunks.say("RCPT TO:<b@x.test>");
            assertThat(chunks.say("BDAT 100000\r\n" + content.substring(2))).startsWith("250");

            assertThat(data.deliver("a@x.test", "b@x.test", content)).startsWith("452 4.3.1");

            assertThat(chunks.say("BDAT 0 LAST")).startsWith("250");
            assertThat(data.deliver("a@x.test", "b@x.test", content)).startsWith("250");
            assertThat(smtp.mailbox().mails()).hasSize(2);
        }
    }

    @Test
    void theMemoryIsFreeAgainWhereAConnectionBreaksOff() throws IOException {
        try (FakeSmtpServer smtp =
                FakeSmtpServer.builder().maxReceiving(300_000).start()) {
            String content = "x".repeat(99_998) + "\r\n";
            for (int i = 0; i < 5; i++) {
                try (SmtpClient client = SmtpClient.introduced(smtp)) {
                    client.say("MAIL FROM:<a@x.test>");
                    client.say("RCPT TO:<b@x.test>");
                    assertThat(client.say("BDAT 100000\r\n" + content.substring(2)))
                            .startsWith("250");
                }
                smtp.awaitIdle(Duration.ofSeconds(10));
            }
            try (SmtpClient client = SmtpClient.introduced(smtp)) {
                client.say("MAIL FROM:<a@x.test>");
                client.say("RCPT TO:<b@x.test>");
                client.say("BDAT 100000\r\n" + content.substring(2));
                assertThat(client.say("RSET")).startsWith("250");
                assertThat(client.deliver("a@x.test", "b@x.test", content)).startsWith("250");
            }
        }
    }

    @Test
    void chunksThatDoNotFitInTheMemoryAreReadAndRefused() throws IOException {
        try (FakeSmtpServer smtp =
                        FakeSmtpServer.builder().maxReceiving(100_000).start();
                SmtpClient client = SmtpClient.introduced(smtp)) {
            client.say("MAIL FROM:<a@x.test>");
            client.say("RCPT TO:<b@x.test>");
            assertThat(client.say("BDAT 40000\r\n" + "x".repeat(39_998))).startsWith("250");
            assertThat(client.say("BDAT 40000\r\n" + "x".repeat(39_998)))
                    .isEqualTo("452 4.3.1 Insufficient system storage");
            // RFC 3030 §3: what is on its way behind it belongs to nothing any more.
            assertThat(client.say("BDAT 2 LAST\r\n"))
                    .isEqualTo("503 5.5.1 A chunk before this one was refused; RSET or MAIL comes next");
            assertThat(smtp.mailbox().mails()).isEmpty();
            assertThat(client.deliver("a@x.test", "b@x.test", "x\r\n")).startsWith("250");
        }
    }

    @Test
    void aClientForWhichThereIsNoThreadIsTurnedAwayAndTheNextIsServed() throws IOException {
        AtomicInteger asked = new AtomicInteger();
        ThreadFactory stingy = task -> {
            if (asked.incrementAndGet() == 1) {
                throw new OutOfMemoryError("unable to create native thread");
            }
            return new Thread(task);
        };
        try (FakeSmtpServer smtp =
                        FakeSmtpServer.builder().threadFactory(stingy).start();
                SmtpClient unlucky = SmtpClient.connect(smtp)) {
            assertThat(unlucky.reply()).isEqualTo("closed");
            try (SmtpClient next = SmtpClient.introduced(smtp)) {
                assertThat(next.deliver("a@x.test", "b@x.test", "x\r\n")).startsWith("250");
            }
            SmtpSession first = smtp.mailbox().sessions().get(0);
            assertThat(first.end()).isEqualTo(End.SERVER_CLOSED);
            assertThat(first.transcript().asText())
                    .contains("the session could not begin: unable to create native thread");
        }
    }

    @Test
    void theOldestMailsGoFirstWhenThereAreTooMany() throws IOException {
        try (FakeSmtpServer smtp = FakeSmtpServer.builder().retain(3).start();
                SmtpClient client = SmtpClient.introduced(smtp)) {
            for (int i = 0; i < 5; i++) {
                client.deliver("a@x.test", "r" + i + "@x.test", "x\r\n");
            }

            assertThat(smtp.mailbox().mails()).extracting(ReceivedMail::id).containsExactly("3", "4", "5");
            assertThat(smtp.mailbox().info()).isEqualTo(new MailboxInfo(3, 18, 2, 12));
            SmtpSession session = smtp.mailbox().sessions().get(0);
            assertThat(session.mails()).isEqualTo(smtp.mailbox().mails());
            assertThat(session.transcript().lines())
                    .filteredOn(Transcript.Line::isContent)
                    .extracting(Transcript.Line::text)
                    .startsWith("(3 octets of content, no longer kept)")
                    .endsWith("(3 octets of content)");
        }
    }

    @Test
    void theOldestMailsGoFirstWhenTheyAreTooLarge() throws IOException {
        try (FakeSmtpServer smtp = FakeSmtpServer.builder().retainBytes(1_000).start();
                SmtpClient client = SmtpClient.introduced(smtp)) {
            for (int i = 0; i < 5; i++) {
                client.deliver("a@x.test", "b@x.test", "x".repeat(395) + "\r\n");
            }
            assertThat(smtp.mailbox().mails()).extracting(ReceivedMail::id).containsExactly("4", "5");

            client.deliver("a@x.test", "b@x.test", "x".repeat(5_000) + "\r\n");
            assertThat(smtp.mailbox().mails()).extracting(ReceivedMail::id).containsExactly("6");
        }
    }

    /** What was refused takes as much room as what was not, and is forgotten in the same order. */
    @Test
    void contentsThatBecameNoMailCountWithTheMails() throws IOException {
        try (FakeSmtpServer smtp = FakeSmtpServer.builder().retainBytes(1_000).start();
                SmtpClient client = SmtpClient.introduced(smtp)) {
            smtp.script().when(endOfData()).thenReply("550 5.7.1 Spam").times(2);
            String content = "x".repeat(395) + "\r\n";
            assertThat(client.deliver("a@x.test", "b@x.test", content)).startsWith("550");
            assertThat(client.deliver("a@x.test", "b@x.test", content)).startsWith("550");
            SmtpSession session = smtp.mailbox().sessions().get(0);
            assertThat(session.transactions()).allMatch(transaction -> transaction.raw().length == 397);

            client.deliver("a@x.test", "b@x.test", content);
            assertThat(session.transactions())
                    .extracting(transaction -> transaction.raw().length)
                    .containsExactly(0, 397, 397);
            client.deliver("a@x.test", "b@x.test", content);
            client.deliver("a@x.test", "b@x.test", content);

            assertThat(smtp.mailbox().mails()).extracting(ReceivedMail::id).containsExactly("2", "3");
            assertThat(session.transactions())
                    .extracting(Transaction::outcome)
                    .containsExactly(REFUSED, REFUSED, DELIVERED, DELIVERED);
            assertThat(session.transcript().asText()).contains("(397 octets of content, no longer kept)");
        }
    }

    @Test
    void manyRecipientsCountWithTheOctetsOfTheirMails() throws IOException {
        try (FakeSmtpServer smtp = FakeSmtpServer.builder().retainBytes(100_000).start();
                SmtpClient client = SmtpClient.introduced(smtp)) {
            for (int i = 0; i < 3; i++) {
                begin(client, 200);
                client.say("DATA");
                client.say(".");
            }

            assertThat(smtp.mailbox().mails()).extracting(ReceivedMail::id).containsExactly("2", "3");
            assertThat(smtp.mailbox().mails())
                    .allMatch(mail -> mail.envelope().recipients().size() == 200);
        }
    }

    @Test
    void soDoThoseThatWereRefused() throws IOException {
        try (FakeSmtpServer smtp = FakeSmtpServer.builder().retainBytes(100_000).start();
                SmtpClient client = SmtpClient.introduced(smtp)) {
            smtp.script().when(rcptTo("*@no.test")).thenReply("550 5.1.1 User unknown");
            for (int i = 0; i < 3; i++) {
                begin(client, 1);
                for (int k = 0; k < 200; k++) {
                    client.say("RCPT TO:<r" + k + "@no.test>");
                }
                client.say("DATA");
                client.say(".");
            }

            assertThat(smtp.mailbox().mails()).extracting(ReceivedMail::id).containsExactly("2", "3");
        }
    }

    @Test
    void soDoLongParameters() throws IOException {
        try (FakeSmtpServer smtp = FakeSmtpServer.builder().retainBytes(10_000).start();
                SmtpClient client = SmtpClient.introduced(smtp)) {
            for (int i = 0; i < 5; i++) {
                client.say("MAIL FROM:<a@x.test>");
                for (int k = 0; k < 10; k++) {
                    client.say("RCPT TO:<b@x.test> ORCPT=rfc822;" + "x".repeat(400));
                }
                client.say("RSET");
            }
            assertThat(smtp.mailbox().sessions().get(0).transactions()).hasSize(3);
        }
    }

    @Test
    void transactionsThatDeliverNothingAreKeptInTheNumberOfMails() throws IOException {
        try (FakeSmtpServer smtp = FakeSmtpServer.builder().retain(150).start();
                SmtpClient one = SmtpClient.introduced(smtp);
                SmtpClient other = SmtpClient.introduced(smtp)) {
            for (SmtpClient client : List.of(one, other)) {
                for (int i = 0; i < 250; i++) {
                    client.say("MAIL FROM:<a@x.test>");
                    client.say("RSET");
                }
            }
            assertThat(smtp.mailbox().sessions())
                    .satisfiesExactly(
                            first -> assertThat(first.transactions()).isEmpty(),
                            second -> assertThat(second.transactions()).hasSize(150));
        }
    }

    @Test
    void aSessionKeepsItsLast100Introductions() throws IOException {
        try (FakeSmtpServer smtp = FakeSmtpServer.start();
                SmtpClient client = SmtpClient.introduced(smtp)) {
            for (int i = 0; i < 101; i++) {
                client.say("EHLO " + i + "x".repeat(900) + ".example");
            }
            SmtpSession session = smtp.mailbox().sessions().get(0);
            assertThat(session.helos()).hasSize(100);
            assertThat(session.findings())
                    .filteredOn(finding -> finding.text().contains("xxx"))
                    .isNotEmpty()
                    .allMatch(finding -> finding.text().length() <= 501);
        }
    }

    @Test
    void whatWasSaidInASessionThatIsNoLongerListedGoesAlsoWhereItsMailStays() throws IOException {
        try (FakeSmtpServer smtp = FakeSmtpServer.builder().retainBytes(20_000).start()) {
            for (int i = 0; i < 2; i++) {
                try (SmtpClient client = SmtpClient.introduced(smtp)) {
                    client.deliver("a@x.test", "b@x.test", "x\r\n");
                    for (int k = 0; k < 500; k++) {
                        client.say("NOOP");
                    }
                    client.say("QUIT");
                }
            }
            smtp.awaitIdle(Duration.ofSeconds(10));
            List<ReceivedMail> mails = smtp.mailbox().mails();

            assertThat(smtp.mailbox().sessions()).hasSize(1);
            assertThat(mails).hasSize(2);
            assertThat(mails.get(0).session().transcript().asText()).contains("lines are no longer kept)");
            assertThat(mails.get(0).session().mails()).containsExactly(mails.get(0));
            assertThat(mails.get(1).session().transcript().commands()).hasSizeGreaterThan(500);
        }
    }

    @Test
    void soDoThoseOfTransactionsThatWereGivenUp() throws IOException {
        try (FakeSmtpServer smtp = FakeSmtpServer.builder().retainBytes(100_000).start();
                SmtpClient client = SmtpClient.introduced(smtp)) {
            for (int i = 0; i < 3; i++) {
                begin(client, 200);
                client.say("RSET");
            }
            begin(client, 10);
            client.say("RSET");

            assertThat(smtp.mailbox().sessions().get(0).transactions())
                    .extracting(Transaction::size)
                    .containsExactly(200, 200, 10);
        }
    }

    private static void begin(SmtpClient client, int recipients) throws IOException {
        client.say("MAIL FROM:<a@x.test>");
        for (int i = 0; i < recipients; i++) {
            assertThat(client.say("RCPT TO:<r" + i + "@x.test>")).startsWith("250");
        }
    }

    @Test
    void ofRecipientsThatWereRefusedTheFirst1000AreKept() throws IOException {
        try (FakeSmtpServer smtp = FakeSmtpServer.start();
                SmtpClient client = SmtpClient.introduced(smtp)) {
            smtp.script().when(rcptTo("*")).thenReply("550 5.1.1 User unknown");
            client.say("MAIL FROM:<a@x.test>");
            for (int i = 1; i <= 1_001; i++) {
                assertThat(client.say("RCPT TO:<r" + i + "@x.test>")).startsWith("550");
            }

            SmtpSession session = smtp.mailbox().sessions().get(0);
            assertThat(session.transactions().get(0).refused())
                    .hasSize(1_000)
                    .last()
                    .extracting(Recipient::address)
                    .isEqualTo("r1000@x.test");
            assertThat(session.transcript().asText()).contains("C: RCPT TO:<r1001@x.test>\n");
        }
    }

    @Test
    void contentsThatBecameNoMailGoWhenTheMailboxIsCleared() throws IOException {
        try (FakeSmtpServer smtp = FakeSmtpServer.start();
                SmtpClient client = SmtpClient.introduced(smtp)) {
            smtp.script().when(endOfData()).thenReply("550 5.7.1 Spam").times(1);
            client.deliver("a@x.test", "b@x.test", "x\r\n");
            SmtpSession session = smtp.mailbox().sessions().get(0);
            assertThat(session.transactions().get(0).raw()).isNotEmpty();

            smtp.mailbox().clear();

            assertThat(session.transactions().get(0).raw()).isEmpty();
        }
    }

    @Test
    void sessionsThatHaveEndedAreKeptWithNoMoreOctetsThanMails() throws IOException {
        try (FakeSmtpServer smtp = FakeSmtpServer.builder().retainBytes(12_000).start()) {
            for (int i = 0; i < 5; i++) {
                try (SmtpClient client = SmtpClient.introduced(smtp)) {
                    client.say("NOOP " + "x".repeat(3_000));
                    client.say("QUIT");
                }
                smtp.awaitIdle(Duration.ofSeconds(10));
            }
            assertThat(smtp.mailbox().sessions()).extracting(SmtpSession::id).containsExactly("3", "4", "5");

            smtp.mailbox().clear();
            try (SmtpClient client = SmtpClient.introduced(smtp)) {
                for (int i = 0; i < 4; i++) {
                    client.say("NOOP " + "x".repeat(3_000));
                }
                client.say("QUIT");
            }
            smtp.awaitIdle(Duration.ofSeconds(10));
            // The newest stays in any case.
            assertThat(smtp.mailbox().sessions()).extracting(SmtpSession::id).containsExactly("6");
        }
    }

    @Test
    void noMoreIsKeptThanAQuarterOfTheHeapUnlessSet() {
        long heap = Runtime.getRuntime().maxMemory();

        assertThat(Retention.DEFAULT.bytes()).isLessThanOrEqualTo(heap / 4).isLessThanOrEqualTo(512L << 20);
    }

    @Test
    void sessionsThatHaveEndedAreKeptInTheSameNumber() throws IOException {
        try (FakeSmtpServer smtp = FakeSmtpServer.builder().retain(3).start()) {
            List<String> ids = new ArrayList<>();
            try (SmtpClient open = SmtpClient.introduced(smtp)) {
                for (int i = 0; i < 5; i++) {
                    try (SmtpClient client = SmtpClient.introduced(smtp)) {
                        client.say("QUIT");
                    }
                }
                open.say("NOOP");
                smtp.mailbox().sessions().forEach(session -> ids.add(session.id()));
            }
            assertThat(ids).containsExactly("1", "4", "5", "6");
        }
    }

    @Test
    void aSessionThatEndedLastIsKeptHoweverEarlyItBegan() throws IOException {
        try (FakeSmtpServer smtp = FakeSmtpServer.builder().retain(2).start();
                SmtpClient early = SmtpClient.introduced(smtp)) {
            for (int i = 0; i < 3; i++) {
                try (SmtpClient client = SmtpClient.introduced(smtp)) {
                    client.say("QUIT");
                }
            }
            early.say("QUIT");
            smtp.mailbox().awaitSessions(2, Duration.ofSeconds(10));
            List<SmtpSession> kept = smtp.mailbox().sessions();

            assertThat(kept).extracting(SmtpSession::id).containsExactly("1", "4");
        }
    }

    @Test
    void sessionsThatWereOpenWhenAllWasForgottenDoNotMakeItMore() throws IOException {
        try (FakeSmtpServer smtp = FakeSmtpServer.builder().retain(1).start();
                SmtpClient pooled = SmtpClient.introduced(smtp);
                SmtpClient another = SmtpClient.introduced(smtp)) {
            smtp.reset();
            for (int i = 0; i < 4; i++) {
                try (SmtpClient client = SmtpClient.introduced(smtp)) {
                    client.say("QUIT");
                }
            }
            assertThat(smtp.mailbox().sessions()).singleElement().satisfies(session -> {
                assertThat(session.end()).isEqualTo(End.QUIT);
                assertThat(session.id()).isEqualTo("6");
            });
            assertThat(pooled.say("NOOP")).startsWith("250");
            assertThat(another.say("NOOP")).startsWith("250");
        }
    }

    @Test
    void ofInboxesThatWereClearedTheLast10000AreRemembered() throws IOException {
        try (FakeSmtpServer smtp = FakeSmtpServer.start();
                SmtpClient client = SmtpClient.introduced(smtp)) {
            client.say("MAIL FROM:<a@x.test>");
            client.say("RCPT TO:<ada@x.test>");
            client.say("RCPT TO:<bob@x.test>");
            client.say("DATA");
            client.say(".");
            Mailbox mailbox = smtp.mailbox();
            Mailbox ada = mailbox.inbox("ada@x.test");
            clear(mailbox, 0, 1);
            ada.clear();
            clear(mailbox, 1, 9_999);
            ada.clear();
            clear(mailbox, 1, 10_000);
            assertThat(ada.mails()).isEmpty();

            clear(mailbox, 10_000, 10_001);
            assertThat(ada.mails()).hasSize(1);
        }
    }

    private static void clear(Mailbox mailbox, int from, int to) {
        IntStream.range(from, to)
                .forEach(i -> mailbox.inbox("r" + i + "@x.test").clear());
    }

    @Test
    void aTranscriptThatIsFullSaysHowMuchIsMissing() throws IOException {
        try (FakeSmtpServer smtp = FakeSmtpServer.builder().maxTranscript(200).start();
                SmtpClient client = SmtpClient.introduced(smtp)) {
            for (int i = 0; i < 10; i++) {
                client.say("NOOP");
            }
            assertThat(smtp.mailbox().sessions().get(0).transcript().asText())
                    .contains("C: NOOP\n")
                    .endsWith("more lines were not recorded: the limit of 200 octets was reached)\n");
        }
    }

    @Test
    void extensionsThatAreSwitchedOffAreNotOffered() throws IOException {
        try (FakeSmtpServer smtp = FakeSmtpServer.builder()
                        .without(SmtpExtension.SIZE, SmtpExtension.HELP, SmtpExtension.ENHANCEDSTATUSCODES)
                        .start();
                SmtpClient client = SmtpClient.introduced(smtp)) {
            assertThat(smtp.mailbox().sessions().get(0).transcript().replies().get(1))
                    .doesNotContain("SIZE", "HELP", "ENHANCED");
            assertThat(client.say("MAIL FROM:<a@x.test> SIZE=5")).isEqualTo("555 Parameter not offered");
            assertThat(client.say("HELP")).isEqualTo("502 Command not offered");
            assertThat(client.say("NOOP")).isEqualTo("250 Ok");
        }
    }
}
