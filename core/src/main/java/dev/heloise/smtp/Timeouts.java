package dev.heloise.smtp;

import java.time.Duration;

/**
 * How long the server waits for a client before it has had enough.
 *
 * @param idle how long a client may say nothing
 * @param write how long a client may read nothing
 * @param handshake how long a client that was told to begin TLS may say nothing
 * @param session how long a session may last, whatever is said
 * @param dataRate how many octets of a message a client has to send in a second; 0 where it may take its time
 */
public record Timeouts(Duration idle, Duration write, Duration handshake, Duration session, int dataRate) {

    /** Five minutes (RFC 5321 §4.5.3.2.7), one minute, five seconds; otherwise a client may take its time. */
    public static final Timeouts DEFAULT = new Timeouts(
            Duration.ofMinutes(5), Duration.ofMinutes(1), Duration.ofSeconds(5), Duration.ofSeconds(Long.MAX_VALUE), 0);

    public Timeouts withIdle(Duration time) {
        return new Timeouts(time, write, handshake, session, dataRate);
    }

    public Timeouts withWrite(Duration time) {
        return new Timeouts(idle, time, handshake, session, dataRate);
    }

    public Timeouts withHandshake(Duration time) {
        return new Timeouts(idle, write, time, session, dataRate);
    }

    public Timeouts withSession(Duration time) {
        return new Timeouts(idle, write, handshake, time, dataRate);
    }

    public Timeouts withDataRate(int octetsPerSecond) {
        return new Timeouts(idle, write, handshake, session, octetsPerSecond);
    }
}
