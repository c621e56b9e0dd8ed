package dev.heloise.assertj;

import dev.heloise.deliverability.DkimResult;
import dev.heloise.mailbox.Finding;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.assertj.core.api.AbstractAssert;

/** What can be demanded of the signatures of a mail, of which there may be none or several. */
public final class DkimResultsAssert extends AbstractAssert<DkimResultsAssert, List<DkimResult>> {

    DkimResultsAssert(List<DkimResult> actual) {
        super(actual, DkimResultsAssert.class);
    }

    /** The mail is signed, and every signature is good. */
    public DkimResultsAssert passes() {
        isNotNull();
        if (actual.isEmpty() || !actual.stream().allMatch(DkimResult::passes)) {
            throw unmet("to be PASS");
        }
        return myself;
    }

    /** A signature of this domain is good, whatever others there are; the domain in any case. */
    public DkimResultsAssert passesFor(String domain) {
        isNotNull();
        String signer = domain.toLowerCase(Locale.ROOT);
        if (actual.stream().noneMatch(dkim -> dkim.passes() && dkim.domain().equals(signer))) {
            throw unmet("to have one of " + domain + " that is PASS");
        }
        return myself;
    }

    /** The verdicts are these, one for each signature from top to bottom; none for a mail without signatures. */
    public DkimResultsAssert hasVerdicts(DkimResult.Verdict... verdicts) {
        isNotNull();
        if (!actual.stream().map(DkimResult::verdict).toList().equals(List.of(verdicts))) {
            throw unmet("to be " + Arrays.toString(verdicts));
        }
        return myself;
    }

    /** There is nothing that the signers would mend. */
    public DkimResultsAssert hasNoFindings() {
        if (!findings().isEmpty()) {
            throw unmet("to have no findings");
        }
        return myself;
    }

    /**
     * There is a finding of this rule.
     *
     * @param rule the rule's name, such as {@code DKIM_L_TAG}
     */
    public DkimResultsAssert hasFinding(String rule) {
        if (findings().stream().noneMatch(finding -> finding.rule().equals(rule))) {
            throw unmet("to have the finding " + rule);
        }
        return myself;
    }

    private List<Finding> findings() {
        isNotNull();
        return actual.stream().flatMap(dkim -> dkim.findings().stream()).toList();
    }

    private AssertionError unmet(String wanted) {
        String verdicts = actual.stream()
                .map(dkim -> Wording.lines(Check.signer(dkim)) + "\n    is " + dkim.verdict() + ": " + dkim.reason())
                .collect(Collectors.joining());
        String found = verdicts.isEmpty() ? "the mail is not signed" : "they are" + verdicts;
        return failure("%s", Wording.failure("the DKIM signatures\n" + wanted, found, Wording.findings(findings())));
    }
}
