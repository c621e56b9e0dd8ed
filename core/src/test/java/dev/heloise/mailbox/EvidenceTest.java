package dev.heloise.mailbox;

import static dev.heloise.mailbox.MailFilter.from;
import static dev.heloise.mailbox.MailFilter.matching;
import static dev.heloise.mailbox.MailFilter.not;
import static dev.heloise.mailbox.MailFilter.subject;
import static dev.heloise.mailbox.MailFilter.to;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class EvidenceTest {

    private final MemoryMailbox mailbox = new MemoryMailbox(Retention.DEFAULT, ofSeconds(5), Clock.systemUTC());

    private SessionRecorder open() {
        SessionRecorder session = mailbox.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), 1));
        session.reply("220 heloise.test\r\n".getBytes(US_ASCII));
        return session;
    }

    private SessionRecorder sent(String recipient) {
        SessionRecorder session = open();
        Transaction transaction = session.begin("shop@example.org", Map.of());
        session.accept(transaction, new Recipient(recipient, Map.of()));
        session.deliver(transaction, session.mail(transaction, Content.ofOctets(new byte[0])));
        return session;
    }

    @Nested
    class Showing {

        @Test
        void givesEachMailALine() {
            sent("ada@example.com");
            sent("bob@example.com");

            assertThat(Evidence.mails(mailbox.mails()).lines())
                    .containsExactly(
                            "  mail 1 from shop@example.org to ada@example.com: \"\"",
                            "  mail 2 from shop@example.org to bob@example.com: \"\"");
            assertThat(Evidence.mails(List.of())).isEmpty();
        }

        @Test
        void putsTheNearestFirst() {
            sent("ada@example.com");
            sent("bob@example.com");

            assertThat(Evidence.mails(mailbox.mails(), to("bob@example.com")).lines())
                    .containsExactly(
                            "  mail 2 from shop@example.org to bob@example.com: \"\"",
                            "    matches",
                            "  mail 1 from shop@example.org to ada@example.com: \"\"",
                            "    not to bob@example.com: it went to ada@example.com");
        }

        @Test
        void saysOfWhatWasNotWantedThatItIsSo() {
            sent("ada@example.com");

            assertThat(Evidence.mails(mailbox.mails(), not(to("ada@example.com"))))
                    .endsWith("\n    to ada@example.com");
            assertThat(Evidence.mails(mailbox.mails(), matching("with two attachments", mail -> false)))
                    .endsWith("\n    not with two attachments");
            assertThat(Evidence.mails(mailbox.mails(), from("ada@example.com")))
                    .endsWith("\n    not from ada@example.com: it came from <shop@example.org>");
        }

        @Test
        void saysOfWhichPartsTheOppositeIsWanted() {
            assertThat(Evidence.wanted(not(to("ada@example.com").and(subject("Welcome")))))
                    .isEqualTo("not (to ada@example.com and with subject \"Welcome\")");
            assertThat(Evidence.wanted(not(to("ada@example.com").or(subject("Welcome")))))
                    .isEqualTo("not (to ada@example.com or with subject \"Welcome\")");
        }

        @Test
        void namesTheNullSenderEitherWay() {
            ReceivedMail bounce = ReceivedMail.of(new Envelope("", Map.of(), List.of()), new byte[0]);
            sent("ada@example.com");

            assertThat(from("")).accepts(bounce).rejects(mailbox.mails().get(0));
            assertThat(from("<>")).accepts(bounce).rejects(mailbox.mails().get(0));
            assertThat(Evidence.mails(mailbox.mails(), from("")))
                    .endsWith("\n    not from <>: it came from <shop@example.org>");
        }

        @Test
        void showsInWhatIsWantedWhatCannotBeSeen() {
            assertThatThrownBy(() -> mailbox.await(subject("Your\u00A0order"), ofMillis(1)))
                    .hasMessageStartingWith("expected a mail with subject \"Your\\xA0order\" within 1 ms");
        }

        @Test
        void saysOfAMailThatCameTooLateThatItDid() {
            sent("ada@example.com");

            assertThat(MailNotReceivedError.of(1, to("ada@example.com"), ofSeconds(5), mailbox))
                    .hasMessageStartingWith(
                            "expected a mail to ada@example.com within 5 s, but what matches came only after that");
            assertThat(MailNotReceivedError.of(2, to("ada@example.com"), ofSeconds(5), mailbox))
                    .hasMessageStartingWith("expected 2 mails to ada@example.com within 5 s, but only 1 matches");
        }

        @Test
        void aFilterOfAClassWithoutANameIsOneOfItsOwn() {
            MailFilter nameless = new MailFilter() {
                @Override
                public boolean test(ReceivedMail mail) {
                    return false;
                }
            };
            assertThat(Evidence.wanted(nameless)).isEqualTo("matching a test of its own");
        }

        @Test
        void aLambdaIsAFilterToo() {
            assertThatThrownBy(() -> mailbox.await(mail -> mail.subject().isEmpty(), ofMillis(1)))
                    .hasMessageStartingWith("expected a mail matching a test of its own within 1 ms");
            sent("ada@example.com");
            assertThat(mailbox.await(mail -> mail.subject().isEmpty()).id()).isEqualTo("1");
        }

        @Test
        void givesAMailOfAnyLengthALineToRead() {
            List<Recipient> many = IntStream.rangeClosed(1, 2_000)
                    .mapToObj(i -> new Recipient("user" + i + "@example.com", Map.of()))
                    .toList();
            byte[] raw = ("Subject: " + "long ".repeat(20_000) + "\r\nFrom: " + "a@b.example, ".repeat(5_000))
                    .getBytes(US_ASCII);
            ReceivedMail mail = ReceivedMail.of(new Envelope("shop@example.org", Map.of(), many), raw);

            assertThat(Evidence.mails(List.of(mail), to("bob@example.com")))
                    .contains(
                            "user10@example.com and 1990 more: \"long long",
                            "\n    not to bob@example.com: it went to user1@example.com, user2@example.com")
                    .endsWith("user10@example.com and 1990 more")
                    .hasSizeLessThan(1_000);
            assertThat(Evidence.mails(List.of(mail), subject("Welcome")))
                    .contains("long … (99999 characters)\"")
                    .hasSizeLessThan(2_000);
            assertThat(Evidence.mails(List.of(mail), from("eve@example.com")))
                    .endsWith("a@b.example and 4990 more")
                    .hasSizeLessThan(1_000);
        }

        @Test
        void cutsNoCharacterInHalf() {
            assertThat(Clip.of("a".repeat(59) + "😀…")).isEqualTo("a".repeat(59) + "…");
        }

        @Test
        void showsASpaceThatOnlyLooksLikeOne() {
            assertThat(Printable.escaped("a\u00A0b\u3000c")).isEqualTo("a\\xA0b\u3000c");
        }

        @Test
        void showsTheFirstFindingsOfMany() {
            SessionRecorder session = open();
            IntStream.rangeClosed(1, 25)
                    .forEach(i -> session.find(new Finding("RULE", Severity.WARNING, "RFC 5321", "finding " + i)));

            assertThat(Evidence.sessions(mailbox))
                    .contains("finding 20 ")
                    .doesNotContain("finding 21 ")
                    .endsWith("\n  ! … and 5 more findings");
        }

        @Test
        void speaksForTheRecipientOfAnInboxAlone() {
            assertThat(Evidence.sessions(mailbox)).isEqualTo("No client has connected.");
            assertThat(Evidence.sessions(mailbox.inbox("bob@example.com")))
                    .isEqualTo("No client has named bob@example.com as a recipient.");

            sent("ada@example.com");
            assertThat(Evidence.sessions(mailbox)).isEqualTo("Session 1 (OPEN):\n  S: 220 heloise.test");
            assertThat(Evidence.sessions(mailbox.inbox("bob@example.com")))
                    .isEqualTo(
                            "No client has named bob@example.com as a recipient.\nThese were named: ada@example.com");
            assertThatThrownBy(() -> mailbox.inbox("bob@example.com").await(MailFilter.any(), ofMillis(1)))
                    .hasMessage("""
                            expected a mail of any kind within 1 ms, but no mail came

                            No client has named bob@example.com as a recipient.
                            These were named: ada@example.com""");
        }
    }

    @Nested
    class AwaitingSessions {

        @Test
        void wakesWhenOneEnds() {
            open().end(SmtpSession.End.CLIENT_CLOSED);
            SessionRecorder session = open();
            CompletableFuture<List<SmtpSession>> ended =
                    CompletableFuture.supplyAsync(() -> mailbox.awaitSessions(2, ofSeconds(20)));
            assertThat(ended).isNotDone();

            session.end(SmtpSession.End.QUIT);
            assertThat(ended).succeedsWithin(ofSeconds(10)).isEqualTo(mailbox.sessions());
        }

        @Test
        void looksAtWhatAnInboxShows() {
            sent("ada@example.com").end(SmtpSession.End.QUIT);

            assertThat(mailbox.inbox("ada@example.com").awaitSessions(1, ofSeconds(10)))
                    .hasSize(1);
            assertThatThrownBy(() -> mailbox.inbox("bob@example.com").awaitSessions(1, ofMillis(1)))
                    .hasMessageContaining("No client has named bob@example.com as a recipient.");
        }

        @Test
        void showsThoseThatHaveNotEnded() {
            open();

            assertThatThrownBy(() -> mailbox.awaitSessions(1, ofMillis(1)))
                    .isInstanceOf(AssertionError.class)
                    .hasMessage("""
                            expected 1 session to have ended within 1 ms, but none has

                            Session 1 (OPEN):
                              S: 220 heloise.test""");
            assertThatIllegalArgumentException().isThrownBy(() -> mailbox.awaitSessions(0, ofMillis(1)));
        }
    }
}
