package dev.heloise.assertj;

import static dev.heloise.assertj.Mailer.DIALOGUE;
import static dev.heloise.assertj.SmtpAssertions.assertThat;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heloise.FakeSmtpServer;
import dev.heloise.mailbox.Finding;
import dev.heloise.mailbox.SmtpSession;
import dev.heloise.mailbox.SmtpSession.End;
import java.net.Socket;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SmtpSessionAssertTest {

    private final FakeSmtpServer smtp = Mailer.plainServer();
    private final Mailer mailer = new Mailer(smtp);

    @AfterEach
    void stop() {
        smtp.close();
    }

    private SmtpSession session() {
        return smtp.mailbox().sessions().get(0);
    }

    @Test
    void passesWhereTheDialogueIsAsWanted() {
        mailer.welcome();

        assertThat(session()).saidHelo("shop.example").endedWith(End.QUIT).hasNoFindings();
        assertThat(session())
                .commands()
                .containsExactly(
                        "EHLO shop.example",
                        "MAIL FROM:<shop@example.org>",
                        "RCPT TO:<ada@example.com>",
                        "DATA",
                        "QUIT");
        assertThat(session())
                .replies()
                .startsWith("220 heloise.test ESMTP Heloise")
                .endsWith("221 Bye");
    }

    @Test
    void tellsTheNameThatWasSaid() {
        mailer.welcome();

        assertThatThrownBy(() -> assertThat(session()).saidHelo("mail.example")).hasMessage("""

                        Expecting session 1
                        to have said hello as
                          mail.example
                        but it said
                          EHLO shop.example
                        """ + DIALOGUE);
    }

    @Test
    void tellsThatNoNameWasSaid() throws Exception {
        try (Socket socket = new Socket(smtp.host(), smtp.port())) {
            assertThat(socket.getInputStream().read()).isEqualTo('2');
        }
        smtp.awaitIdle(ofSeconds(10));

        assertThatThrownBy(() -> assertThat(session()).saidHelo("mail.example")).hasMessageStartingWith("""

                        Expecting session 1
                        to have said hello as
                          mail.example
                        but no hello was accepted

                        Session 1 (CLIENT_CLOSED):
                          S: 220 heloise.test ESMTP Heloise""");
        assertThatThrownBy(() -> assertThat(session()).endedWith(End.QUIT))
                .hasMessageStartingWith(
                        "\nExpecting session 1\nto have ended with QUIT\nbut it ended with CLIENT_CLOSED\n");
    }

    @Test
    void tellsThatItIsStillOpen() {
        mailer.connect();

        assertThatThrownBy(() -> assertThat(session()).as("mailer").endedWith(End.QUIT))
                .hasMessage("""
                        [mailer]\s
                        Expecting session 1
                        to have ended with QUIT
                        but it is still open

                        Session 1 (OPEN):
                          S: 220 heloise.test ESMTP Heloise
                          C: EHLO shop.example
                          S: 250 heloise.test""");
    }

    @Test
    void listsTheFindings() throws Exception {
        mailer.hello("my_laptop").connect().close();
        Finding finding = session().findings().get(0);

        assertThat(finding.rule()).isEqualTo("HELO_SYNTAX");
        assertThatThrownBy(() -> assertThat(session()).hasNoFindings()).hasMessage("""

                        Expecting session 1
                        to have no findings
                        but it has 1:
                          %s

                        Session 1 (QUIT):
                          S: 220 heloise.test ESMTP Heloise
                          C: EHLO my_laptop
                          S: 250 heloise.test
                          C: QUIT
                          S: 221 Bye
                          ! %s""".formatted(finding, finding));
    }

    @Test
    void namesTheLinesThatItLedTo() {
        mailer.welcome();

        assertThatThrownBy(() -> assertThat(session()).commands().contains("RSET"))
                .hasMessageStartingWith("[commands of session 1] \nExpecting ListN:\n  [\"EHLO shop.example\",");
        assertThatThrownBy(() -> assertThat(session()).as("mailer").replies().isEmpty())
                .hasMessageStartingWith("[mailer, replies of session 1] \nExpecting empty but was: [\"220 heloise");
    }

    @Test
    void quotesTheRequirement() {
        mailer.welcome();
        Consumer<List<String>> reset = lines -> assertThat(lines.size()).isEqualTo(9);

        assertThat(session())
                .commandsSatisfy(lines -> assertThat(lines).hasSize(5))
                .repliesSatisfy(lines -> assertThat(lines).hasSize(7));
        assertThatThrownBy(() -> assertThat(session()).commandsSatisfy(reset)).hasMessage("""

                        Expecting the commands of session 1
                        to satisfy the requirements
                        but this failed:
                          expected: 9
                           but was: 5
                        """ + DIALOGUE);
        assertThatThrownBy(() -> assertThat(session()).repliesSatisfy(reset))
                .hasMessageStartingWith("\nExpecting the replies of session 1\nto satisfy the requirements\n");
    }

    @Test
    void refusesNull() {
        assertThatThrownBy(() -> assertThat((SmtpSession) null).endedWith(End.QUIT))
                .hasMessage("\nExpecting actual not to be null");
    }
}
