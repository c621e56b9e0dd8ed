package dev.heloise.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The web socket on which Mailpit says what happens. */
class MailpitEventsTest {

    private final Running app = new Running();
    private final Ear ear = new Ear();

    @AfterEach
    void close() {
        app.close();
    }

    @Test
    void whoConnectsHearsTheNumbersFirst() throws Exception {
        app.send("ada@example.org", "Subject: x", "", "x");
        connect();
        JsonNode stats = ear.next("stats");
        assertThat(stats.path("Total").asInt()).isEqualTo(1);
        assertThat(stats.path("Unread").asInt()).isEqualTo(1);
        assertThat(stats.path("Version").asString()).isNotEmpty();
    }

    @Test
    void aMailIsToldAsTheListTellsIt() throws Exception {
        connect();
        ear.next("stats");
        app.send("ada@example.org", "From: Shop <shop@shop.example>", "Subject: Now", "", "Hello");
        JsonNode mail = ear.next("new");
        assertThat(mail).isEqualTo(app.json("api/v1/messages").path("messages").path(0));
        assertThat(mail.path("Subject").asString()).isEqualTo("Now");
    }

    @Test
    void whatIsReadAndWhatGoesIsToldToo() throws Exception {
        app.send("ada@example.org", "Subject: One", "", "x");
        connect();
        app.callJson("PUT", "api/v1/messages", Map.of("Read", true));
        assertThat(ear.next("update").toString()).isEqualTo("{\"ID\":\"1\",\"Read\":true}");
        app.call("DELETE", "api/mails/1", "");
        assertThat(ear.next("delete").toString()).isEqualTo("{\"ID\":\"1\"}");
        app.call("DELETE", "api/v1/messages", "");
        assertThat(ear.next("truncate").isNull()).isTrue();
    }

    @Test
    void aPageFromElsewhereIsNotLetIn() {
        assertRefused(403, "Origin", "http://evil.test");
        String upgrade = String.join(
                "\r\n",
                "GET /api/events HTTP/1.1",
                "Host: evil.test",
                "Connection: Upgrade, close",
                "Upgrade: websocket",
                "Sec-WebSocket-Version: 13",
                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
                "",
                "");
        assertThat(app.raw(upgrade)).startsWith("HTTP/1.1 421 ");
    }

    @Test
    void withoutThePasswordNobodyIsLetIn() {
        try (Running secret = new Running(inbox -> inbox.credentials("ada", "secret"))) {
            assertThatThrownBy(() -> connect(secret, Map.of()).join()).satisfies(e -> assertStatus(e, 401));
        }
    }

    @Test
    void closingTheInboxClosesTheSocket() throws Exception {
        connect();
        ear.next("stats");
        app.inbox.close();
        assertThat(ear.closed.get(10, TimeUnit.SECONDS)).isNotNull();
    }

    private void connect() {
        connect(app, Map.of()).join();
    }

    private void assertRefused(int status, String name, String value) {
        assertThatThrownBy(() -> connect(app, Map.of(name, value)).join()).satisfies(e -> assertStatus(e, status));
    }

    private static void assertStatus(Throwable failure, int status) {
        assertThat(failure).isInstanceOf(CompletionException.class);
        assertThat(((WebSocketHandshakeException) failure.getCause())
                        .getResponse()
                        .statusCode())
                .isEqualTo(status);
    }

    private CompletableFuture<WebSocket> connect(Running to, Map<String, String> headers) {
        WebSocket.Builder builder = HttpClient.newHttpClient().newWebSocketBuilder();
        headers.forEach(builder::header);
        return builder.buildAsync(URI.create("ws://127.0.0.1:" + to.inbox.port() + "/api/events"), ear);
    }

    /** Hears what is said on the socket. */
    private static final class Ear implements WebSocket.Listener {

        private static final JsonMapper JSON = new JsonMapper();

        private final LinkedBlockingQueue<JsonNode> heard = new LinkedBlockingQueue<>();
        private final CompletableFuture<String> closed = new CompletableFuture<>();
        private final StringBuilder text = new StringBuilder();

        /** What the next message of this type says; others are passed over. */
        JsonNode next(String type) throws InterruptedException {
            while (true) {
                JsonNode message = heard.poll(10, TimeUnit.SECONDS);
                assertThat(message).as("a message " + type).isNotNull();
                if (message.path("Type").asString().equals(type)) {
                    return message.path("Data");
                }
            }
        }

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
            text.append(part);
            if (last) {
                heard.add(JSON.readTree(text.toString()));
                text.setLength(0);
            }
            socket.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket socket, int status, String reason) {
            closed.complete("closed");
            return null;
        }

        @Override
        public void onError(WebSocket socket, Throwable error) {
            closed.complete("broken");
        }
    }
}
