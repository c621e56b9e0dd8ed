package dev.heloise.script;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/** The script of a running server: the first of its policies. */
public final class MemoryScript implements Script, Policy {

    private final ReentrantLock lock = new ReentrantLock();
    private volatile List<RuleInForce> rules = List.of();

    /** The stages that have rules, so that one without costs a look; replaced as a whole. */
    private volatile Set<Stage> stages = Set.of();

    /** A script without rules. */
    public MemoryScript() {}

    @Override
    public boolean concerns(Stage stage) {
        return stages.contains(stage);
    }

    @Override
    public Verdict judge(Request request) {
        for (RuleInForce rule : rules) {
            Verdict verdict = rule.judge(request);
            if (verdict.isOpinion()) {
                return verdict;
            }
        }
        return Verdict.noOpinion();
    }

    @Override
    public void add(Rule rule) {
        change(all -> all.add(new RuleInForce(rule)));
    }

    @Override
    public void addFirst(Rule rule) {
        change(all -> all.add(0, new RuleInForce(rule)));
    }

    @Override
    public void replace(Rule rule, Rule by) {
        change(all -> {
            for (int i = 0; i < all.size(); i++) {
                if (all.get(i).is(rule)) {
                    all.set(i, all.get(i).continuedBy(by));
                    return;
                }
            }
            throw new IllegalStateException("the rule \"" + rule + "\" is not in the script any more");
        });
    }

    @Override
    public void remove(Rule rule) {
        requireNonNull(rule, "rule");
        change(all -> all.removeIf(each -> each.is(rule)));
    }

    @Override
    public void clear() {
        change(List::clear);
    }

    @Override
    public void reset() {
        clear();
    }

    private void change(Consumer<List<RuleInForce>> change) {
        lock.lock();
        try {
            List<RuleInForce> changed = new ArrayList<>(rules);
            change.accept(changed);
            rules = List.copyOf(changed);
            Set<Stage> concerned = EnumSet.noneOf(Stage.class);
            changed.forEach(each -> concerned.add(each.rule().at()));
            stages = concerned;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public List<Rule> rules() {
        return rules.stream().map(RuleInForce::rule).toList();
    }

    @Override
    public List<Rule> unused() {
        return rules.stream()
                .filter(each -> !each.isUsed())
                .map(RuleInForce::rule)
                .toList();
    }

    @Override
    public String toString() {
        return "script of " + rules();
    }
}
