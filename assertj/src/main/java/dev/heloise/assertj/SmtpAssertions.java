package dev.heloise.assertj;

import dev.heloise.deliverability.ArcResult;
import dev.heloise.deliverability.DeliverabilityReport;
import dev.heloise.deliverability.DkimResult;
import dev.heloise.deliverability.DmarcResult;
import dev.heloise.deliverability.HeloResult;
import dev.heloise.deliverability.IprevResult;
import dev.heloise.deliverability.SpfResult;
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
 * <p>A failure says what was wanted, what was there, and what was said in the sessions concerned, or why a check of
 * deliverability came out so.
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

    public static DeliverabilityReportAssert assertThat(@Nullable DeliverabilityReport actual) {
        return new DeliverabilityReportAssert(actual);
    }

    public static HeloResultAssert assertThat(@Nullable HeloResult actual) {
        return new HeloResultAssert(actual);
    }

    public static VerdictAssert<IprevResult, IprevResult.Verdict> assertThat(@Nullable IprevResult actual) {
        return new VerdictAssert<>(actual, Check.IPREV);
    }

    public static VerdictAssert<SpfResult, SpfResult.Verdict> assertThat(@Nullable SpfResult actual) {
        return new VerdictAssert<>(actual, Check.SPF);
    }

    public static VerdictAssert<DkimResult, DkimResult.Verdict> assertThat(@Nullable DkimResult actual) {
        return new VerdictAssert<>(actual, Check.DKIM);
    }

    public static VerdictAssert<DmarcResult, DmarcResult.Verdict> assertThat(@Nullable DmarcResult actual) {
        return new VerdictAssert<>(actual, Check.DMARC);
    }

    public static VerdictAssert<ArcResult, ArcResult.Verdict> assertThat(@Nullable ArcResult actual) {
        return new VerdictAssert<>(actual, Check.ARC);
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

    /** The same as {@link #assertThat(DeliverabilityReport)}, for tests that say given, when, then. */
    public static DeliverabilityReportAssert then(@Nullable DeliverabilityReport actual) {
        return assertThat(actual);
    }
}
