package dev.heloise.testcontainers;

import static dev.heloise.mailbox.MailFilter.to;
import static dev.heloise.script.When.rcptTo;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.heloise.FakeSmtpServer;
import dev.heloise.SmtpClient;
import dev.heloise.SmtpEndpoint;
import dev.heloise.mailbox.ReceivedMail;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What {@code docs/container.md} shows: its shell commands are run, its Java stands here. */
class ContainerPageTest {

    private static final Pattern SHELL = Pattern.compile("```sh\n(.*?)```", Pattern.DOTALL);

    private HeloiseContainer server;

    @BeforeEach
    void start() {
        server = Engine.running();
    }

    @Test
    void theCommandsSendAMailAndWaitForIt() throws Exception {
        assertThat(run(0)).contains("\"subject\":\"Welcome, Ada\"");
        assertThat(server.mailbox().mails()).hasSize(1);
    }

    @Test
    void theCommandsReadTheMail() throws Exception {
        run(0);
        assertThat(run(1)).contains("Your code is 424242.", "Subject: Welcome, Ada", "\"sessions\":");
    }

    @Test
    void theCommandsMakeAMailboxFull() throws Exception {
        run(2);
        try (SmtpClient client = SmtpClient.introduced(server)) {
            client.say("MAIL FROM:<shop@example.org>");
            assertThat(client.say("RCPT TO:<bob@full.example>")).isEqualTo("452 4.2.2 Mailbox full");
        }
    }

    @Test
    void theCommandForgetsEverything() throws Exception {
        run(0);
        run(2);
        run(3);
        assertThat(server.mailbox().mails()).isEmpty();
        assertThat(server.script().rules()).isEmpty();
    }

    /** The block of that number, with the ports of this container. */
    private String run(int block) throws IOException, InterruptedException {
        String page = Files.readString(Path.of("../docs/container.md"));
        List<String> blocks =
                SHELL.matcher(page).results().map(found -> found.group(1)).toList();
        String commands = blocks.get(block)
                .replace("127.0.0.1:1025", "127.0.0.1:" + server.getSmtpPort())
                .replace("127.0.0.1:8025", "127.0.0.1:" + server.getHttpUrl().getPort());
        Process shell = new ProcessBuilder("bash", "-euo", "pipefail", "-c", commands)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String output = new String(shell.getInputStream().readAllBytes(), UTF_8);
        assertThat(shell.waitFor()).as(commands).isZero();
        return output;
    }

    @Test
    void theSameTestRunsInProcessAndInAContainer() {
        try (FakeSmtpServer smtp = FakeSmtpServer.start()) {
            welcomesNewCustomers(smtp);
        }
        welcomesNewCustomers(server);
    }

    private static void welcomesNewCustomers(SmtpEndpoint smtp) {
        smtp.script().when(rcptTo("*@full.example")).thenReply("452 4.2.2 Mailbox full");

        new Shop(smtp).register("ada@example.com");

        ReceivedMail mail = smtp.mailbox().await(to("ada@example.com"));
        assertThat(mail.subject()).isEqualTo("Welcome, Ada");
        assertThat(mail.session().transcript().commands()).contains("MAIL FROM:<shop@example.org>");
    }

    /** What is under test. */
    private record Shop(SmtpEndpoint smtp) {

        void register(String customer) {
            try (SmtpClient client = SmtpClient.introduced(smtp)) {
                client.deliver("shop@example.org", customer, "Subject: Welcome, Ada\r\n\r\nHello\r\n");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
