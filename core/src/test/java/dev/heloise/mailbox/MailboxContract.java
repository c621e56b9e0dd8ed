package dev.heloise.mailbox;

import static dev.heloise.mailbox.MailFilter.any;
import static dev.heloise.mailbox.MailFilter.from;
import static dev.heloise.mailbox.MailFilter.matching;
import static dev.heloise.mailbox.MailFilter.not;
import static dev.heloise.mailbox.MailFilter.to;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heloise.SmtpClient;
import dev.heloise.SmtpEndpoint;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What holds of every mailbox, wherever its server runs. */
public abstract class MailboxContract {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration NOT_LONG = Duration.ofMillis(30);

    /** A server that has been reset. */
    protected abstract SmtpEndpoint server();

    private Mailbox mailbox() {
        return server().mailbox();
    }

    private void deliver(String... recipients) throws IOException {
        try (SmtpClient client = SmtpClient.introduced(server())) {
            for (String recipient : recipients) {
                client.deliver("shop@x.test", recipient, "Subject: for " + recipient + "\r\n\r\nHello\r\n");
            }
            client.say("QUIT");
        }
    }

    @Test
    void showsMailsInTheirOrder() throws IOException {
        deliver("ada@x.test", "bob@x.test", "ada@x.test");

        assertThat(mailbox().mails())
                .flatExtracting(mail -> mail.envelope().addresses())
                .containsExactly("ada@x.test", "bob@x.test", "ada@x.test");
        assertThat(mailbox().mails(to("bob@x.test"))).hasSize(1);
        assertThat(mailbox().sessions()).hasSize(1);
        assertThat(mailbox().info().mails()).isEqualTo(3);
    }

    @Test
    void handsOutSnapshotsThatNobodyCanChange() throws IOException {
        List<ReceivedMail> before = mailbox().mails();
        deliver("ada@x.test");

        assertThat(before).isEmpty();
        assertThat(mailbox().mails()).isUnmodifiable().hasSize(1);
        assertThat(mailbox().sessions()).isUnmodifiable();
    }

    @Test
    void findsAMailThatIsAlreadyThere() throws IOException {
        deliver("ada@x.test");

        assertThat(mailbox().await(to("ada@x.test")).raw())
                .asString()
                .isEqualTo("Subject: for ada@x.test\r\n\r\nHello\r\n");
        assertThat(mailbox().await(any(), Duration.ZERO)).isNotNull();
    }

    @Test
    void wakesWhenTheMailArrives() throws IOException {
        CompletableFuture<ReceivedMail> waiting =
                CompletableFuture.supplyAsync(() -> mailbox().await(to("ada@x.test"), PATIENCE));
        deliver("bob@x.test", "ada@x.test");

        assertThat(waiting.join().envelope().addresses()).containsExactly("ada@x.test");
    }

