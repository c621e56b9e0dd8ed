package dev.heloise.assertj;

import dev.heloise.deliverability.DeliverabilityReport;
import dev.heloise.mailbox.Mailbox;
import dev.heloise.mailbox.ReceivedMail;
import dev.heloise.mailbox.SmtpSession;
import org.assertj.core.api.InstanceOfAssertFactory;

/**
 * Leads from AssertJ's own assertions to those of this library.
 *
 * <pre>
 * assertThat(mailbox.mails()).first(as(MAIL)).hasSubject("Welcome");
 * assertThat(value).asInstanceOf(MAILBOX).hasSize(1);
 * </pre>
 */
public final class SmtpAssertFactories {

    /** For a {@link Mailbox}. */
    public static final InstanceOfAssertFactory<Mailbox, MailboxAssert> MAILBOX =
            new InstanceOfAssertFactory<>(Mailbox.class, MailboxAssert::new);

    /** For a {@link ReceivedMail}. */
    public static final InstanceOfAssertFactory<ReceivedMail, ReceivedMailAssert> MAIL =
            new InstanceOfAssertFactory<>(ReceivedMail.class, ReceivedMailAssert::new);

    /** For an {@link SmtpSession}. */
    public static final InstanceOfAssertFactory<SmtpSession, SmtpSessionAssert> SESSION =
            new InstanceOfAssertFactory<>(SmtpSession.class, SmtpSessionAssert::new);

    /** For a {@link DeliverabilityReport}. */
    public static final InstanceOfAssertFactory<DeliverabilityReport, DeliverabilityReportAssert> REPORT =
            new InstanceOfAssertFactory<>(DeliverabilityReport.class, DeliverabilityReportAssert::new);

    private SmtpAssertFactories() {}
}
