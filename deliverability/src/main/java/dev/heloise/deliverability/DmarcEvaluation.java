package dev.heloise.deliverability;

import dev.heloise.deliverability.DmarcResult.Alignment;
import dev.heloise.deliverability.DmarcResult.Alignment.Mode;
import dev.heloise.deliverability.DmarcResult.Policy;
import dev.heloise.deliverability.DmarcResult.Verdict;
import dev.heloise.deliverability.TreeWalk.Step;
import dev.heloise.mailbox.Finding;
import dev.heloise.mailbox.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** One judgement of an author's domain (RFC 9989 §5.3). */
final class DmarcEvaluation {

    private static final Alignment UNALIGNED = new Alignment(Mode.NONE, Mode.NONE);

    private final Zone zone;
    private final DomainName author;
    private final SpfResult spf;
    private final List<DkimResult> dkim;
    private final List<Finding> findings = new ArrayList<>();

    /** Set where a query failed on which the alignment of a name depends, or its proof did. */
    private Optional<String> doubt = Optional.empty();

    DmarcEvaluation(Zone zone, DomainName author, SpfResult spf, List<DkimResult> dkim) {
        this.zone = zone;
        this.author = author;
        this.spf = spf;
        this.dkim = List.copyOf(dkim);
    }

    DmarcResult result() {
        if (author.equals(DomainName.ROOT)
                || !author.isQueryable()
                || author.toString().endsWith("]")) {
            find(
                    "DMARC_NO_AUTHOR",
                    Severity.ERROR,
                    "RFC 9989 §5.3.1",
                    "there is not exactly one domain in From, so DMARC cannot apply: write one address of one domain");
            return none("", "there is not exactly one domain in From");
        }
        TreeWalk walk = new TreeWalk(zone, author);
        for (DomainName several : walk.discarded()) {
            find(
                    "DMARC_SEVERAL",
                    Severity.ERROR,
                    "RFC 9989 §4.10",
                    "_dmarc." + several + " has several DMARC records, of which none counts: publish one");
        }
        Optional<Step> policy = walk.policy();
        boolean own = policy.isPresent() && policy.get().domain().equals(author);
        if (walk.failure().isPresent() && !own) {
            return failed(walk.failure().get());
        }
        if (policy.isEmpty()) {
            find(
                    "DMARC_NONE",
                    Severity.WARNING,
                    "RFC 9989 §5.1",
                    "no DMARC policy is published for " + author + ": publish one at _dmarc." + author
                            + ", as in \"v=DMARC1; p=none; rua=mailto:…\"");
            return none(author.toString(), "no policy is published for " + author);
        }
        if (!policy.get().record().isUsable()) {
            find(
                    "DMARC_SYNTAX",
                    Severity.ERROR,
                    "RFC 9989 §4.10.1",
                    "the record at _dmarc." + policy.get().domain()
                            + " has no readable p=, sp= or np=: each is none, quarantine or reject");
            DomainName publisher = policy.get().domain();
            return unjudged(
                    author.toString(), publisher, Verdict.NONE, "the policy of " + publisher + " cannot be read");
        }
        return judged(walk, policy.get());
    }

    private DmarcResult judged(TreeWalk walk, Step policy) {
        Alignment alignment = new Alignment(spfAlignment(walk, policy), dkimAlignment(walk, policy));
        boolean aligned = alignment.spf() != Mode.NONE || alignment.dkim() != Mode.NONE;
        if (!aligned && doubt.isPresent()) {
            return failed(doubt.get());
        }
        boolean subdomain = !policy.domain().equals(author);
        DnsAnswer existence = zone.query(author, RecordType.A);
        if (!aligned && subdomain && policy.record().asksForExistence() && existence.isFailure()) {
            return failed("the query for " + author + " ended in " + existence.status());
        }
        boolean exists = existence.status() != DnsAnswer.Status.NXDOMAIN;
        Policy wanted = subdomain
                ? policy.record().subdomainPolicy(exists)
                : policy.record().domainPolicy();
        Policy disposition = aligned ? Policy.NONE : lowered(wanted, policy.record());
        String reason = aligned ? passed(alignment) : "neither SPF nor DKIM proves a domain that belongs to " + author;
        lint(policy, aligned, reason, disposition);
        return new DmarcResult(
                author.toString(),
                aligned ? Verdict.PASS : Verdict.FAIL,
                wanted,
                disposition,
                policy.domain().toString(),
                walk.failure().isPresent() ? "" : walk.organizationalDomain().toString(),
                alignment,
                reason,
                records(policy.domain()),
                findings);
    }

