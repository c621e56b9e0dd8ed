package dev.heloise.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ReportsTest {

    private static final String ZONE = """
            shop.example.            A    192.0.2.10
            10.2.0.192.in-addr.arpa. PTR  shop.example.
            shop.example.            TXT  "v=spf1 a -all"
            _dmarc.shop.example.     TXT  "v=DMARC1; p=reject"
            """;

    private final Running app = new Running();

    @AfterEach
    void close() {
        app.close();
    }

    @Test
    void aMailIsJudgedByTheZoneAsIfItCameFromAnAddress() {
        put(ZONE);
        app.send("ada@example.org", "From: no-reply@shop.example", "Subject: x", "", "x");

        JsonNode good = app.json("api/mails/latest/report?from=192.0.2.10");
        assertThat(good.path("spf").path("verdict").asString()).isEqualTo("PASS");
        assertThat(good.path("iprev").path("name").asString()).isEqualTo("shop.example");
        assertThat(good.path("dmarc").path("verdict").asString()).isEqualTo("PASS");
        assertThat(good.path("helo").path("matchesClient").asBoolean()).isTrue();
        assertThat(good.path("findings"))
                .extracting(finding -> finding.path("rule").asString())
                .contains("DKIM_NONE");
        assertThat(good.path("authenticationResults").asString()).startsWith("Authentication-Results: localhost;");

        JsonNode bad = app.json("api/mails/1/report?from=192.0.2.99");
        assertThat(bad.path("spf").path("verdict").asString()).isEqualTo("FAIL");
        assertThat(bad.path("dmarc").path("disposition").asString()).isEqualTo("REJECT");
    }

    @Test
    void theNameInEhloMayBeAssumedToo() {
        put(ZONE);
        app.send("ada@example.org", "Subject: x", "", "x");
        assertThat(app.json("api/mails/1/report?from=192.0.2.10&helo=other.example")
                        .path("helo")
                        .path("helo")
                        .path("name")
                        .asString())
                .isEqualTo("other.example");
    }

    @Test
    void withoutAZoneThereIsNoReport() {
        app.send("ada@example.org", "Subject: x", "", "x");
        assertThat(app.get("api/mails/1/report").statusCode()).isEqualTo(404);
        assertThat(app.get("api/zone").statusCode()).isEqualTo(404);
        assertThat(app.json("api/info").path("zone").asBoolean()).isFalse();

        put(ZONE);
        assertThat(app.json("api/info").path("zone").asBoolean()).isTrue();
        assertThat(app.get("api/zone").body()).isEqualTo(ZONE);
        assertThat(app.call("DELETE", "api/zone", "").statusCode()).isEqualTo(204);
        assertThat(app.get("api/mails/1/report").statusCode()).isEqualTo(404);
    }

    @Test
    void aZoneThatCannotBeReadSaysWhere() {
        HttpResponse<String> response = app.call("PUT", "api/zone", "example.org. A 192.0.2.10\nexample.org. A nine\n");
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(Running.parse(response).path("detail").asString()).contains("line 2");
    }

    @Test
    void anAddressThatIsNoneIsABadRequest() {
        put(ZONE);
        app.send("ada@example.org", "Subject: x", "", "x");
        assertThat(app.get("api/mails/1/report?from=example.org").statusCode()).isEqualTo(400);
    }

    private void put(String zone) {
        assertThat(app.call("PUT", "api/zone", zone).statusCode()).isEqualTo(204);
    }
}
