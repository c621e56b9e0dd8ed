package dev.heloise.script;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * What a reply does to the wire besides being said. The dialogue only passes it on; the connection carries it out.
 *
 * @param delay how long to wait before anything is sent, on the real clock; zero or more
 * @param action what is done in place of the reply, or with it
 * @param cutAfter after how many octets of the reply the connection is dropped; {@link #WHOLE} for none of that
 * @param pause how long to wait between two octets of the reply; zero or more
 */
public record Effect(Duration delay, Action action, int cutAfter, Duration pause) {

    /** The whole reply is sent. */
    public static final int WHOLE = Integer.MAX_VALUE;

    /** The reply is sent at once. */
    public static final Effect NONE = new Effect(Duration.ZERO, Action.SEND, WHOLE, Duration.ZERO);

    public Effect {
        requireNonNull(action, "action");
        require(!delay.isNegative(), "delay", delay);
        require(cutAfter >= 0, "cutAfter", cutAfter);
        require(!pause.isNegative(), "pause", pause);
    }

    private static void require(boolean holds, String name, Object value) {
        if (!holds) {
            throw new IllegalArgumentException(name + " must not be negative, but is " + value);
        }
    }

    /** The action alone. */
    public static Effect of(Action action) {
        return new Effect(Duration.ZERO, action, WHOLE, Duration.ZERO);
    }

    /** The same, after a delay. */
    public Effect after(Duration time) {
        return new Effect(time, action, cutAfter, pause);
    }

    /** The same, but the connection is dropped after so many octets of the reply. */
    public Effect cutAfter(int octets) {
        return new Effect(delay, action, octets, pause);
    }

    /** The same, but octet by octet with a pause after each. */
    public Effect pausing(Duration time) {
        return new Effect(delay, action, cutAfter, time);
    }

    /** What is done when the time for the reply has come. */
    public enum Action {
        /** The reply is sent. */
        SEND,
        /** Nothing is sent, and the connection is closed in order (FIN). */
        DROP,
        /** Nothing is sent, and the connection is broken off (RST). */
        RESET,
        /** Nothing is sent, and the connection stays open until the client or the server closes it. */
        STALL,
        /** The reply is sent, and the server's side of the connection is closed; the client's may go on. */
        HALF_CLOSE
    }
}
