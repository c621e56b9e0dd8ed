package dev.heloise.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heloise.FakeSmtpServer;
import dev.heloise.mailbox.MailFilter;
import dev.heloise.mailbox.MemoryMailbox;
import dev.heloise.mailbox.ReceivedMail;
import java.net.HttpURLConnection;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebInboxTest {

    @Test
    void opensThePageForAServerInATest() throws Exception {
        try (FakeSmtpServer smtp = FakeSmtpServer.start();
                WebInbox inbox = WebInbox.on(smtp).start()) {
            HttpURLConnection page = (HttpURLConnection) inbox.uri().toURL().openConnection();
            assertThat(page.getResponseCode()).isEqualTo(200);
            assertThat(page.getContentType()).startsWith("text/html");
            assertThat(inbox.uri().toString()).isEqualTo("http://127.0.0.1:" + inbox.port() + "/");
            assertThat(inbox).hasToString("inbox at " + inbox.uri());
        }
    }

    @Test
    void twoInboxesShowOneServer() {
        try (Running first = new Running();
                WebInbox second = WebInbox.on(first.smtp).start()) {
            first.send("ada@example.org", "Subject: x", "", "x");
            assertThat(second.port()).isNotEqualTo(first.inbox.port());
            assertThat(first.json("api/mails").path("total").asInt()).isEqualTo(1);
        }
    }

    @Test
    void closingItLeavesTheServerOpenAndNoThread() {
        try (FakeSmtpServer smtp = FakeSmtpServer.start()) {
            WebInbox.on(smtp).start().close();
            smtp.awaitIdle(Duration.ofSeconds(5));
            org.awaitility.Awaitility.await()
                    .untilAsserted(() -> assertThat(threads())
                            .noneMatch(name -> name.startsWith("heloise-http") || name.startsWith("heloise-events")));
        }
    }

    @Test
    void closingItLetsTheServersMailboxForgetIt() {
        try (Running running = new Running()) {
            MemoryMailbox mailbox = running.smtp.wholeMailbox();
            ReadMarks marks = new ReadMarks(mailbox);
            running.send("ada@example.org", "Subject: x", "", "x");
            ReceivedMail mail = mailbox.mails().get(0);
            marks.mark(mail, false);
            marks.close();
            mailbox.drain(MailFilter.any());
            assertThat(marks.isUnread(mail)).isFalse();
        }
    }

    @Test
    void itShowsAllMailsOfAServerThatTestsShare() {
        try (Running running = new Running()) {
            running.smtp.requireInboxes("others use it as well");
            try (WebInbox inbox = WebInbox.on(running.smtp).start()) {
                running.send("ada@example.org", "Subject: x", "", "x");
                assertThat(running.json("api/mails").path("total").asInt()).isEqualTo(1);
                HttpResponse<String> reset = running.call("POST", "api/reset", "", "Content-Type", "application/json");
                assertThat(reset.statusCode()).isEqualTo(409);
                assertThat(reset.body()).contains("others use it as well");
                assertThat(inbox.port()).isPositive();
            }
        }
    }

    private static List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream().map(Thread::getName).toList();
    }

    @Test
    void aPortThatIsTakenIsNamed() {
        try (Running running = new Running()) {
            WebInbox.Builder other = WebInbox.on(running.smtp).port(running.inbox.port());
            assertThatThrownBy(other::start).hasMessageContaining("127.0.0.1:" + running.inbox.port());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/a/../b", "/a b", "/a?b", "http://x"})
    void aPathThatIsNoneIsRefused(String path) {
        try (FakeSmtpServer smtp = FakeSmtpServer.start()) {
            WebInbox.Builder inbox = WebInbox.on(smtp);
            assertThatThrownBy(() -> inbox.webRoot(path)).hasMessageContaining(path);
            assertThatThrownBy(() -> inbox.port(65_536)).hasMessageContaining("65536");
            assertThatThrownBy(() -> inbox.credentials("a:b", "c")).hasMessageContaining("a:b");
        }
    }
}
