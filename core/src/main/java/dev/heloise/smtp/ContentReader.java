package dev.heloise.smtp;

import dev.heloise.mailbox.Content;
import dev.heloise.smtp.ReadContent.Ending;
import java.io.IOException;
import java.util.Arrays;

/**
 * Reads the content of a message up to its end, which is CRLF.CRLF, or .CRLF as the very first line, and nothing else
 * (RFC 5321 §4.1.1.4). Up to the limit the octets stand in one array as they came; what is over it is passed over, so
 * that the session can go on, and so is a message for which the memory is not enough.
 */
public final class ContentReader {

    /** An array of this size is the session's own, and used again for its next message. */
    private static final int OWN = 4 * 1024 - 16;
    /** The declared size of a message is a client's word: no more is reserved on it at first, */
    private static final int MOST_DECLARED = 1024 * 1024;
    /** and no more on the size of the session's last message where nothing is declared; */
    private static final int MOST_GUESSED = 64 * 1024;
    /** and later no more than so many times what has come. */
    private static final int TRUST = 8;

    private static final int LARGEST_ARRAY = Integer.MAX_VALUE - 8;

    private static final int END_MARK = 3;
    private static final byte[] NOTHING = {};

    private final Input input;
    private final Room room;
    private byte[] wire = NOTHING;
    private long expectedEnd;
    private long lastEnd;
    private int length;
    private int candidate;
    private int dots;
    private long passedOver;
    private boolean noMemory;

    /** @param room what messages may take beyond the little that every session has */
    public ContentReader(Input input, Room room) {
        this.input = input;
        this.room = room;
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
        boolean declared = expected > 0;
        expectedEnd = declared ? expected + END_MARK : lastEnd;
        int wanted = (int) Math.min(expectedEnd, declared ? MOST_DECLARED : MOST_GUESSED);
        if (wire.length < wanted) {
            grow(wanted);
        }
        if (wire.length < OWN) {
            wire = new byte[OWN];
        }
        length = 0;
        candidate = 0;
        dots = 0;
        passedOver = 0;
        noMemory = false;
    }

    private void makeRoom(long limit) {
        boolean over = length + passedOver - dots > limit + END_MARK;
        if (!over && !noMemory && length == wire.length) {
            noMemory = !grow(larger());
        }
        if (over || noMemory) {
            passOver();
        }
    }

    private int larger() {
        long larger = expectedEnd > length ? Math.min(expectedEnd, (long) TRUST * length) : 2L * length;
        return (int) Math.min(larger, LARGEST_ARRAY);
    }

    private boolean grow(int size) {
        int more = size - Math.max(wire.length, OWN);
        if (more > 0 && !room.take(more)) {
            return false;
        }
        try {
            wire = Arrays.copyOf(wire, size);
            return true;
        } catch (OutOfMemoryError e) {
            // Others have filled the heap: too large an array for what is left, which the small ones of a dialogue fit.
            return false;
        }
    }

    /** Keeps just what is needed to go on: what is not scanned yet, and the two octets before it. */
    private void passOver() {
        int from = Math.max(0, Math.min(candidate, length) - 2);
        byte[] rest = wire.length > OWN ? new byte[OWN] : wire;
        System.arraycopy(wire, from, rest, 0, length - from);
        wire = rest;
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
        if (ending == Ending.EOF && candidate < length && wire[candidate] == '.' && isLineStart(candidate)) {
            // It began a line, and whether it was to end the content nobody will know.
            dots++;
        }
        long size = end + passedOver - dots - (complete ? END_MARK : 0);
        boolean over = size > limit || passedOver > 0;
        lastEnd = end;
        byte[] kept = over ? NOTHING : keep(end);
        if (wire.length > OWN) {
            wire = NOTHING;
        }
        Content content = over || noMemory ? Content.ofOctets(NOTHING) : Content.ofData(kept, complete, dots);
        return new ReadContent(content, complete && noMemory && size <= limit ? Ending.NO_MEMORY : ending, size);
    }

    /** A copy; but of a message that has just the size that was expected nothing is copied. */
    private byte[] keep(int end) {
        if (end > OWN && end == wire.length) {
            return wire;
        }
        if (end <= OWN || room.take(end)) {
            try {
                return Arrays.copyOf(wire, end);
            } catch (OutOfMemoryError e) {
                // As above.
            }
        }
        noMemory = true;
        return NOTHING;
    }
}
