package dev.heloise.deliverability;

import static java.util.Objects.requireNonNull;

import dev.heloise.mailbox.Finding;
import dev.heloise.mailbox.Helo;
import dev.heloise.mailbox.Severity;
import java.util.List;

/**
 * What a receiver would think of the name that a client gave.
 *
 * @param helo the name, as it was given last
 * @param resolves whether the name has an address in the DNS, or at least hosts that take its mail
 * @param matchesClient whether one of those is the client's
 * @param findings what is wrong with it
 */
public record HeloResult(Helo helo, boolean resolves, boolean matchesClient, List<Finding> findings) {

    public HeloResult {
        requireNonNull(helo, "helo");
        findings = List.copyOf(findings);
    }

    /** Whether no receiver would mind: nothing was found that is worse than worth knowing. */
    public boolean passes() {
        return findings.stream().allMatch(finding -> finding.severity() == Severity.INFO);
    }
}
