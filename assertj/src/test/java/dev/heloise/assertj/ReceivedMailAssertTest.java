package dev.heloise.assertj;

import static dev.heloise.assertj.Mailer.DIALOGUE;
import static dev.heloise.assertj.SmtpAssertions.assertThat;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.heloise.FakeSmtpServer;
import dev.heloise.mailbox.Envelope;
import dev.heloise.mailbox.Mailbox;
import dev.heloise.mailbox.ReceivedMail;
import dev.heloise.mailbox.Recipient;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ReceivedMailAssertTest {

    private final FakeSmtpServer smtp = Mailer.plainServer();
    private final Mailer mailer = new Mailer(smtp);

    @AfterEach
    void stop() {
        smtp.close();
    }

    private ReceivedMail welcome() {
        mailer.welcome();
        return smtp.mailbox().mails().get(0);
    }

    private ReceivedMail invoice() {
        mailer.sender("bounces@example.org")
                .send(Mailer.INVOICE, "ada@example.com", "carl@example.com", "audit@example.org");
        return smtp.mailbox().mails().get(0);
    }

    @Test
    void passesWhereTheMailIsAsWanted() {
        assertThat(invoice())
                .hasSubject("Your invoice for €5")
                .isFrom("shop@example.org")
                .isFrom("shop@EXAMPLE.org")
                .isTo("ada@example.com")
                .hasEnvelopeSender("bounces@example.org")
                .hasEnvelopeRecipients("audit@example.org", "carl@example.com", "ada@example.com")
                .hasBccRecipient("audit@example.org")
                .hasHeader("x-campaign")
                .hasHeader("X-Campaign", "100% wool")
                .hasAttachment("invoice.csv")
                .attachmentSatisfies("invoice.csv", attachment -> {
                    assertThat(attachment.contentType()).isEqualTo("text/csv");
                    assertThat(attachment.bytes()).asString().isEqualTo("7;5.00");
                })
                .textSatisfies(text -> assertThat(text).startsWith("Pay at"))
                .htmlSatisfies(html -> assertThat(html).contains("<p>Pay"))
                .linkSatisfies(link -> assertThat(link).hasPath("/pay"))
                .hasNoFindings();
    }

    @Test
    void leadsToItsParts() {
        ReceivedMail mail = invoice();

        assertThat(mail).text().contains("Pay at");
        assertThat(mail).html().contains("Pay <a");
        assertThat(mail).link().hasHost("shop.example").hasParameter("invoice", "7");
    }

    @Test
    void knowsMailsWithoutAttachments() {
        assertThat(welcome()).hasNoAttachments();
    }

    @Test
    void writesTheNullSenderEitherWay() {
        ReceivedMail bounce = ReceivedMail.of(new Envelope("", Map.of(), List.of()), new byte[0]);

        assertThat(bounce).hasEnvelopeSender("").hasEnvelopeSender("<>");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("failures")
    void saysWhatWasWantedAndWhatWasThere(String name, Consumer<ReceivedMailAssert> assertion, String text) {
        ReceivedMail mail = welcome();

        assertThatThrownBy(() -> assertion.accept(assertThat(mail)))
                .isInstanceOf(AssertionError.class)
                .hasMessage("\nExpecting mail 1 from shop@example.org to ada@example.com: \"Welcome, Ada\"\n" + text
                        + DIALOGUE);
        assertThatThrownBy(() -> assertion.accept(assertThat(mail).as("sign-up")))
                .hasMessageStartingWith("[sign-up] \nExpecting mail 1 from");
        assertThatThrownBy(() -> assertion.accept(assertThat(mail).overridingErrorMessage("my own")))
                .hasMessage("my own");
    }

    static Stream<Arguments> failures() {
        return Stream.of(
                failure("hasSubject", mail -> mail.hasSubject("Welcome, Bob"), """
                        to have the subject
                          "Welcome, Bob"
                        but it is
                          "Welcome, Ada"
                        """),
                failure("isFrom", mail -> mail.isFrom("eve@example.org"), """
                        to be from
                          eve@example.org
                        but From is
                          Shop <shop@example.org>
                        """),
                failure("isFrom", mail -> mail.isFrom("Shop <shop@example.org>"), """
                        to be from
                          Shop <shop@example.org>
                        but From is
                          Shop <shop@example.org>
                        (addresses alone are compared, without the names)
                        """),
                failure("isTo", mail -> mail.isTo("ada@example.com", "bob@example.com"), """
                        to be to
                          bob@example.com
                        but To is
                          Ada <ada@example.com>
                        """),
                failure("hasEnvelopeSender", mail -> mail.hasEnvelopeSender("<>"), """
                        to have the envelope sender
                          <>
                        but it is
                          <shop@example.org>
                        """),
                failure("hasEnvelopeRecipients", mail -> mail.hasEnvelopeRecipients("bob@example.com"), """
                        to have the envelope recipients
                          bob@example.com
                        but they are
                          ada@example.com
                        these are missing
                          bob@example.com
                        these are too many
                          ada@example.com
                        """),
                failure("hasBccRecipient", mail -> mail.hasBccRecipient("bob@example.com"), """
                        to have the Bcc recipient
                          bob@example.com
                        but the envelope has only
                          ada@example.com
                        """),
                failure("hasBccRecipient of To", mail -> mail.hasBccRecipient("ada@example.com"), """
                        to have the Bcc recipient
                          ada@example.com
                        but all can read of it: To is
                          Ada <ada@example.com>
                        """),
                failure("hasHeader", mail -> mail.hasHeader("List-Unsubscribe"), """
                        to have a header field
                          List-Unsubscribe
                        but it has none of this name
                        """),
                failure("hasHeader with value", mail -> mail.hasHeader("to", "Bob"), """
                        to have the header field
                          to: Bob
                        but it has
                          to: Ada <ada@example.com>
                        """),
                failure("hasAttachment", mail -> mail.hasAttachment("terms.pdf"), """
                        to have the attachment
                          terms.pdf
                        but it has none
                        """),
                failure("attachmentSatisfies", mail -> mail.attachmentSatisfies("terms.pdf", attachment -> {}), """
                        to have the attachment
                          terms.pdf
                        but it has none
                        """),
                failure("wasSentOverTls", mail -> mail.wasSentOverTls(), """
                        to have been sent over TLS
                        but its session was in clear
                        """),
                failure("wasAuthenticatedAs", mail -> mail.wasAuthenticatedAs("shop"), """
                        to have been sent by the authenticated user
                          shop
                        but nobody had authenticated
                        """),
                failure("html", mail -> mail.html(), """
                        to have HTML
                        but it has only plain text
                        """),
                failure("link", mail -> mail.link(), """
                        to have a link
                        but there is none in its HTML or text
                        """));
    }

    private static Arguments failure(String name, Consumer<ReceivedMailAssert> assertion, String text) {
        return arguments(name, assertion, text);
    }

    @Test
    void listsTheAttachmentsThatThereAre() {
        ReceivedMail mail = invoice();

        assertThatThrownBy(() -> assertThat(mail).hasAttachment("invoice.pdf")).hasMessageContaining("""

                        to have the attachment
                          invoice.pdf
                        but it has
                          invoice.csv (text/csv), 6 octets

                        Session 1""");
        assertThatThrownBy(() -> assertThat(mail).hasNoAttachments())
                .hasMessageContaining("\nto have no attachments\nbut it has\n  invoice.csv (text/csv), 6 octets\n");
    }

    @Test
    void tellsWhereTheAddressIsInstead() {
        ReceivedMail mail = invoice();

        assertThatThrownBy(() -> assertThat(mail).isTo("carl@example.com"))
                .hasMessageContaining("\nbut To is\n  Ada <ada@example.com>\n(it is in Cc)\n");
        assertThatThrownBy(() -> assertThat(mail).isTo("audit@example.org"))
                .hasMessageContaining("\n(it is a recipient of the envelope: see hasEnvelopeRecipients)\n");
        assertThatThrownBy(() -> assertThat(mail).hasBccRecipient("carl@example.com"))
                .hasMessageContaining("\nbut all can read of it: Cc is\n  carl@example.com\n");
    }

    @Test
    void showsHeaderFieldsWithPercentSignsAsTheyAre() {
        assertThatThrownBy(() -> assertThat(invoice()).hasHeader("X-Campaign", "100%s"))
                .hasMessageContaining("""

                        to have the header field
                          X-Campaign: 100%s
                        but it has
                          X-Campaign: spring
                          X-Campaign: 100% wool
                        """);
    }

    @Test
    void namesThePartThatItLedTo() {
        ReceivedMail mail = welcome();

        assertThatThrownBy(() -> assertThat(mail).text().contains("Bob")).hasMessageStartingWith("""
                        [text of mail 1 from shop@example.org to ada@example.com: "Welcome, Ada"]\s
                        Expecting actual:
                          "Hello Ada!""");
    }

    @Test
    void showsWhatCannotBeSeen() {
        ReceivedMail mail = file("""
                From: =?utf-8?Q?=E2=80=AEeve?= <eve@example.com>
                Subject: Your=?utf-8?Q?=C2=A0?=order
                Content-Type: text/plain; charset=utf-8

                Hello\u202E\u00A0Bob\u001B[31m
                Bye
                """);

        assertThatThrownBy(() -> assertThat(mail).hasSubject("Your order")).hasMessageEndingWith("""
                to have the subject
                  "Your order"
                but it is
                  "Your\\xA0order\"""");
        assertThatThrownBy(() -> assertThat(mail).isFrom("bob@example.com"))
                .hasMessageEndingWith("but From is\n  \\u202Eeve <eve@example.com>");
        assertThatThrownBy(() -> assertThat(mail).hasHeader("Subject", "Your order"))
                .hasMessageEndingWith("but it has\n  Subject: Your\\xA0order");
        assertThatThrownBy(() -> assertThat(mail).text().contains("Hello Bob"))
                .hasMessageContaining("\"Hello\\u202E\\xA0Bob\\x1B[31m\nBye\n\"");
    }

    @Test
    void staysShortWhateverTheMailHolds() {
        String much = "<p>Hello</p>\n".repeat(100_000);
        ReceivedMail mail = file("Subject: " + "long ".repeat(20_000) + "\nContent-Type: text/html\n\n" + much);
        List<Recipient> many = IntStream.rangeClosed(1, 2_000)
                .mapToObj(i -> new Recipient("user" + i + "@example.com", Map.of()))
                .toList();
        ReceivedMail toMany = ReceivedMail.of(new Envelope("", Map.of(), many), new byte[0]);

        assertThatThrownBy(() -> assertThat(mail).html().contains("Bob"))
                .message()
                .contains("… (1300002 characters)\nto contain:\n  \"Bob\"")
                .hasSizeLessThan(11_000);
        assertThatThrownBy(() -> assertThat(mail).hasSubject("Welcome"))
                .message()
                .contains("long long… (100001 characters)")
                .hasSizeLessThan(2_000);
        assertThatThrownBy(() -> assertThat(toMany).hasEnvelopeRecipients("bob@example.com"))
                .message()
                .contains("\n  user20@example.com\n  … and 1980 more\nthese are missing\n  bob@example.com\n")
                .hasSizeLessThan(2_000);
    }

    private static ReceivedMail file(String text) {
        return ReceivedMail.of(new Envelope("", Map.of(), List.of()), text.getBytes(UTF_8));
    }

    @Test
    void quotesTheRequirement() {
        ReceivedMail mail = welcome();

        assertThatThrownBy(() -> assertThat(mail)
                        .textSatisfies(text -> assertThat(text.strip()).isEqualTo("Hello Bob!")))
                .hasMessage("""

                        Expecting the text of mail 1 from shop@example.org to ada@example.com: "Welcome, Ada"
                        to satisfy the requirements
                        but this failed:
                          expected: "Hello Bob!"
                           but was: "Hello Ada!"
                        """ + DIALOGUE);
    }

    @Test
    void hasNoDialogueToShowForAMailFromAFile() {
        ReceivedMail mail = ReceivedMail.of(new Envelope("shop@example.org", Map.of(), List.of()), new byte[0]);

        assertThatThrownBy(() -> assertThat(mail).hasSubject("Welcome")).hasMessage("""

                        Expecting mail 0 from shop@example.org to : ""
                        to have the subject
                          "Welcome"
                        but it has none""");
        assertThatThrownBy(() -> assertThat(mail).isTo("ada@example.com"))
                .hasMessageEndingWith("\nbut it has no address in To");
        byte[] pdf = "Content-Type: application/pdf\r\n\r\n%PDF".getBytes(US_ASCII);
        assertThatThrownBy(
                        () -> assertThat(ReceivedMail.of(mail.envelope(), pdf)).html())
                .hasMessageEndingWith("\nto have HTML\nbut it has neither HTML nor plain text");
    }

    @Test
    void listsTheFindings() {
        mailer.send("Subject: caf\u00e9\n\nHello\n", "ada@example.com");
        ReceivedMail mail = smtp.mailbox().mails().get(0);

        assertThat(mail.findings()).isNotEmpty();
        assertThatThrownBy(() -> assertThat(mail).hasNoFindings())
                .message()
                .contains("\nto have no findings\nbut it has " + mail.findings().size() + ":\n  ")
                .contains(mail.findings().get(0).toString());
    }

    @Test
    void knowsTheUserAndTheTlsOfItsSession() {
        Mailbox mailbox = Mailer.secureMailbox();

        assertThat(mailbox).singleMail().wasSentOverTls().wasAuthenticatedAs("shop");
        assertThatThrownBy(() -> assertThat(mailbox).singleMail().wasAuthenticatedAs("ada"))
                .hasMessageEndingWith("""

                        to have been sent by the authenticated user
                          ada
                        but the user was
                          shop""");
    }

    @Test
    void refusesNull() {
        assertThatThrownBy(() -> assertThat((ReceivedMail) null).hasSubject("Welcome"))
                .hasMessage("\nExpecting actual not to be null");
    }
}
