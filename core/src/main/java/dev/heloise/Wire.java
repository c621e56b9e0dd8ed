package dev.heloise;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.io.Flushable;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The server's side of the wire. Replies gather here and leave in one write, when the connection is about to wait for
 * the client; what a script does to a reply is done here as well.
 */
final class Wire implements Flushable {

    private final OutputStream socket;
    private final Clock clock;
    private @Nullable OutputStream secured;
    private byte[] pending = new byte[128];
    private int length;
    private volatile long writingSince;

    /** @param clock on which pauses are taken */
    Wire(OutputStream socket, Clock clock) {
        this.socket = socket;
        this.clock = clock;
    }

    /**
     * Goes on with a stream that {@linkplain #send sends} what it makes of a reply; what was said has to be flushed.
     */
    void continueOn(OutputStream other) {
        secured = other;
    }

    /** Sends octets now, as they are. */
    void send(byte[] octets, int count) throws IOException {
        writingSince = System.nanoTime();
        socket.write(octets, 0, count);
        writingSince = 0;
    }

    /** Holds a reply back until the next flush. */
    void say(byte[] reply) {
        if (length + reply.length > pending.length) {
            pending = Arrays.copyOf(pending, Math.max(length + reply.length, pending.length * 2));
        }
        System.arraycopy(reply, 0, pending, length, reply.length);
        length += reply.length;
    }

    @Override
    public void flush() throws IOException {
        if (length > 0) {
            if (secured == null) {
                send(pending, length);
            } else {
                secured.write(pending, 0, length);
            }
            length = 0;
        }
    }

    /** Whether the client has not taken what was written for so long. Called from another thread. */
    boolean isStuck(long now, Duration limit) {
        long since = writingSince;
        return since != 0 && now - since > NANOSECONDS.convert(limit);
    }

    /** Says part of a reply now, octet by octet with a pause after each if there is one to take. */
    void say(byte[] part, Duration pause) throws IOException {
        if (pause.isZero()) {
            say(part);
            flush();
            return;
        }
        Pause pauses = new Pause(clock);
        for (byte octet : part) {
            say(new byte[] {octet});
            flush();
            pauses.take(pause);
        }
    }
}
