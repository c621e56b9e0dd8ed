package dev.heloise.smtp;

import java.time.Duration;

/**
 * How much the server takes before it says no. All sizes are octets.
 *
 * @param messageSize the largest message (RFC 1870)
 * @param recipients the most recipients of one transaction, 100 or more by RFC 5321 §4.5.3.1.8
 * @param commandLine the longest command line, CRLF included, 512 or more by RFC 5321 §4.5.3.1.4
 * @param authLine the longest line of an AUTH exchange, CRLF not included, 12,288 or more by RFC 4954 §4
 * @param authFailures how many times a session may fail to authenticate before it is ended
 * @param errors how many commands of a session may be wrong before it is ended
 * @param idle how long a client may say nothing
 * @param write how long a client may read nothing
 * @param handshake how long a client that was told to begin TLS may say nothing
 */
public record Limits(
        long messageSize,
        int recipients,
        int commandLine,
        int authLine,
        int authFailures,
        int errors,
        Duration idle,
        Duration write,
        Duration handshake) {

    /**
     * 50 MiB, 1,000 recipients, lines of 4 KiB, of 12 KiB in AUTH, 5 failures there, 50 errors, five minutes (RFC 5321
     * §4.5.3.2.7), one minute, five seconds.
     */
    public static final Limits DEFAULT = new Limits(
            50L << 20,
            1_000,
            4_096,
            12_288,
            5,
            50,
            Duration.ofMinutes(5),
            Duration.ofMinutes(1),
            Duration.ofSeconds(5));

    public Limits withMessageSize(long octets) {
        return new Limits(octets, recipients, commandLine, authLine, authFailures, errors, idle, write, handshake);
    }

    public Limits withRecipients(int count) {
        return new Limits(messageSize, count, commandLine, authLine, authFailures, errors, idle, write, handshake);
    }

    public Limits withCommandLine(int octets) {
        return new Limits(messageSize, recipients, octets, authLine, authFailures, errors, idle, write, handshake);
    }

    public Limits withAuthLine(int octets) {
        return new Limits(messageSize, recipients, commandLine, octets, authFailures, errors, idle, write, handshake);
    }

    public Limits withAuthFailures(int count) {
        return new Limits(messageSize, recipients, commandLine, authLine, count, errors, idle, write, handshake);
    }

    public Limits withErrors(int count) {
        return new Limits(messageSize, recipients, commandLine, authLine, authFailures, count, idle, write, handshake);
    }

    public Limits withIdle(Duration time) {
        return new Limits(messageSize, recipients, commandLine, authLine, authFailures, errors, time, write, handshake);
    }

    public Limits withWrite(Duration time) {
        return new Limits(messageSize, recipients, commandLine, authLine, authFailures, errors, idle, time, handshake);
    }

    public Limits withHandshake(Duration time) {
        return new Limits(messageSize, recipients, commandLine, authLine, authFailures, errors, idle, write, time);
    }

    /** Content longer than this is not even read to its end. */
    long cap() {
        return 2 * messageSize + 1024 * 1024;
    }
}
