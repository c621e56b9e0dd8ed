package dev.heloise.smtp;

import dev.heloise.mailbox.Helo;
import dev.heloise.mailbox.TlsInfo;
import dev.heloise.script.AuthQuirk;
import dev.heloise.script.Reply;
import dev.heloise.script.SmtpExtension;
import dev.heloise.script.StartTls;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the session knows about its client, and therefore what it offers to it. It outlives the transactions. */
final class Client {

    /** FUTURERELEASE (RFC 4865 §4): a mail may be held back for a week. */
    static final Duration LONGEST_HOLD = Duration.ofDays(7);

    private final Service service;
    private final Instant since;
    private Helo hello = Helo.NONE;
    private @Nullable TlsInfo tls;
    private boolean authenticated;

    /** @param since when the session began, on the server's clock */
    Client(Service service, Instant since) {
        this.service = service;
        this.since = since.truncatedTo(ChronoUnit.SECONDS);
    }

    Helo hello() {
        return hello;
    }

    void introduced(Helo said) {
        hello = said;
    }

    void authenticated() {
        authenticated = true;
    }

    /** RFC 3207 §4.2: what was said in clear may have been said by anybody, and is forgotten. */
    void secured(TlsInfo agreed) {
        tls = agreed;
        hello = Helo.NONE;
        authenticated = false;
    }

    /** XCLIENT: it is another one, who has not said anything yet. */
    void replaced() {
        hello = Helo.NONE;
        authenticated = false;
    }

    @Nullable
    TlsInfo tls() {
        return tls;
    }

    boolean isSecure() {
        return tls != null;
    }

    boolean isAuthenticated() {
        return authenticated;
    }

    boolean isIntroduced() {
        return hello.verb() != Helo.Verb.NONE;
    }

    /** Whether the client asked what there is beyond plain SMTP, and was told. */
    boolean isExtended() {
        return isIntroduced() && hello.verb() != Helo.Verb.HELO;
    }

    /** Whether the client was told of this extension. */
    boolean offers(SmtpExtension extension) {
        return wouldOffer(extension) && isOfferedNow(extension);
    }

    /** Whether the client was told of this extension, or will be once the session is secured. */
    boolean wouldOffer(SmtpExtension extension) {
        return isExtended() && service.offers(extension);
    }

    private boolean isOfferedNow(SmtpExtension extension) {
        // RFC 8689 §4.1: nobody can promise in clear to go on in TLS.
        return extension != SmtpExtension.REQUIRETLS || isSecure();
    }

    /** Until when a mail may be held back; the client was told so. */
    Instant latestRelease() {
        return since.plus(LONGEST_HOLD);
    }

    /** Whether the client was told that it may authenticate, with whatever mechanism. */
    boolean isOfferedAuth() {
        return isExtended() && !service.security().mechanisms().isEmpty();
    }

    /** Whether a listener learns nothing of it, or there is no way to keep it from him. */
    boolean mayUse(Mechanism mechanism) {
        if (mechanism.needsCertificate()) {
            return tls != null && tls.clientCertificate().isPresent();
        }
        // A server without TLS has to be usable as well; what it then hears in clear is a finding.
        Security security = service.security();
        return isSecure() || !mechanism.isClear() || security.startTls() == StartTls.NONE || security.authInClear();
    }

    /** The reply to {@code EHLO}: the server's name, and a line for each extension (RFC 5321 §4.1.1.1). */
    Reply offer() {
        List<String> lines = new ArrayList<>();
        lines.add(service.hostname());
        if (service.security().startTls() != StartTls.NONE && !isSecure()) {
            lines.add("STARTTLS");
        }
        StringBuilder mechanisms = new StringBuilder();
        for (Mechanism mechanism : service.security().mechanisms()) {
            mechanisms.append(mayUse(mechanism) ? " " + mechanism.saslName() : "");
        }
        if (!mechanisms.isEmpty()) {
            lines.add("AUTH" + mechanisms);
            if (service.security().authQuirks().contains(AuthQuirk.EQUALS_LINE)) {
                lines.add("AUTH=" + mechanisms.substring(1));
            }
        }
        if (service.xclient()) {
            lines.add("XCLIENT " + Impersonation.ATTRIBUTES);
        }
        if (!service.directory().lists().isEmpty()) {
            lines.add("EXPN");
        }
        for (SmtpExtension extension : SmtpExtension.values()) {
            if (service.offers(extension) && isOfferedNow(extension)) {
                lines.add(line(extension));
            }
        }
        return Reply.of(250, "", lines.toArray(new String[0]));
    }

    private String mailMax() {
        int most = service.limits().mails();
        return most == Limits.DEFAULT.mails() ? "" : " MAILMAX=" + most;
    }

    private String line(SmtpExtension extension) {
        String keyword = extension.keyword();
        return switch (extension) {
            case SIZE -> keyword + " " + service.limits().messageSize();
            case LIMITS -> keyword + mailMax() + " RCPTMAX=" + service.limits().recipients();
            case FUTURERELEASE -> keyword + " " + LONGEST_HOLD.toSeconds() + " " + latestRelease();
            default -> keyword;
        };
    }
}
