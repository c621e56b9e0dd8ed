package dev.heloise;

import dev.heloise.smtp.Room;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What one connection has of the memory for messages. All connections of a server take from the same, so that together
 * they cannot fill the heap.
 */
final class SharedRoom implements Room {

    private static final long SPARED = 64 << 20;

    private final AtomicLong left;
    private long taken;

    /** @param octets how many there are for all */
    SharedRoom(long octets) {
        this(new AtomicLong(octets));
    }

    private SharedRoom(AtomicLong left) {
        this.left = left;
    }

    /**
     * As much as a heap allows: half of it, and a quarter is for what is kept. In a small one some is spared, since
     * collectors that divide it into regions leave the rest of a region empty behind a large array.
     */
    static long ofHeap(long octets) {
        return Math.max(octets / 4, octets / 2 - SPARED);
    }

    /** What another connection has of the same memory. */
    SharedRoom another() {
        return new SharedRoom(left);
    }

    @Override
    public boolean take(long octets) {
        long before;
        do {
            before = left.get();
            if (before < octets) {
                return false;
            }
        } while (!left.compareAndSet(before, before - octets));
        taken += octets;
        return true;
    }

    /** Gives back all that this connection has taken. */
    void release() {
        if (taken > 0) {
            left.addAndGet(taken);
            taken = 0;
        }
    }
}
