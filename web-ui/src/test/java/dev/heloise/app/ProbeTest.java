package dev.heloise.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProbeTest {

    @Test
    void asksWhereTheApplicationListens() {
        assertThat(Probe.readyz(List.of("java", "-jar", "/heloise.jar"), Map.of()))
                .hasToString("http://127.0.0.1:8025/readyz");
        assertThat(Probe.readyz(List.of(), Map.of("HELOISE_HTTP_PORT", "80", "HELOISE_WEB_ROOT", "/mail/")))
                .hasToString("http://127.0.0.1:80/mail/readyz");
    }

    @Test
    void whatWasSaidOnTheCommandLineGoesBeforeTheEnvironment() {
        assertThat(Probe.readyz(
                        List.of("--http-port", "81", "--web-root=mail"),
                        Map.of("HELOISE_HTTP_PORT", "80", "HELOISE_WEB_ROOT", "/other")))
                .hasToString("http://127.0.0.1:81/mail/readyz");
    }

    @Test
    void tellsOneThatTakesMailFromOneThatIsGone() {
        URI readyz;
        try (Running app = new Running()) {
            readyz = app.uri("readyz");
            assertThat(Probe.isReady(readyz)).isTrue();
        }
        assertThat(Probe.isReady(readyz)).isFalse();
    }
}
