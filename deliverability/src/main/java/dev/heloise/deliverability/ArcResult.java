package dev.heloise.deliverability;

import static java.util.Objects.requireNonNull;

/**
 * What the Authenticated Received Chain says about the hands that a mail went through (RFC 8617 §4.4).
 *
 * @param verdict the chain validation status
 * @param instances how many sets the chain has; 0 where there is none
 * @param oldestPass since which set the message has not changed, where 0 says since before the first (RFC 8617 §5.2);
 *     -1 where the chain does not pass
 * @param reason why, in one sentence
 */
public record ArcResult(Verdict verdict, int instances, int oldestPass, String reason) {

    public ArcResult {
        requireNonNull(verdict, "verdict");
        requireNonNull(reason, "reason");
    }

    /** Whether there is a chain, and it is whole. */
    public boolean passes() {
        return verdict == Verdict.PASS;
    }

    /** The chain validation status. */
    public enum Verdict {
        /** There is no chain. */
        NONE,
        /** The chain is whole. */
        PASS,
        /** The chain is broken, and the mail is as one without a chain. */
        FAIL
    }
}
