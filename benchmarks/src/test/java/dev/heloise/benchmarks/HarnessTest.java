package dev.heloise.benchmarks;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** That the harness measures what it says; not how fast anything is. */
class HarnessTest {

    @ParameterizedTest
    @MethodSource("dev.heloise.benchmarks.Peer#here")
    void everyPeerTakesTheLoad(Peer peer) throws IOException, InterruptedException {
        try (Peer.Running server = peer.start()) {
            try (Load load = Load.open(server.port(), Math.min(2, peer.mostSessions()))) {
                Load.Sent sent = load.send(Message.ofSize(1024), 10, Duration.ofSeconds(10));

                assertThat(sent.mails()).isEqualTo(10);
            }
            server.clear().run();
        }
    }

    @Test
    void aRoundInAProcessOfItsOwnIsMeasured() throws IOException, InterruptedException {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();

        CpuPerMail.measure(
                Options.parse("--servers=heloise", "--mails=2000", "--warmup=0", "--rounds=1"),
                new PrintStream(printed, true, StandardCharsets.UTF_8));

        assertThat(printed.toString(StandardCharsets.UTF_8))
                .contains("| 1 KB, 10 sessions | CPU µs per mail |")
                .containsPattern("\\| heloise \\| [0-9.]+ \\([0-9.]+–[0-9.]+\\) \\| – \\| 1.00 ");
    }

    @Test
    void aMessageHasItsSizeToTheOctet() {
        assertThat(new String(Message.ofSize(1024), US_ASCII)).hasSize(1024 + 3).endsWith("\r\n.\r\n");
        assertThat(Message.size("25MB")).isEqualTo(25 * 1024 * 1024);
    }

    @Test
    void everyMomentIsMeasuredForEveryPeer() throws Exception {
        List<Comparison> moments = Moments.rehearsed();

        assertThat(moments)
                .hasSize(6)
                .allSatisfy(
                        moment -> assertThat(moment.servers()).startsWith("heloise", "wiser", "greenmail", "dumbster"));
        assertThat(Chart.of("Moments", moments)).contains(">greenmail<").doesNotContain("NaN");
    }

    @Test
    void theFirstStartIsMeasuredInAJvmOfItsOwn() throws IOException, InterruptedException {
        assertThat(ColdStart.millis("heloise")).isBetween(0.1, 60_000.0);
    }

    @Test
    void aRatioIsTakenRoundByRound() {
        Comparison comparison = new Comparison("load", "µs");
        for (double noise : new double[] {1, 10, 2}) {
            comparison.add("heloise", noise);
            comparison.add("other", 3 * noise);
        }
        comparison.failed("third", "no such server\n");

        assertThat(comparison.table()).isEqualTo("""
                | load | µs | × heloise |
                |---|---|---|
                | heloise | 2.00 (1.00–10.0) | 1.00 (1.00–1.00) |
                | other | 6.00 (3.00–30.0) | 3.00 (3.00–3.00) |
                | third | failed: no such server |  |
                """);
    }

    @Test
    void anOptionThatThereIsNotIsRefused() {
        assertThatThrownBy(() -> Options.parse("--size=1KB"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("\"--size=1KB\" is none of --name=value with"
                        + " [mails, rounds, seconds, servers, sessions, sizes, warmup]");
    }
}
