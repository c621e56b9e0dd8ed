package dev.heloise.examples.house;

import static dev.heloise.PropertyNames.JAKARTA_MAIL;
import static dev.heloise.assertj.SmtpAssertions.assertThat;
import static dev.heloise.script.When.mailFrom;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.message;

import dev.heloise.FakeSmtpServer;
import dev.heloise.junit5.SmtpServer;
import dev.heloise.mailbox.Mailbox;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.MimeMessage;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.EventConditions;

/** Nothing here says a word of the rules of the house: that they are on the class path is enough. */
@SmtpServer
class HouseRulesTest {

    @Test
    void theHouseTakesMailFromItsOwn(FakeSmtpServer smtp, Mailbox mailbox) throws MessagingException {
        send(smtp, "no-reply@shop.example", "Your order is on its way.");

        assertThat(mailbox).singleMail().hasNoFindings();
    }

    @Test
    void theHouseTakesNoMailFromOthers(FakeSmtpServer smtp, Mailbox mailbox) {
        assertThatThrownBy(() -> send(smtp, "me@elsewhere.example", "Hello"))
                .hasMessageContaining("553 5.7.1 Not a sender of ours");

        assertThat(mailbox).isEmpty();
        assertThat(mailbox.sessions().get(0).transcript().asText()).contains("answered by policy OnlyOurSenders");
    }

    @Test
    void aTestHasTheFirstWord(FakeSmtpServer smtp, Mailbox mailbox) throws MessagingException {
        smtp.script().when(mailFrom("*@elsewhere.example")).thenAccept();

        send(smtp, "me@elsewhere.example", "Hello");

        assertThat(mailbox).hasSize(1);
    }

    @Test
    void theHouseFindsWhatItDislikes(FakeSmtpServer smtp, Mailbox mailbox) throws MessagingException {
        send(smtp, "no-reply@shop.example", "<p>Hello</p><img src=\"https://shop.example/seen\" width=1 height=1>");

        assertThat(mailbox.mails().get(0).findings())
                .singleElement()
                .hasToString("ERROR HOUSE_TRACKING_PIXEL: an image of one pixel (privacy notice §4)");
    }

    @Test
    void whatItDislikesFailsAStrictTest() {
        EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(Tracking.class))
                .execute()
                .testEvents()
                .assertThatEvents()
                .haveExactly(
                        1,
                        EventConditions.finishedWithFailure(
                                message(text -> text.contains("HOUSE_TRACKING_PIXEL: an image of one pixel"))));
    }

    /** Run by the test before it alone: its name is not that of a test. */
    @SmtpServer(strict = true)
    static class Tracking {
        @Test
        void tracks(FakeSmtpServer smtp) throws MessagingException {
            send(smtp, "no-reply@shop.example", "<img src=\"https://shop.example/seen\" width=\"1\">");
        }
    }

    private static void send(FakeSmtpServer smtp, String sender, String html) throws MessagingException {
        Properties properties = new Properties();
        properties.putAll(smtp.properties(JAKARTA_MAIL));
        properties.setProperty("mail.smtp.localhost", "shop.example");
        properties.setProperty("mail.from", "no-reply@shop.example"); // its domain is that of the Message-ID
        MimeMessage mail = new MimeMessage(Session.getInstance(properties));
        mail.setFrom(sender);
        mail.setRecipients(RecipientType.TO, "ada@example.com");
        mail.setSubject("Your order");
        mail.setText(html, "UTF-8", "html");
        Transport.send(mail);
    }
}
