package dev.heloise.script;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/** What a rule says, apart from what it does to the wire. */
public sealed interface Answer {

    /** The request is granted, in the server's own words. */
    record Granted() implements Answer {

        @Override
        public String toString() {
            return "accept";
        }
    }

    /** Nothing: the request is not granted, and the connection tells why there is no reply. */
    record Silence() implements Answer {

        @Override
        public String toString() {
            return "";
        }
    }

    /**
     * A reply. If it is 4yz or 5yz, the request is refused.
     *
     * @param reply the reply, without an effect
     */
    record Said(Reply reply) implements Answer {

        public Said {
            reply = reply.with(Effect.NONE);
        }

        @Override
        public String toString() {
            return reply.toString().replace("\n", " / ");
        }
    }

    /**
     * {@code 450 4.7.1} for a client, sender and recipient that have not been seen together before; they have to come
     * back later (RFC 6647). After that there is no opinion.
     *
     * @param delay how much later, counted from the first time; positive, 36,500 days at most
     */
    record Greylisted(Duration delay) implements Answer {

        public Greylisted {
            requirePositive("delay", delay);
        }

        @Override
        public String toString() {
            return "greylist for " + Effect.text(delay);
        }
    }

    /**
     * {@code 450 4.7.1} for a sender who has sent enough. Before that there is no opinion.
     *
     * @param mails how many a sender may send in a period, 1 or more
     * @param period how long the period is that ends with this request; positive, 36,500 days at most
     */
    record Limited(int mails, Duration period) implements Answer {

        public Limited {
            if (mails < 1) {
                throw new IllegalArgumentException("mails must be 1 or more, but is " + mails);
            }
            requirePositive("period", period);
        }

        @Override
        public String toString() {
            return "limit to " + mails + " in " + Effect.text(period);
        }
    }

    /**
     * An answer from its text.
     *
     * @param text a reply as {@link Reply#of(String)} takes it, {@code accept}, or such as {@code greylist for 5 min}
     *     and {@code limit to 10 in 1 h}, with the units {@code ms}, {@code s}, {@code min} and {@code h}
     * @throws IllegalArgumentException if it is none of these; the message quotes it
     */
    static Answer of(String text) {
        return AnswerText.read(text);
    }

    private static void requirePositive(String name, Duration time) {
        requireNonNull(time, name);
        if (time.isZero() || time.isNegative()) {
            throw new IllegalArgumentException(name + " must be positive, but is " + time);
        }
        if (time.compareTo(Effect.LONGEST) > 0) {
            throw new IllegalArgumentException(
                    name + " must be " + Effect.LONGEST.toDays() + " days at most, but is " + time);
        }
    }
}
