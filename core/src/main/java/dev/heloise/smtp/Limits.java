package dev.heloise.smtp;

/**
 * How much the server takes before it says no. All sizes are octets.
 *
 * @param messageSize the largest message (RFC 1870)
 * @param mails the most transactions of one session (RFC 9422 §4.1)
 * @param recipients the most recipients of one transaction, 100 or more by RFC 5321 §4.5.3.1.8
 * @param commandLine the longest command line, CRLF included, 512 or more by RFC 5321 §4.5.3.1.4
 * @param authLine the longest line of an AUTH exchange, CRLF not included, 12,288 or more by RFC 4954 §4
 * @param authFailures how many times a session may fail to authenticate before it is ended
 * @param errors how many commands of a session may be wrong before it is ended
 * @param timeouts how long a client may take
 */
public record Limits(
        long messageSize,
        int mails,
        int recipients,
        int commandLine,
        int authLine,
        int authFailures,
        int errors,
        Timeouts timeouts) {

    /**
     * 50 MiB, any number of mails, 1,000 recipients, lines of 4 KiB, of 12 KiB in AUTH, 5 failures there, 50 errors.
     */
    public static final Limits DEFAULT =
            new Limits(50L << 20, Integer.MAX_VALUE, 1_000, 4_096, 12_288, 5, 50, Timeouts.DEFAULT);

    public Limits withMessageSize(long octets) {
        return new Limits(octets, mails, recipients, commandLine, authLine, authFailures, errors, timeouts);
    }

    public Limits withMails(int count) {
        return new Limits(messageSize, count, recipients, commandLine, authLine, authFailures, errors, timeouts);
    }

    public Limits withRecipients(int count) {
        return new Limits(messageSize, mails, count, commandLine, authLine, authFailures, errors, timeouts);
    }

    public Limits withCommandLine(int octets) {
        return new Limits(messageSize, mails, recipients, octets, authLine, authFailures, errors, timeouts);
    }

    public Limits withAuthLine(int octets) {
        return new Limits(messageSize, mails, recipients, commandLine, octets, authFailures, errors, timeouts);
    }

    public Limits withAuthFailures(int count) {
        return new Limits(messageSize, mails, recipients, commandLine, authLine, count, errors, timeouts);
    }

    public Limits withErrors(int count) {
        return new Limits(messageSize, mails, recipients, commandLine, authLine, authFailures, count, timeouts);
    }

    public Limits withTimeouts(Timeouts other) {
        return new Limits(messageSize, mails, recipients, commandLine, authLine, authFailures, errors, other);
    }

    /** Content longer than this is not even read to its end. */
    long cap() {
        return 2 * messageSize + 1024 * 1024;
    }
}
