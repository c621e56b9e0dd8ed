package dev.heloise.deliverability;

import dev.heloise.deliverability.SpfResult.Verdict;

/** Ends an evaluation of SPF at once, wherever it is: with {@code temperror} or {@code permerror} (RFC 7208 §2.6). */
final class SpfError extends Exception {

    private static final long serialVersionUID = 1L;

    private final Verdict verdict;
    private final String rule;

    private SpfError(Verdict verdict, String rule, String reason) {
        super(reason, null, false, false);
        this.verdict = verdict;
        this.rule = rule;
    }

    static SpfError syntax(String reason) {
        return new SpfError(Verdict.PERMERROR, "SPF_SYNTAX", reason);
    }

    static SpfError limit(String reason) {
        return new SpfError(Verdict.PERMERROR, "SPF_LIMIT", reason);
    }

    static SpfError missing(String reason) {
        return new SpfError(Verdict.PERMERROR, "SPF_NO_TARGET", reason);
    }

    static SpfError dns(String reason) {
        return new SpfError(Verdict.TEMPERROR, "SPF_DNS", reason);
    }

    Verdict verdict() {
        return verdict;
    }

    String rule() {
        return rule;
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
