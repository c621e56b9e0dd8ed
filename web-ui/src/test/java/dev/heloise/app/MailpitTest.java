package dev.heloise.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The paths and keys that clients of Mailpit know. */
class MailpitTest {

    private final Running app = new Running();

    @AfterEach
    void close() {
        app.close();
    }

    @Test
    void theListIsNewestFirstAndPagedByOffset() {
        for (String subject : List.of("One", "Two", "Three")) {
            app.send(
                    "ada@example.org",
                    "From: Shop <shop@shop.example>",
                    "To: Ada <ada@example.org>",
                    "Subject: " + subject,
                    "",
                    "Hello\r\n   Ada");
        }
        JsonNode list = app.json("api/v1/messages?start=1&limit=1");
        assertThat(list.propertyNames())
                .containsExactlyInAnyOrder(
                        "total", "unread", "count", "messages_count", "messages_unread", "start", "tags", "messages");
        assertThat(list.path("total").asInt()).isEqualTo(3);
        assertThat(list.path("count").asInt()).isEqualTo(1);
        JsonNode item = list.path("messages").path(0);
        assertThat(item.path("ID").asString()).isEqualTo("2");
        assertThat(item.path("Subject").asString()).isEqualTo("Two");
        assertThat(item.path("Snippet").asString()).isEqualTo("Hello Ada");
        assertThat(item.path("From").path("Name").asString()).isEqualTo("Shop");
        assertThat(item.path("To").path(0).path("Address").asString()).isEqualTo("ada@example.org");
        assertThat(item.path("Bcc").size()).isZero();
        assertThat(item.path("Read").asBoolean()).isFalse();
    }

    @Test
    void aMailIsReadOnceItWasLookedAt() {
        app.send(
                "hidden@example.org",
                "Date: Mon, 23 Nov 2026 10:00:00 +0100",
                "Message-ID: <1@shop.example>",
                "Subject: x",
                "",
                "x");
        JsonNode mail = app.json("api/v1/message/latest");
        assertThat(mail.path("ID").asString()).isEqualTo("1");
        assertThat(mail.path("MessageID").asString()).isEqualTo("1@shop.example");
        assertThat(mail.path("Date").asString()).isEqualTo("2026-11-23T09:00:00Z");
        assertThat(mail.path("Bcc").path(0).path("Address").asString()).isEqualTo("hidden@example.org");
        assertThat(mail.path("ReturnPath").asString()).isEqualTo("no-reply@shop.example");
        assertThat(mail.path("HTML").asString()).isEmpty();
        assertThat(app.json("api/v1/info").path("Unread").asInt()).isZero();
    }

    @Test
    void attachmentsAreFetchedByTheirPartId() {
        app.send(
                "ada@example.org",
                "MIME-Version: 1.0",
                "Content-Type: application/pdf; name=a.pdf",
                "Content-Disposition: attachment; filename=a.pdf",
                "",
                "%PDF");
        JsonNode file = app.json("api/v1/message/1").path("Attachments").path(0);
        assertThat(file.path("FileName").asString()).isEqualTo("a.pdf");
        assertThat(file.path("Checksums").path("SHA256").asString()).hasSize(64);
        assertThat(file.path("Checksums").path("SHA1").asString()).hasSize(40);
        assertThat(file.path("Checksums").path("MD5").asString()).hasSize(32);
        HttpResponse<String> octets =
                app.get("api/v1/message/1/part/" + file.path("PartID").asString());
        assertThat(octets.body()).startsWith("%PDF");
    }

    @Test
    void mailsAreMarkedAndDeletedByIdsOrSearchOrAll() {
        for (int i = 1; i <= 4; i++) {
            app.send("u" + i + "@example.org", "Subject: x", "", "x");
        }
        change("PUT", "api/v1/messages", Map.of("IDs", List.of("1", "2"), "Read", true));
        assertThat(app.json("api/v1/search?query=is:unread")
                        .path("messages_count")
                        .asInt())
                .isEqualTo(2);
        change("PUT", "api/v1/messages", Map.of("Search", "to:u3@example.org", "Read", true));
        assertThat(app.json("api/v1/messages").path("unread").asInt()).isEqualTo(1);

        change("DELETE", "api/v1/messages", Map.of("IDs", List.of("1")));
        assertThat(app.call("DELETE", "api/v1/search?query=to:u2@example.org", "")
                        .statusCode())
                .isEqualTo(200);
        assertThat(app.json("api/v1/messages").path("total").asInt()).isEqualTo(2);
        assertThat(app.call("DELETE", "api/v1/messages", "").body()).isEqualTo("ok");
        assertThat(app.json("api/v1/messages").path("total").asInt()).isZero();
    }

