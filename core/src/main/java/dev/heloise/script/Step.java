package dev.heloise.script;

import static java.util.Objects.requireNonNull;

import dev.heloise.script.Effect.Action;

/**
 * One answer of a rule, what it does to the wire, and how often it is given before the next one's turn.
 *
 * @param answer what is said
 * @param effect what is done
 * @param times how often, 1 or more; {@link #ALWAYS} for as long as the rule is there
 */
public record Step(Answer answer, Effect effect, int times) {

    /** For as long as the rule is there. */
    public static final int ALWAYS = 0;

    /**
     * Checks that the parts agree.
     *
     * @throws IllegalArgumentException if they do not; the message quotes them
     */
    public Step {
        requireNonNull(answer, "answer");
        requireNonNull(effect, "effect");
        require(times >= ALWAYS, "times must be 1 or more, or " + ALWAYS + " for always, but is", times);
        boolean speaks = effect.action().speaks();
        require(
                answer instanceof Answer.Granted || speaks != answer instanceof Answer.Silence,
                speaks ? "this comes after a reply, and nothing is said:" : "this reply is never sent:",
                (answer + " " + effect.action().word()).strip());
    }

    private static void require(boolean holds, String rule, Object offending) {
        if (!holds) {
            throw new IllegalArgumentException("not a rule: " + rule + " \"" + offending + '"');
        }
    }

    static Step of(Answer answer) {
        return new Step(answer, Effect.NONE, ALWAYS);
    }

    /** Nothing is said, and the request is not granted. */
    static Step silence(Action action) {
        return new Step(new Answer.Silence(), Effect.of(action), ALWAYS);
    }

    /**
     * A step from its text.
     *
     * @param reply an answer as {@link Answer#of} takes it, or one of the words {@code drop}, {@code reset},
     *     {@code stall} and {@code half-close}
     * @param times how often, 1 or more; {@link #ALWAYS} for as long as the rule is there
     * @throws IllegalArgumentException if this is neither; the message quotes the text
     */
    public static Step of(String reply, int times) {
        Step step = switch (reply) {
            case "drop" -> silence(Action.DROP);
            case "reset" -> silence(Action.RESET);
            case "stall" -> silence(Action.STALL);
            case "half-close" -> of(new Answer.Granted()).with(Effect.of(Action.HALF_CLOSE));
            default -> of(Answer.of(reply));
        };
        return step.times(times);
    }

    /** The same, so many times. */
    public Step times(int count) {
        return new Step(answer, effect, count);
    }

    /** The same, with another effect. */
    public Step with(Effect other) {
        return new Step(answer, other, times);
    }

    /**
     * The same, but the request is granted before the connection breaks.
     *
     * @throws IllegalArgumentException if there is a reply, which would be lost
     */
    public Step afterStoring() {
        boolean replies = !(answer instanceof Answer.Granted || answer instanceof Answer.Silence);
        require(!replies, "afterStoring is about drop, reset and stall, and not", this);
        return new Step(new Answer.Granted(), effect, times);
    }

    /**
     * The same, but the request is not granted before the connection breaks; so it is unless said otherwise.
     *
     * @throws IllegalArgumentException if the connection does not break in place of a reply
     */
    Step beforeStoring() {
        require(!effect.action().speaks(), "beforeStoring is about drop, reset and stall, and not", this);
        return new Step(new Answer.Silence(), effect, times);
    }

    /** The step in words, such as {@code 452 4.2.2 Mailbox full, 2 times}. */
    @Override
    public String toString() {
        String said = answer.toString();
        String done = effect.toString();
        String often = times == ALWAYS ? "" : times == 1 ? ", once" : ", " + times + " times";
        return said + (said.isEmpty() || done.isEmpty() ? "" : ", ") + done + often;
    }
}
