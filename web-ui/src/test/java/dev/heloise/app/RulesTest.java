package dev.heloise.app;

import static dev.heloise.script.When.endOfData;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.heloise.FakeSmtpServer;
import dev.heloise.mailbox.MailFilter;
import dev.heloise.script.Answer;
import dev.heloise.script.Effect;
import dev.heloise.script.Rule;
import dev.heloise.script.Stage;
import dev.heloise.script.Step;
import dev.heloise.script.When;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class RulesTest {

    private static final Map<String, ?> FULL =
            Map.of("at", "RCPT", "matching", "*@full.example", "reply", "452 4.2.2 Mailbox full", "times", 2);

    private final Running app = new Running();

    @TempDir
    private Path directory;

    @AfterEach
    void close() {
        app.close();
    }

    @Test
    void aMisspeltPlaceIsABadRequest() {
        Map<String, String> rule = Map.of("at", "RCPT", "reply", "550 No");
        assertThat(app.callJson("POST", "api/rules?frist", rule).statusCode()).isEqualTo(400);
        assertThat(app.smtp.script().rules()).isEmpty();
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
                "{'at': 'RCPT', 'reply': '452 Full', 'afterMillis': -1}|'afterMillis' must be 0 or more, but is -1",
                "{'at': 'RCPT', 'reply': '452 Full', 'pauseMillis': -1}|'pauseMillis' must be 0 or more, but is -1",
                "{'at': 'RCPT', 'reply': '452 Full', 'cutAfter': -1}|'cutAfter' must be 0 or more, but is -1",
                "{'at': 'RCPT', 'reply': 'drop', 'closing': true}|'closing' is about a reply",
                "{'at': 'RCPT', 'reply': 'half-close', 'afterStoring': true}|'afterStoring' is about",
                "{'at': 'RCPT', 'cutAfter': 3, 'replies': [{'reply': 'accept'}]}|not both",
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

    @Test
    void whatIsShownIsReadBackAsWhatItIs() throws IOException {
        List<Rule> rules = everyKind();
        rules.forEach(app.smtp.script()::add);
        String shown = app.get("api/rules").body();
        Path file = Files.writeString(directory.resolve("rules.json"), shown);

        app.smtp.script().clear();
        for (JsonNode rule : new JsonMapper().readTree(shown).path("rules")) {
            HttpResponse<String> added =
                    app.call("POST", "api/rules", rule.toString(), "Content-Type", "application/json");
            assertThat(added.statusCode()).as(added.body()).isEqualTo(201);
        }
        assertThat(app.smtp.script().rules()).isEqualTo(rules);

        Heloise heloise = new Heloise();
        new CommandLine(heloise).parseArgs("--smtp-port=0", "--rules=" + file);
        try (FakeSmtpServer smtp = heloise.smtp()) {
            assertThat(smtp.script().rules()).isEqualTo(rules);
        }
    }

    private static List<Rule> everyKind() {
        List<Rule> rules = new ArrayList<>();
        for (Stage stage : Stage.values()) {
            rules.add(Rule.of(stage, "*", "421 4.3.2 Not now", 1));
        }
        for (String reply : List.of(
                "accept",
                "drop",
                "reset",
                "stall",
                "half-close",
                "greylist for 5 min",
                "limit to 10 in 1 h",
                "550 5.7.1 No\nsee https://example.org/why")) {
            rules.add(Rule.of(Stage.MAIL, "", reply, 0));
        }
        When when = When.endOfData("Welcome*").client("192.0.2.*").inbox("ada@*");
        Step later = Step.of("451 4.3.0 Later", 2);
        Step drop = Step.of("drop", 1);
        Effect closing = Effect.of(Effect.Action.CLOSE);
        rules.add(new Rule(
                when,
                List.of(
                        later.with(Effect.NONE.after(Duration.ofMillis(1_500))),
                        later.with(Effect.NONE.cutAfter(0)),
                        later.with(Effect.NONE.cutAfter(10).pausing(Duration.ofMillis(20))),
                        later.with(closing.after(Duration.ofMillis(5))),
                        Step.of("greylist for 1 s", 1).with(closing),
                        new Step(new Answer.Granted(), drop.effect(), 1),
                        drop.with(drop.effect().after(Duration.ofMillis(7))))));
        return rules;
    }

    @Test
    void aReplyMayComeInPiecesOrBeTheLast() throws IOException {
        app.callJson("POST", "api/rules", Map.of("at", "NOOP", "reply", "421 4.3.2 Shutting down", "cutAfter", 10));
        assertThat(toTheEnd("NOOP")).endsWith("\r\n421 4.3.2 ");

        app.callJson(
                "POST",
                "api/rules",
                Map.of("at", "RSET", "reply", "451 4.3.0 Later", "closing", true, "pauseMillis", 1));
        assertThat(toTheEnd("RSET", "QUIT")).endsWith("\r\n451 4.3.0 Later\r\n");
    }

    @Test
    void aFilterIsShownAndCannotBeWritten() {
        app.smtp.script().when(endOfData(MailFilter.subject("x"))).thenDrop();

        JsonNode shown = app.json("api/rules").path("rules").path(0);

        assertThat(shown.path("filter").asString()).isEqualTo("with subject \"x\"");
        assertThat(app.call("POST", "api/rules", shown.toString(), "Content-Type", "application/json")
                        .statusCode())
                .isEqualTo(400);
    }

    private String rcpt(String recipient) {
        return app.say("EHLO a.example", "MAIL FROM:<a@example.org>", "RCPT TO:<" + recipient + ">");
    }
}