    private Mode spfAlignment(TreeWalk walk, Step policy) {
        boolean counts =
                spf.identity() == SpfResult.Identity.MAIL_FROM && !spf.domain().isEmpty();
        if (!counts || (!spf.passes() && spf.verdict() != SpfResult.Verdict.TEMPERROR)) {
            return Mode.NONE;
        }
        Mode mode = alignment(walk, DomainName.of(spf.domain()), policy.record().isSpfStrict());
        return proven(mode, spf.passes(), "SPF for " + spf.domain() + " ended in a temporary error");
    }

    private Mode dkimAlignment(TreeWalk walk, Step policy) {
        Mode best = Mode.NONE;
        for (DkimResult signature : dkim) {
            if (signature.passes() || signature.verdict() == DkimResult.Verdict.TEMPERROR) {
                Mode mode = alignment(
                        walk, DomainName.of(signature.domain()), policy.record().isDkimStrict());
                String error = "DKIM for " + signature.domain() + " ended in a temporary error";
                Mode proven = proven(mode, signature.passes(), error);
                best = proven.compareTo(best) > 0 ? proven : best;
            }
        }
        return best;
    }

    private Mode proven(Mode mode, boolean passes, String error) {
        if (mode != Mode.NONE && !passes) {
            doubt = Optional.of(error);
            return Mode.NONE;
        }
        return mode;
    }

    private Mode alignment(TreeWalk walk, DomainName identifier, boolean strict) {
        if (identifier.equals(author)) {
            return Mode.STRICT;
        }
        if (strict) {
            return Mode.NONE;
        }
        TreeWalk other = new TreeWalk(zone, identifier);
        Optional<String> failure = walk.failure().or(other::failure);
        if (failure.isPresent()) {
            doubt = failure;
            return Mode.NONE;
        }
        return walk.organizationalDomain().equals(other.organizationalDomain()) ? Mode.RELAXED : Mode.NONE;
    }

    /** While the owner is testing, one level less is asked for (RFC 9989 §4.7, t). */
    private static Policy lowered(Policy policy, DmarcRecord record) {
        if (!record.isTesting()) {
            return policy;
        }
        return policy == Policy.REJECT ? Policy.QUARANTINE : Policy.NONE;
    }

    private String passed(Alignment alignment) {
        List<String> proofs = new ArrayList<>();
        if (alignment.spf() != Mode.NONE) {
            proofs.add("SPF proves " + spf.domain());
        }
        if (alignment.dkim() != Mode.NONE) {
            proofs.add("DKIM proves a domain");
        }
        return String.join(" and ", proofs) + " that belongs to " + author;
    }

    private void lint(Step policy, boolean aligned, String reason, Policy disposition) {
        if (!aligned) {
            Severity severity = disposition == Policy.NONE ? Severity.WARNING : Severity.ERROR;
            find(
                    "DMARC_FAIL",
                    severity,
                    "RFC 9989 §5.3.5",
                    reason
                            + (disposition == Policy.NONE
                                    ? ""
                                    : ", and its owner asks to " + word(disposition) + " such mail")
                            + ": sign with d=" + author + ", or use a reverse-path of that domain");
        }
        if (policy.record().isTesting()) {
            find(
                    "DMARC_TESTING",
                    Severity.INFO,
                    "RFC 9989 §4.7",
                    "the policy of " + policy.domain()
                            + " says t=y, so that one level less is asked for: take that out "
                            + "when all mail passes");
        }
    }

    private DmarcResult none(String domain, String reason) {
        return unjudged(domain, author, Verdict.NONE, reason);
    }

    private DmarcResult failed(String reason) {
        find(
                "DMARC_DNS",
                Severity.ERROR,
                "RFC 9989 §5.3.6",
                reason + ": mend the name servers of that name, since receivers can neither pass nor fail the mail");
        return unjudged(author.toString(), author, Verdict.TEMPERROR, reason);
    }

    private DmarcResult unjudged(String domain, DomainName publisher, Verdict verdict, String reason) {
        List<String> records = domain.isEmpty() ? List.of() : records(publisher);
        return new DmarcResult(domain, verdict, Policy.NONE, Policy.NONE, "", "", UNALIGNED, reason, records, findings);
    }

    /** What is published at a domain and was meant for DMARC, whether or not it can be read. */
    private List<String> records(DomainName domain) {
        return zone.query(domain.under("_dmarc"), RecordType.TXT).texts().stream()
                .filter(text -> text.regionMatches(true, 0, "v=DMARC", 0, 7))
                .toList();
    }

    private void find(String rule, Severity severity, String reference, String text) {
        findings.add(new Finding(rule, severity, reference, text));
    }

    private static String word(Policy policy) {
        return policy.name().toLowerCase(Locale.ROOT);
    }
}
