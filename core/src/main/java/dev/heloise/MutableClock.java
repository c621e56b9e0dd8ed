package dev.heloise;

import static java.util.Objects.requireNonNull;
import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A clock that stands still until a test advances it. As the clock of a server it carries everything that a script or a
 * policy measures: greylisting, rate limits, and the delays before a reply.
 *
 * <pre>
 * MutableClock clock = MutableClock.create();
 * FakeSmtpServer smtp = FakeSmtpServer.builder().clock(clock).start();
 * smtp.script().when(rcptTo("*")).thenGreylist(Duration.ofMinutes(5));
 *
 * assertThat(mailer.send(mail)).isEqualTo(DEFERRED);
 * clock.advance(Duration.ofMinutes(5));
 * assertThat(mailer.send(mail)).isEqualTo(SENT);
 * </pre>
 *
 * <p>A session that has to wait, as with {@code thenAccept().after(…)}, goes on as soon as the clock has been advanced
 * far enough; {@link #awaitWaiting} tells when there is one. Safe for use by several threads.
 */
public final class MutableClock extends Clock {

    private final State state;
    private final ZoneId zone;

    private MutableClock(State state, ZoneId zone) {
        this.state = state;
        this.zone = zone;
    }

    /** A clock at 2001-01-01T00:00:00Z, so that every run of a test sees the same time. */
    public static MutableClock create() {
        return at(Instant.parse("2001-01-01T00:00:00Z"));
    }

    /** A clock at a time of your own. */
    public static MutableClock at(Instant start) {
        return new MutableClock(new State(requireNonNull(start, "start")), ZoneOffset.UTC);
    }

    /**
     * Advances the clock, and wakes who has waited for that.
     *
     * @throws IllegalArgumentException if the time is negative: no server's clock runs backwards
     */
    public void advance(Duration time) {
        if (time.isNegative()) {
            throw new IllegalArgumentException("a clock is advanced by zero or more, but here by " + time);
        }
        state.lock.lock();
        try {
            state.now = state.now.plus(time);
            state.changed.signalAll();
        } finally {
            state.lock.unlock();
        }
    }

    /** How many sessions wait for this clock to be advanced. */
    public int waiting() {
        state.lock.lock();
        try {
            return state.waiting;
        } finally {
            state.lock.unlock();
        }
    }

    /**
     * Waits, in real time, until a session waits for this clock to be advanced.
     *
     * @throws AssertionError if none does when the timeout has passed
     * @throws IllegalStateException if the thread is interrupted, which it then still is
     */
    public void awaitWaiting(Duration timeout) {
        long left = NANOSECONDS.convert(timeout);
        state.lock.lock();
        try {
            while (state.waiting == 0) {
                if (left <= 0) {
                    throw new AssertionError("no session waits for the clock after " + timeout.toMillis() + " ms");
                }
                left = state.changed.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for a session", e);
        } finally {
            state.lock.unlock();
        }
    }

    /** Waits until it is so late. */
    void awaitInstant(Instant due) throws InterruptedException {
        state.lock.lockInterruptibly();
        try {
            if (!state.now.isBefore(due)) {
                return;
            }
            state.waiting++;
            state.changed.signalAll();
            try {
                while (state.now.isBefore(due)) {
                    state.changed.await();
                }
            } finally {
                state.waiting--;
            }
        } finally {
            state.lock.unlock();
        }
    }

    @Override
    public Instant instant() {
        state.lock.lock();
        try {
            return state.now;
        } finally {
            state.lock.unlock();
        }
    }

    @Override
    public ZoneId getZone() {
        return zone;
    }

    /** The same clock in another zone: to advance one is to advance both. */
    @Override
    public MutableClock withZone(ZoneId other) {
        return new MutableClock(state, requireNonNull(other, "other"));
    }

    @Override
    public String toString() {
        return "clock at " + instant();
    }

    private static final class State {

        private final ReentrantLock lock = new ReentrantLock();
        private final Condition changed = lock.newCondition();
        private Instant now;
        private int waiting;

        State(Instant start) {
            this.now = start;
        }
    }
}
