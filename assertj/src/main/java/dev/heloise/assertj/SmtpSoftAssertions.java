package dev.heloise.assertj;

import java.util.function.Consumer;
import org.assertj.core.api.AbstractSoftAssertions;
import org.assertj.core.api.AutoCloseableSoftAssertionsProvider;
import org.assertj.core.api.SoftAssertionsProvider;
import org.assertj.core.api.StandardSoftAssertionsProvider;

/**
 * Soft assertions on mailboxes, mails and sessions, and on everything that AssertJ knows: all failures are reported
 * together.
 *
 * <pre>
 * try (SmtpSoftAssertions softly = new SmtpSoftAssertions()) {
 *     softly.assertThat(mailbox).hasSize(1);
 *     softly.assertThat(mailbox).firstMailSatisfies(mail -&gt; assertThat(mail).hasSubject("Welcome"));
 * }
 * </pre>
 *
 * <p>{@code SoftAssertionsExtension} injects it with {@code @InjectSoftAssertions} and as a parameter. Methods that
 * lead to another object, such as {@link MailboxAssert#singleMail()}, are not soft: where there is nothing to lead to,
 * the failure is kept and they return null. Use those that end in {@code Satisfies}.
 */
public class SmtpSoftAssertions extends AbstractSoftAssertions
        implements SmtpSoftAssertionsProvider, StandardSoftAssertionsProvider, AutoCloseableSoftAssertionsProvider {

    /** Without an assertion yet. */
    public SmtpSoftAssertions() {}

    /** Makes assertions softly, then reports all that failed. */
    public static void assertSoftly(Consumer<SmtpSoftAssertions> softly) {
        SoftAssertionsProvider.assertSoftly(SmtpSoftAssertions.class, softly);
    }

    @Override
    public void close() {
        // Where an extension collects the failures it reports them as well; JUnit closes what it injected after that.
        if (getDelegate().isEmpty()) {
            assertAll();
        }
    }
}
