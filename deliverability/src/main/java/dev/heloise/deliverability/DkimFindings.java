package dev.heloise.deliverability;

import dev.heloise.deliverability.DkimResult.Verdict;
import dev.heloise.mailbox.Finding;
import dev.heloise.mailbox.Severity;
import java.security.interfaces.RSAPublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is known about one signature while it is verified, and what a mail administrator would mend about it. */
final class DkimFindings {

    private static final int GOOD_RSA_BITS = 2048;

    /** The fields that readers see, and that a second one of could mislead them (RFC 6376 §8.15). */
    private static final List<String> VISIBLE = List.of("From", "To", "Cc", "Subject", "Date", "Reply-To");

    private final Message message;
    private final int signatures;
    private final List<Finding> findings = new ArrayList<>();
    private final Optional<TagList> tags;
    private @Nullable DkimSignature signature;
    private @Nullable DkimKey key;

    DkimFindings(Message message, RawField field, int signatures) {
        this.message = message;
        this.tags = tags(field);
        this.signatures = signatures;
    }

    private static Optional<TagList> tags(RawField field) {
        try {
            return Optional.of(TagList.parse(field.value()));
        } catch (DkimError e) {
            // The verification ends in the same error, and reports it.
            return Optional.empty();
        }
    }

    void of(DkimSignature read) {
        signature = read;
    }

    void of(DkimKey found) {
        key = found;
    }

    DkimResult passed() {
        if (signature != null) {
            lint(signature);
        }
        lintKey();
        lintNumber();
        return result(Verdict.PASS, "the signature is good");
    }

    DkimResult failed(DkimError error) {
        find(error.rule(), Severity.ERROR, error.reference(), error.reason() + advice(error.rule()));
        lintKey();
        lintNumber();
        return result(error.verdict(), error.reason());
    }

    /** What to do about an error; where something was altered, the reason itself says it. */
    private static String advice(String rule) {
        return switch (rule) {
            case "DKIM_SYNTAX" -> ": mend the signer, since receivers ignore such a signature";
            case "DKIM_KEY" -> ": correct the key record of the selector";
            case "DKIM_NO_KEY" -> ": publish the key that signs there";
            case "DKIM_DNS" -> ": mend the name servers, since receivers may defer the mail until they answer";
            case "DKIM_TIME" -> ": sign with the right clock, just before sending";
            default -> "";
        };
    }

    private void lint(DkimSignature read) {
        if (read.tag("l").isPresent()) {
            find(
                    "DKIM_L_TAG",
                    Severity.WARNING,
                    "RFC 6376 §8.2",
                    "l= leaves the end of the body unsigned, and anyone may add to it: sign without it");
        }
        if (message.hasBareLineEnds()) {
            find(
                    "DKIM_BARE_LF",
                    Severity.WARNING,
                    "RFC 5321 §2.3.8",
                    "the message has bare LFs or CRs, and the signature breaks where a server makes them CRLF: end every "
                            + "line in CRLF before signing");
        }
        for (String name : VISIBLE) {
            int present = message.fields(name).size();
            long signed = read.headers().stream().filter(name::equalsIgnoreCase).count();
            if (present > signed) {
                find(
                        "DKIM_UNSIGNED_FIELD",
                        Severity.WARNING,
                        "RFC 6376 §8.15",
                        (signed == 0
                                        ? "the field " + name + " is not signed"
                                        : "a second field " + name + " is not signed")
                                + ", and anyone may change it: name it in h= once more than it is there");
            }
        }
    }

    private void lintKey() {
        if (key == null) {
            return;
        }
        if (key.isTesting()) {
            find(
                    "DKIM_TESTING",
                    Severity.WARNING,
                    "RFC 6376 §3.6.1",
                    "the key says t=y, so receivers treat the mail as if it were not signed: take that out when DKIM works");
        }
        if (key.key() instanceof RSAPublicKey rsa && rsa.getModulus().bitLength() < GOOD_RSA_BITS) {
            find(
                    "DKIM_SHORT_KEY",
                    Severity.INFO,
                    "RFC 8301 §3.2",
                    "the RSA key has " + rsa.getModulus().bitLength() + " bits: use " + GOOD_RSA_BITS
                            + " for the next one");
        }
    }

    private void lintNumber() {
        if (signatures > DkimVerification.MAX_SIGNATURES) {
            find(
                    "DKIM_TOO_MANY",
                    Severity.WARNING,
                    "RFC 6376 §6.1",
                    "the message has " + signatures + " signatures, and only the first "
                            + DkimVerification.MAX_SIGNATURES + " are looked at");
        }
    }

    /** A signature that cannot be verified may still tell whose it is. */
    private DkimResult result(Verdict verdict, String reason) {
        String domain = DomainName.ascii(tag("d")).toLowerCase(Locale.ROOT);
        String identity = tag("i").isEmpty() && !domain.isEmpty() ? "@" + domain : tag("i");
        String start = tag("b").replaceAll("[^A-Za-z0-9+/=]", "");
        return new DkimResult(
                verdict,
                domain,
                tag("s"),
                identity,
                tag("a"),
                start.substring(0, Math.min(8, start.length())),
                reason,
                key != null && key.isTesting(),
                findings);
    }

    private String tag(String name) {
        return tags.flatMap(list -> list.get(name)).map(RawField::decoded).orElse("");
    }

    private void find(String rule, Severity severity, String reference, String text) {
        findings.add(new Finding(rule, severity, reference, text));
    }
}
