package dev.heloise.smtp;

/**
 * A line as it came from the client.
 *
 * @param bytes its octets, line end included; of a line that is too long only the beginning
 * @param ending what ended it
 * @param length how many octets it had in all
 */
@SuppressWarnings("ArrayRecordComponent") // lines are handed over once and never compared
public record Line(byte[] bytes, Ending ending, long length) {

    /** What ended a line. */
    public enum Ending {
        /** CRLF, the only end that counts (RFC 5321 §2.3.8). */
        CRLF,
        /** LF alone. */
        LF,
        /** CRLF, but the line is longer than the server takes. */
        TOO_LONG,
        /** The end of the connection. */
        EOF,
        /** None: a TLS handshake begins where a line should. */
        TLS_HELLO
    }

    /** Whether a CR stands in it that is not part of its end. */
    boolean hasBareCr() {
        int content = bytes.length - (ending == Ending.CRLF ? 2 : 0);
        for (int i = 0; i < content; i++) {
            if (bytes[i] == '\r') {
                return true;
            }
        }
        return false;
    }
}
