package dev.heloise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class MutableClockTest {

    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

    private final MutableClock clock = MutableClock.at(START);

    @Test
    void standsStillUntilItIsAdvanced() {
        assertThat(clock.instant()).isEqualTo(START);

        clock.advance(Duration.ofMinutes(5));

        assertThat(clock.instant()).isEqualTo(START.plusSeconds(300));
    }

    @Test
    void isTheSameInEveryZone() {
        MutableClock elsewhere = clock.withZone(ZoneId.of("Asia/Tokyo"));

        clock.advance(Duration.ofDays(1));

        assertThat(elsewhere.instant()).isEqualTo(clock.instant());
        assertThat(elsewhere.getZone()).hasToString("Asia/Tokyo");
        assertThat(clock.getZone()).hasToString("Z");
    }

    @Test
    void neverRunsBackwards() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> clock.advance(Duration.ofSeconds(-1)))
                .withMessageContaining("PT-1S");
    }

    @Test
    void tellsWhenNobodyWaits() {
        assertThat(clock.waiting()).isZero();
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> clock.awaitWaiting(Duration.ofMillis(10)))
                .withMessage("no session waits for the clock after 10 ms");
    }
}
