package dev.heloise.assertj;

import java.util.function.Consumer;
import org.assertj.core.api.AbstractSoftAssertions;
import org.assertj.core.api.AutoCloseableSoftAssertionsProvider;
import org.assertj.core.api.BDDSoftAssertionsProvider;
import org.assertj.core.api.SoftAssertionsProvider;

/**
 * Soft assertions that say {@code then}, in all else like {@link SmtpSoftAssertions}.
 *
 * <pre>
 * try (BDDSmtpSoftAssertions softly = new BDDSmtpSoftAssertions()) {
 *     softly.then(mailbox).hasSize(1);
 *     softly.then(mailbox).firstMailSatisfies(mail -&gt; then(mail).hasSubject("Welcome"));
 * }
 * </pre>
 */
public class BDDSmtpSoftAssertions extends AbstractSoftAssertions
        implements BDDSmtpSoftAssertionsProvider, BDDSoftAssertionsProvider, AutoCloseableSoftAssertionsProvider {

    /** Without an assertion yet. */
    public BDDSmtpSoftAssertions() {}

    /** Makes assertions softly, then reports all that failed. */
    public static void thenSoftly(Consumer<BDDSmtpSoftAssertions> softly) {
        SoftAssertionsProvider.assertSoftly(BDDSmtpSoftAssertions.class, softly);
    }

    @Override
    public void close() {
        // Where an extension collects the failures it reports them as well; JUnit closes what it injected after that.
        if (getDelegate().isEmpty()) {
            assertAll();
        }
    }
}
