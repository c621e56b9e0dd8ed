package dev.heloise.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** HEAD is GET without the body (RFC 9110 §9.3.2). */
class HeadTest {

    private final Running app = new Running();

    @AfterEach
    void close() {
        app.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "page/inbox.js",
                "page/nothing.js",
                "livez",
                "api/openapi.yaml",
                "api/mails",
                "api/mails?limit=abc",
                "api/mails/1",
                "api/mails/999",
                "api/mails/1/raw",
                "api/mails/1/raw?download",
                "api/mails/1/text",
                "api/mails/1/html",
                "api/mails/1/attachments/7",
                "api/mails/await",
                "api/mails/await?q=subject:never&timeout=1",
                "api/rules",
                "api/v1/messages"
            })
    void saysWhatGetWouldSay(String path) {
        app.send(
                "ada@example.org",
                "Subject: x",
                "",
                "x".repeat(900).concat("\r\n").repeat(200));
        HttpResponse<String> get = app.get(path);

        HttpResponse<String> head = app.call("HEAD", path, "");

        assertThat(head.statusCode()).isEqualTo(get.statusCode());
        assertThat(field(head, "Content-Type")).isEqualTo(field(get, "Content-Type"));
        assertThat(field(head, "Content-Length")).isEqualTo(field(get, "Content-Length"));
        assertThat(head.body()).isEmpty();
    }

    @Test
    void doesNotWaitForEvents() {
        HttpResponse<String> head = app.call("HEAD", "api/events", "");
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(field(head, "Content-Type")).startsWith("text/event-stream");
    }

    @Test
    void isAnsweredUnderAPathOfItsOwnToo() {
        try (Running below = new Running(inbox -> inbox.webRoot("/mail"))) {
            assertThat(below.call("HEAD", "api/mails/999", "").statusCode()).isEqualTo(404);
            assertThat(below.call("HEAD", "api/mails", "").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void isNotForWhatChangesSomething() {
        HttpResponse<String> head = app.call("HEAD", "api/reset", "");
        assertThat(head.statusCode()).isEqualTo(405);
        assertThat(field(head, "Allow")).isEqualTo("POST");
    }

    private static String field(HttpResponse<String> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }
}
