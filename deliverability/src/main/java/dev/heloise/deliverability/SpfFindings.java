package dev.heloise.deliverability;

import dev.heloise.deliverability.SpfRecord.Mechanism;
import dev.heloise.deliverability.SpfResult.Identity;
import dev.heloise.deliverability.SpfResult.Verdict;
import dev.heloise.mailbox.Finding;
import dev.heloise.mailbox.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a mail administrator would mend about SPF, beside the verdict itself. */
final class SpfFindings {

    /** So close to the limit of ten, the next change at an included domain may break the record. */
    private static final int MANY_TERMS = 9;

    private final Identity identity;
    private final DomainName domain;
    private final Ip client;
    private final List<String> records;
    private final List<Finding> findings = new ArrayList<>();

    /** @param records what the domain publishes */
    SpfFindings(Identity identity, DomainName domain, Ip client, List<String> records) {
        this.identity = identity;
        this.domain = domain;
        this.client = client;
        this.records = records;
    }

    /** The evaluation ended in an error. */
    void add(SpfError error) {
        String advice = switch (error.rule()) {
            case "SPF_LIMIT" -> "take out includes that are no longer used, or list their networks with ip4 and ip6";
            case "SPF_NO_TARGET" -> "correct the name, or publish a record there";
            case "SPF_DNS" -> "mend the name servers of that name, since receivers defer the mail until they answer";
            default -> "correct the record, since receivers treat all of it as void";
        };
        String reference = error.rule().equals("SPF_LIMIT") ? "RFC 7208 §4.6.4" : "RFC 7208 §" + section(error);
        find(error.rule(), Severity.ERROR, reference, error.reason() + "; " + advice);
    }

    private static String section(SpfError error) {
        return switch (error.rule()) {
            case "SPF_NO_TARGET" -> "5.2";
            case "SPF_DNS" -> "2.6.6";
            default -> "4.6";
        };
    }

    /** The domain's own record is well-formed, which does not make it good. */
    void lint(SpfEvaluation evaluation) throws SpfError {
        Optional<SpfRecord> published = evaluation.record(domain);
        if (published.isEmpty()) {
            return;
        }
        SpfRecord record = published.get();
        if (record.all().filter(all -> all.verdict() == Verdict.PASS).isPresent()) {
            find(
                    "SPF_PLUS_ALL",
                    Severity.WARNING,
                    "RFC 7208 §5.1",
                    "the record of " + domain + " lets every host of the world send: end it in \"-all\" or \"~all\"");
        }
        if (!record.isTerminated()) {
            find(
                    "SPF_NO_ALL",
                    Severity.INFO,
                    "RFC 7208 §4.7",
                    "the record of " + domain + " says nothing about other hosts: end it in \"-all\" or \"~all\"");
        }
        if (record.directives().stream().anyMatch(directive -> directive.mechanism() == Mechanism.PTR)) {
            find(
                    "SPF_PTR",
                    Severity.WARNING,
                    "RFC 7208 §5.5",
                    "the record of " + domain
                            + " uses \"ptr\", which is slow and should not be published: name the hosts "
                            + "with \"a\", or their networks with \"ip4\" and \"ip6\"");
        }
        if (evaluation.terms() >= MANY_TERMS) {
            find(
                    "SPF_MANY_LOOKUPS",
                    Severity.WARNING,
                    "RFC 7208 §4.6.4",
                    evaluation.terms() + " of the 10 terms that may ask the DNS were used for " + domain
                            + ": take out includes that are no longer used");
        }
    }

    SpfResult result(Verdict verdict, String reason, String explanation) {
        String name = domain.equals(DomainName.ROOT) ? "" : domain.toString();
        switch (verdict) {
            case NONE -> {
                // Few hosts publish a record for their own name, so nobody minds there.
                Severity severity = identity == Identity.HELO ? Severity.INFO : Severity.WARNING;
                find(
                        "SPF_NONE",
                        severity,
                        "RFC 7208 §2.6.1",
                        reason + ": publish one that names the hosts which send for it, as in \"v=spf1 mx -all\"");
            }
            case NEUTRAL -> find("SPF_NEUTRAL", Severity.INFO, "RFC 7208 §2.6.2", reason + ": " + advice());
            case SOFTFAIL -> find("SPF_SOFTFAIL", Severity.WARNING, "RFC 7208 §2.6.5", reason + ": " + advice());
            case FAIL -> find("SPF_FAIL", Severity.ERROR, "RFC 7208 §2.6.4", reason + ": " + advice());
            case PASS, TEMPERROR, PERMERROR -> {
                // Nothing to mend, or it has been said.
            }
        }
        return new SpfResult(identity, name, verdict, reason, explanation, records, findings);
    }

    private String advice() {
        return "add " + client + " to the record of " + domain
                + " if it sends for it, or send through a host that is listed";
    }

    private void find(String rule, Severity severity, String reference, String text) {
        findings.add(new Finding(rule, severity, reference, text));
    }
}
