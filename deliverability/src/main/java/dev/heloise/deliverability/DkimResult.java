package dev.heloise.deliverability;

import static java.util.Objects.requireNonNull;

import dev.heloise.mailbox.Finding;
import java.util.List;

/**
 * What DKIM says about one signature (RFC 6376 §3.9, in the words of RFC 8601 §2.7.1).
 *
 * @param verdict the result
 * @param domain the domain that signed ({@code d=}), in lower case and with A-labels (RFC 5890 §2.3); empty where the
 *     signature does not tell
 * @param selector which of its keys ({@code s=}); empty where the signature does not tell
 * @param identity on whose behalf ({@code i=}, or {@code @} and the domain); empty where the signature does not tell
 * @param algorithm with what ({@code a=}), such as {@code rsa-sha256}; empty where the signature does not tell
 * @param signature the first characters of {@code b=}, by which reports tell signatures apart (RFC 6008)
 * @param reason why, in one sentence; after a failure the first line or field that differs, where it can be known
 * @param testing whether the domain says that it is only testing DKIM ({@code t=y}): a failure then means nothing
 * @param findings what the signer would mend
 */
public record DkimResult(
        Verdict verdict,
        String domain,
        String selector,
        String identity,
        String algorithm,
        String signature,
        String reason,
        boolean testing,
        List<Finding> findings) {

    public DkimResult {
        requireNonNull(verdict, "verdict");
        requireNonNull(domain, "domain");
        requireNonNull(selector, "selector");
        requireNonNull(identity, "identity");
        requireNonNull(algorithm, "algorithm");
        requireNonNull(signature, "signature");
        requireNonNull(reason, "reason");
        findings = List.copyOf(findings);
    }

    /** Whether the domain signed this message. */
    public boolean passes() {
        return verdict == Verdict.PASS;
    }

    /** The results of RFC 8601 §2.7.1. A message without a signature has no result at all. */
    public enum Verdict {
        /** The message was not signed. */
        NONE,
        /** The signature is good. */
        PASS,
        /** The signature was understood, and does not fit the message, or not the time. */
        FAIL,
        /** The signature is good, and something about it is not acceptable to the receiver. */
        POLICY,
        /** The signature was not judged. */
        NEUTRAL,
        /** The key could not be had; a later check may have a result. */
        TEMPERROR,
        /** The signature or its key is malformed, missing, too weak or revoked. */
        PERMERROR
    }
}
