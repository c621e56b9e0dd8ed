package dev.heloise.mailbox;

import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The rules that users have put on the class path beside those of {@link MailRule}. */
final class InstalledRules {

    private static volatile @Nullable List<FindingRule> rules;

    private InstalledRules() {}

    /**
     * What they find, behind what was found already and is shown to them.
     *
     * @throws java.util.ServiceConfigurationError if one of them cannot be made
     */
    static List<Finding> added(ReceivedMail mail, List<Finding> found) {
        return added(rules(), mail, found);
    }

    static List<Finding> added(List<FindingRule> asked, ReceivedMail mail, List<Finding> found) {
        if (asked.isEmpty()) {
            return found;
        }
        ReceivedMail judged = mail.with(found);
        return Stream.concat(found.stream(), asked.stream().flatMap(rule -> findings(rule, judged)))
                .toList();
    }

    private static Stream<Finding> findings(FindingRule rule, ReceivedMail mail) {
        try {
            return List.copyOf(rule.judge(mail)).stream();
        } catch (RuntimeException | Error e) {
            return Stream.of(MailRule.RULE_FAILED.finding(rule.getClass().getName() + " threw " + e));
        }
    }

    private static List<FindingRule> rules() {
        List<FindingRule> installed = rules;
        if (installed == null) {
            installed = ServiceLoader.load(FindingRule.class, FindingRule.class.getClassLoader()).stream()
                    .map(ServiceLoader.Provider::get)
                    .toList();
            rules = installed;
        }
        return installed;
    }
}
