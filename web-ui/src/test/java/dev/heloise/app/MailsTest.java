package dev.heloise.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class MailsTest {

    private final Running app = new Running();

    @AfterEach
    void close() {
        app.close();
    }

    @Test
    void anEmptyMailboxIsAnEmptyList() {
        assertThat(app.json("api/mails").toString()).isEqualTo("{\"mails\":[],\"total\":0}");
    }

    @Test
    void aSummarySaysWhoSentWhatToWhomAndHow() {
        app.send(
                "ada@example.org",
                "From: Shop <no-reply@shop.example>",
                "Subject: =?utf-8?Q?Gr=C3=BC=C3=9Fe?=",
                "",
                "Hi");

        JsonNode mail = app.json("api/mails").path("mails").path(0);

        assertThat(mail.propertyNames())
                .containsExactly(
                        "id",
                        "receivedAt",
                        "subject",
                        "from",
                        "to",
                        "envelope",
                        "helo",
                        "session",
                        "size",
                        "attachments",
                        "unread",
                        "findings");
        assertThat(mail.path("id").asString()).isEqualTo("1");
        assertThat(mail.path("receivedAt").asString()).matches("20[0-9]{2}-[0-9]{2}-[0-9]{2}T[0-9:.]+Z");
        assertThat(mail.path("subject").asString()).isEqualTo("Grüße");
        assertThat(mail.path("from").path(0).path("address").asString()).isEqualTo("no-reply@shop.example");
        assertThat(mail.path("envelope")
                        .path("recipients")
                        .path(0)
                        .path("address")
                        .asString())
                .isEqualTo("ada@example.org");
        assertThat(mail.path("helo").path("name").asString()).isEqualTo("shop.example");
        assertThat(mail.path("unread").asBoolean()).isTrue();
    }

    @Test
    void latestIsTheNameOfTheNewestMail() {
        assertThat(app.get("api/mails/latest").statusCode()).isEqualTo(404);
        app.send("ada@example.org", "Subject: one", "", "1");
        app.send("ada@example.org", "Subject: two", "", "2");
        assertThat(app.json("api/mails/latest").path("subject").asString()).isEqualTo("two");
    }

    @Test
    void aMailThatIsNotThereIsAProblemThatSaysSo() {
        HttpResponse<String> response = app.get("api/mails/77");
        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(Running.parse(response).path("detail").asString()).isEqualTo("there is no mail 77");
    }

    @Test
    void readingChangesNothingAndMarkingDoes() {
        String id = app.send("ada@example.org", "Subject: x", "", "x");
        app.json("api/mails/" + id);
        assertThat(app.json("api/mails?q=is:unread").path("total").asInt()).isEqualTo(1);

        assertThat(app.callJson("PATCH", "api/mails/" + id, Map.of("unread", false))
                        .statusCode())
                .isEqualTo(200);
        assertThat(app.json("api/mails?q=is:unread").path("total").asInt()).isZero();

        assertThat(app.callJson("PATCH", "api/mails", Map.of("unread", true)).statusCode())
                .isEqualTo(204);
        assertThat(app.json("api/mails?q=is:unread").path("total").asInt()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"unread\": null}"})
    void aMarkSaysWhichOne(String mark) {
        app.send("ada@example.org", "Subject: x", "", "x");
        for (String path : List.of("api/mails", "api/mails/1")) {
            HttpResponse<String> response = app.call("PATCH", path, mark, "Content-Type", "application/json");
            assertThat(response.statusCode()).isEqualTo(400);
            assertThat(Running.parse(response).path("detail").asString()).contains("\"unread\" is missing");
        }
        assertThat(app.json("api/mails?q=is:unread").path("total").asInt()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "q=larger:99999999999G",
                "limit=0",
                "limit=10001",
                "limit=x",
                "after=-1",
                "order=random",
                "q=before:soon",
                "q=is:odd",
                "q=is:",
                "q=to:",
                "q=x%20to:%22%22",
                "q=%22%22",
                "q=to:a&q=to:b",
                "q=%ff",
                "%ff=x",
                "inbox=",
                "query=to:ada@example.org",
                "Q=x"
            })
    void whatCannotBeReadIsABadRequestAndNoneOfAllMails(String query) {
        app.send("ada@example.org", "Subject: x", "", "x");
        assertThat(app.get("api/mails?" + query).statusCode()).isEqualTo(400);
        assertThat(app.call("DELETE", "api/mails?" + query, "").statusCode()).isEqualTo(400);
        assertThat(app.smtp.mailbox().mails()).hasSize(1);
    }

    /** As a client that does not encode what it is given. */
    @ParameterizedTest
    @ValueSource(strings = {"q=100%", "q=%ZZ", "inbox=%4"})
    void whatIsNotWellFormedIsNotPassedOver(String query) {
        app.send("ada@example.org", "Subject: x", "", "x");
        String response =
                app.raw("DELETE /api/mails?" + query + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        assertThat(response).startsWith("HTTP/1.1 400 ").contains("percent-encoded");
        assertThat(app.smtp.mailbox().mails()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '\'',
            value = {
                "q=, 1",
                "q=Re:, 1",
                "q=Re:%20x, 1",
                "q=-Re:, 0",
                "q=%EF%BF%BD, 0",
                "q=Re%3A&inbox=ada%40example.org, 1"
            })
    void whatOnlyLooksLikeAMistakeIsAWord(String query, int found) {
        app.send("ada@example.org", "Subject: Re: x", "", "x");
        assertThat(app.json("api/mails?" + query).path("total").asInt()).isEqualTo(found);
    }

    @Nested
    class Paging {

        @Test
        void goesThroughAllMailsOnceWhateverArrivesMeanwhile() {
            IntStream.range(0, 5).forEach(i -> app.send("ada@example.org", "Subject: " + i, "", "x"));
            assertThat(walk("oldest", true)).containsExactly("1", "2", "3", "4", "5", "6", "7", "8");
        }

        @Test
        void goesBackwardsAsWell() {
            IntStream.range(0, 5).forEach(i -> app.send("ada@example.org", "Subject: " + i, "", "x"));
            assertThat(walk("newest", true)).containsExactly("5", "4", "3", "2", "1");
        }

        private List<String> walk(String order, boolean arriving) {
            List<String> ids = new ArrayList<>();
            String after = "";
            do {
                JsonNode page = app.json("api/mails?limit=2&order=" + order + "&after=" + after);
                page.path("mails").forEach(mail -> ids.add(mail.path("id").asString()));
                after = page.path("next").asString("");
                if (arriving && ids.size() <= 6) {
                    app.send("ada@example.org", "Subject: late", "", "x");
                }
            } while (!after.isEmpty());
            return ids;
        }
    }

    @Nested
    class Awaiting {

        @Test
        void endsAsSoonAsTheMailIsThere() throws Exception {
            CompletableFuture<HttpResponse<String>> waiting =
                    CompletableFuture.supplyAsync(() -> app.get("api/mails/await?q=subject:welcome&timeout=30000"));
            app.send("ada@example.org", "Subject: Something else", "", "x");
            app.send("ada@example.org", "Subject: Welcome, Ada", "", "x");

            JsonNode mails = Running.parse(waiting.get()).path("mails");
            assertThat(mails.size()).isEqualTo(1);
            assertThat(mails.path(0).path("subject").asString()).isEqualTo("Welcome, Ada");
        }

        @Test
        void saysWhatCameInstead() {
            app.send("ada@example.org", "Subject: Something else", "", "x");
            HttpResponse<String> response = app.get("api/mails/await?q=subject:welcome&count=1&timeout=1");
            assertThat(response.statusCode()).isEqualTo(404);
            assertThat(Running.parse(response).path("detail").asString()).contains("subject:welcome", "Something else");
        }

        @Test
        void passesOverWhatWasSeen() {
            String seen = app.send("ada@example.org", "Subject: one", "", "x");
            assertThat(app.get("api/mails/await?timeout=1&after=" + seen).statusCode())
                    .isEqualTo(404);
            String next = app.send("ada@example.org", "Subject: two", "", "x");
            assertThat(app.json("api/mails/await?timeout=1&after=" + seen)
                            .path("mails")
                            .path(0)
                            .path("id")
                            .asString())
                    .isEqualTo(next);
        }

        @Test
        void endsWhenNothingArrivesAnyMore() {
            app.send("ada@example.org", "Subject: one", "", "x");
            assertThat(app.get("api/mails/quiet?period=20").statusCode()).isEqualTo(204);
            assertThat(app.get("api/mails/quiet?period=soon").statusCode()).isEqualTo(400);
        }
    }

    @Nested
    class OfOneRecipient {

        @Test
        void areListedCountedAndClearedForIt() {
            app.send("ada@example.org", "Subject: one", "", "x");
            app.send("bob@example.org", "Subject: two", "", "x");

            assertThat(app.json("api/mails?inbox=ada@example.org").path("mails"))
                    .extracting(mail -> mail.path("subject").asString())
                    .containsExactly("one");
            assertThat(app.json("api/info?inbox=ada@example.org")
                            .path("mailbox")
                            .path("mails")
                            .asInt())
                    .isEqualTo(1);
            assertThat(app.json("api/sessions?inbox=ada@example.org")
                            .path("sessions")
                            .size())
                    .isEqualTo(1);

            app.call("DELETE", "api/mails?inbox=ada@example.org", "");
            assertThat(app.json("api/mails").path("mails"))
                    .extracting(mail -> mail.path("subject").asString())
                    .containsExactly("two");
        }

        @ParameterizedTest
        @ValueSource(strings = {"q=subject:one", "through=100", "q="})
        void areDeletedWithoutTheOthers(String which) {
            app.send("ada@example.org", "Subject: one", "", "x");
            app.send("bob@example.org", "Subject: one", "", "x");

            app.call("DELETE", "api/mails?inbox=ada@example.org&" + which, "");

            assertThat(ids("api/mails")).containsExactly("2");
        }

        @Test
        void areDrainedWithoutTheOthers() {
            app.send("ada@example.org", "Subject: one", "", "x");
            app.send("bob@example.org", "Subject: one", "", "x");

            HttpResponse<String> drained =
                    app.callJson("POST", "api/mails/drain?inbox=ada@example.org&q=subject:one", Map.of());

            assertThat(Running.parse(drained).path("mails"))
                    .extracting(mail -> mail.path("id").asString())
                    .containsExactly("1");
            assertThat(ids("api/mails")).containsExactly("2");
        }

        @Test
        void areMarkedWithoutTheOthers() {
            app.send("ada@example.org", "Subject: one", "", "x");
            app.send("bob@example.org", "Subject: one", "", "x");

            app.callJson("PATCH", "api/mails?inbox=ada@example.org", Map.of("unread", false));

            assertThat(ids("api/mails?q=is:read")).containsExactly("1");
        }

        @Test
        void areNoLongerMeantOnceTheRecipientHasClearedThem() {
            app.say(
                    "EHLO shop.example",
                    "MAIL FROM:<a@shop.example>",
                    "RCPT TO:<ada@example.org>",
                    "RCPT TO:<bob@example.org>",
                    "DATA",
                    "Subject: both\r\n\r\nx\r\n.");

            app.call("DELETE", "api/mails?inbox=ada@example.org", "");
            app.call("DELETE", "api/mails?inbox=ada@example.org&through=100", "");
            assertThat(ids("api/mails?inbox=bob@example.org")).containsExactly("1");

            app.call("DELETE", "api/mails?inbox=bob@example.org&through=100", "");
            assertThat(ids("api/mails")).isEmpty();
        }

        @Test
        void haveNoQuietOfTheirOwn() {
            HttpResponse<String> response = app.get("api/mails/quiet?period=1&inbox=ada@example.org");
            assertThat(response.statusCode()).isEqualTo(400);
            assertThat(Running.parse(response).path("detail").asString()).contains("inbox");
        }

        private List<String> ids(String path) {
            return app.json(path)
                    .path("mails")
                    .valueStream()
                    .map(mail -> mail.path("id").asString())
                    .toList();
        }

        @Test
        void areWaitedForWithoutTheOthers() {
            app.send("bob@example.org", "Subject: two", "", "x");
            HttpResponse<String> response = app.get("api/mails/await?inbox=ada@example.org&timeout=1");
            assertThat(response.statusCode()).isEqualTo(404);
        }
    }

    @Nested
    class Deleting {

        @Test
        void takesOneMail() {
            String first = app.send("ada@example.org", "Subject: one", "", "x");
            app.send("ada@example.org", "Subject: two", "", "x");
            assertThat(app.call("DELETE", "api/mails/" + first, "").statusCode())
                    .isEqualTo(204);
            assertThat(app.call("DELETE", "api/mails/" + first, "").statusCode())
                    .isEqualTo(404);
            assertThat(app.json("api/mails").path("total").asInt()).isEqualTo(1);
        }

        @Test
        void takesAllAndTheSessions() {
            app.send("ada@example.org", "Subject: one", "", "x");
            assertThat(app.call("DELETE", "api/mails", "").statusCode()).isEqualTo(204);
            assertThat(app.json("api/mails").path("total").asInt()).isZero();
            assertThat(app.json("api/sessions").path("sessions").size()).isZero();
        }

        @Test
        void takesWhatAQueryMeansOrWhatWasThereBefore() {
            app.send("ada@example.org", "Subject: one", "", "x");
            app.send("bob@example.org", "Subject: two", "", "x");
            app.send("ada@example.org", "Subject: three", "", "x");
            app.call("DELETE", "api/mails?q=to:bob@example.org", "");
            app.call("DELETE", "api/mails?through=2", "");
            assertThat(app.json("api/mails").path("mails"))
                    .extracting(mail -> mail.path("subject").asString())
                    .containsExactly("three");
        }

        @Test
        void drainingReturnsWhatItTakes() {
            app.send("ada@example.org", "Subject: one", "", "x");
            app.send("bob@example.org", "Subject: two", "", "x");
            JsonNode drained = Running.parse(app.callJson("POST", "api/mails/drain?q=to:ada@example.org", Map.of()));
            assertThat(drained.path("mails"))
                    .extracting(mail -> mail.path("id").asString())
                    .containsExactly("1");
            assertThat(app.json("api/mails").path("total").asInt()).isEqualTo(1);
        }
    }

    @ParameterizedTest(name = "{0} finds {1}")
    @CsvSource({
        "to:ada@example.org, 1",
        "to:da@example.org, ''",
        "to:@example.org, 1 2",
        "-to:ada@example.org, 2",
        "from:shop, 1 2",
        "subject:CODE, 1",
        "'subject:\"your code\"', 1",
        "body:483920, 1",
        "has:attachment, 2",
        "-has:attachment, 1",
        "is:unread, 1 2",
        "is:read, ''",
        "after:2020-01-01, 1 2",
        "before:2020-01-01, ''",
        "before:2199-01-01T00:00:00Z, 1 2",
        "larger:1K, 2",
        "smaller:1K, 1",
        "helo:shop.example, 1 2",
        "session:1, 1",
        "!subject:pictures, 1",
        "cc:bob@example.org, ''",
        "bcc:bob@example.org, 2",
        "reply-to:bob, ''",
        "pictures, 2",
        "code pictures, ''",
        "has:code, 1",
    })
    void theQueryLanguage(String query, String found) {
        app.send("ada@example.org", "Subject: Your Code", "", "Your code is 483920");
        app.send(
                "bob@example.org",
                "Subject: Pictures",
                "Content-Type: multipart/mixed; boundary=b",
                "",
                "--b",
                "",
                "Here",
                "--b",
                "Content-Type: image/png",
                "Content-Disposition: attachment; filename=a.png",
                "",
                "x".repeat(900).concat("\r\n").repeat(2),
                "--b--");

        List<String> ids = new ArrayList<>();
        String encoded = java.net.URLEncoder.encode(query, java.nio.charset.StandardCharsets.UTF_8);
        app.json("api/mails?q=" + encoded)
                .path("mails")
                .forEach(mail -> ids.add(mail.path("id").asString()));
        assertThat(String.join(" ", ids)).isEqualTo(found);
    }

    @ParameterizedTest(name = "{0} finds the HTML {1}")
    @CsvSource({
        "div, false",
        "body:foobar, false",
        "world, true",
        "body:world, true",
        "café, true",
        "'body:\"a b\"', true",
        "before, false",
    })
    void aQueryReadsOfHtmlWhatIsSeen(String query, boolean found) {
        app.send(
                "ada@example.org",
                "Subject: x",
                "MIME-Version: 1.0",
                "Content-Type: text/html",
                "",
                "<style>.foobar { color: red }</style><!-- before -->",
                "<div><b>wo</b>rld, caf&eacute;, a",
                "b</div>");
        String encoded = java.net.URLEncoder.encode(query, java.nio.charset.StandardCharsets.UTF_8);
        assertThat(app.json("api/mails?q=" + encoded).path("total").asInt()).isEqualTo(found ? 1 : 0);
    }
}
