package dev.heloise.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class SessionsTest {

    private final Running app = new Running();

    @AfterEach
    void close() {
        app.close();
    }

    @Test
    void aSessionThatDeliveredNothingIsListedToo() {
        app.send("ada@example.org", "Subject: x", "", "x");
        app.say("EHLO my_host", "MAIL FROM:<a@example.org>", "RCPT TO:<nobody>");
        app.smtp.awaitIdle(Duration.ofSeconds(5));

        assertThat(app.json("api/sessions").path("sessions").size()).isEqualTo(2);
        JsonNode silent = app.json("api/sessions?delivered=false").path("sessions");
        assertThat(silent.size()).isEqualTo(1);
        assertThat(silent.path(0).path("helo").path("name").asString()).isEqualTo("my_host");
        assertThat(silent.path(0).path("end").asString()).isEqualTo("QUIT");
        assertThat(silent.path(0).path("refusal").asString()).startsWith("501 5.1.3");
        assertThat(silent.path(0).path("findings").path(0).path("severity").asString())
                .isEqualTo("ERROR");
    }

    @Test
    void aSessionWhoseMailWasDeletedHasDeliveredAllTheSame() {
        app.send("ada@example.org", "Subject: x", "", "x");
        app.smtp.awaitIdle(Duration.ofSeconds(5));
        app.call("DELETE", "api/mails/latest", "");

        assertThat(app.json("api/sessions?delivered=false").path("sessions").size())
                .isZero();
        JsonNode session =
                app.json("api/sessions?delivered=true").path("sessions").path(0);
        assertThat(session.path("delivered").asBoolean()).isTrue();
        assertThat(session.path("mails").size()).isZero();
    }

    @Test
    void whetherItDeliveredIsTrueOrFalse() {
        HttpResponse<String> response = app.get("api/sessions?delivered=maybe");
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(Running.parse(response).path("detail").asString()).contains("delivered", "\"maybe\"");
    }

    @Test
    void theDialogueIsThereWordForWordWithItsFindings() {
        app.say("EHLO my_host", "MAIL FROM:<a@example.org>", "RCPT TO:<nobody>");
        app.smtp.awaitIdle(Duration.ofSeconds(5));

        JsonNode session = app.json("api/sessions/1");
        assertThat(session.path("transactions").path(0).path("sender").asString())
                .isEqualTo("a@example.org");
        JsonNode hello = session.path("transcript").path(1);
        assertThat(hello.path("side").asString()).isEqualTo("CLIENT");
        assertThat(hello.path("text").asString()).isEqualTo("EHLO my_host");
        assertThat(new String(
                        Base64.getDecoder().decode(hello.path("bytes").asString()),
                        java.nio.charset.StandardCharsets.US_ASCII))
                .isEqualTo("EHLO my_host\r\n");
        assertThat(hello.path("findings").size()).isEqualTo(1);
    }

    @Test
    void theContentOfAMailIsALineWithoutItsOctets() {
        app.send("ada@example.org", "Subject: x", "", "x");
        JsonNode content = app.json("api/sessions/1")
                .path("transcript")
                .valueStream()
                .filter(line -> line.path("content").asBoolean())
                .findFirst()
                .orElseThrow();
        assertThat(content.path("text").asString()).isEqualTo("(17 octets of content)");
        assertThat(content.has("bytes")).isFalse();
    }

    @Test
    void thoseThatHaveEndedAreWaitedFor() {
        app.send("ada@example.org", "Subject: x", "", "x");

        assertThat(app.json("api/sessions/await?count=1")
                        .path("sessions")
                        .path(0)
                        .path("end")
                        .asString())
                .isEqualTo("QUIT");
        assertThat(app.get("api/sessions/await?count=2&timeout=1").statusCode()).isEqualTo(404);
    }

    @Test
    void aSessionThatIsNotThereIsAProblem() {
        assertThat(app.get("api/sessions/9").statusCode()).isEqualTo(404);
    }
}