    @Test
    void chaosIsRules() {
        change("PUT", "api/v1/chaos", Map.of("Recipient", Map.of("ErrorCode", 452, "Probability", 100)));
        assertThat(app.say("EHLO a.example", "MAIL FROM:<a@example.org>", "RCPT TO:<b@example.org>"))
                .startsWith("452");
        assertThat(app.json("api/v1/chaos").path("Recipient").path("ErrorCode").asInt())
                .isEqualTo(452);
        assertThat(app.json("api/rules").path("rules").size()).isEqualTo(1);

        change("PUT", "api/v1/chaos", Map.of());
        assertThat(app.smtp.script().rules()).isEmpty();
        assertThat(app.json("api/v1/chaos")
                        .path("Recipient")
                        .path("Probability")
                        .asInt())
                .isZero();
        assertThat(app.callJson("PUT", "api/v1/chaos", Map.of("Sender", Map.of("ErrorCode", 451, "Probability", 50)))
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void aTriggerThatIsNoReplyIsRefusedAndNothingIsChanged() {
        change("PUT", "api/v1/chaos", Map.of("Recipient", Map.of("ErrorCode", 452, "Probability", 100)));
        HttpResponse<String> refused = app.callJson(
                "PUT",
                "api/v1/chaos",
                Map.of(
                        "Sender", Map.of("ErrorCode", 451, "Probability", 100),
                        "Authentication", Map.of("ErrorCode", 470, "Probability", 100)));
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("ErrorCode", "470");
        assertThat(app.smtp.script().rules()).singleElement().asString().contains("452");
    }

    @Test
    void headerFieldsHaveTheNamesThatGoGivesThemAndAreAsTheyWereSent() {
        app.send(
                "ada@example.org",
                "MESSAGE-ID: <1@shop.example>",
                "Subject: =?utf-8?q?Gr=C3=BC=C3=9Fe?=",
                "  and more",
                "X-Two: 1",
                "x-two: 2",
                "",
                "x");
        JsonNode headers = app.json("api/v1/message/1/headers");
        assertThat(headers.path("Message-Id").path(0).asString()).isEqualTo("<1@shop.example>");
        assertThat(headers.path("Subject").path(0).asString()).isEqualTo("=?utf-8?q?Gr=C3=BC=C3=9Fe?= and more");
        assertThat(headers.path("X-Two").toString()).isEqualTo("[\"1\",\"2\"]");
    }

    @Test
    void aMailingListSaysHowToLeaveIt() {
        app.send("ada@example.org", "List-Unsubscribe: <mailto:leave@shop.example>, <https://shop.example/u>", "", "x");
        JsonNode unsubscribe = app.json("api/v1/message/1").path("ListUnsubscribe");
        assertThat(unsubscribe.path("Links").toString())
                .isEqualTo("[\"mailto:leave@shop.example\",\"https://shop.example/u\"]");
        assertThat(unsubscribe.path("HeaderPost").asString()).isEmpty();
    }

    @Test
    void whereMailpitShowsAMailThePageDoes() {
        app.send("ada@example.org", "Subject: One", "", "x");
        app.send("bob@example.org", "Subject: Two", "", "x");
        assertThat(location("view/latest")).isEqualTo("../#/mails/2");
        assertThat(location("view/latest?query=to:ada@example.org")).isEqualTo("../#/mails/1");
        assertThat(location("view/1")).isEqualTo("../#/mails/1");
    }

    private String location(String path) {
        HttpResponse<String> response = app.get(path);
        assertThat(response.statusCode()).isEqualTo(302);
        return response.headers().firstValue("Location").orElse("");
    }

    @Test
    void theViewIsAsInertAsThePagesOwn() {
        app.send("ada@example.org", "MIME-Version: 1.0", "Content-Type: text/html", "", "<script>alert(1)</script>");
        HttpResponse<String> view = app.get("view/latest.html");
        assertThat(view.statusCode()).isEqualTo(200);
        assertThat(view.headers().firstValue("Content-Security-Policy")).hasValue(HtmlView.POLICY);
    }

    private void change(String method, String path, Map<String, ?> body) {
        assertThat(app.callJson(method, path, body).statusCode()).isEqualTo(200);
    }
}
