package dev.heloise.mailbox;

import static dev.heloise.mailbox.JudgedMails.withField;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** How rules of users are asked; that they are found is shown by {@code examples/house-rules}. */
class InstalledRulesTest {

    private static final Finding SETTLED = new Finding("BCC_IN_HEADER", Severity.WARNING, "RFC 5322 §3.6.3", "a Bcc");

    private final ReceivedMail mail = withField("X-Shop: hats");

    private List<Finding> added(FindingRule... rules) {
        return InstalledRules.added(List.of(rules), mail, List.of(SETTLED));
    }

    @Test
    void withoutThemNothingIsAdded() {
        assertThat(added()).containsExactly(SETTLED);
    }

    @Test
    void whatTheyFindComesLast() {
        assertThat(added(judged -> List.of(own(judged.header("X-Shop").orElseThrow()))))
                .containsExactly(SETTLED, own("hats"));
    }

    @Test
    void theyAreShownWhatHasBeenFound() {
        assertThat(added(judged -> List.of(own(judged.findings().toString()))))
                .containsExactly(SETTLED, own("[" + SETTLED + "]"));
    }

    @Test
    void oneThatFailsIsAFindingAndTheOthersAreAsked() {
        FindingRule failing = new Failing();

        assertThat(added(failing, judged -> List.of(own("asked"))))
                .containsExactly(
                        SETTLED,
                        new Finding(
                                "RULE_FAILED",
                                Severity.ERROR,
                                "FindingRule.judge",
                                Failing.class.getName() + " threw java.lang.IllegalStateException: no hats"),
                        own("asked"));
    }

    @Test
    void anAssertionFailsAsAnExceptionDoes() {
        FindingRule asserting = judged -> {
            assertThat(judged.subject()).isEqualTo("Hats");
            return List.of();
        };

        assertThat(added(asserting)).extracting(Finding::rule).containsExactly("BCC_IN_HEADER", "RULE_FAILED");
    }

    @Test
    void oneThatAnswersNothingFails() {
        assertThat(added(judged -> null)).extracting(Finding::rule).containsExactly("BCC_IN_HEADER", "RULE_FAILED");
    }

    private static Finding own(String text) {
        return new Finding("SHOP_HATS", Severity.INFO, "the shop's handbook", text);
    }

    private static final class Failing implements FindingRule {
        @Override
        public List<Finding> judge(ReceivedMail judged) {
            throw new IllegalStateException("no hats");
        }
    }
}
