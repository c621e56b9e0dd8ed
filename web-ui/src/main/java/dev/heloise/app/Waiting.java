package dev.heloise.app;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/** The places for requests that wait, so that those who do not wait always find a thread. */
final class Waiting {

    /** The longest that a request may wait. */
    static final Duration LONGEST = Duration.ofMinutes(5);

    private static final int PLACES = 100;

    private final Semaphore places = new Semaphore(PLACES);

    <T> T in(Supplier<T> wait) {
        if (!places.tryAcquire()) {
            throw Problem.busy(PLACES + " requests are waiting already");
        }
        try {
            return wait.get();
        } finally {
            places.release();
        }
    }
}
