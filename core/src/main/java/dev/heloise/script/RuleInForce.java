package dev.heloise.script;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;

/** A rule of a running server, with what it has answered so far. */
final class RuleInForce {

    private final Rule rule;
    private final List<Policy> policies;
    private final AtomicInteger answered;
    private final ReentrantLock lock;

    RuleInForce(Rule rule) {
        this(rule, new AtomicInteger(), new ReentrantLock());
    }

    private RuleInForce(Rule rule, AtomicInteger answered, ReentrantLock lock) {
        this.rule = rule;
        this.policies = rule.steps().stream().map(RuleInForce::policy).toList();
        this.answered = answered;
        this.lock = lock;
    }

    private static Policy policy(Step step) {
        Effect effect = step.effect();
        Answer answer = step.answer();
        if (answer instanceof Answer.Said said) {
            Verdict verdict = Verdict.answer(said.reply().with(effect));
            return request -> verdict;
        }
        if (answer instanceof Answer.Silence) {
            // Never sent, since the effect does not speak: it only keeps the request from being granted.
            Verdict verdict = Verdict.answer(Reply.of("451 4.3.0 Not granted").with(effect));
            return request -> verdict;
        }
        if (answer instanceof Answer.Greylisted greylisted) {
            return new Greylist(greylisted, effect);
        }
        if (answer instanceof Answer.Limited limited) {
            return new RateLimit(limited, effect);
        }
        Verdict verdict = Verdict.accept(effect);
        return request -> verdict;
    }

    /** The same place in the script, the same count, another rule. */
    RuleInForce continuedBy(Rule other) {
        return new RuleInForce(other, answered, lock);
    }

    Rule rule() {
        return rule;
    }

    @SuppressWarnings("ReferenceEquality") // the rule itself is the handle by which a test removes it
    boolean is(Rule other) {
        return rule == other;
    }

    boolean isUsed() {
        return answered.get() > 0;
    }

    Verdict judge(Request request) {
        if (!rule.when().matches(request)) {
            return Verdict.noOpinion();
        }
        // One at a time, so that each answer is given as often as it says and in its order.
        lock.lock();
        try {
            int turn = turn(answered.get());
            Verdict verdict =
                    turn < 0 ? Verdict.noOpinion() : policies.get(turn).judge(request);
            if (!verdict.isOpinion()) {
                return verdict;
            }
            int count = answered.incrementAndGet();
            return verdict.by("rule " + rule + " [" + count + "]");
        } finally {
            lock.unlock();
        }
    }

    /** The step whose turn it is after so many answers; -1 when there is none left. */
    private int turn(int answers) {
        long before = 0;
        for (int i = 0; i < rule.steps().size(); i++) {
            int times = rule.steps().get(i).times();
            before += times;
            if (times == Step.ALWAYS || answers < before) {
                return i;
            }
        }
        return -1;
    }
}
