package dev.heloise.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each trial with a small part of its load. */
class EnduranceTest {

    private static final double SMALL = 0.001;

    static Stream<String> trials() {
        return Endurance.names().stream();
    }

    @ParameterizedTest
    @MethodSource("trials")
    void theServerPasses(String trial) {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();

        boolean passed =
                Endurance.run(List.of(trial), 1, SMALL, new PrintStream(printed, true, StandardCharsets.UTF_8));

        assertThat(passed).as(printed.toString(StandardCharsets.UTF_8)).isTrue();
    }
}
