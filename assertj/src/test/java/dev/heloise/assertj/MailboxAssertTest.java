package dev.heloise.assertj;

import static dev.heloise.assertj.Mailer.DIALOGUE;
import static dev.heloise.assertj.SmtpAssertions.assertThat;
import static dev.heloise.mailbox.MailFilter.subject;
import static dev.heloise.mailbox.MailFilter.to;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heloise.FakeSmtpServer;
import dev.heloise.mailbox.Mailbox;
import dev.heloise.mailbox.ReceivedMail;
import dev.heloise.mailbox.SmtpSession.End;
import jakarta.mail.Transport;
import java.io.ByteArrayInputStream;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class MailboxAssertTest {

    private static final String REMINDER = """
            From: Shop <shop@example.org>
            To: Bob <bob@example.com>
            Subject: Your basket

            Is it still of interest?
            """;

    private final FakeSmtpServer smtp = Mailer.plainServer();
    private final Mailbox mailbox = smtp.mailbox();
    private final Mailer mailer = new Mailer(smtp);

    @AfterEach
    void stop() {
        smtp.close();
    }

    @Nested
    class Size {

        @Test
        void passesWithAsManyMails() {
            assertThat(mailbox).isEmpty().hasSize(0).staysEmptyFor(ofMillis(1));
            mailer.welcome();
            assertThat(mailbox).hasSize(1);
        }

        @Test
        void tellsThatNobodyHasConnected() {
            assertThatThrownBy(() -> assertThat(mailbox).hasSize(1))
                    .isInstanceOf(AssertionError.class)
                    .hasMessage("""

                            Expecting 1 mail
                            but no mail came

                            No client has connected.""");
        }

        @Test
        void listsWhatCame() {
            mailer.welcome();

            assertThatThrownBy(() -> assertThat(mailbox).hasSize(3)).hasMessage("""

                            Expecting 3 mails
                            but 1 mail came:
                              mail 1 from shop@example.org to ada@example.com: "Welcome, Ada"
                            """ + DIALOGUE);
        }

        @Test
        void showsOnlyTheFirstTenMailsAndTheLastFiveSessions() {
            for (int i = 0; i < 12; i++) {
                mailer.welcome();
            }

            assertThatThrownBy(() -> assertThat(mailbox).isEmpty())
                    .message()
                    .contains("but 12 mails came:\n  mail 1 from", "  mail 10 from", "\n  … and 2 more\n")
                    .doesNotContain("mail 11 from")
                    .contains("\n… 7 earlier sessions\n\nSession 8 (QUIT):", "Session 12 (QUIT):")
                    .doesNotContain("Session 7");
        }

        @Test
        void refusesMailsWhereNoneIsWanted() {
            mailer.welcome();

            String mail = """

                    but 1 mail came:
                      mail 1 from shop@example.org to ada@example.com: "Welcome, Ada"
                    """ + DIALOGUE;
            assertThatThrownBy(() -> assertThat(mailbox).isEmpty()).hasMessage("\nExpecting no mail" + mail);
            assertThatThrownBy(() -> assertThat(mailbox).staysEmptyFor(ofMillis(1500)))
                    .hasMessage("\nExpecting no mail for 1500 ms" + mail);
        }

        @Test
        void tellsWhatAnInboxHasSeen() {
            mailer.welcome();

            assertThatThrownBy(
                            () -> assertThat(mailbox.inbox("bob@example.com")).hasSize(1))
                    .hasMessage("""

                            Expecting 1 mail
                            but no mail came

                            No client has named bob@example.com as a recipient.
                            These were named: ada@example.com""");
        }

        @Test
        void refusesNull() {
            assertThatThrownBy(() -> assertThat((Mailbox) null).hasSize(1))
                    .hasMessage("\nExpecting actual not to be null");
        }
    }

    @Nested
    class Waiting {

        @Test
        void wakesWhenAsManyMailsAreThere() {
            CompletableFuture<?> assertion = CompletableFuture.runAsync(
                    () -> assertThat(mailbox).within(ofSeconds(20)).hasSize(2));
            mailer.welcome();
            assertThat(assertion).isNotDone();

            mailer.welcome();
            assertThat(assertion).succeedsWithin(ofSeconds(10));
        }

        @Test
        void saysHowLongItWaited() {
            assertThatThrownBy(() -> assertThat(mailbox).within(ofMillis(1)).hasSize(1))
                    .hasMessageStartingWith("\nExpecting 1 mail within 1 ms\nbut no mail came\n");
            assertThatThrownBy(() -> assertThat(mailbox).within(ofMillis(1)).singleMail())
                    .hasMessageStartingWith("\nExpecting a single mail within 1 ms\nbut no mail came\n");
            assertThatThrownBy(() -> assertThat(mailbox).within(ofMillis(1)).singleMail(to("ada@example.com")))
                    .hasMessageStartingWith(
                            "\nExpecting a single mail to ada@example.com within 1 ms\nbut no mail came\n");
            assertThatThrownBy(() -> assertThat(mailbox).within(ofMillis(1)).mail(1))
                    .hasMessageStartingWith("\nExpecting at least 2 mails within 1 ms\nbut no mail came\n");
            assertThatThrownBy(() -> assertThat(mailbox).within(ofMillis(1)).singleSession())
                    .hasMessageStartingWith("\nExpecting a single session within 1 ms\nbut there was none\n");
        }

        @Test
        void doesNotWaitForFewerMailsThanThereAre() {
            mailer.welcome().welcome();

            CompletableFuture<?> assertion = CompletableFuture.runAsync(
                    () -> assertThat(mailbox).within(ofSeconds(60)).hasSize(1));
            assertThat(assertion).failsWithin(ofSeconds(10));
        }

        @Test
        void staysEmptyUntilTheFirstMail() {
            CompletableFuture<?> assertion =
                    CompletableFuture.runAsync(() -> assertThat(mailbox).staysEmptyFor(ofSeconds(60)));
            mailer.welcome();
            assertThat(assertion).failsWithin(ofSeconds(10));
        }

        @Test
        void provesThatNothingWasSentOnceTheServerIsIdle() throws Exception {
            mailer.connect().close();

            smtp.awaitIdle(ofSeconds(10));
            assertThat(mailbox).isEmpty();
        }

        @Test
        void waitsForTheEndOfTheSession() throws Exception {
            Transport transport = mailer.connect();
            CompletableFuture<?> assertion = CompletableFuture.runAsync(() ->
                    assertThat(mailbox).within(ofSeconds(20)).singleSession().endedWith(End.QUIT));
            assertThat(assertion).isNotDone();

            transport.close();
            assertThat(assertion).succeedsWithin(ofSeconds(10));
        }

        @Test
        void takesASessionThatDoesNotEndAsItIs() {
            mailer.connect();

            assertThat(mailbox).within(ofMillis(1)).singleSession().endedWith(End.OPEN);
        }

        @Test
        void cannotTakeLessThanNoTime() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> assertThat(mailbox).within(ofMillis(-1)).isEmpty())
                    .withMessage("the time must not be negative, but is PT-0.001S");
        }
    }

    @Nested
    class Navigating {

        @Test
        void leadsToTheMails() {
            mailer.welcome();
            assertThat(mailbox).singleMail().hasSubject("Welcome, Ada");

            mailer.send(REMINDER, "bob@example.com");
            assertThat(mailbox).firstMail().hasSubject("Welcome, Ada");
            assertThat(mailbox).mail(1).hasSubject("Your basket");
            assertThat(mailbox).lastMail().hasSubject("Your basket");
            assertThat(mailbox).singleMail(to("bob@example.com")).hasSubject("Your basket");
        }

        @Test
        void refusesASecondMail() {
            mailer.welcome().send(REMINDER, "bob@example.com");

            assertThatThrownBy(() -> assertThat(mailbox).singleMail()).hasMessageStartingWith("""

                            Expecting a single mail
                            but 2 mails came:
                              mail 1 from shop@example.org to ada@example.com: "Welcome, Ada"
                              mail 2 from shop@example.org to bob@example.com: "Your basket"

                            Session 1 (QUIT):
                            """);
        }

        @Test
        void putsNearMissesFirst() {
            mailer.welcome().send(REMINDER, "bob@example.com");

            assertThatThrownBy(() ->
                            assertThat(mailbox).singleMail(to("bob@example.com").and(subject("Your order"))))
                    .hasMessageStartingWith("""

                            Expecting a single mail to bob@example.com and with subject "Your order"
                            but 0 of 2 matched, the nearest first:
                              mail 2 from shop@example.org to bob@example.com: "Your basket"
                                not with subject "Your order": its subject was "Your basket"
                              mail 1 from shop@example.org to ada@example.com: "Welcome, Ada"
                                not to bob@example.com: it went to ada@example.com
                                not with subject "Your order": its subject was "Welcome, Ada"

                            Session 1 (QUIT):
                            """);
        }

        @Test
        void saysOfALambdaThatItIsOne() {
            assertThatThrownBy(() -> assertThat(mailbox)
                            .singleMail(mail -> mail.subject().isEmpty()))
                    .hasMessageStartingWith("\nExpecting a single mail matching a test of its own\nbut no mail came");
        }

        @Test
        void refusesASecondMatch() {
            mailer.welcome().welcome();

            assertThatThrownBy(() -> assertThat(mailbox).singleMail(to("ada@example.com")))
                    .hasMessageStartingWith("""

                            Expecting a single mail to ada@example.com
                            but 2 of 2 matched, the nearest first:
                              mail 1 from shop@example.org to ada@example.com: "Welcome, Ada"
                                matches
                              mail 2 from shop@example.org to ada@example.com: "Welcome, Ada"
                                matches

                            Session 1 (QUIT):
                            """);
        }

        @Test
        void tellsThatThereAreTooFew() {
            mailer.welcome();

            assertThatThrownBy(() -> assertThat(mailbox).mail(2)).hasMessageStartingWith("""

                            Expecting at least 3 mails
                            but 1 mail came:
                              mail 1 from shop@example.org to ada@example.com: "Welcome, Ada"
                            """);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> assertThat(mailbox).mail(-1))
                    .withMessage("the index of a mail must be 0 or more, but is -1");
        }

        @Test
        void tellsThatThereIsNone() {
            String none = """

                    Expecting at least 1 mail
                    but no mail came

                    No client has connected.""";
            assertThatThrownBy(() -> assertThat(mailbox).firstMail()).hasMessage(none);
            assertThatThrownBy(() -> assertThat(mailbox).lastMail()).hasMessage(none);
        }

        @Test
        void leadsToTheOnlySession() {
            mailer.welcome();
            assertThat(mailbox).singleSession().endedWith(End.QUIT);

            mailer.welcome();
            assertThatThrownBy(() -> assertThat(mailbox).singleSession())
                    .hasMessageStartingWith("\nExpecting a single session\nbut there were 2\n\nSession 1 (QUIT):\n")
                    .hasMessageContaining("\n\nSession 2 (QUIT):\n");
        }

        @Test
        void takesDescriptionAndMessageAlong() {
            mailer.welcome();

            assertThatThrownBy(() -> assertThat(mailbox)
                            .as("after %s", "sign-up")
                            .singleMail()
                            .hasSubject("Hello"))
                    .hasMessageStartingWith("[after sign-up] \nExpecting mail 1 from");
            assertThatThrownBy(() -> assertThat(mailbox)
                            .as("sign-up")
                            .singleMail()
                            .text()
                            .contains("Bob"))
                    .hasMessageStartingWith("[sign-up, text of mail 1 from shop@example.org to ada@example.com: ");
            assertThatThrownBy(() -> assertThat(mailbox)
                            .withFailMessage("100% wrong")
                            .singleMail()
                            .hasSubject("Hello"))
                    .hasMessage("100% wrong");
            assertThatThrownBy(() -> assertThat(mailbox)
                            .singleMail()
                            .as("welcome")
                            .overridingErrorMessage(() -> "wrong")
                            .isFrom("eve@example.org"))
                    .hasMessage("[welcome] wrong");
        }
    }

    @Nested
    class Satisfying {

        private static void hello(ReceivedMail mail) {
            assertThat(mail).hasSubject("Hello");
        }

        @Test
        void passesWhereTheRequirementsDo() {
            mailer.welcome();
            Consumer<ReceivedMail> welcome = mail -> assertThat(mail).hasSubject("Welcome, Ada");

            assertThat(mailbox)
                    .singleMailSatisfies(welcome)
                    .singleMailSatisfies(mail -> assertThat(mail.raw()).isNotEmpty())
                    .singleMailSatisfies(to("ada@example.com"), welcome)
                    .singleMailSatisfies(
                            to("ada@example.com"),
                            mail -> assertThat(mail.size()).isPositive())
                    .firstMailSatisfies(welcome)
                    .firstMailSatisfies(mail -> assertThat(mail.id()).isEqualTo("1"))
                    .lastMailSatisfies(welcome)
                    .lastMailSatisfies(mail -> assertThat(mail.id()).isEqualTo("1"))
                    .mailSatisfies(0, welcome)
                    .mailSatisfies(0, mail -> assertThat(mail.id()).isEqualTo("1"))
                    .allMailsSatisfy(welcome)
                    .allMailsSatisfy(mail -> assertThat(mail.id()).isEqualTo("1"))
                    .singleSessionSatisfies(session ->
                            assertThat(session).saidHelo("shop.example").endedWith(End.QUIT));
        }

        @Test
        void takesRequirementsThatThrowCheckedExceptions() {
            mailer.welcome();

            assertThat(mailbox).singleMailSatisfies(mail -> {
                try (var in = new ByteArrayInputStream(mail.raw())) {
                    assertThat(in).isNotEmpty();
                }
            });
        }

        @Test
        void quotesTheRequirementAndShowsTheDialogueOnce() {
            mailer.welcome();
            String failure = """

                    Expecting mail 1 from shop@example.org to ada@example.com: "Welcome, Ada"
                    to satisfy the requirements
                    but this failed:
                      Expecting mail 1 from shop@example.org to ada@example.com: "Welcome, Ada"
                      to have the subject
                        "Hello"
                      but it is
                        "Welcome, Ada"
                    """ + DIALOGUE;

            assertThatThrownBy(() -> assertThat(mailbox).singleMailSatisfies(Satisfying::hello))
                    .hasMessage(failure)
                    .hasCauseInstanceOf(AssertionError.class);
            assertThatThrownBy(() -> assertThat(mailbox).singleMailSatisfies(to("ada@example.com"), Satisfying::hello))
                    .hasMessage(failure);
            assertThatThrownBy(() -> assertThat(mailbox).firstMailSatisfies(Satisfying::hello))
                    .hasMessage(failure);
            assertThatThrownBy(() -> assertThat(mailbox).lastMailSatisfies(Satisfying::hello))
                    .hasMessage(failure);
            assertThatThrownBy(() -> assertThat(mailbox).mailSatisfies(0, Satisfying::hello))
                    .hasMessage(failure);
        }

        @Test
        void showsTheMailsThatDoNotSatisfy() {
            mailer.welcome().send(REMINDER, "bob@example.com");

            assertThatThrownBy(() -> assertThat(mailbox)
                            .as("all")
                            .allMailsSatisfy(mail -> assertThat(mail.subject()).startsWith("Welcome")))
                    .hasMessageStartingWith("""
                            [all]\s
                            Expecting every mail
                            to satisfy the requirements
                            but 1 of 2 does not:
                              mail 2 from shop@example.org to bob@example.com: "Your basket"
                                Expecting actual:
                                  "Your basket"
                                to start with:
                                  "Welcome"
                            """)
                    .hasMessageContaining("\n\nSession 2 (QUIT):\n")
                    .hasMessageNotContaining("Session 1");
        }

        @Test
        void takesAnEmptyMailboxUnlessItWaitedForAMail() {
            assertThat(mailbox).allMailsSatisfy(Satisfying::hello);

            assertThatThrownBy(() -> assertThat(mailbox).within(ofMillis(1)).allMailsSatisfy(Satisfying::hello))
                    .hasMessage("""

                            Expecting at least 1 mail within 1 ms
                            but no mail came

                            No client has connected.""");
        }

        @Test
        void showsTheSession() {
            mailer.welcome();

            assertThatThrownBy(() -> assertThat(mailbox)
                            .singleSessionSatisfies(
                                    session -> assertThat(session).saidHelo("mail.example")))
                    .hasMessage("""

                            Expecting session 1
                            to satisfy the requirements
                            but this failed:
                              Expecting session 1
                              to have said hello as
                                mail.example
                              but it said
                                EHLO shop.example
                            """ + DIALOGUE);
        }
    }
}
