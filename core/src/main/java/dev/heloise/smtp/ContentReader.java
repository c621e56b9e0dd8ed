package dev.heloise.smtp;

import dev.heloise.mailbox.Content;
import dev.heloise.smtp.ReadContent.Ending;
import java.io.IOException;
import java.util.Arrays;

/**
 * Reads the content of a message up to its end, which is CRLF.CRLF, or .CRLF as the very first line, and nothing else
 * (RFC 5321 §4.1.1.4). Up to the limit the octets stand in one array as they came; what is over it is passed over, so
 * that the session can go on.
 */
public final class ContentReader {

    private static final int FIRST = 4 * 1024;
    /** An array up to this size is used again for the next message of the session. */
    private static final int REUSED = 64 * 1024;
    /** The declared size of a message is a client's word: no more is reserved on it. */
    private static final int MOST_EXPECTED = 1024 * 1024;

    private static final int END_MARK = 3;
    private static final byte[] NOTHING = {};

    private final Input input;
    private byte[] wire = NOTHING;
    private int length;
    private int candidate;
    private int dots;
    private long passedOver;

    public ContentReader(Input input) {
        this.input = input;
    }

    /**
     * Reads to the end of the content, waiting for it.
     *
     * @param limits the largest message to keep
     * @param expected the size that the client has declared; 0 if it has not
     */
    public ReadContent read(Limits limits, long expected) throws IOException {
        long limit = limits.messageSize();
        begin(expected);
        int end = -1;
        while (end < 0) {
            if (length + passedOver - dots > limits.cap() + END_MARK) {
                return result(Ending.OVER_CAP, length, limit);
            }
            makeRoom(limit);
            int count = input.read(wire, length);
            if (count < 0) {
                return result(Ending.EOF, length, limit);
            }
            length += count;
            end = scan();
        }
        input.unread(wire, end, length - end);
        return result(Ending.COMPLETE, end, limit);
    }

    private void begin(long expected) {
        int room = (int) Math.min(Math.max(expected + END_MARK, FIRST), MOST_EXPECTED);
        if (wire.length < room) {
            wire = new byte[room];
        }
        length = 0;
        candidate = 0;
        dots = 0;
        passedOver = 0;
    }

    private void makeRoom(long limit) {
        if (length + passedOver - dots > limit + END_MARK) {
            passOver();
        } else if (length == wire.length) {
            wire = Arrays.copyOf(wire, (int) Math.min(Integer.MAX_VALUE - 8L, 2L * length));
        }
    }

    /** Keeps just what is needed to go on: what is not scanned yet, and the two octets before it. */
    private void passOver() {
        int from = Math.max(0, Math.min(candidate, length) - 2);
        System.arraycopy(wire, from, wire, 0, length - from);
        length -= from;
        candidate -= from;
        passedOver += from;
    }

    /**
     * Looks for a line that begins with a dot. Where an octet is neither that dot nor part of the CRLF before it, the
     * next two octets cannot be the dot either, so most of a message is passed in steps of three.
     *
     * @return the position after the end mark; -1 if it has not come yet
     */
    private int scan() {
        int i = candidate;
        while (i < length) {
            byte octet = wire[i];
            if (octet == '\n') {
                i++;
            } else if (octet == '\r') {
                i += 2;
            } else if (octet != '.' || !isLineStart(i)) {
                i += 3;
            } else if (i + 2 >= length) {
                break;
            } else if (wire[i + 1] == '\r' && wire[i + 2] == '\n') {
                return i + END_MARK;
            } else {
                dots++;
                // The octet after the dot may be the CR of a line end.
                i++;
            }
        }
        candidate = i;
        return -1;
    }

    private boolean isLineStart(int index) {
        return index == 0 ? passedOver == 0 : index > 1 && wire[index - 1] == '\n' && wire[index - 2] == '\r';
    }

    private ReadContent result(Ending ending, int end, long limit) {
        boolean complete = ending == Ending.COMPLETE;
        long size = end + passedOver - dots - (complete ? END_MARK : 0);
        boolean over = size > limit || passedOver > 0;
        Content content = over ? Content.ofOctets(NOTHING) : Content.ofData(Arrays.copyOf(wire, end), complete, dots);
        if (wire.length > REUSED) {
            wire = NOTHING;
        }
        return new ReadContent(content, ending, size);
    }
}
