package dev.heloise.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WaitingTest {

    private static final int PLACES = 100;

    private final Running app = new Running();

    @AfterEach
    void close() {
        app.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "api/mails/await?timeout=60000",
                "api/mails/quiet?period=60000",
                "api/sessions/await?timeout=60000"
            })
    void whoeverWaitsIsToldWhenTheInboxIsClosed(String path) throws Exception {
        List<CompletableFuture<HttpResponse<String>>> answers = ask(path, 20);

        long start = System.nanoTime();
        app.inbox.close();

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
        for (CompletableFuture<HttpResponse<String>> each : answers) {
            HttpResponse<String> answer = each.get(10, TimeUnit.SECONDS);
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
            assertThat(Running.parse(answer).path("detail").asString()).isEqualTo("the inbox is being closed");
        }
    }

    @Test
    void whoeverDoesNotWaitFindsAThread() throws Exception {
        List<CompletableFuture<HttpResponse<String>>> answers = ask("api/mails/await?timeout=60000", PLACES);

        assertThat(app.get("api/mails/await?timeout=60000").statusCode()).isEqualTo(503);
        assertThat(app.get("api/mails").statusCode()).isEqualTo(200);

        app.send("ada@example.org", "Subject: x", "", "x");
        for (CompletableFuture<HttpResponse<String>> each : answers) {
            assertThat(each.get(10, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
        }
        await().untilAsserted(() -> assertThat(
                        app.get("api/mails/await?after=1&timeout=1").statusCode())
                .isEqualTo(404));
    }

    /** Asks so many times, and returns when all of them wait. */
    private List<CompletableFuture<HttpResponse<String>>> ask(String path, int times) {
        List<CompletableFuture<HttpResponse<String>>> answers = Stream.generate(
                        () -> CompletableFuture.supplyAsync(() -> app.get(path), task -> new Thread(task).start()))
                .limit(times)
                .toList();
        await().until(() -> waiting() == times);
        return answers;
    }

    private static long waiting() {
        return Thread.getAllStackTraces().values().stream()
                .filter(trace -> Arrays.stream(trace)
                        .anyMatch(frame -> frame.getClassName().equals("dev.heloise.mailbox.Waiting")))
                .count();
    }
}
