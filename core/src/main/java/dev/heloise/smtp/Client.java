package dev.heloise.smtp;

import dev.heloise.mailbox.Helo;
import dev.heloise.mailbox.TlsInfo;
import dev.heloise.script.Reply;
import dev.heloise.script.SmtpExtension;
import dev.heloise.script.StartTls;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the session knows about its client, and therefore what it offers to it. It outlives the transactions. */
final class Client {

    private final Service service;
    private Helo hello = Helo.NONE;
    private @Nullable TlsInfo tls;
    private boolean authenticated;

    Client(Service service) {
        this.service = service;
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
        return isExtended() && service.offers(extension);
    }

    /** Whether a listener learns nothing of it, or there is no way to keep it from him. */
    boolean mayUse(Mechanism mechanism) {
        if (mechanism.needsCertificate()) {
            return tls != null && tls.clientCertificate().isPresent();
        }
        // A server without TLS has to be usable as well; what it then hears in clear is a finding.
        return isSecure() || !mechanism.isClear() || service.security().startTls() == StartTls.NONE;
    }

    /** The reply to {@code EHLO}: the server's name, and a line for each extension (RFC 5321 §4.1.1.1). */
    Reply offer() {
        List<String> lines = new ArrayList<>();
        lines.add(service.hostname());
        if (service.security().startTls() != StartTls.NONE && !isSecure()) {
            lines.add("STARTTLS");
        }
        String mechanisms = service.security().mechanisms().stream()
                .filter(this::mayUse)
                .map(Mechanism::saslName)
                .collect(Collectors.joining(" "));
        if (!mechanisms.isEmpty()) {
            lines.add("AUTH " + mechanisms);
        }
        for (SmtpExtension extension : SmtpExtension.values()) {
            if (service.offers(extension)) {
                lines.add(
                        extension == SmtpExtension.SIZE
                                ? "SIZE " + service.limits().messageSize()
                                : extension.keyword());
            }
        }
        return Reply.of(250, "", lines.toArray(String[]::new));
    }
}
