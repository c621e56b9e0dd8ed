package dev.heloise.mailbox;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What those need who show a mailbox as it changes: the HTTP API and the page. */
class LiveMailboxTest {

    private final MemoryMailbox mailbox =
            new MemoryMailbox(Retention.DEFAULT.withMails(3), Duration.ofSeconds(5), Clock.systemUTC());
    private final Diary diary = new Diary();

    @Test
    void aMailIsFoundByItsIdAlone() {
        deliver("one@example.org");
        deliver("two@example.org");

        assertThat(mailbox.find("2"))
                .hasValueSatisfying(
                        mail -> assertThat(mail.envelope().addresses()).containsExactly("two@example.org"));
        assertThat(List.of("0", "3", "02", "", "-1", "two", "9999999999999999999999"))
                .allSatisfy(id -> assertThat(mailbox.find(id)).isEmpty());
    }

    @Test
    void theLatestMailIsTheLastThatArrived() {
        assertThat(mailbox.latest()).isEmpty();
        deliver("one@example.org");
        deliver("two@example.org");
        assertThat(mailbox.latest()).map(ReceivedMail::id).contains("2");
    }

    @Test
    void aFindingThatIsTooLongEndsWithAWholeCharacter() {
        SessionRecorder session = open();
        session.find(new Finding("LONG", Severity.INFO, "RFC 5321 §4.1.1.1", "x" + "\uD83D\uDE00".repeat(400)));

        assertThat(session.session().findings())
                .singleElement()
                .extracting(Finding::text)
                .isEqualTo("x" + "\uD83D\uDE00".repeat(249) + "…");
    }

    @Test
    void aDrainTakesWhatMatchesAndLeavesTheRest() {
        deliver("one@example.org");
        deliver("two@example.org");
        deliver("one@example.org");

        List<ReceivedMail> drained = mailbox.drain(MailFilter.to("one@example.org"));

        assertThat(drained).extracting(ReceivedMail::id).containsExactly("1", "3");
        assertThat(mailbox.mails()).extracting(ReceivedMail::id).containsExactly("2");
        assertThat(mailbox.drain(MailFilter.to("one@example.org"))).isEmpty();
        assertThat(mailbox.info().bytes())
                .isEqualTo(mailbox.mails().get(0).content().wireSize());
    }

    @Test
    void aSessionLetsGoOfTheMailsThatWereDrainedAndOfNoOther() {
        SessionRecorder session = open();
        for (String name : List.of("one", "two", "one")) {
            deliver(session, name + "@example.org");
        }

        mailbox.drain(MailFilter.to("one@example.org"));

        assertThat(session.session().mails()).extracting(ReceivedMail::id).containsExactly("2");
        assertThat(session.session().transcript().lines())
                .filteredOn(Transcript.Line::isContent)
                .extracting(line -> line.text().contains("no longer kept"))
                .containsExactly(true, false, true);
    }

    @Test
    void theMailsOfARecipientAreFoundHoweverTheAddressIsSpelt() {
        deliver("\"one\"@EXAMPLE.org");
        deliver("two@example.org");
        deliver("one@example.org");

        assertThat(mailbox.mails(MailFilter.to("one@Example.ORG")))
                .extracting(ReceivedMail::id)
                .containsExactly("1", "3");
        assertThat(mailbox.mails(MailFilter.matching("third", mail -> mail.id().equals("3"))
                        .and(MailFilter.to("one@example.org"))))
                .extracting(ReceivedMail::id)
                .containsExactly("3");
        assertThat(mailbox.mails(MailFilter.to("one@example.org").not()))
                .extracting(ReceivedMail::id)
                .containsExactly("2");
        assertThat(mailbox.mails(MailFilter.to("two@example.org").or(MailFilter.to("one@example.org"))))
                .hasSize(3);
        assertThat(mailbox.inbox("ONE@example.org").mails()).isEmpty();
    }

