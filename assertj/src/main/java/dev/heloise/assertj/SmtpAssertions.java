package dev.heloise.assertj;

import dev.heloise.mailbox.Mailbox;
import dev.heloise.mailbox.ReceivedMail;
import dev.heloise.mailbox.SmtpSession;
import org.assertj.core.annotation.CheckReturnValue;
import org.jspecify.annotations.Nullable;

/**
 * Where assertions begin. It can be imported statically beside AssertJ's own {@code Assertions}.
 *
 * <pre>
 * assertThat(mailbox).within(ofSeconds(2)).singleMail()
 *     .hasSubject("Welcome, Ada")
 *     .isTo("ada@example.com")
 *     .html().contains("Confirm your address");
 * </pre>
 *
 * <p>A failure says what was wanted, what was there, and what was said in the sessions concerned.
 */
@CheckReturnValue
public final class SmtpAssertions {

    private SmtpAssertions() {}

    public static MailboxAssert assertThat(@Nullable Mailbox actual) {
        return new MailboxAssert(actual);
    }

    public static ReceivedMailAssert assertThat(@Nullable ReceivedMail actual) {
        return new ReceivedMailAssert(actual);
    }

    public static SmtpSessionAssert assertThat(@Nullable SmtpSession actual) {
        return new SmtpSessionAssert(actual);
    }

    /** The same as {@link #assertThat(Mailbox)}, for tests that say given, when, then. */
    public static MailboxAssert then(@Nullable Mailbox actual) {
        return assertThat(actual);
    }

    /** The same as {@link #assertThat(ReceivedMail)}, for tests that say given, when, then. */
    public static ReceivedMailAssert then(@Nullable ReceivedMail actual) {
        return assertThat(actual);
    }

    /** The same as {@link #assertThat(SmtpSession)}, for tests that say given, when, then. */
    public static SmtpSessionAssert then(@Nullable SmtpSession actual) {
        return assertThat(actual);
    }
}
