package dev.heloise;

import dev.heloise.smtp.Room;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What one connection has of the memory for messages. All connections of a server take from the same, so that together
 * they cannot fill the heap.
 */
final class SharedRoom implements Room {

    private final AtomicLong left;
    private long taken;

    /** @param octets how many there are for all */
    SharedRoom(long octets) {
        this(new AtomicLong(octets));
    }

    private SharedRoom(AtomicLong left) {
        this.left = left;
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
