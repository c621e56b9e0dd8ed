package dev.heloise.smtp;

import dev.heloise.smtp.Line.Ending;
import java.io.IOException;

/** Cuts the input into lines. Never keeps more of a line than the limit, however long it goes on. */
public final class LineReader {

    /** How much of a line that is too long is kept for the transcript. */
    private static final int KEPT = 256;

    private static final byte TLS_HANDSHAKE_RECORD = 0x16;
    private static final byte TLS_MAJOR_VERSION = 0x03;

    private final Input input;

    public LineReader(Input input) {
        this.input = input;
    }

    /**
     * The next line, waiting for it.
     *
     * @param limit the longest line in octets, CRLF included
     */
    public Line read(int limit) throws IOException {
        int searched = 0;
        while (true) {
            // Looked for first: the random octets of a handshake may have an LF among them.
            if (isTlsHello()) {
                int seen = input.buffered();
                return new Line(input.take(seen), Ending.TLS_HELLO, seen);
            }
            int length = input.afterNextLf(searched);
            if (length > limit || (length < 0 && input.buffered() >= limit)) {
                return tooLong(Math.min(KEPT, limit));
            }
            if (length > 0) {
                boolean crlf = length > 1 && input.at(length - 2) == '\r';
                return new Line(input.take(length), crlf ? Ending.CRLF : Ending.LF, length);
            }
            searched = input.buffered();
            if (!input.fill()) {
                return new Line(input.take(searched), Ending.EOF, searched);
            }
        }
    }

    private boolean isTlsHello() {
        return input.buffered() >= 2 && input.at(0) == TLS_HANDSHAKE_RECORD && input.at(1) == TLS_MAJOR_VERSION;
    }

    /**
     * Passes over everything up to the next CRLF, since only that can be the beginning of another command.
     *
     * @param kept how much to keep, which is less than the line has
     */
    private Line tooLong(int kept) throws IOException {
        long total = 0;
        byte last = 0;
        byte[] beginning = new byte[0];
        while (true) {
            if (beginning.length == 0 && input.buffered() >= kept) {
                beginning = input.take(kept);
                total = kept;
                last = beginning[kept - 1];
            }
            int length = input.afterNextLf(0);
            int passed = length > 0 ? length : input.buffered();
            boolean crlf = length == 1 ? last == '\r' : length > 1 && input.at(length - 2) == '\r';
            last = passed > 0 ? input.at(passed - 1) : last;
            total += passed;
            input.skip(passed);
            if (crlf) {
                return new Line(beginning, Ending.TOO_LONG, total);
            }
            if (length < 0 && !input.fill()) {
                return new Line(beginning, Ending.EOF, total);
            }
        }
    }
}
