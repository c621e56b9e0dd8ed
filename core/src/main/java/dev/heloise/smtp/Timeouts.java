package dev.heloise.smtp;

import java.time.Duration;

/**
 * How long the server waits for a client before it has had enough.
 *
 * @param idle how long a client may say nothing
 * @param write how long a client may read nothing
 * @param handshake how long a client that was told to begin TLS may say nothing
 * @param session how long a session may last, whatever is said
 */
public record Timeouts(Duration idle, Duration write, Duration handshake, Duration session) {

    /** Five minutes (RFC 5321 §4.5.3.2.7), one minute, five seconds; a session lasts as long as the client likes. */
    public static final Timeouts DEFAULT = new Timeouts(
            Duration.ofMinutes(5), Duration.ofMinutes(1), Duration.ofSeconds(5), Duration.ofSeconds(Long.MAX_VALUE));

    public Timeouts withIdle(Duration time) {
        return new Timeouts(time, write, handshake, session);
    }

    public Timeouts withWrite(Duration time) {
        return new Timeouts(idle, time, handshake, session);
    }

    public Timeouts withHandshake(Duration time) {
        return new Timeouts(idle, write, time, session);
    }

    public Timeouts withSession(Duration time) {
        return new Timeouts(idle, write, handshake, time);
    }
}
