package dev.heloise.assertj;

import static dev.heloise.assertj.SmtpAssertions.assertThat;
import static dev.heloise.deliverability.DmarcResult.Policy.REJECT;
import static dev.heloise.mailbox.MailFilter.subject;
import static dev.heloise.mailbox.MailFilter.to;
import static dev.heloise.mailbox.SmtpSession.End.QUIT;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.heloise.FakeSmtpServer;
import dev.heloise.deliverability.ArcResult;
import dev.heloise.deliverability.Deliverability;
import dev.heloise.deliverability.DeliverabilityReport;
import dev.heloise.deliverability.DkimSigner;
import dev.heloise.deliverability.SpfResult;
import dev.heloise.deliverability.Zone;
import dev.heloise.mailbox.Mailbox;
import dev.heloise.mailbox.ReceivedMail;
import dev.heloise.mailbox.SmtpSession;
import dev.heloise.script.SmtpExtension;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Keeps {@code docs/assertions.md} true: its examples stand here and are run, and its failures come about. */
class AssertionsPageTest {

    private static final Path PAGE = Path.of("..", "docs", "assertions.md");
    private static final Path SOURCE = Path.of("src/test/java/dev/heloise/assertj/AssertionsPageTest.java");
    private static final Pattern EXAMPLES = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

    private static final String REMINDER = """
            From: Shop <shop@example.org>
            To: Bob <bob@example.com>
            Subject: Your basket

            Is it still of interest?
            """;

    @Test
    void itsExamplesAreThoseOfThisTest() throws IOException {
        String source = withoutSpace(Files.readString(SOURCE));
        List<String> statements = EXAMPLES.matcher(Files.readString(PAGE))
                .results()
                .flatMap(example -> Stream.of(example.group(1).split("(?<=[;{}])\n", -1)))
                .filter(statement -> !statement.isBlank())
                .toList();

        assertThat(statements)
                .hasSizeGreaterThan(50)
                .allSatisfy(statement -> assertThat(source).contains(withoutSpace(statement)));
    }

    private static String withoutSpace(String text) {
        return text.replaceAll("\\s", "");
    }

    @Test
    void itsExamplesOfMailboxesPass() {
        try (FakeSmtpServer smtp = invoiced()) {
            Mailbox mailbox = smtp.mailbox();
            assertThat(mailbox).hasSize(1);
            assertThat(mailbox).within(ofSeconds(2)).hasSize(1);
            assertThat(mailbox.inbox("eve@example.org")).isEmpty();
            assertThat(mailbox.inbox("eve@example.org")).staysEmptyFor(ofMillis(100));
            assertThat(mailbox).singleMail().isTo("ada@example.com");
            assertThat(mailbox).singleMail(to("ada@example.com")).hasAttachment("invoice.csv");
            assertThat(mailbox).firstMail().isFrom("shop@example.org");
            assertThat(mailbox).lastMail().isFrom("shop@example.org");
            assertThat(mailbox).mail(0).isFrom("shop@example.org");
            assertThat(mailbox)
                    .singleMailSatisfies(mail -> assertThat(mail.size()).isLessThan(10_000));
            assertThat(mailbox).allMailsSatisfy(mail -> assertThat(mail).hasNoFindings());
            assertThat(mailbox).within(ofSeconds(2)).singleSession().endedWith(QUIT);
            smtp.awaitIdle(ofSeconds(2));
            assertThat(mailbox.inbox("eve@example.org")).isEmpty();
            await().untilAsserted(() -> assertThat(mailbox).hasSize(1));
            await().until(() -> mailbox.sessions().get(0).end() == QUIT);
        }
    }

    @Test
    void itsExamplesOfMailsPass() {
        ReceivedMail mail;
        try (FakeSmtpServer smtp = invoiced()) {
            mail = smtp.mailbox().mails().get(0);
        }
        ReceivedMail secure = Mailer.secureMailbox().mails().get(0);
        ReceivedMail welcome = secure;
        assertThat(mail).hasSubject("Your invoice for €5");
        assertThat(mail).isFrom("shop@example.org");
        assertThat(mail).isTo("ada@example.com");
        assertThat(mail).hasEnvelopeSender("bounces@example.org");
        assertThat(mail).hasEnvelopeRecipients("ada@example.com", "carl@example.com", "audit@example.org");
        assertThat(mail).hasBccRecipient("audit@example.org");
        assertThat(mail).hasHeader("X-Campaign");
        assertThat(mail).hasHeader("X-Campaign", "spring");
        assertThat(mail).hasAttachment("invoice.csv");
        assertThat(mail)
                .attachmentSatisfies(
                        "invoice.csv", file -> assertThat(file.contentType()).isEqualTo("text/csv"));
        assertThat(mail).text().contains("please");
        assertThat(mail).html().contains("<a href=");
        assertThat(mail).link().hasHost("shop.example").hasParameter("invoice", "7");
        assertThat(mail).textSatisfies(text -> assertThat(text).contains("please"));
        assertThat(mail).htmlSatisfies(html -> assertThat(html).contains("<a href="));
        assertThat(mail).linkSatisfies(link -> assertThat(link).hasHost("shop.example"));
        assertThat(mail).hasNoFindings();
        assertThat(welcome).hasNoAttachments();
        assertThat(secure).wasSentOverTls();
        assertThat(secure).wasAuthenticatedAs("shop");
    }

    @Test
    void itsExamplesOfSessionsPass() {
        try (FakeSmtpServer smtp = invoiced()) {
            SmtpSession session = smtp.mailbox().sessions().get(0);
            assertThat(session).saidHelo("shop.example");
            assertThat(session).endedWith(QUIT);
            assertThat(session).commands().startsWith("EHLO shop.example").endsWith("QUIT");
            assertThat(session).replies().doesNotContain("550 No such user");
            assertThat(session).commandsSatisfy(lines -> assertThat(lines).doesNotContain("RSET"));
            assertThat(session).repliesSatisfy(lines -> assertThat(lines).isNotEmpty());
            assertThat(session).hasNoFindings();
        }
    }

