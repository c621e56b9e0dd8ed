package dev.heloise.assertj;

import dev.heloise.deliverability.DeliverabilityReport;
import dev.heloise.mailbox.Mailbox;
import dev.heloise.mailbox.ReceivedMail;
import dev.heloise.mailbox.SmtpSession;
import org.assertj.core.annotation.CheckReturnValue;
import org.jspecify.annotations.Nullable;

/**
 * Where assertions begin that say {@code then}. It can be imported statically beside AssertJ's {@code BDDAssertions}.
 */
@CheckReturnValue
public final class BDDSmtpAssertions {

    private BDDSmtpAssertions() {}

    public static MailboxAssert then(@Nullable Mailbox actual) {
        return new MailboxAssert(actual);
    }

    public static ReceivedMailAssert then(@Nullable ReceivedMail actual) {
        return new ReceivedMailAssert(actual);
    }

    public static SmtpSessionAssert then(@Nullable SmtpSession actual) {
        return new SmtpSessionAssert(actual);
    }

    public static DeliverabilityReportAssert then(@Nullable DeliverabilityReport actual) {
        return new DeliverabilityReportAssert(actual);
    }
}