    @Test
    void whoeverWaitsForQuietInVainSeesWhatKeptComing() {
        MemoryMailbox busy = new MemoryMailbox(Retention.DEFAULT, Duration.ofMillis(1), Clock.systemUTC());
        ScheduledExecutorService sender = Executors.newSingleThreadScheduledExecutor();
        try {
            SessionRecorder session = busy.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), 1));
            ScheduledFuture<?> sending =
                    sender.scheduleAtFixedRate(() -> deliver(session, "ada@example.org"), 0, 5, TimeUnit.MILLISECONDS);
            busy.await(MailFilter.any(), Duration.ofSeconds(10));

            assertThatThrownBy(() -> busy.awaitQuiet(Duration.ofSeconds(1)))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageStartingWith("mail kept arriving: within 1001 ms there was no pause of 1 s")
                    .hasMessageContaining("to ada@example.org");
            assertThatThrownBy(() -> busy.inbox("ada@example.org").awaitQuiet(Duration.ofSeconds(1)))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageStartingWith("mail kept arriving: within 1001 ms there was no pause of 1 s")
                    .hasMessageContaining("to ada@example.org");
            busy.inbox("bob@example.org").awaitQuiet(Duration.ofSeconds(1));
            assertThat(sending.isDone()).isFalse();
        } finally {
            sender.shutdownNow();
        }
    }

    @Test
    void whoeverWouldWaitForEverForQuietHasItAtOnce() {
        MemoryMailbox patient =
                new MemoryMailbox(Retention.DEFAULT, ChronoUnit.FOREVER.getDuration(), Clock.systemUTC());

        patient.awaitQuiet(Duration.ZERO);

        assertThat(patient.mails()).isEmpty();
    }

    @Test
    void aMailThatHasGoneIsNotFoundByItsRecipient() {
        deliver("one@example.org");
        for (int i = 0; i < 3; i++) {
            deliver("two@example.org");
        }
        assertThat(mailbox.mails(MailFilter.to("one@example.org"))).isEmpty();

        mailbox.drain(MailFilter.any());
        deliver("two@example.org");
        assertThat(mailbox.mails(MailFilter.to("two@example.org"))).hasSize(1);

        mailbox.clear();
        assertThat(mailbox.mails(MailFilter.to("two@example.org"))).isEmpty();
    }

    @Test
    void aListenerHearsWhatHappensInItsOrder() {
        mailbox.add(diary);
        for (int i = 0; i < 4; i++) {
            deliver("one@example.org");
        }
        mailbox.drain(MailFilter.any());
        mailbox.clear();
        mailbox.remove(diary);
        deliver("unheard@example.org");

        assertThat(diary.entries)
                .containsExactly(
                        "opened 1",
                        "received 1",
                        "ended 1",
                        "opened 2",
                        "received 2",
                        "ended 2",
                        "opened 3",
                        "received 3",
                        "ended 3",
                        "opened 4",
                        "received 4",
                        "removed 1",
                        "ended 4",
                        "removed 2",
                        "removed 3",
                        "removed 4",
                        "cleared");
    }

    @Test
    void aFindingStandsBesideTheLineAtWhichItWasMade() {
        SessionRecorder session = mailbox.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), 4711));
        session.reply("220 heloise.test\r\n".getBytes(US_ASCII));
        byte[] hello = "EHLO my_host\r\n".getBytes(US_ASCII);
        session.command(hello, hello.length);
        session.find(new Finding("HELO_SYNTAX", Severity.WARNING, "RFC 5321 §4.1.1.1", "an underscore"));
        session.reply("250-heloise.test\r\n250 SIZE\r\n".getBytes(US_ASCII));
        session.end(SmtpSession.End.QUIT);

        List<Transcript.Line> lines = session.session().transcript().lines();
        assertThat(lines).hasSize(4);
        assertThat(lines.get(1).findings()).extracting(Finding::rule).containsExactly("HELO_SYNTAX");
        assertThat(List.of(lines.get(0), lines.get(2), lines.get(3)))
                .allSatisfy(line -> assertThat(line.findings()).isEmpty());
    }

    private void deliver(String recipient) {
        SessionRecorder session = open();
        deliver(session, recipient);
        session.end(SmtpSession.End.QUIT);
    }

    private SessionRecorder open() {
        return mailbox.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), 4711));
    }

    private static void deliver(SessionRecorder session, String recipient) {
        Transaction transaction = session.begin("a@example.org", Map.of());
        session.accept(transaction, new Recipient(recipient, Map.of()));
        Content content = Content.ofOctets("Subject: x\r\n\r\nx\r\n".getBytes(US_ASCII));
        session.content(transaction, content);
        session.deliver(transaction, session.mail(transaction, content));
    }

    private static final class Diary implements MailboxListener {

        private final List<String> entries = new ArrayList<>();

        @Override
        public void received(ReceivedMail mail) {
            entries.add("received " + mail.id());
        }

        @Override
        public void opened(SmtpSession session) {
            entries.add("opened " + session.id());
        }

        @Override
        public void ended(SmtpSession session) {
            entries.add("ended " + session.id());
        }

        @Override
        public void removed(List<ReceivedMail> mails) {
            mails.forEach(mail -> entries.add("removed " + mail.id()));
        }

        @Override
        public void cleared() {
            entries.add("cleared");
        }
    }
}
