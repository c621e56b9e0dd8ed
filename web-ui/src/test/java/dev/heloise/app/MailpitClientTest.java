package dev.heloise.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The client of Mailpit that is published for Node drives this API without knowing. */
class MailpitClientTest {

    private final Running app = new Running();

    @AfterEach
    void close() {
        app.close();
    }

    @Test
    void theClientFromNpmWorksUnchanged() throws Exception {
        requireClient();
        app.send(
                "ada@example.org",
                "From: shop@shop.example",
                "To: ada@example.org",
                "Subject: Welcome",
                "MIME-Version: 1.0",
                "Content-Type: text/html",
                "",
                "<p>Hello</p>");
        app.send("bob@example.org", "Subject: Other", "", "Hi Bob");

        String said = node("""
                const {MailpitClient} = require('mailpit-api');
                const mailpit = new MailpitClient(process.argv[1]);
                (async () => {
                  const say = (...words) => console.log(words.join(' '));
                  say('info', (await mailpit.getInfo()).Messages, (await mailpit.getConfiguration()).ChaosEnabled);
                  const list = await mailpit.listMessages();
                  say('list', list.messages_count, list.messages.map(mail => mail.Subject));
                  const mail = await mailpit.waitForMessage({query: 'subject:Welcome'});
                  say('mail', mail.To[0].Address, mail.HTML.trim());
                  say('headers', (await mailpit.getMessageHeaders(mail.ID)).Subject[0]);
                  say('source', (await mailpit.getMessageSource(mail.ID)).includes('Subject: Welcome'));
                  say('html', (await mailpit.renderMessageHTML(mail.ID)).trim());
                  say('text', (await mailpit.renderMessageText()).trim());
                  say('read', await mailpit.setReadStatus({Read: true}), (await mailpit.getInfo()).Unread);
                  say('tags', (await mailpit.getTags()).length);
                  say('chaos', (await mailpit.setChaosTriggers({Sender: {ErrorCode: 421, Probability: 100}})).Sender.ErrorCode);
                  await mailpit.setChaosTriggers();
                  await mailpit.deleteMessagesBySearch({query: 'to:bob@example.org'});
                  await mailpit.deleteMessages({IDs: [mail.ID]});
                  say('left', (await mailpit.waitForMessages({count: 0})).total);
                })().catch(error => { console.error(error); process.exit(1); });
                """, app.inbox.uri().toString());

        assertThat(said.lines())
                .containsExactly(
                        "info 2 true",
                        "list 2 Other,Welcome",
                        "mail ada@example.org <p>Hello</p>",
                        "headers Welcome",
                        "source true",
                        "html <p>Hello</p>",
                        "text Hi Bob",
                        "read ok 0",
                        "tags 0",
                        "chaos 421",
                        "left 0");
    }

    /** Skips the test where the client is missing, but not where the tests have to show that it works. */
    private static void requireClient() throws InterruptedException {
        try {
            node("require('mailpit-api')");
        } catch (IOException | AssertionError e) {
            String text = "mailpit-api is not installed (npm install mailpit-api@2.1.0, and NODE_PATH)";
            if ("true".equals(System.getenv("CI"))) {
                fail(text);
            }
            abort(text);
        }
    }

    private static String node(String program, String... arguments) throws IOException, InterruptedException {
        List<String> command = new java.util.ArrayList<>(List.of("node", "-e", program));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }
}
