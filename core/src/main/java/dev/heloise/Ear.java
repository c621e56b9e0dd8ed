package dev.heloise;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * What a client says, and for how long it has been silent. Time that the server takes for itself is not the client's
 * silence: only while a read waits does it count.
 */
final class Ear extends FilterInputStream {

    private static final long NOT_WAITING = 0;

    private volatile long waitingSince = NOT_WAITING;

    /** @param in taken once: a socket whose input was shut down gives no stream any more */
    Ear(InputStream in) {
        super(in);
    }

    @Override
    public int read() throws IOException {
        waitingSince = System.nanoTime();
        try {
            return in.read();
        } finally {
            waitingSince = NOT_WAITING;
        }
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        waitingSince = System.nanoTime();
        try {
            return in.read(target, offset, length);
        } finally {
            waitingSince = NOT_WAITING;
        }
    }

    /** Discards what has come already, about so many octets of it at most; how many they were. */
    int discard(int most) throws IOException {
        byte[] ignored = new byte[4096];
        int discarded = 0;
        while (available() > 0 && discarded < most) {
            discarded += Math.max(0, read(ignored));
        }
        return discarded;
    }

    /** Whether the client has been waited for longer than this. Called from another thread. */
    boolean hasWaited(long now, long nanos) {
        long since = waitingSince;
        return since != NOT_WAITING && now - since > nanos;
    }
}