    @Test
    void waitsForSeveral() throws IOException {
        CompletableFuture<List<ReceivedMail>> waiting =
                CompletableFuture.supplyAsync(() -> mailbox().await(2, to("ada@x.test"), PATIENCE));
        deliver("ada@x.test", "bob@x.test", "ada@x.test", "ada@x.test");

        assertThat(waiting.join()).hasSize(2);
        assertThatThrownBy(() -> mailbox().await(0, any(), PATIENCE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("count must be 1 or more, but is 0");
    }

    @Test
    void explainsThatNobodyCame() {
        assertThatThrownBy(() -> mailbox().await(to("ada@x.test"), NOT_LONG))
                .isInstanceOf(MailNotReceivedError.class)
                .hasMessage("""
                        expected a mail to ada@x.test within 30 ms, but no mail came

                        No client has connected.""");
    }

    @Test
    void explainsWhatCameInstead() throws IOException {
        deliver("Ada@x.test", "bob@x.test");
        String id = mailbox().mails().get(0).id();
        String next = mailbox().mails().get(1).id();

        assertThatThrownBy(() -> mailbox().await(to("ada@x.test").and(from("shop@X.TEST")), NOT_LONG))
                .isInstanceOf(MailNotReceivedError.class)
                .message()
                .startsWith("""
                        expected a mail to ada@x.test and from shop@X.TEST within 30 ms, but of 2 mails none matches

                        These came, the nearest first:
                          mail %s from shop@x.test to Ada@x.test: "for Ada@x.test"
                            not to ada@x.test: it went to Ada@x.test
                          mail %s from shop@x.test to bob@x.test: "for bob@x.test"
                            not to ada@x.test: it went to bob@x.test

                        Session""".formatted(id, next))
                .contains("  C: EHLO client.example\n", "  C: RCPT TO:<Ada@x.test>\n")
                .endsWith("  S: 221 2.0.0 Bye");
    }

    @Test
    void explainsThatTooFewCame() throws IOException {
        deliver("ada@x.test");

        assertThatThrownBy(() -> mailbox().await(2, to("ada@x.test"), NOT_LONG))
                .message()
                .startsWith("expected 2 mails to ada@x.test within 30 ms, but only 1 matches\n");
    }

    @Test
    void combinesFilters() throws IOException {
        deliver("ada@x.test", "bob@x.test", "eve@x.test");
        Mailbox mailbox = mailbox();

        assertThat(mailbox.mails(to("ada@x.test").or(to("bob@x.test")))).hasSize(2);
        assertThat(mailbox.mails(not(to("ada@x.test")))).hasSize(2);
        assertThat(mailbox.mails(to("ada@x.test").not())).hasSize(2);
        assertThat(mailbox.mails(from("shop@x.test").and(to("eve@X.TEST")))).hasSize(1);
        assertThat(mailbox.mails(any().and(mail -> mail.size() > 10_000))).isEmpty();
        assertThat(to("a@x").or(to("b@x")).and(matching("of three octets", mail -> true)))
                .hasToString("(to a@x or to b@x) and of three octets");
    }

    @Test
    void becomesEmptyWhenCleared() throws IOException {
        deliver("ada@x.test");
        ReceivedMail kept = mailbox().mails().get(0);

        mailbox().clear();

        assertThat(mailbox().mails()).isEmpty();
        assertThat(mailbox().sessions()).isEmpty();
        assertThat(mailbox().info().bytes()).isZero();
        assertThat(kept.raw()).asString().contains("Hello");
    }

    @Test
    void showsASessionAgainThatGoesOnAfterAClear() throws IOException {
        try (SmtpClient pooled = SmtpClient.introduced(server())) {
            mailbox().clear();
            assertThat(mailbox().sessions()).isEmpty();

            pooled.deliver("a@x.test", "b@x.test", "x\r\n");

            assertThat(mailbox().sessions()).hasSize(1);
            assertThat(mailbox().mails()).hasSize(1);
        }
    }

    @Test
    void showsARecipientItsOwnMailsAndSessions() throws IOException {
        Mailbox ada = mailbox().inbox("ada@x.test");
        deliver("ada@x.test");
        deliver("bob@x.test");

        assertThat(ada.mails()).hasSize(1);
        assertThat(ada.sessions()).hasSize(1);
        assertThat(ada.info().mails()).isEqualTo(1);
        assertThat(ada.await(any(), PATIENCE).envelope().addresses()).containsExactly("ada@x.test");
        assertThatThrownBy(() -> ada.await(2, any(), NOT_LONG))
                .message()
                .contains("but only 1 matches")
                .doesNotContain("bob@x.test");
    }

    @Test
    void clearsTheInboxOfOneRecipientForItAlone() throws IOException {
        try (SmtpClient client = SmtpClient.introduced(server())) {
            client.say("MAIL FROM:<a@x.test>");
            client.say("RCPT TO:<ada@x.test>");
            client.say("RCPT TO:<bob@x.test>");
            client.say("DATA");
            client.say(".");
            client.say("QUIT");
        }
        deliver("ada@x.test");

        mailbox().inbox("ada@x.test").clear();

        assertThat(mailbox().inbox("ada@x.test").mails()).isEmpty();
        assertThat(mailbox().inbox("ada@x.test").sessions()).isEmpty();
        assertThat(mailbox().inbox("bob@x.test").mails()).hasSize(1);
        assertThat(mailbox().mails()).hasSize(1);

        deliver("ada@x.test");
        assertThat(mailbox().inbox("ada@x.test").mails()).hasSize(1);
    }

    @Test
    void findsQuotedAndUnquotedAddressesAlike() throws IOException {
        deliver("\"ada\"@X.test");

        assertThat(mailbox().mails(to("ada@x.test"))).hasSize(1);
        assertThat(mailbox().inbox("ada@x.TEST").mails()).hasSize(1);
        assertThat(mailbox().mails(to("Ada@x.test"))).isEmpty();
    }

    @Test
    void isQuietWhenNothingArrives() throws IOException {
        deliver("ada@x.test");
        long before = System.nanoTime();

        mailbox().awaitQuiet(NOT_LONG);

        assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThanOrEqualTo(NOT_LONG);
    }

    @Test
    void anInboxIsQuietWhileOthersReceive() throws IOException {
        deliver("ada@x.test");
        AtomicBoolean over = new AtomicBoolean();
        CompletableFuture<Void> others = CompletableFuture.runAsync(() -> {
            while (!over.get()) {
                deliverMany("bob@x.test", 1);
            }
        });
        try {
            mailbox().inbox("bob@x.test").await(any(), PATIENCE);

            mailbox().inbox("ada@x.test").awaitQuiet(Duration.ofMillis(300));
        } finally {
            over.set(true);
            others.join();
        }
    }

    @Test
    void canBePolledByOthersToo() throws IOException {
        Mailbox mailbox = mailbox();
        deliver("ada@x.test");

        Awaitility.await().atMost(PATIENCE).until(mailbox::mails, mails -> mails.size() == 1);
        Awaitility.await()
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(mailbox.sessions())
                        .extracting(SmtpSession::end)
                        .containsOnly(SmtpSession.End.QUIT));
    }

    @Test
    void countsEveryMailOnceForManyWritersAndReaders() throws IOException {
        int writers = 8;
        int each = 50;
        List<CompletableFuture<Void>> writing = new java.util.ArrayList<>();
        for (int i = 0; i < writers; i++) {
            String recipient = "r" + i + "@x.test";
            writing.add(CompletableFuture.runAsync(() -> deliverMany(recipient, each)));
        }
        for (int i = 0; i < writers; i++) {
            assertThat(mailbox().inbox("r" + i + "@x.test").await(each, any(), PATIENCE))
                    .extracting(ReceivedMail::id)
                    .doesNotHaveDuplicates();
        }
        writing.forEach(CompletableFuture::join);

        assertThat(mailbox().mails()).hasSize(writers * each);
    }

    private void deliverMany(String recipient, int count) {
        try {
            String[] recipients = new String[count];
            java.util.Arrays.fill(recipients, recipient);
            deliver(recipients);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
