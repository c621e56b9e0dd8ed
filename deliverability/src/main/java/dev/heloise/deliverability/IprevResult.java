package dev.heloise.deliverability;

import static java.util.Objects.requireNonNull;

import dev.heloise.mailbox.Finding;
import java.util.List;

/**
 * Whether the client's address has a name that leads back to it (RFC 8601 §3).
 *
 * @param verdict the result
 * @param address the client's address
 * @param name the name that leads back, or the first one where none does; empty where there is none
 * @param reason why, in one sentence
 * @param findings what the owner of the address would mend
 */
public record IprevResult(Verdict verdict, String address, String name, String reason, List<Finding> findings) {

    public IprevResult {
        requireNonNull(verdict, "verdict");
        requireNonNull(address, "address");
        requireNonNull(name, "name");
        requireNonNull(reason, "reason");
        findings = List.copyOf(findings);
    }

    /** Whether there is such a name. */
    public boolean passes() {
        return verdict == Verdict.PASS;
    }

    /** The results of RFC 8601 §2.7.3. */
    public enum Verdict {
        /** A name of the address leads back to it. */
        PASS,
        /** There are names, and none leads back. */
        FAIL,
        /** The DNS failed; a later check may have a result. */
        TEMPERROR,
        /** The address has no name. */
        PERMERROR
    }
}
