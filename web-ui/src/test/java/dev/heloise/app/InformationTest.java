package dev.heloise.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heloise.FakeSmtpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class InformationTest {

    /** The page is for people, HEAD goes without saying, and what imitates another product is described there. */
    private static final Pattern NOT_DESCRIBED = Pattern.compile("HEAD .*|\\S+ /(|page/.*|lit/.*|view/.*|api/v1/.*)");

    private final Running app = new Running();

    @AfterEach
    void close() {
        app.close();
    }

    @Test
    void everyRouteIsDescribedAndNothingElseIs() {
        assertThat(described(app.get("api/openapi.yaml").body())).isEqualTo(registered());
    }

    private static Set<String> registered() {
        try (FakeSmtpServer smtp = FakeSmtpServer.start()) {
            WebSettings settings = new WebSettings(
                    InetAddress.getLoopbackAddress(), 0, "", Set.of(), Optional.empty(), Optional.empty());
            return new App(smtp, settings)
                    .javalin().unsafe.internalRouter.allHttpHandlers().stream()
                            .map(parsed -> parsed.endpoint)
                            .filter(endpoint -> endpoint.method.isHttpMethod())
                            .map(endpoint -> endpoint.method.name() + " " + endpoint.path)
                            .filter(route -> !NOT_DESCRIBED.matcher(route).matches())
                            .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static Set<String> described(String yaml) {
        Set<String> operations = new TreeSet<>();
        Matcher path = Pattern.compile("(?m)^  (/\\S*):\\n((?:    .*\\n)+)").matcher(yaml);
        while (path.find()) {
            Matcher method =
                    Pattern.compile("(?m)^    (get|post|put|patch|delete):$").matcher(path.group(2));
            while (method.find()) {
                operations.add(method.group(1).toUpperCase(java.util.Locale.ROOT) + " " + path.group(1));
            }
        }
        return operations;
    }

    @Test
    void infoSaysWhereMailIsTakenAndHowAMailerIsSet() {
        assertThat(app.json("api/info").path("smtp").path("port").asInt()).isEqualTo(app.smtp.port());
        assertThat(app.json("api/info")
                        .path("settings")
                        .path("spring")
                        .path("spring.mail.port")
                        .asString())
                .isEqualTo(Integer.toString(app.smtp.port()));
    }

    @Test
    void anIpv6AddressIsThereAsItStandsInAUrl() throws Exception {
        assertThat(app.json("api/info").path("smtp").path("urlHost").asString()).isEqualTo("127.0.0.1");
        assertThat(Information.Smtp.of("0:0:0:0:0:0:0:1", 1025, OptionalInt.empty(), false)
                        .urlHost())
                .isEqualTo("[0:0:0:0:0:0:0:1]");
    }

    @Test
    void aResetForgetsMailsSessionsAndRules() {
        app.send("ada@example.org", "Subject: x", "", "x");
        app.callJson("POST", "api/rules", Map.of("at", "MAIL", "reply", "451 4.3.0 Later"));

        assertThat(app.callJson("POST", "api/reset", Map.of()).statusCode()).isEqualTo(204);

        assertThat(app.json("api/mails").path("total").asInt()).isZero();
        assertThat(app.json("api/sessions").path("sessions").size()).isZero();
        assertThat(app.json("api/rules").path("rules").size()).isZero();
    }

    @Test
    void theMetricsCountMailsAndSessions() {
        app.send("ada@example.org", "Subject: x", "", "x");
        app.say("EHLO a.example");
        app.smtp.awaitIdle(Duration.ofSeconds(5));
        assertThat(app.get("metrics").body())
                .contains("heloise_mails_received_bytes_count 1")
                .contains("heloise_sessions_ended_total{end=\"QUIT\"} 2.0")
                .contains("heloise_sessions_open 0.0")
                .contains("heloise_mailbox_mails 1.0");
    }

    @Test
    void aSessionThatBeganBeforeTheInboxIsOpenUntilItEnds() throws IOException {
        try (Socket early = new Socket(app.smtp.host(), app.smtp.port())) {
            assertThat(early.getInputStream().read()).isEqualTo('2');
            try (WebInbox second = WebInbox.on(app.smtp).start()) {
                assertThat(Running.body(second.uri().resolve("metrics"))).contains("heloise_sessions_open 1.0");
                early.shutdownOutput();
                app.smtp.awaitIdle(Duration.ofSeconds(5));
                assertThat(Running.body(second.uri().resolve("metrics"))).contains("heloise_sessions_open 0.0");
            }
        }
    }

    @Test
    void thePageAndAllThatItLoadsAreThere() {
        String page = app.get("").body();
        Matcher loaded = Pattern.compile("(?:href|src)=\"(page/[^\"]+)\"|: \"\\./(lit/[^\"]+\\.js)\"")
                .matcher(page);
        int count = 0;
        while (loaded.find()) {
            String file = loaded.group(1) == null ? loaded.group(2) : loaded.group(1);
            assertThat(app.get(file).statusCode()).as(file).isEqualTo(200);
            count++;
        }
        assertThat(count).isGreaterThan(5);
    }
}
