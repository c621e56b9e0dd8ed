package dev.heloise.deliverability;

import dev.heloise.deliverability.DkimResult.Verdict;

/** Ends the verification of one signature, with its verdict and the reason. */
final class DkimError extends Exception {

    private static final long serialVersionUID = 1L;

    private final Verdict verdict;
    private final String rule;
    private final String reference;

    private DkimError(Verdict verdict, String rule, String reference, String reason) {
        super(reason, null, false, false);
        this.verdict = verdict;
        this.rule = rule;
        this.reference = reference;
    }

    /** The signature is not one that this verifier could have made sense of, now or later. */
    static DkimError syntax(String reason) {
        return new DkimError(Verdict.PERMERROR, "DKIM_SYNTAX", "RFC 6376 §6.1.1", reason);
    }

    static DkimError weak(String reason) {
        return new DkimError(Verdict.PERMERROR, "DKIM_WEAK", "RFC 8301 §3", reason);
    }

    static DkimError key(String reason) {
        return new DkimError(Verdict.PERMERROR, "DKIM_KEY", "RFC 6376 §6.1.2", reason);
    }

    static DkimError noKey(String reason) {
        return new DkimError(Verdict.PERMERROR, "DKIM_NO_KEY", "RFC 6376 §6.1.2", reason);
    }

    static DkimError dns(String reason) {
        return new DkimError(Verdict.TEMPERROR, "DKIM_DNS", "RFC 6376 §6.1.2", reason);
    }

    static DkimError time(String reason) {
        return new DkimError(Verdict.FAIL, "DKIM_TIME", "RFC 6376 §3.5", reason);
    }

    /** The signature was understood, and is not of this message. */
    static DkimError mismatch(String rule, String reason) {
        return new DkimError(Verdict.FAIL, rule, "RFC 6376 §6.1.3", reason);
    }

    /** Whether more fits here than there: the message, but for a place; or at least the key, by its form. */
    boolean isNearerThan(DkimError other) {
        return nearness() > other.nearness();
    }

    private int nearness() {
        if (verdict != Verdict.FAIL) {
            return 0;
        }
        return rule.equals("DKIM_WRONG_KEY") ? 1 : 2;
    }

    Verdict verdict() {
        return verdict;
    }

    String rule() {
        return rule;
    }

    String reference() {
        return reference;
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
