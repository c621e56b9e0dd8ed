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

import dev.heloise.script.BareLf;
import dev.heloise.script.Stage;
import dev.heloise.script.StartTls;
import java.time.Duration;
import java.util.function.Consumer;

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
    MX(server -> server.bareLf(BareLf.NORMALIZE)
            .policy(heloRequired(), rejectInvalidHeloHostname(), rejectNonFqdnHeloHostname())),

    /** Submission by a mailer, as on port 587: STARTTLS and AUTH are required (RFC 6409 §4.3, RFC 8314 §3.3). */
    SUBMISSION(server ->
            server.bareLf(BareLf.NORMALIZE).startTls(StartTls.REQUIRED).requireAuth()),

    /** Submission by a mailer, as on port 465: TLS from the first octet, and AUTH (RFC 8314 §3.3). */
    SUBMISSIONS(server -> server.bareLf(BareLf.NORMALIZE).implicitTls().requireAuth()),

    /**
     * A server that forgives nothing: it takes nothing more in a session that has a finding worse than a remark, and no
     * mail that has an error.
     */
    STRICT(server -> server.bareLf(BareLf.REFUSE_AND_CLOSE)
            .policy(
                    rejectEarlyTalkers(),
                    heloRequired(),
                    rejectInvalidHeloHostname(),
                    rejectNonFqdnHeloHostname(),
                    rejectNonFqdnSender(),
                    rejectNonFqdnRecipient(),
                    rejectProtocolErrors())),

    /** A server from before the extensions: it knows {@code HELO} alone, and answers {@code EHLO} with 502. */
    LEGACY(FakeSmtpServer.Builder::heloOnly),

    /** A provider that takes ten mails a minute from a sender, and then says {@code 450 4.7.1}. */
    RATE_LIMITED(server -> server.bareLf(BareLf.NORMALIZE).policy(rateLimit(10, Duration.ofMinutes(1)))),

    /** A provider that lets nobody in at first: {@code 450 4.7.1} for five minutes (RFC 6647). */
    GREYLISTING(server -> server.bareLf(BareLf.NORMALIZE).policy(greylist(Duration.ofMinutes(5)))),

    /** A provider whose mailboxes are all full: {@code 452 4.2.2} (RFC 3463 §3.3). */
    MAILBOX_FULL(server -> server.bareLf(BareLf.NORMALIZE).policy(reject(Stage.RCPT, "452 4.2.2 Mailbox full"))),

    /** A provider whose filter likes no mail: {@code 550 5.7.1} after the content. */
    CONTENT_REFUSED(server ->
            server.bareLf(BareLf.NORMALIZE).policy(reject(Stage.END_OF_DATA, "550 5.7.1 message content rejected"))),

    /** A provider that does not talk to this client: {@code 554 5.7.1} in place of the greeting (RFC 5321 §3.1). */
    CONNECTION_REFUSED(server -> server.bareLf(BareLf.NORMALIZE)
            .policy(reject(Stage.CONNECT, "554 5.7.1 Service unavailable; Client host blocked")));

    @SuppressWarnings("ImmutableEnumChecker") // No constant has state: each makes what it sets anew.
    private final Consumer<FakeSmtpServer.Builder> settings;

    Profile(Consumer<FakeSmtpServer.Builder> settings) {
        this.settings = settings;
    }

    /** Policies are new ones for each server, since some of them count. */
    void applyTo(FakeSmtpServer.Builder server) {
        settings.accept(server);
    }
}
