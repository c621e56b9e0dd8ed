package dev.heloise.app;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a page from elsewhere may try with the browser of somebody who runs this (B-157). */
class GateTest {

    private final Running app = new Running(inbox -> inbox.allowedHosts("mail.test"));

    @AfterEach
    void close() {
        app.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"evil.test", "localhost.evil.test", "evil.test:8025", "127.0.0.1.nip.io", "192.0.2.1", "", "a b"
            })
    void aNameThatIsNotOursIsNotAnswered(String host) {
        String answer = app.raw("GET /api/mails HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n");
        assertThat(answer).matches("(?s)HTTP/1.1 4(21|00) .*").doesNotContain("\"mails\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "127.0.0.1:8025", "[::1]", "LOCALHOST:80", "mail.test"})
    void ourOwnNamesAre(String host) {
        String answer = app.raw("GET /api/mails HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n");
        assertThat(answer).startsWith("HTTP/1.1 200 ");
    }

    @Test
    void theAddressThatWeListenOnIsOneOfThem() throws Exception {
        InetAddress other = InetAddress.getByName("127.0.0.2");
        try (Running elsewhere = new Running(inbox -> inbox.address(other))) {
            assertThat(elsewhere.get("api/mails").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void aFormFromElsewhereCannotPost() {
        HttpResponse<String> plain = app.call("POST", "api/mails/drain", "", "Content-Type", "text/plain");
        assertThat(plain.statusCode()).isEqualTo(403);
        HttpResponse<String> form =
                app.call("POST", "api/mails/drain", "", "Content-Type", "application/x-www-form-urlencoded");
        assertThat(form.statusCode()).isEqualTo(403);
    }

    @Test
    void aHeaderFieldOfOnesOwnDoesAsWellAsJson() {
        assertThat(app.call("POST", "api/mails/drain", "", "X-Requested-With", "test")
                        .statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://evil.test", "https://127.0.0.1", "null", "http://127.0.0.1:1"})
    void anOtherOriginHasNoAccess(String origin) {
        assertThat(app.call("DELETE", "api/mails", "", "Origin", origin).statusCode())
                .isEqualTo(403);
        assertThat(app.get("api/events", "Origin", origin, "Accept", "text/event-stream")
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void ourOwnOriginHas() {
        String origin = "http://127.0.0.1:" + app.inbox.port();
        assertThat(app.call("DELETE", "api/mails", "", "Origin", origin).statusCode())
                .isEqualTo(204);
    }

    @Test
    void aRequestThatTheBrowserCallsCrossSiteChangesNothing() {
        assertThat(app.call("DELETE", "api/mails", "", "Sec-Fetch-Site", "cross-site")
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void noOtherOriginIsEverAllowedToRead() {
        HttpResponse<String> response = app.call(
                "OPTIONS", "api/mails", "", "Origin", "http://evil.test", "Access-Control-Request-Method", "DELETE");
        assertThat(response.headers().map().keySet()).noneMatch(name -> name.startsWith("access-control-"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/../..%2f",
                "/page/..%2findex.html",
                "/page/index.html",
                "/lit/lit/..%2f..%2fx.js",
                "/lit/version/x.js",
                "/%2e%2e/%2e%2e/etc/passwd",
                "/api/mails/..%2f..%2fetc"
            })
    void noPathLeadsAnywhereElse(String path) {
        String answer = app.raw("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        assertThat(answer).matches("(?s)HTTP/1.1 40[04] .*");
    }

    @Test
    void aRangeChangesNothing() {
        HttpResponse<String> response = app.get("livez", "Range", "bytes=0-0,0-0,0-0,0-999999999999");
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo("ok");
    }

    @Test
    void aBodyThatIsTooLargeIsNotEvenRead() {
        String answer = app.raw("PATCH /api/mails HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                + "Content-Length: 1073741824\r\nConnection: close\r\n\r\n{");
        assertThat(answer).startsWith("HTTP/1.1 413 ");
    }

    @Test
    void aBodyThatDoesNotSayHowLargeItIsHasTheSameLimit() {
        String answer = app.raw("PATCH /api/mails HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                + "Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n"
                + ("100000\r\n" + " ".repeat(0x100000) + "\r\n").repeat(2) + "0\r\n\r\n");
        assertThat(answer).startsWith("HTTP/1.1 413 ");
    }

    @Test
    void jsonThatIsNestedTooDeepIsABadRequest() {
        HttpResponse<String> response = app.call(
                "PATCH",
                "api/mails",
                "{\"unread\":" + "[".repeat(10_000) + "]".repeat(10_000) + "}",
                "Content-Type",
                "application/json");
        assertThat(response.statusCode()).isEqualTo(400);
    }

    @Test
    void aLongHeaderOrQueryIsRefused() {
        HttpResponse<String> tooLong = app.get("livez", "X-Long", "x".repeat(20_000));
        assertThat(tooLong.statusCode()).isEqualTo(431);
        assertThat(tooLong.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(Running.parse(tooLong).path("status").asInt()).isEqualTo(431);
        assertThat(app.get("api/mails?q=" + "x".repeat(5_000)).statusCode()).isEqualTo(400);
        assertThat(app.get("api/mails?q=" + "x".repeat(20_000)).statusCode()).isIn(414, 431);
    }

    @Test
    void aMethodThatAPathDoesNotKnowIsToldWhichItKnows() {
        HttpResponse<String> response = app.callJson("PUT", "api/mails/1", Map.of());
        assertThat(response.statusCode()).isEqualTo(405);
        assertThat(response.headers().firstValue("Allow").orElse("")).contains("GET", "PATCH", "DELETE");
        assertThat(Running.parse(response).path("detail").asString()).startsWith("PUT is not for this path");
    }

    @Test
    void everyAnswerForbidsToGuessItsTypeAndToReadItFromElsewhere() {
        for (String path : new String[] {"", "api/mails", "livez", "nowhere"}) {
            HttpResponse<String> response = app.get(path);
            assertThat(response.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
            assertThat(response.headers().firstValue("Cross-Origin-Resource-Policy"))
                    .contains("same-origin");
            assertThat(response.headers().firstValue("Content-Security-Policy")).isPresent();
        }
    }

    @Test
    void whereAPasswordIsSetItIsAskedFor() {
        try (Running secret = new Running(inbox -> inbox.credentials("ada", "pass:wörd"))) {
            assertThat(secret.get("api/mails").statusCode()).isEqualTo(401);
            assertThat(secret.get("").statusCode()).isEqualTo(401);
            assertThat(secret.get("livez").statusCode()).isEqualTo(200);
            assertThat(secret.get("api/mails", "Authorization", basic("ada:wrong"))
                            .statusCode())
                    .isEqualTo(401);
            assertThat(secret.get("api/mails", "Authorization", basic("ada:pass:wörd"))
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void onlyTheProbesThemselvesAreFreeOfIt() {
        try (Running secret = new Running(inbox -> inbox.credentials("ada", "secret"))) {
            assertThat(secret.get("readyz").statusCode()).isEqualTo(200);
            assertThat(secret.get("api/mails/livez").statusCode()).isEqualTo(401);
            assertThat(secret.get("view/readyz").statusCode()).isEqualTo(401);
        }
        try (Running below =
                new Running(inbox -> inbox.credentials("ada", "secret").webRoot("/tools"))) {
            assertThat(below.get("livez").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void aRequestThatBreaksOffIsNoErrorOfOurs() throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), app.inbox.port())) {
            socket.getOutputStream().write(unfinished());
            socket.shutdownOutput();

            assertThat(new String(socket.getInputStream().readAllBytes(), UTF_8))
                    .startsWith("HTTP/1.1 400 ")
                    .contains("the request broke off");
        }
    }

    private static byte[] unfinished() {
        return ("POST /api/rules HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                        + "Content-Length: 100\r\n\r\n{")
                .getBytes(US_ASCII);
    }

    /** More of them than there are threads. */
    @Test
    void thoseWhoNeverEndTheirRequestsKeepNobodyElseWaiting() throws IOException {
        List<Socket> slow = new ArrayList<>();
        try {
            for (int i = 0; i < 250; i++) {
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), app.inbox.port());
                slow.add(socket);
                socket.getOutputStream().write(unfinished());
            }
            await().untilAsserted(() -> assertThat(
                            app.callJson("POST", "api/mails/drain", Map.of()).statusCode())
                    .isEqualTo(503));
            assertThat(app.get("api/mails").statusCode()).isEqualTo(200);
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
        await().untilAsserted(() -> assertThat(
                        app.callJson("POST", "api/mails/drain", Map.of()).statusCode())
                .isEqualTo(200));
    }

    @Test
    void underAPathOfItsOwnEverythingIsThere() {
        try (Running below = new Running(inbox -> inbox.webRoot("/tools/mail/"))) {
            assertThat(below.inbox.uri().getPath()).isEqualTo("/tools/mail/");
            assertThat(below.get("").statusCode()).isEqualTo(200);
            assertThat(below.get("api/mails").statusCode()).isEqualTo(200);
            String bare = below.raw("GET /tools/mail HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
            assertThat(bare).startsWith("HTTP/1.1 301 ").contains("Location: /tools/mail/");
            assertThat(below.raw("GET /api/mails HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
                    .startsWith("HTTP/1.1 404 ");
        }
    }

    private static String basic(String credentials) {
        return "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(UTF_8));
    }
}
