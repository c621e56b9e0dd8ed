package dev.heloise.script;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What a reply does to the wire besides being said. The dialogue only passes it on; the connection carries it out.
 *
 * @param delay how long to wait before anything is done; zero or more, 36,500 days at most
 * @param action what is done in place of the reply, or with it
 * @param cutAfter after how many octets of the reply the connection is dropped; {@link #WHOLE} for none of that
 * @param pause how long to wait between two octets of the reply; zero or more, 36,500 days at most
 */
public record Effect(Duration delay, Action action, int cutAfter, Duration pause) {

    /** The whole reply is sent. */
    public static final int WHOLE = Integer.MAX_VALUE;

    /** The longest delay there is: what is to be silent for ever is {@link Action#STALL}. */
    static final Duration LONGEST = Duration.ofDays(36_500);

    /** The reply is sent at once. */
    public static final Effect NONE = new Effect(Duration.ZERO, Action.SEND, WHOLE, Duration.ZERO);

    public Effect {
        requireNonNull(action, "action");
        requireInRange("delay", delay);
        requireInRange("pause", pause);
        if (cutAfter < 0) {
            throw new IllegalArgumentException("cutAfter must not be negative, but is " + cutAfter);
        }
    }

    private static void requireInRange(String name, Duration time) {
        if (time.isNegative() || time.compareTo(LONGEST) > 0) {
            String range = time.isNegative() ? "not be negative" : "be " + LONGEST.toDays() + " days at most";
            throw new IllegalArgumentException(name + " must " + range + ", but is " + time);
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

    /** Whether nothing is done besides saying the reply. */
    public boolean isNone() {
        // Not equals: that of a record is made when it is first called, which takes a cold JVM 30 ms.
        return delay.isZero() && action == Action.SEND && cutAfter == WHOLE && pause.isZero();
    }

    /** Whether the reply is sent, or a part of it. */
    public boolean speaks() {
        return action.speaks();
    }

    /** The octets of the reply that are sent. */
    public byte[] part(byte[] reply) {
        return speaks() ? Arrays.copyOf(reply, Math.min(reply.length, cutAfter)) : new byte[0];
    }

    /** What is done, in words, such as {@code after 2 s, drop}; empty for {@link #NONE}. */
    @Override
    public String toString() {
        List<String> words = new ArrayList<>();
        if (!delay.isZero()) {
            words.add("after " + text(delay));
        }
        if (action != Action.SEND) {
            words.add(action.word());
        }
        if (cutAfter != WHOLE) {
            words.add("cut after " + cutAfter + " octets");
        }
        if (!pause.isZero()) {
            words.add("pausing " + text(pause) + " after each octet");
        }
        return String.join(", ", words);
    }

    static String text(Duration time) {
        long millis = time.toMillis();
        return millis % 1000 == 0 ? millis / 1000 + " s" : millis + " ms";
    }

    /** What is done when the time for the reply has come. */
    public enum Action {
        /** The reply is sent. */
        SEND("send"),
        /** Nothing is sent, and the connection is closed in order (FIN). */
        DROP("drop"),
        /** Nothing is sent, and the connection is broken off (RST). */
        RESET("reset"),
        /** Nothing is sent, and the connection stays open until the client or the server closes it. */
        STALL("stall"),
        /** The reply is sent, and the server's side of the connection is closed; the client is heard no more. */
        HALF_CLOSE("half-close"),
        /** The reply is sent, and the connection is closed in order. */
        CLOSE("close");

        private final String word;

        Action(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }

        boolean speaks() {
            return this == SEND || this == HALF_CLOSE || this == CLOSE;
        }
    }
}
