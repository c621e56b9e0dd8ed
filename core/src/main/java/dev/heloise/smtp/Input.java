package dev.heloise.smtp;

import java.io.Flushable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * The octets that have been received and not yet understood. Before it waits for more it flushes the replies, so that
 * everything that the client pipelined is answered in one segment, and nothing is held back while it waits (RFC 2920
 * §3.2).
 */
public final class Input {

    /** An idle session costs no more than this; a busy one gets room for a batch. */
    private static final int SMALL = 512;

    private static final int LARGE = 16 * 1024;

    private InputStream in;
    private final Flushable replies;
    private byte[] buffer = new byte[SMALL];
    private int start;
    private int end;

    /** @param replies flushed whenever more has to be waited for */
    public Input(InputStream in, Flushable replies) {
        this.in = in;
        this.replies = replies;
    }

    /** Goes on with another stream; what is buffered of the first one has to be discarded before. */
    public void continueOn(InputStream other) {
        in = other;
    }

    /** Whether there is something that came together with what was already understood. */
    public boolean hasBuffered() {
        return start < end;
    }

    /** Forgets what is buffered, and tells how many octets that were. */
    public int discard() {
        int discarded = end - start;
        start = end;
        return discarded;
    }

    /** Waits until the client has gone, and forgets what it says until then. */
    public void drain() throws IOException {
        do {
            discard();
        } while (fill());
    }

    /**
     * The position after the next LF at or after {@code from} octets, counted from the first unread one; -1 if it is
     * not there.
     */
    int afterNextLf(int from) {
        for (int i = start + from; i < end; i++) {
            if (buffer[i] == '\n') {
                return i - start + 1;
            }
        }
        return -1;
    }

    int buffered() {
        return end - start;
    }

    byte at(int index) {
        return buffer[start + index];
    }

    byte[] take(int length) {
        byte[] taken = Arrays.copyOfRange(buffer, start, start + length);
        start += length;
        return taken;
    }

    void skip(int length) {
        start += length;
    }

    /** Waits for more octets behind those that are buffered; false at the end of the stream. */
    boolean fill() throws IOException {
        makeRoom();
        replies.flush();
        int count = in.read(buffer, end, buffer.length - end);
        if (count <= 0) {
            return false;
        }
        end += count;
        return true;
    }

    private void makeRoom() {
        if (start == end) {
            start = 0;
            end = 0;
            if (buffer.length > LARGE) {
                buffer = new byte[LARGE];
            }
        }
        if (end == buffer.length) {
            int unread = end - start;
            // A full buffer is the sign of a client that has much to say.
            byte[] roomier = unread > 0 && start > 0 ? buffer : new byte[Math.max(LARGE, unread * 2)];
            System.arraycopy(buffer, start, roomier, 0, unread);
            buffer = roomier;
            start = 0;
            end = unread;
        }
    }

    /** Moves what is buffered, or what comes next, into an array; -1 at the end of the stream. */
    int read(byte[] target, int offset) throws IOException {
        if (!hasBuffered()) {
            replies.flush();
            return in.read(target, offset, target.length - offset);
        }
        int count = Math.min(end - start, target.length - offset);
        System.arraycopy(buffer, start, target, offset, count);
        start += count;
        return count;
    }

    /** Gives back octets that were read too far; they stand before what is still buffered. */
    void unread(byte[] source, int offset, int length) {
        if (length > start) {
            int kept = end - start;
            byte[] roomier = new byte[Math.max(LARGE, length + kept)];
            System.arraycopy(buffer, start, roomier, length, kept);
            buffer = roomier;
            start = length;
            end = length + kept;
        }
        start -= length;
        System.arraycopy(source, offset, buffer, start, length);
    }
}
