package dev.heloise.app;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class RulesTest {

    private static final Map<String, ?> FULL =
            Map.of("at", "RCPT", "matching", "*@full.example", "reply", "452 4.2.2 Mailbox full", "times", 2);

    private final Running app = new Running();

    @AfterEach
    void close() {
        app.close();
    }

    @Test
    void aRuleHoldsFromTheNextCommandOn() {
        assertThat(app.callJson("POST", "api/rules", FULL).statusCode()).isEqualTo(201);

        assertThat(rcpt("a@full.example")).isEqualTo("452 4.2.2 Mailbox full");
        assertThat(rcpt("a@example.org")).startsWith("250");
        assertThat(rcpt("b@full.example")).isEqualTo("452 4.2.2 Mailbox full");
        assertThat(rcpt("c@full.example")).startsWith("250");
    }

    @Test
    void answersFollowOneAnother() {
        app.callJson(
                "POST",
                "api/rules",
                Map.of(
                        "at",
                        "MAIL",
                        "replies",
                        List.of(Map.of("reply", "451 4.3.0 Later", "times", 1), Map.of("reply", "accept"))));
        assertThat(app.say("EHLO a.example", "MAIL FROM:<a@example.org>")).isEqualTo("451 4.3.0 Later");
        assertThat(app.say("EHLO a.example", "MAIL FROM:<a@example.org>")).startsWith("250");
    }

    @Test
    void rulesAreListedAsTheyAreAskedAndSayWhetherTheyWereUsed() {
        app.callJson("POST", "api/rules", FULL);
        app.callJson("POST", "api/rules?first", Map.of("at", "NOOP", "reply", "drop", "afterMillis", 1500));
        rcpt("a@full.example");

        JsonNode rules = app.json("api/rules").path("rules");
        assertThat(rules)
                .extracting(rule -> rule.path("text").asString())
                .containsExactly("NOOP: after 1500 ms, drop", "RCPT *@full.example: 452 4.2.2 Mailbox full, 2 times");
        assertThat(rules).extracting(rule -> rule.path("used").asBoolean()).containsExactly(false, true);
    }

    @Test
    void aRuleTakesThePlaceOfAnother() {
        String id = Running.parse(app.callJson("POST", "api/rules", FULL))
                .path("id")
                .asString();
        Map<String, ?> later = Map.of("at", "RCPT", "matching", "*@full.example", "reply", "451 4.3.0 Later");

        HttpResponse<String> replaced = app.callJson("PUT", "api/rules/" + id, later);
        assertThat(replaced.statusCode()).isEqualTo(200);
        assertThat(Running.parse(replaced).path("id").asString()).isEqualTo(id);
        assertThat(Running.parse(replaced).path("used").asBoolean()).isFalse();

        assertThat(rcpt("a@full.example")).isEqualTo("451 4.3.0 Later");
        assertThat(app.json("api/rules").path("rules"))
                .extracting(rule -> rule.path("id").asString())
                .containsExactly(id);
        assertThat(Running.parse(app.callJson("PUT", "api/rules/" + id, FULL))
                        .path("used")
                        .asBoolean())
                .isTrue();
        assertThat(app.callJson("PUT", "api/rules/77", FULL).statusCode()).isEqualTo(404);
    }

    @Test
    void oneRuleGoesByItsIdAndTheRestAtOnce() {
        String first = Running.parse(app.callJson("POST", "api/rules", FULL))
                .path("id")
                .asString();
        String second = Running.parse(app.callJson("POST", "api/rules", FULL))
                .path("id")
                .asString();
        assertThat(first).isNotEqualTo(second);

        assertThat(app.call("DELETE", "api/rules/" + first, "").statusCode()).isEqualTo(204);
        assertThat(app.call("DELETE", "api/rules/" + first, "").statusCode()).isEqualTo(404);
        assertThat(app.json("api/rules").path("rules"))
                .extracting(rule -> rule.path("id").asString())
                .containsExactly(second);

        assertThat(app.call("DELETE", "api/rules", "").statusCode()).isEqualTo(204);
        assertThat(app.smtp.script().rules()).isEmpty();
    }

    @Test
    void aBreakMayComeAfterTheMailWasStored() throws IOException {
        app.callJson("POST", "api/rules", Map.of("at", "END_OF_DATA", "reply", "drop", "afterStoring", true));

        assertThat(toTheEnd(
                        "EHLO a.example", "MAIL FROM:<a@example.org>", "RCPT TO:<b@example.org>", "DATA", "Hi", "."))
                .endsWith("354 End data with <CR><LF>.<CR><LF>\r\n");
        assertThat(app.smtp.mailbox().mails()).hasSize(1);
    }

    /** Says all of it at once, and returns all that is answered until the server closes the connection. */
    private String toTheEnd(String... lines) throws IOException {
        try (Socket socket = new Socket(app.smtp.host(), app.smtp.port())) {
            socket.getOutputStream().write((String.join("\r\n", lines) + "\r\n").getBytes(US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), US_ASCII);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "{'reply': '452 Full'}|'at' is missing",
                "{'at': 'RCPT'}|'reply' is missing",
                "{'at': 'RCPT', 'reply': 'hello'}|hello",
                "{'at': 'RCPT', 'reply': '452 Full', 'times': -1}|-1",
                "{'at': 'QUIT', 'matching': 'x', 'reply': '452 Full'}|QUIT",
                "{'at': 'MAIL', 'inbox': 'x', 'reply': '452 Full'}|MAIL",
                "{'at': 'LUNCH', 'reply': '452 Full'}|LUNCH",
                "{'at': 'RCPT', 'reply': '452 Full', 'replies': []}|not both",
                "{'at': 'RCPT', 'replies': []}|nothing is answered",
                "{'at': 'RCPT', 'reply': '452 Full', 'afterStoring': true}|afterStoring",
                "{'at': 'RCPT', 'replies': [null]}|not a rule: null is among",
                "{'at': 'RCPT', 'replies': [{'reply': 'accept'}, null]}|not a rule: null is among",
                "{'at': 'RCPT', 'reply': '452 Full', 'times': 1.5}|'times' has a value of another type",
                "{'at': 'RCPT', 'rply': '452 Full'}|'rply' is not among",
                "{'at': 'RCPT', 'times': 'often'}|'times' has a value of another type",
                "{'at': 'RCPT'|cut short",
            })
    void whatIsNoRuleIsABadRequestThatSaysWhy(String rule, String named) {
        HttpResponse<String> response =
                app.call("POST", "api/rules", rule.replace('\'', '"'), "Content-Type", "application/json");
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(Running.parse(response).path("detail").asString())
                .contains(named.replace('\'', '"'))
                .doesNotContain("dev.heloise", "Source");
        assertThat(app.smtp.script().rules()).isEmpty();
    }

    private String rcpt(String recipient) {
        return app.say("EHLO a.example", "MAIL FROM:<a@example.org>", "RCPT TO:<" + recipient + ">");
    }
}
