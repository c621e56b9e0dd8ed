package dev.heloise.assertj;

import dev.heloise.deliverability.ArcResult;
import dev.heloise.deliverability.DkimResult;
import dev.heloise.deliverability.DmarcResult;
import dev.heloise.deliverability.IprevResult;
import dev.heloise.deliverability.SpfResult;
import dev.heloise.mailbox.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * How to speak of the results of one check of deliverability.
 *
 * @param name what was judged
 * @param pass the best of the verdicts
 * @param more what is to be told after the reason, each in a line
 * @param records what the zone has about it, as in a master file
 */
record Check<R, V extends Enum<V>>(
        Function<R, String> name,
        V pass,
        Function<R, V> verdict,
        Function<R, String> reason,
        Function<R, List<String>> more,
        Function<R, List<String>> records,
        Function<R, List<Finding>> findings) {

    static final Check<IprevResult, IprevResult.Verdict> IPREV = new Check<>(
            iprev -> "the reverse DNS of " + iprev.address(),
            IprevResult.Verdict.PASS,
            IprevResult::verdict,
            IprevResult::reason,
            iprev -> List.of(),
            iprev -> List.of(),
            IprevResult::findings);

    static final Check<SpfResult, SpfResult.Verdict> SPF = new Check<>(
            Check::name,
            SpfResult.Verdict.PASS,
            SpfResult::verdict,
            SpfResult::reason,
            spf -> spf.explanation().isEmpty() ? List.of() : List.of("the domain explains: " + spf.explanation()),
            spf -> records(spf.domain(), spf.records()),
            SpfResult::findings);

    static final Check<DkimResult, DkimResult.Verdict> DKIM = new Check<>(
            dkim -> "the DKIM signature of " + signer(dkim),
            DkimResult.Verdict.PASS,
            DkimResult::verdict,
            DkimResult::reason,
            dkim -> List.of(),
            dkim -> List.of(),
            DkimResult::findings);

    static final Check<DmarcResult, DmarcResult.Verdict> DMARC = new Check<>(
            dmarc -> "DMARC for the author's domain " + known(dmarc.domain()),
            DmarcResult.Verdict.PASS,
            DmarcResult::verdict,
            DmarcResult::reason,
            Check::outcome,
            dmarc -> records("_dmarc." + publisher(dmarc), dmarc.records()),
            DmarcResult::findings);

    static final Check<ArcResult, ArcResult.Verdict> ARC = new Check<>(
            arc -> "the ARC chain",
            ArcResult.Verdict.PASS,
            ArcResult::verdict,
            ArcResult::reason,
            arc -> List.of(),
            arc -> List.of(),
            arc -> List.of());

    /** Whose signature it is, as far as it tells. */
    static String signer(DkimResult dkim) {
        return known(dkim.domain()) + (dkim.selector().isEmpty() ? "" : ", selector " + dkim.selector());
    }

    private static String name(SpfResult spf) {
        String identity = spf.identity() == SpfResult.Identity.HELO ? "the name in EHLO, " : "the sender's domain ";
        return "SPF for " + identity + known(spf.domain());
    }

    private static List<String> outcome(DmarcResult dmarc) {
        List<String> outcome = new ArrayList<>();
        if (dmarc.verdict() == DmarcResult.Verdict.FAIL) {
            outcome.add("the policy for it is " + dmarc.policy() + ", and what would have happened is "
                    + dmarc.disposition());
        }
        return outcome;
    }

    private static String publisher(DmarcResult dmarc) {
        return dmarc.policyDomain().isEmpty() ? dmarc.domain() : dmarc.policyDomain();
    }

    private static String known(String domain) {
        return domain.isEmpty() ? "(there is none)" : domain;
    }

    private static List<String> records(String name, List<String> texts) {
        return texts.stream().map(text -> name + " TXT " + Wording.quoted(text)).toList();
    }

    /** What came of the check, with all that explains it. */
    String found(R result) {
        StringBuilder found = new StringBuilder("it is " + verdict.apply(result) + ": " + reason.apply(result));
        more.apply(result).forEach(line -> found.append("\nand ").append(line));
        return found.toString();
    }

    /** What the zone has about it, and what was found. */
    String evidence(R result) {
        List<String> zone = records.apply(result);
        String published = zone.isEmpty() ? "" : "The zone has:" + Wording.lines(zone);
        return Wording.join(published, Wording.findings(findings.apply(result)));
    }
}
