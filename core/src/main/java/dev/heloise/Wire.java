package dev.heloise;

import dev.heloise.script.Effect;
import java.io.Flushable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Arrays;

/**
 * The server's side of the wire. Replies gather here and leave in one write, when the connection is about to wait for
 * the client; what a script does to a reply is done here as well.
 */
final class Wire implements Flushable {

    private OutputStream out;
    private byte[] pending = new byte[128];
    private int length;
    private volatile long writingSince;

    Wire(OutputStream out) {
        this.out = out;
    }

    /** Goes on with another stream; what was said before has to be flushed. */
    void continueOn(OutputStream other) {
        out = other;
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
            writingSince = System.nanoTime();
            out.write(pending, 0, length);
            writingSince = 0;
            length = 0;
        }
    }

    /** Whether the client has not taken what was written for so long. Called from another thread. */
    boolean isStuck(long now, Duration limit) {
        long since = writingSince;
        return since != 0 && now - since > limit.toNanos();
    }

    /** Says as much of a reply as the effect lets through, as slowly as it wants, and returns that. */
    byte[] say(byte[] reply, Effect effect) throws IOException {
        flush();
        sleep(effect.delay());
        boolean said = effect.action() == Effect.Action.SEND || effect.action() == Effect.Action.HALF_CLOSE;
        byte[] part = said ? Arrays.copyOf(reply, Math.min(reply.length, effect.cutAfter())) : new byte[0];
        if (effect.pause().isZero()) {
            say(part);
        } else {
            for (byte octet : part) {
                say(new byte[] {octet});
                flush();
                sleep(effect.pause());
            }
        }
        flush();
        return part;
    }

    private static void sleep(Duration time) throws IOException {
        try {
            Thread.sleep(time.toMillis(), time.toNanosPart() % 1_000_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("the server is being closed");
        }
    }
}
