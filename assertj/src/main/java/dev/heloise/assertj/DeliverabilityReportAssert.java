package dev.heloise.assertj;

import dev.heloise.deliverability.ArcResult;
import dev.heloise.deliverability.DeliverabilityReport;
import dev.heloise.deliverability.DkimResult;
import dev.heloise.deliverability.DmarcResult;
import dev.heloise.deliverability.HeloResult;
import dev.heloise.deliverability.IprevResult;
import dev.heloise.deliverability.SpfResult;
import dev.heloise.mailbox.Finding;
import java.util.List;
import java.util.function.Consumer;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.AbstractStringAssert;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ThrowingConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What can be demanded of what a receiver would make of a mail. Not final, since AssertJ derives the soft assertions
 * from it.
 */
@SuppressWarnings("FunctionalInterfaceClash") // one is the other's subtype, so that a lambda always finds the latter
public class DeliverabilityReportAssert extends AbstractAssert<DeliverabilityReportAssert, DeliverabilityReport> {

    public DeliverabilityReportAssert(@Nullable DeliverabilityReport actual) {
        super(actual, DeliverabilityReportAssert.class);
    }

    /** Nobody would mend anything about the mail, its sender or its client. */
    public DeliverabilityReportAssert hasNoFindings() {
        isNotNull();
        List<Finding> findings = actual.findings();
        if (!findings.isEmpty()) {
            throw unmet("to have no findings", "it has " + findings.size() + ":" + Wording.lines(findings));
        }
        return myself;
    }

    /**
     * There is a finding of this rule.
     *
     * @param rule the rule's name, such as {@code DKIM_NONE}
     */
    public DeliverabilityReportAssert hasFinding(String rule) {
        isNotNull();
        if (actual.findings().stream().noneMatch(finding -> finding.rule().equals(rule))) {
            throw unmet("to have the finding " + rule, Wording.others(actual.findings()));
        }
        return myself;
    }

    /** Leads to what a receiver would think of the name in {@code EHLO}. */
    public HeloResultAssert helo() {
        isNotNull();
        return Navigation.lead(this, new HeloResultAssert(actual.helo()));
    }

    /** What a receiver would think of the name in {@code EHLO} satisfies the requirements. */
    public DeliverabilityReportAssert heloSatisfies(Consumer<? super HeloResult> requirements) {
        isNotNull();
        return satisfy("the name in EHLO", actual.helo(), requirements);
    }

    /** The same, for requirements that throw checked exceptions. */
    public DeliverabilityReportAssert heloSatisfies(ThrowingConsumer<? super HeloResult> requirements) {
        return heloSatisfies((Consumer<? super HeloResult>) requirements);
    }

    /** Leads to whether the client's address has a name that leads back to it. */
    public VerdictAssert<IprevResult, IprevResult.Verdict> iprev() {
        isNotNull();
        return lead(actual.iprev(), Check.IPREV);
    }

    /** Whether the client's address has a name that leads back to it satisfies the requirements. */
    public DeliverabilityReportAssert iprevSatisfies(Consumer<? super IprevResult> requirements) {
        isNotNull();
        return satisfy(actual.iprev(), Check.IPREV, requirements);
    }

    /** The same, for requirements that throw checked exceptions. */
    public DeliverabilityReportAssert iprevSatisfies(ThrowingConsumer<? super IprevResult> requirements) {
        return iprevSatisfies((Consumer<? super IprevResult>) requirements);
    }

    /** Leads to SPF for the name in {@code EHLO}. */
    public VerdictAssert<SpfResult, SpfResult.Verdict> heloSpf() {
        isNotNull();
        return lead(actual.heloSpf(), Check.SPF);
    }

    /** SPF for the name in {@code EHLO} satisfies the requirements. */
    public DeliverabilityReportAssert heloSpfSatisfies(Consumer<? super SpfResult> requirements) {
        isNotNull();
        return satisfy(actual.heloSpf(), Check.SPF, requirements);
    }

    /** The same, for requirements that throw checked exceptions. */
    public DeliverabilityReportAssert heloSpfSatisfies(ThrowingConsumer<? super SpfResult> requirements) {
        return heloSpfSatisfies((Consumer<? super SpfResult>) requirements);
    }

    /** Leads to SPF for the sender's domain. */
    public VerdictAssert<SpfResult, SpfResult.Verdict> spf() {
        isNotNull();
        return lead(actual.spf(), Check.SPF);
    }

