package dev.heloise.app;

import static dev.heloise.script.Effect.Action.CLOSE;
import static dev.heloise.script.Effect.Action.SEND;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.heloise.script.Answer;
import dev.heloise.script.Effect;
import dev.heloise.script.Step;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One answer of a rule as somebody writes it in JSON, and as it is shown. All but the reply may be left out.
 *
 * @param reply a reply, or words such as {@code accept} and {@code drop}, as {@link Step#of(String, int)} takes them
 * @param times how often it is given; without it, or with 0, always
 * @param afterMillis how long to wait before
 * @param afterStoring whether a break comes after the request was granted
 * @param cutAfter after how many octets of the reply the connection is dropped
 * @param pauseMillis how long to wait after each octet of the reply
 * @param closing whether the connection is closed after the reply
 */
@JsonIgnoreProperties("text")
record WrittenStep(
        @Nullable String reply,
        @Nullable Integer times,
        @Nullable Long afterMillis,
        @Nullable Boolean afterStoring,
        @Nullable Integer cutAfter,
        @Nullable Long pauseMillis,
        @Nullable Boolean closing) {

    static final WrittenStep NOTHING = new WrittenStep(null, null, null, null, null, null, null);

    static WrittenStep of(Step step) {
        Effect effect = step.effect();
        boolean replies = effect.action() == SEND || effect.action() == CLOSE;
        boolean stores = !effect.speaks() && step.answer() instanceof Answer.Granted;
        return new WrittenStep(
                replies ? said(step.answer()) : word(effect.action()),
                step.times(),
                effect.delay().isZero() ? null : effect.delay().toMillis(),
                stores ? true : null,
                effect.cutAfter() == Effect.WHOLE ? null : effect.cutAfter(),
                effect.pause().isZero() ? null : effect.pause().toMillis(),
                effect.action() == CLOSE ? true : null);
    }

    private static String said(Answer answer) {
        return answer instanceof Answer.Said said ? said.reply().toString() : answer.toString();
    }

    private static String word(Effect.Action action) {
        return action.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * The step that is meant.
     *
     * @throws IllegalArgumentException if there is no such step; the message says why
     */
    Step step() {
        if (reply == null) {
            throw new IllegalArgumentException("not a rule: \"reply\" is missing, such as 452 4.2.2 Mailbox full");
        }
        Step plain = Step.of(reply, times == null ? Step.ALWAYS : times);
        Effect effect = new Effect(
                Duration.ofMillis(number("afterMillis", afterMillis, 0)),
                action(plain.effect().action()),
                (int) number("cutAfter", cutAfter, Effect.WHOLE),
                Duration.ofMillis(number("pauseMillis", pauseMillis, 0)));
        return new Step(answer(plain), effect, plain.times());
    }

    private static long number(String name, @Nullable Number written, long otherwise) {
        long number = written == null ? otherwise : written.longValue();
        require(number >= 0, "\"" + name + "\" must be 0 or more, but is " + number);
        return number;
    }

    private Effect.Action action(Effect.Action plain) {
        if (!Boolean.TRUE.equals(closing)) {
            return plain;
        }
        require(plain == SEND, "\"closing\" is about a reply, and not \"" + reply + '"');
        return CLOSE;
    }

    private Answer answer(Step plain) {
        if (!Boolean.TRUE.equals(afterStoring)) {
            return plain.answer();
        }
        require(!plain.effect().speaks(), "\"afterStoring\" is about drop, reset and stall");
        return new Answer.Granted();
    }

    private static void require(boolean holds, String why) {
        if (!holds) {
            throw new IllegalArgumentException("not a rule: " + why);
        }
    }
}