    @Test
    void itsExamplesOfReportsPass() {
        DkimSigner signer = DkimSigner.ed25519("example.org", "test");
        Zone zone = Zone.builder().text("""
                mail.example.org.        A    192.0.2.10
                10.2.0.192.in-addr.arpa. PTR  mail.example.org.
                example.org.             TXT  "v=spf1 a:mail.example.org -all"
                _dmarc.example.org.      TXT  "v=DMARC1; p=reject"
                """).text(signer.zoneRecord()).build();
        try (FakeSmtpServer smtp = FakeSmtpServer.start()) {
            String signed = new String(
                    signer.sign(REMINDER.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8)),
                    StandardCharsets.UTF_8);
            new Mailer(smtp).hello("mail.example.org").send(signed, "bob@example.com");
            ReceivedMail mail = smtp.mailbox().mails().get(0);

            DeliverabilityReport report =
                    Deliverability.against(zone).from("192.0.2.10").check(mail);
            assertThat(report).helo().passes().matchesClient();
            assertThat(report).iprev().passes();
            assertThat(report).heloSpf().hasVerdict(SpfResult.Verdict.NONE);
            assertThat(report).spf().passes();
            assertThat(report).dkim().passes();
            assertThat(report).dkim().passesFor("example.org");
            assertThat(report).dmarc().passes().hasNoFindings();
            assertThat(report).arc().hasVerdict(ArcResult.Verdict.NONE);
            assertThat(report).authenticationResults().contains("dmarc=pass");
            assertThat(report).hasFinding("SPF_NONE");
            assertThat(report).spfSatisfies(spf -> assertThat(spf).passes());
            assertThat(report)
                    .dmarcSatisfies(dmarc -> assertThat(dmarc.policy()).isEqualTo(REJECT));
        }
    }

    @Test
    void itsSoftExamplesPass() {
        try (FakeSmtpServer smtp = invoiced()) {
            Mailbox mailbox = smtp.mailbox();
            ReceivedMail mail = mailbox.mails().get(0);
            try (SmtpSoftAssertions softly = new SmtpSoftAssertions()) {
                softly.assertThat(mailbox).hasSize(1);
                softly.assertThat(mailbox)
                        .firstMailSatisfies(first -> assertThat(first).isTo("ada@example.com"));
            }
            SmtpSoftAssertions.assertSoftly(softly -> softly.assertThat(mail).isTo("ada@example.com"));
        }
    }

    private static FakeSmtpServer invoiced() {
        FakeSmtpServer smtp = FakeSmtpServer.start();
        new Mailer(smtp)
                .sender("bounces@example.org")
                .send(Mailer.INVOICE, "ada@example.com", "carl@example.com", "audit@example.org");
        return smtp;
    }

    /** Something that goes wrong, on the mailer's side and then in the test. */
    private record Failing(String name, Consumer<Mailer> sending, Consumer<Mailbox> asserting) {

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Failing> failures() {
        Consumer<Mailer> welcome = Mailer::welcome;
        return Stream.of(
                new Failing("no connection", mailer -> {}, mailbox -> {
                    assertThat(mailbox).within(ofMillis(100)).singleMail();
                }),
                new Failing("another recipient", welcome, mailbox -> {
                    assertThat(mailbox.inbox("bob@example.com")).hasSize(1);
                }),
                new Failing(
                        "near misses", welcome.andThen(mailer -> mailer.send(REMINDER, "bob@example.com")), mailbox -> {
                            assertThat(mailbox).singleMail(to("bob@example.com").and(subject("Your order")));
                        }),
                new Failing("a refused mail", mailer -> mailer.refused(Mailer.INVOICE, "ada@example.com"), mailbox -> {
                    assertThat(mailbox).as("after the order").singleMail().isTo("ada@example.com");
                }),
                new Failing("one mail too many", welcome, mailbox -> {
                    assertThat(mailbox).isEmpty();
                }),
                new Failing("another subject", welcome, mailbox -> {
                    assertThat(mailbox).singleMail().hasSubject("Welcome, Bob");
                }),
                new Failing("a missing recipient", welcome, mailbox -> {
                    assertThat(mailbox).singleMail().hasEnvelopeRecipients("ada@example.com", "audit@example.org");
                }),
                new Failing("no TLS", welcome, mailbox -> {
                    assertThat(mailbox).singleMail().wasSentOverTls();
                }),
                new Failing(
                        "the name of a laptop",
                        mailer -> mailer.hello("laptop.example").welcome(),
                        mailbox -> {
                            assertThat(mailbox).singleSession().saidHelo("shop.example");
                        }),
                new Failing("a requirement", welcome, mailbox -> {
                    assertThat(mailbox)
                            .allMailsSatisfy(mail -> assertThat(mail).text().contains("Bob"));
                }));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void itsFailuresLookAsItShows(Failing failing) throws IOException {
        String page = Files.readString(PAGE);
        try (FakeSmtpServer smtp = FakeSmtpServer.builder()
                .without(SmtpExtension.values())
                .maxMessageSize(500)
                .start()) {
            failing.sending.accept(new Mailer(smtp));

            AssertionError failure =
                    catchThrowableOfType(AssertionError.class, () -> failing.asserting.accept(smtp.mailbox()));

            // AssertJ ends a description with a space, which editors take away.
            String message = failure.getMessage().strip().replace(" \n", "\n");
            assertThat(page).contains("```text\n" + message + "\n```\n");
        }
    }
}