    /** SPF for the sender's domain satisfies the requirements. */
    public DeliverabilityReportAssert spfSatisfies(Consumer<? super SpfResult> requirements) {
        isNotNull();
        return satisfy(actual.spf(), Check.SPF, requirements);
    }

    /** The same, for requirements that throw checked exceptions. */
    public DeliverabilityReportAssert spfSatisfies(ThrowingConsumer<? super SpfResult> requirements) {
        return spfSatisfies((Consumer<? super SpfResult>) requirements);
    }

    /** Leads to the signatures. */
    public DkimResultsAssert dkim() {
        isNotNull();
        return Navigation.lead(this, new DkimResultsAssert(actual.dkim()));
    }

    /** The results for the signatures, from top to bottom, satisfy the requirements. */
    public DeliverabilityReportAssert dkimSatisfies(Consumer<? super List<DkimResult>> requirements) {
        isNotNull();
        return satisfy("the DKIM signatures", actual.dkim(), requirements);
    }

    /** The same, for requirements that throw checked exceptions. */
    public DeliverabilityReportAssert dkimSatisfies(ThrowingConsumer<? super List<DkimResult>> requirements) {
        return dkimSatisfies((Consumer<? super List<DkimResult>>) requirements);
    }

    /** Leads to DMARC for the author's domain. */
    public VerdictAssert<DmarcResult, DmarcResult.Verdict> dmarc() {
        isNotNull();
        return lead(actual.dmarc(), Check.DMARC);
    }

    /** DMARC for the author's domain satisfies the requirements. */
    public DeliverabilityReportAssert dmarcSatisfies(Consumer<? super DmarcResult> requirements) {
        isNotNull();
        return satisfy(actual.dmarc(), Check.DMARC, requirements);
    }

    /** The same, for requirements that throw checked exceptions. */
    public DeliverabilityReportAssert dmarcSatisfies(ThrowingConsumer<? super DmarcResult> requirements) {
        return dmarcSatisfies((Consumer<? super DmarcResult>) requirements);
    }

    /** Leads to the chain of those who passed the mail on. */
    public VerdictAssert<ArcResult, ArcResult.Verdict> arc() {
        isNotNull();
        return lead(actual.arc(), Check.ARC);
    }

    /** The chain of those who passed the mail on satisfies the requirements. */
    public DeliverabilityReportAssert arcSatisfies(Consumer<? super ArcResult> requirements) {
        isNotNull();
        return satisfy(actual.arc(), Check.ARC, requirements);
    }

    /** The same, for requirements that throw checked exceptions. */
    public DeliverabilityReportAssert arcSatisfies(ThrowingConsumer<? super ArcResult> requirements) {
        return arcSatisfies((Consumer<? super ArcResult>) requirements);
    }

    /** Leads to the header field that a receiver would add. */
    public AbstractStringAssert<?> authenticationResults() {
        isNotNull();
        return Navigation.lead(
                this, Assertions.assertThat(actual.authenticationResults()), "Authentication-Results of the report");
    }

    /** The header field that a receiver would add satisfies the requirements. */
    public DeliverabilityReportAssert authenticationResultsSatisfies(Consumer<? super String> requirements) {
        isNotNull();
        return satisfy("Authentication-Results", actual.authenticationResults(), requirements);
    }

    /** The same, for requirements that throw checked exceptions. */
    public DeliverabilityReportAssert authenticationResultsSatisfies(ThrowingConsumer<? super String> requirements) {
        return authenticationResultsSatisfies((Consumer<? super String>) requirements);
    }

    private <R, V extends Enum<V>> VerdictAssert<R, V> lead(R result, Check<R, V> check) {
        return Navigation.lead(this, new VerdictAssert<>(result, check));
    }

    private <R> DeliverabilityReportAssert satisfy(R result, Check<R, ?> check, Consumer<? super R> requirements) {
        return satisfy(check.name().apply(result), result, requirements);
    }

    private <R> DeliverabilityReportAssert satisfy(String name, R result, Consumer<? super R> requirements) {
        Requirements.check(result, requirements, complaint -> failure("%s", complaint.about(name)));
        return myself;
    }

    private AssertionError unmet(String wanted, String found) {
        String results = actual.authenticationResults().replace("\r\n", "\n");
        return failure("%s", Wording.failure("the report\n" + wanted, found, results));
    }
}
