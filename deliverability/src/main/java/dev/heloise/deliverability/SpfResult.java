package dev.heloise.deliverability;

import static java.util.Objects.requireNonNull;

import dev.heloise.mailbox.Finding;
import java.util.List;

/**
 * What SPF says about one identity of a client (RFC 7208 §2.6).
 *
 * @param identity which name was judged
 * @param domain the domain of that name, in lower case; empty where there was none to ask about
 * @param verdict the result, in the RFC's word
 * @param reason why, in one sentence: the term that matched, or what is wrong
 * @param explanation what the domain's owner has to say to the sender (RFC 7208 §6.2); empty where the verdict is not
 *     {@link Verdict#FAIL}, or nothing usable is published
 * @param records the SPF records of the domain as they are published: one, unless there is none or something is wrong
 * @param findings what the owner of the domain would mend
 */
public record SpfResult(
        Identity identity,
        String domain,
        Verdict verdict,
        String reason,
        String explanation,
        List<String> records,
        List<Finding> findings) {

    public SpfResult {
        requireNonNull(identity, "identity");
        requireNonNull(domain, "domain");
        requireNonNull(verdict, "verdict");
        requireNonNull(reason, "reason");
        requireNonNull(explanation, "explanation");
        records = List.copyOf(records);
        findings = List.copyOf(findings);
    }

    /** Whether the domain's owner lets this client use the name. */
    public boolean passes() {
        return verdict == Verdict.PASS;
    }

    /** Which of the names that a client gives was judged. */
    public enum Identity {
        /** The name in EHLO or HELO (RFC 7208 §2.3). */
        HELO,
        /** The reverse-path; if it is null, {@code postmaster} at the name in EHLO or HELO (RFC 7208 §2.4). */
        MAIL_FROM
    }

    /** The results of RFC 7208 §2.6. */
    public enum Verdict {
        /** No domain to ask about, or no SPF record there. */
        NONE,
        /** The owner says nothing about this client. */
        NEUTRAL,
        /** The owner lets this client send. */
        PASS,
        /** The owner says that this client must not send. */
        FAIL,
        /** The owner believes that this client should not send. */
        SOFTFAIL,
        /** The DNS failed; a later check may have a result. */
        TEMPERROR,
        /** What is published cannot be understood, or asks for too many look-ups. */
        PERMERROR
    }
}
