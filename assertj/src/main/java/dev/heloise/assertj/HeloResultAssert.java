package dev.heloise.assertj;

import dev.heloise.deliverability.HeloResult;
import dev.heloise.mailbox.Finding;
import dev.heloise.mailbox.Helo;
import java.util.List;
import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;

/** What can be demanded of the name that a client gave. */
public final class HeloResultAssert extends AbstractAssert<HeloResultAssert, HeloResult> {

    HeloResultAssert(@Nullable HeloResult actual) {
        super(actual, HeloResultAssert.class);
    }

    /** No receiver would mind the name: nothing was found that is worse than worth knowing. */
    public HeloResultAssert passes() {
        isNotNull();
        require(actual.passes(), "to pass", "it does not");
        return myself;
    }

    /** The name has an address in the zone, or at least hosts that take its mail. */
    public HeloResultAssert resolves() {
        isNotNull();
        require(actual.resolves(), "to resolve", "the zone has no address for it");
        return myself;
    }

    /** One of its addresses is the client's. */
    public HeloResultAssert matchesClient() {
        isNotNull();
        String found = actual.resolves() ? "it has other addresses" : "the zone has no address for it";
        require(actual.matchesClient(), "to have the client's address", found);
        return myself;
    }

    /** There is nothing that a mail administrator would mend. */
    public HeloResultAssert hasNoFindings() {
        isNotNull();
        List<Finding> findings = actual.findings();
        require(findings.isEmpty(), "to have no findings", "it has " + findings.size());
        return myself;
    }

    /**
     * There is a finding of this rule.
     *
     * @param rule the rule's name, such as {@code HELO_CONTAINER_ID}
     */
    public HeloResultAssert hasFinding(String rule) {
        isNotNull();
        boolean there =
                actual.findings().stream().anyMatch(finding -> finding.rule().equals(rule));
        require(there, "to have the finding " + rule, Wording.others(actual.findings()));
        return myself;
    }

    private void require(boolean holds, String wanted, String found) {
        if (!holds) {
            Helo helo = actual.helo();
            String said = helo.verb() == Helo.Verb.NONE ? "of a client that gave none" : Wording.quoted(helo.name());
            throw failure(
                    "%s",
                    Wording.failure("the name " + said + "\n" + wanted, found, Wording.findings(actual.findings())));
        }
    }
}
