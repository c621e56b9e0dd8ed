package dev.heloise;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;

/**
 * What a client says, and for how long it has been silent. Time that the server takes for itself is not the client's
 * silence: only while a read waits does it count.
 */
final class Ear extends FilterInputStream {

    /** How long a client may take before it says more, if it is to be heard out. */
    static final int MOMENT_MILLIS = 200;

    private static final long LONGEST_NANOS = 2_000_000_000;
    private static final int MOST_IGNORED = 1024 * 1024;
    private static final long NOT_WAITING = 0;

    /** For how long a rate says nothing. */
    private static final long FIRST_NANOS = 1_000_000_000;

    private volatile long waitingSince = NOT_WAITING;

    /** Since when a message is heard, and how much of it was so far. */
    private volatile long messageSince = NOT_WAITING;

    private volatile long messageOctets;

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
            return heard(in.read(target, offset, length));
        } finally {
            waitingSince = NOT_WAITING;
        }
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // only the connection's own thread does
    private int heard(int count) {
        if (count > 0 && messageSince != NOT_WAITING) {
            messageOctets += count;
        }
        return count;
    }

    /** From now on a message is heard. */
    void beginMessage() {
        messageOctets = 0;
        messageSince = System.nanoTime();
    }

    /** It has been heard. */
    void endMessage() {
        messageSince = NOT_WAITING;
    }

    /** Whether a message has come at a lower rate than this so far. Called from another thread. */
    boolean isSlow(long now, int octetsPerSecond) {
        long since = messageSince;
        long nanos = now - since;
        return since != NOT_WAITING
                && nanos > FIRST_NANOS
                && (double) messageOctets * FIRST_NANOS < (double) octetsPerSecond * nanos;
    }

    /** Discards what has come already, about a mebibyte of it at most; how many octets that was. */
    int discard() throws IOException {
        byte[] ignored = new byte[4096];
        int discarded = 0;
        while (available() > 0 && discarded < MOST_IGNORED) {
            discarded += Math.max(0, read(ignored));
        }
        return discarded;
    }

    /**
     * Waits until the client has nothing more to say: until it leaves, or is silent for as long as the socket's timeout
     * has it; for two seconds and a mebibyte at most.
     */
    void hearOut() throws IOException {
        byte[] ignored = new byte[4096];
        int left = MOST_IGNORED;
        int count = 0;
        long begin = System.nanoTime();
        try {
            while (count >= 0 && left > 0 && System.nanoTime() - begin < LONGEST_NANOS) {
                count = read(ignored);
                left -= count;
            }
        } catch (SocketTimeoutException silent) {
            // It has had its moment.
        }
    }

    /** Whether the client has been waited for longer than this. Called from another thread. */
    boolean hasWaited(long now, long nanos) {
        long since = waitingSince;
        return since != NOT_WAITING && now - since > nanos;
    }
}
