package dev.heloise.assertj;

import dev.heloise.mailbox.Finding;
import java.util.List;
import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;

/**
 * What can be demanded of the result of one check of deliverability. A failure tells the verdict, why it is that, what
 * the zone has about it, and what was found.
 *
 * @param <R> the result, such as {@link dev.heloise.deliverability.SpfResult}
 * @param <V> its verdicts
 */
public final class VerdictAssert<R, V extends Enum<V>> extends AbstractAssert<VerdictAssert<R, V>, R> {

    private final Check<R, V> check;

    VerdictAssert(@Nullable R actual, Check<R, V> check) {
        super(actual, VerdictAssert.class);
        this.check = check;
    }

    /** The verdict is the best one. */
    public VerdictAssert<R, V> passes() {
        return hasVerdict(check.pass());
    }

    /** The verdict is this one. */
    public VerdictAssert<R, V> hasVerdict(V verdict) {
        isNotNull();
        if (check.verdict().apply(actual) != verdict) {
            throw unmet("to be " + verdict, check.found(actual));
        }
        return myself;
    }

    /** There is nothing that the sender would mend, whatever the verdict. */
    public VerdictAssert<R, V> hasNoFindings() {
        List<Finding> findings = findings();
        if (!findings.isEmpty()) {
            throw unmet("to have no findings", "it has " + findings.size());
        }
        return myself;
    }

    /**
     * There is a finding of this rule.
     *
     * @param rule the rule's name, such as {@code SPF_PLUS_ALL}
     */
    public VerdictAssert<R, V> hasFinding(String rule) {
        List<Finding> findings = findings();
        if (findings.stream().noneMatch(finding -> finding.rule().equals(rule))) {
            throw unmet("to have the finding " + rule, check.found(actual));
        }
        return myself;
    }

    private List<Finding> findings() {
        isNotNull();
        return check.findings().apply(actual);
    }

    private AssertionError unmet(String wanted, String found) {
        String name = check.name().apply(actual);
        return failure("%s", Wording.failure(name + "\n" + wanted, found, check.evidence(actual)));
    }
}
