package dev.heloise.assertj;

import dev.heloise.deliverability.DeliverabilityReport;
import dev.heloise.mailbox.Mailbox;
import dev.heloise.mailbox.ReceivedMail;
import dev.heloise.mailbox.SmtpSession;
import org.assertj.core.annotation.CheckReturnValue;
import org.assertj.core.api.SoftAssertionsProvider;
import org.jspecify.annotations.Nullable;

/** The soft assertions of this library, to be mixed into a soft assertions class of your own. */
@CheckReturnValue
public interface SmtpSoftAssertionsProvider extends SoftAssertionsProvider {

    default MailboxAssert assertThat(@Nullable Mailbox actual) {
        return proxy(MailboxAssert.class, Mailbox.class, actual);
    }

    default ReceivedMailAssert assertThat(@Nullable ReceivedMail actual) {
        return proxy(ReceivedMailAssert.class, ReceivedMail.class, actual);
    }

    default SmtpSessionAssert assertThat(@Nullable SmtpSession actual) {
        return proxy(SmtpSessionAssert.class, SmtpSession.class, actual);
    }

    default DeliverabilityReportAssert assertThat(@Nullable DeliverabilityReport actual) {
        return proxy(DeliverabilityReportAssert.class, DeliverabilityReport.class, actual);
    }
}
