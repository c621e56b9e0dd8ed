package dev.heloise.mailbox;

import java.util.List;

/**
 * A rule of your own about mails, which counts wherever it is on the class path: what it finds stands among
 * {@link ReceivedMail#findings()}, in reports of failed tests and on the page, and with {@code strict} an
 * {@linkplain Severity#ERROR error} fails the test.
 *
 * <p>It is found by {@link java.util.ServiceLoader}: name the class in the file
 * {@code META-INF/services/dev.heloise.mailbox.FindingRule}, or in a module's {@code provides}. There is one instance,
 * which several threads ask at once.
 */
@FunctionalInterface
public interface FindingRule {

    /**
     * Judges one mail, when somebody first asks for its findings. What it finds must not depend on when that is.
     *
     * @param mail the mail; its own findings are those of Heloise
     * @return what was found, or an empty list. Begin {@link Finding#rule()} with a word of your own, so that it never
     *     is one of Heloise. An exception or an error is a finding {@code RULE_FAILED} of the mail
     */
    List<Finding> judge(ReceivedMail mail);
}
