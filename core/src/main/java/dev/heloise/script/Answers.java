package dev.heloise.script;

import static java.util.Objects.requireNonNull;

import dev.heloise.script.Effect.Action;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The answers of a rule as a test writes them, one after the other. Each {@code then…} is the next answer; what follows
 * it says more about that answer. The rule is in force from the first {@code then…} on.
 *
 * <pre>
 * script.when(endOfData()).thenReply("451 4.3.0 Try again later").times(2).thenAccept().after(Duration.ofSeconds(1));
 * </pre>
 */
public final class Answers {

    private final Script script;
    private final When when;
    private final List<Step> steps = new ArrayList<>();
    private @Nullable Rule rule;

    Answers(Script script, When when) {
        this.script = script;
        this.when = requireNonNull(when, "when");
    }

    /**
     * A reply. If it is 4yz or 5yz, the request is refused; after 421 the connection is closed (RFC 5321 §3.8).
     *
     * @throws IllegalArgumentException if this is no {@linkplain Reply#of(String) reply}
     */
    public Answers thenReply(String reply) {
        return thenReply(Reply.of(reply));
    }

    /** A reply, with what it does to the wire. */
    public Answers thenReply(Reply reply) {
        return then(Step.of(new Answer.Said(reply)).with(reply.effect()));
    }

    /** The request is granted as if there were no rule, and no policy is asked. */
    public Answers thenAccept() {
        return then(Step.of(new Answer.Granted()));
    }

    /** Nothing is said and nothing is done, and the connection is closed in order (FIN). */
    public Answers thenDrop() {
        return then(Step.silence(Action.DROP));
    }

    /** Nothing is said and nothing is done, and the connection is broken off (RST). */
    public Answers thenReset() {
        return then(Step.silence(Action.RESET));
    }

    /** Nothing is said and nothing is done, and the connection stays open until someone else closes it. */
    public Answers thenStall() {
        return then(Step.silence(Action.STALL));
    }

    /** The request is granted, and the server's side of the connection is closed after the reply. */
    public Answers thenHalfClose() {
        return then(Step.of(new Answer.Granted()).with(Effect.of(Action.HALF_CLOSE)));
    }

    /**
     * {@code 450 4.7.1} until client, sender and recipient come back after this time, counted on the server's clock
     * from their first visit (RFC 6647). The rule has no opinion about those who have.
     *
     * @throws IllegalArgumentException at a stage before {@code MAIL}, or if the delay is not positive or more than
     *     36,500 days
     */
    public Answers thenGreylist(Duration delay) {
        return then(Step.of(new Answer.Greylisted(delay)));
    }

    /**
     * {@code 450 4.7.1} for a sender who has been here so often within the period, on the server's clock. Refusals do
     * not count, and the rule has no opinion as long as there is room.
     *
     * @throws IllegalArgumentException at a stage before {@code MAIL}, if there is not 1 mail or more, or if the period
     *     is not positive or more than 36,500 days
     */
    public Answers thenRateLimit(int mails, Duration period) {
        return then(Step.of(new Answer.Limited(mails, period)));
    }

    /**
     * This answer is given so many times: 1 or more. Without this, once if another follows, and always otherwise.
     *
     * @throws IllegalArgumentException if it is less than 1
     */
    public Answers times(int count) {
        if (count < 1) {
            throw new IllegalArgumentException("not a rule: times must be 1 or more, but is " + count);
        }
        return change(step -> step.times(count));
    }

    /**
     * This answer is carried out after a delay of zero or more, 36,500 days at most; if the server has a
     * {@code MutableClock}, on that.
     *
     * @throws IllegalArgumentException if it is out of range
     */
    public Answers after(Duration delay) {
        return effect(effect -> effect.after(delay));
    }

    /**
     * The connection is dropped after so many octets of this reply, 0 or more; its CRLF counts two.
     *
     * @throws IllegalArgumentException if they are fewer
     */
    public Answers cutAfter(int octets) {
        return effect(effect -> effect.cutAfter(octets));
    }

    /**
     * This reply is sent octet by octet, with a pause of zero or more after each, 36,500 days at most.
     *
     * @throws IllegalArgumentException if it is out of range
     */
    public Answers slowly(Duration pause) {
        return effect(effect -> effect.pausing(pause));
    }

    /**
     * The connection is closed in order after this reply.
     *
     * @throws IllegalArgumentException if there is none
     */
    public Answers closing() {
        return effect(effect -> new Effect(effect.delay(), Action.CLOSE, effect.cutAfter(), effect.pause()));
    }

    /**
     * The request is granted before the connection breaks: the mail is stored, and the client does not hear of it.
     *
     * @throws IllegalArgumentException after a reply, which would be lost
     */
    public Answers afterStoring() {
        return change(Step::afterStoring);
    }

    /**
     * The connection breaks before the request is granted; so it is unless {@link #afterStoring} is said.
     *
     * @throws IllegalArgumentException if it does not break in place of a reply
     */
    public Answers beforeStoring() {
        return change(Step::beforeStoring);
    }

    private Answers effect(UnaryOperator<Effect> change) {
        return change(step -> step.with(change.apply(step.effect())));
    }

    private Answers change(UnaryOperator<Step> change) {
        if (steps.isEmpty()) {
            throw new IllegalStateException("nothing is answered yet at \"" + when + "\": begin with then…");
        }
        List<Step> changed = new ArrayList<>(steps);
        int last = changed.size() - 1;
        changed.set(last, change.apply(changed.get(last)));
        return put(changed);
    }

    private Answers then(Step step) {
        List<Step> more = new ArrayList<>(steps);
        more.add(step);
        return put(more);
    }

    private Answers put(List<Step> changed) {
        Rule next = new Rule(when, changed);
        if (rule == null) {
            script.add(next);
        } else {
            script.replace(rule, next);
        }
        rule = next;
        steps.clear();
        steps.addAll(changed);
        return this;
    }

    @Override
    public String toString() {
        return rule == null ? when.toString() : rule.toString();
    }
}
