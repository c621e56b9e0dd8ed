package dev.heloise.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heloise.mailbox.MailFilter;
import dev.heloise.mailbox.MailboxListener;
import dev.heloise.mailbox.MemoryMailbox;
import dev.heloise.mailbox.ReceivedMail;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EventsTest {

    private final Running app = new Running();
    private final LinkedBlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private Thread ear;

    @BeforeEach
    void listen() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(app.uri("api/events"))
                .header("Accept", "text/event-stream")
                .build();
        HttpResponse<Stream<String>> response =
                HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofLines());
        assertThat(response.headers().firstValue("Content-Type").orElse("")).startsWith("text/event-stream");
        ear = new Thread(() -> hear(response.body()), "ear");
        ear.setDaemon(true);
        ear.start();
        assertThat(next("hello")).contains("version");
    }

    private void hear(Stream<String> lines) {
        try {
            lines.forEach(heard::add);
        } catch (UncheckedIOException e) {
            // The server has hung up, as it should when it is closed.
            heard.add("closed");
        }
    }

    @AfterEach
    void close() {
        app.close();
    }

    /** The data of the next event of this name; others are passed over. */
    private String next(String name) throws InterruptedException {
        while (true) {
            String line = heard.poll(10, TimeUnit.SECONDS);
            assertThat(line).as("an event " + name).isNotNull();
            if (line.equals("event: " + name) || line.equals("event:" + name)) {
                return heard.poll(10, TimeUnit.SECONDS);
            }
        }
    }

    @Test
    void aMailIsToldAtOnceWithItsSummary() throws Exception {
        app.send("ada@example.org", "Subject: Now", "", "x");
        assertThat(next("mail")).contains("\"id\":\"1\"", "\"subject\":\"Now\"", "\"unread\":true");
    }

    @Test
    void aSessionIsToldWhenItBeginsAndWhenItEnds() throws Exception {
        app.say("EHLO a.example");
        assertThat(next("session")).contains("\"id\":\"1\"");
        assertThat(next("session")).contains("\"end\":\"QUIT\"", "\"delivered\":false");
    }

    @Test
    void whatGoesIsToldToo() throws Exception {
        app.send("ada@example.org", "Subject: Now", "", "x");
        app.callJson("PATCH", "api/mails/1", Map.of("unread", false));
        assertThat(next("marked")).contains("{\"id\":\"1\",\"unread\":false}");
        app.call("DELETE", "api/mails/1", "");
        assertThat(next("removed")).contains("{\"ids\":[\"1\"]}");
        app.call("DELETE", "api/mails", "");
        assertThat(next("cleared")).isNotNull();
    }

    /** Somebody else has had it meanwhile, which was told already. */
    @Test
    void aMailThatIsGoneBeforeItIsToldIsNotTold() throws Exception {
        MemoryMailbox mailbox = app.smtp.wholeMailbox();
        mailbox.add(new MailboxListener() {
            @Override
            public void received(ReceivedMail mail) {
                mailbox.drain(MailFilter.any());
            }
        });
        BlockingQueue<String> told = new LinkedBlockingQueue<>();
        try (Events later = new Events(mailbox, new ReadMarks(mailbox))) {
            Thread listening =
                    new Thread(() -> later.listen(new Subscription((name, json) -> told.add(name), () -> {})));
            listening.start();
            assertThat(told.poll(10, TimeUnit.SECONDS)).isEqualTo("hello");

            app.send("ada@example.org", "Subject: Now", "", "x");

            for (String name : List.of("session", "removed", "session")) {
                assertThat(told.poll(10, TimeUnit.SECONDS)).isEqualTo(name);
            }
        }
    }

    @Test
    void aThousandMailsAreTold() throws Exception {
        for (int i = 0; i < 1_000; i++) {
            app.send("ada@example.org", "Subject: " + i, "", "x");
        }
        for (int i = 1; i <= 1_000; i++) {
            assertThat(next("mail")).contains("\"id\":\"" + i + "\"");
        }
    }

    @Test
    void closingTheInboxEndsTheStream() throws Exception {
        app.inbox.close();
        ear.join(5_000);
        assertThat(ear.isAlive()).isFalse();
    }
}
