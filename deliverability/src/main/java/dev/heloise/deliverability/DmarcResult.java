package dev.heloise.deliverability;

import static java.util.Objects.requireNonNull;

import dev.heloise.mailbox.Finding;
import java.util.List;

/**
 * What DMARC says about the domain in {@code From} (RFC 9989 §5.3).
 *
 * @param domain the author's domain, in lower case; empty where there is not exactly one
 * @param verdict the result
 * @param policy what the domain's owner wants done with mail that fails; {@link Policy#NONE} also where nothing is
 *     published
 * @param disposition what would have happened to this mail: the policy if it fails, one level less while the owner is
 *     testing ({@code t=y}), and {@link Policy#NONE} if it does not fail
 * @param policyDomain where the policy is published; empty where it is not
 * @param organizationalDomain the domain at the top of the author's organization (RFC 9989 §4.10.2); empty where it was
 *     not looked for
 * @param alignment which of the names that were proven belong to the author's domain
 * @param reason why, in one sentence
 * @param records the DMARC records as they are published where the policy was found, or else for the domain itself:
 *     one, unless there is none or something is wrong
 * @param findings what the owner of the domain would mend
 */
public record DmarcResult(
        String domain,
        Verdict verdict,
        Policy policy,
        Policy disposition,
        String policyDomain,
        String organizationalDomain,
        Alignment alignment,
        String reason,
        List<String> records,
        List<Finding> findings) {

    public DmarcResult {
        requireNonNull(domain, "domain");
        requireNonNull(verdict, "verdict");
        requireNonNull(policy, "policy");
        requireNonNull(disposition, "disposition");
        requireNonNull(policyDomain, "policyDomain");
        requireNonNull(organizationalDomain, "organizationalDomain");
        requireNonNull(alignment, "alignment");
        requireNonNull(reason, "reason");
        records = List.copyOf(records);
        findings = List.copyOf(findings);
    }

    /** Whether the author's domain is proven. */
    public boolean passes() {
        return verdict == Verdict.PASS;
    }

    /** The results of DMARC in the words of {@code Authentication-Results}. */
    public enum Verdict {
        /** DMARC does not apply: no policy is published, or there is no single author's domain. */
        NONE,
        /** SPF or DKIM proves a domain that belongs to the author's. */
        PASS,
        /** Neither does. */
        FAIL,
        /** The DNS failed; a later check may have a result. */
        TEMPERROR,
        /** A permanent error; the RFC in force treats all of them as no policy, so no check ends so. */
        PERMERROR
    }

    /** What an owner wants done with mail that fails (RFC 9989 §4.7), the mildest first. */
    public enum Policy {
        /** Nothing. */
        NONE,
        /** Treat it as suspicious. */
        QUARANTINE,
        /** Refuse it. */
        REJECT
    }

    /**
     * How the proven names belong to the author's domain (RFC 9989 §4.4).
     *
     * @param spf the domain of MAIL FROM, if SPF passes
     * @param dkim the best of the domains whose signatures pass
     */
    public record Alignment(Mode spf, Mode dkim) {

        public Alignment {
            requireNonNull(spf, "spf");
            requireNonNull(dkim, "dkim");
        }

        /** How closely two domains belong together. */
        public enum Mode {
            /** Not at all, or the name is not proven. */
            NONE,
            /** They are of one organization, which is enough unless the policy says otherwise. */
            RELAXED,
            /** They are the same. */
            STRICT
        }
    }
}
