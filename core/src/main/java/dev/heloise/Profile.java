package dev.heloise;

import static dev.heloise.script.Policies.greylist;
import static dev.heloise.script.Policies.heloRequired;
import static dev.heloise.script.Policies.rateLimit;
import static dev.heloise.script.Policies.reject;
import static dev.heloise.script.Policies.rejectEarlyTalkers;
import static dev.heloise.script.Policies.rejectInvalidHeloHostname;
import static dev.heloise.script.Policies.rejectNonFqdnHeloHostname;
import static dev.heloise.script.Policies.rejectNonFqdnRecipient;
import static dev.heloise.script.Policies.rejectNonFqdnSender;
import static dev.heloise.script.Policies.rejectProtocolErrors;
import static dev.heloise.script.Policies.requireAuth;
import static dev.heloise.script.Policies.requireTls;

import dev.heloise.script.BareLf;
import dev.heloise.script.Policy;
import dev.heloise.script.SmtpExtension;
import dev.heloise.script.Stage;
import java.time.Duration;

/**
 * A kind of server that a client may meet: a bundle of options and policies. What is said to the builder besides is
 * added to it.
 *
 * <pre>
 * FakeSmtpServer.builder().profile(Profile.MX).policy(rejectUnauthDestination("example.org")).start();
 * </pre>
 */
public enum Profile {
    /**
     * The server of a domain, as on port 25: looks at the {@code HELO} name ({@code 501}, {@code 504}) and makes CRLF
     * of bare LF.
     */
    MX(Security.NONE, BareLf.NORMALIZE),

    /** Submission by a mailer, as on port 587: STARTTLS and AUTH are required (RFC 6409 §4.3, RFC 8314 §3.3). */
    SUBMISSION(Security.STARTTLS_AND_AUTH, BareLf.NORMALIZE),

    /** Submission by a mailer, as on port 465: TLS from the first octet, and AUTH (RFC 8314 §3.3). */
    SUBMISSIONS(Security.IMPLICIT_TLS_AND_AUTH, BareLf.NORMALIZE),

    /** A server that forgives nothing: whatever gives a finding elsewhere is refused here. */
    STRICT(Security.NONE, BareLf.REFUSE_AND_CLOSE),

    /** A server from before the extensions: it knows {@code HELO} alone, and answers {@code EHLO} with 502. */
    LEGACY(Security.NONE, BareLf.RECORD),

    /** A provider that takes ten mails a minute from a sender, and then says {@code 450 4.7.1}. */
    RATE_LIMITED(Security.NONE, BareLf.NORMALIZE),

    /** A provider that lets nobody in at first: {@code 450 4.7.1} for five minutes (RFC 6647). */
    GREYLISTING(Security.NONE, BareLf.NORMALIZE),

    /** A provider whose mailboxes are all full: {@code 452 4.2.2} (RFC 3463 §3.3). */
    MAILBOX_FULL(Security.NONE, BareLf.NORMALIZE),

    /** A provider whose filter likes no mail: {@code 550 5.7.1} after the content. */
    CONTENT_REFUSED(Security.NONE, BareLf.NORMALIZE),

    /** A provider that does not talk to this client: {@code 554 5.7.1} in place of the greeting (RFC 5321 §3.1). */
    CONNECTION_REFUSED(Security.NONE, BareLf.NORMALIZE);

    private final Security security;
    private final BareLf bareLf;

    Profile(Security security, BareLf bareLf) {
        this.security = security;
        this.bareLf = bareLf;
    }

    /** How a client has to prove who it is, and whether others may listen. */
    Security security() {
        return security;
    }

    BareLf bareLf() {
        return bareLf;
    }

    SmtpExtension[] missing() {
        return this == LEGACY ? SmtpExtension.values() : new SmtpExtension[0];
    }

    /** New ones for each server, since some of them count. */
    Policy[] policies() {
        return switch (this) {
            case MX -> of(heloRequired(), rejectInvalidHeloHostname(), rejectNonFqdnHeloHostname());
            case SUBMISSION, SUBMISSIONS -> of(requireTls(), requireAuth());
            case STRICT ->
                of(
                        rejectEarlyTalkers(),
                        heloRequired(),
                        rejectInvalidHeloHostname(),
                        rejectNonFqdnHeloHostname(),
                        rejectNonFqdnSender(),
                        rejectNonFqdnRecipient(),
                        rejectProtocolErrors());
            case LEGACY -> of(reject(Stage.EHLO, "502 Command not implemented"));
            case RATE_LIMITED -> of(rateLimit(10, Duration.ofMinutes(1)));
            case GREYLISTING -> of(greylist(Duration.ofMinutes(5)));
            case MAILBOX_FULL -> of(reject(Stage.RCPT, "452 4.2.2 Mailbox full"));
            case CONTENT_REFUSED -> of(reject(Stage.END_OF_DATA, "550 5.7.1 message content rejected"));
            case CONNECTION_REFUSED -> of(reject(Stage.CONNECT, "554 5.7.1 Service unavailable; Client host blocked"));
        };
    }

    private static Policy[] of(Policy... policies) {
        return policies;
    }

    /** What a profile asks for on the way. */
    enum Security {
        /** Nothing. */
        NONE,
        /** {@code STARTTLS}, and then {@code AUTH}. */
        STARTTLS_AND_AUTH,
        /** TLS from the first octet, and {@code AUTH}. */
        IMPLICIT_TLS_AND_AUTH
    }
}
