package dev.heloise;

import java.io.InterruptedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * The waits that a script asks for, one after the other: on the server's clock if that is one which a test advances,
 * otherwise in real time.
 */
final class Pause {

    private final Clock clock;
    private Instant due;

    Pause(Clock clock) {
        this.clock = clock;
        this.due = clock.instant();
    }

    /** Waits for so long after the last wait was due. A clock that is advanced by hours ends all waits of that time. */
    void take(Duration time) throws InterruptedIOException {
        if (time.isZero()) {
            return;
        }
        due = due.plus(time);
        try {
            if (clock instanceof MutableClock advanced) {
                advanced.awaitInstant(due);
            } else {
                Thread.sleep(time.toMillis(), time.toNanosPart() % 1_000_000);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("the server is being closed");
        }
    }
}
