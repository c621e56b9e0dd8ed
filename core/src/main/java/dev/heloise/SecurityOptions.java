package dev.heloise;

import static java.util.Objects.requireNonNull;

import dev.heloise.MailerSettings.Login;
import dev.heloise.script.AuthQuirk;
import dev.heloise.script.StartTls;
import dev.heloise.script.TlsFault;
import dev.heloise.smtp.Credentials;
import dev.heloise.smtp.Mechanism;
import dev.heloise.smtp.Security;
import java.net.InetAddress;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** What a builder was told about TLS and AUTH. */
final class SecurityOptions {

    private static final Login ANYONE = new Login("anyone", "any-password");

    private StartTls startTls = StartTls.NONE;
    private Credentials credentials = Credentials.ANYONE;
    private List<Mechanism> mechanisms = List.of();
    private boolean authRequired;
    private boolean authInClear;
    private final Set<AuthQuirk> authQuirks = new HashSet<>();
    private boolean implicitTls;
    private OptionalInt tlsPort = OptionalInt.empty();
    private Optional<TlsFault> fault = Optional.empty();
    private @Nullable SSLContext context;

    void startTls(StartTls offered) {
        startTls = requireNonNull(offered, "offered");
    }

    void implicitTls() {
        implicitTls = true;
    }

    void tlsPort(int number) {
        tlsPort = OptionalInt.of(number);
    }

    void context(SSLContext given) {
        context = requireNonNull(given, "given");
    }

    void fault(TlsFault wanted) {
        fault = Optional.of(wanted);
    }

    void credentials(String user, String password) {
        credentials = credentials.with(requireNonNull(user, "user"), requireNonNull(password, "password"));
    }

    void requireAuth() {
        authRequired = true;
    }

    void authInClear() {
        authInClear = true;
    }

    void authQuirks(List<AuthQuirk> more) {
        authQuirks.addAll(more);
    }

    void mechanisms(List<String> names) {
        mechanisms = names.stream().map(Mechanism::named).distinct().toList();
    }

    boolean isImplicitTls() {
        return implicitTls;
    }

    OptionalInt tlsPort() {
        return tlsPort;
    }

    /** @throws IllegalStateException if something was set that could not come to be seen; the message names it */
    void require() {
        boolean spoiled = fault.isPresent() && fault.get() != TlsFault.STARTTLS_STRIPPED;
        if (!isSecured() && (spoiled || context != null)) {
            throw new IllegalStateException((spoiled ? "tlsFault(" + fault.get() + ")" : "sslContext")
                    + " says something about TLS, and there is none: set startTls, implicitTls or tlsPort as well");
        }
        if (context != null && fault.isPresent() && isOfCertificate(fault.get())) {
            throw new IllegalStateException("tlsFault(" + fault.get()
                    + ") is one of the certificate that the server makes, and sslContext brings another");
        }
    }

    private static boolean isOfCertificate(TlsFault fault) {
        return switch (fault) {
            case CERTIFICATE_EXPIRED, CERTIFICATE_NOT_YET_VALID, CERTIFICATE_FOR_WRONG_HOST, CERTIFICATE_UNTRUSTED ->
                true;
            default -> false;
        };
    }

    private boolean isSecured() {
        return implicitTls || tlsPort.isPresent() || startTls != StartTls.NONE;
    }

    /** The certificate that the server makes for itself; none where it has no TLS, or was given a context. */
    Optional<ServerCertificate> certificate(String hostname, InetAddress address) {
        if (!isSecured() || context != null) {
            return Optional.empty();
        }
        Set<String> names = new LinkedHashSet<>(List.of("localhost", "127.0.0.1", "::1"));
        if (!hostname.startsWith("[")) {
            names.add(hostname);
        }
        if (!address.isAnyLocalAddress()) {
            names.add(address.getHostAddress().replaceAll("%.*", ""));
        }
        return Optional.of(new ServerCertificate(List.copyOf(names), fault));
    }

    /** How sessions are secured, where they are. */
    Optional<TlsSettings> tls(Optional<ServerCertificate> certificate) {
        SSLContext given = context;
        if (given != null) {
            // Whom these settings trust is not our business, so nobody is asked for a certificate without need.
            return Optional.of(new TlsSettings(() -> given, mechanisms.contains(Mechanism.EXTERNAL), fault));
        }
        if (certificate.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new TlsSettings(certificate.get()::serverContext, true, fault));
    }

    /** What a mailer has to do on the port that has no purpose of its own. */
    MailerSettings mailerSettings() {
        boolean required = startTls == StartTls.REQUIRED && !implicitTls;
        return new MailerSettings(implicitTls, required, authRequired ? Optional.of(login()) : Optional.empty());
    }

    /** The first user; where any is let in, one. */
    private Login login() {
        return credentials.secrets().entrySet().stream()
                .map(user -> new Login(user.getKey(), user.getValue()))
                .min(Comparator.comparing(Login::user))
                .orElse(ANYONE);
    }

    /** @param implicit whether sessions are secured before the first word, so that there is nothing to offer */
    Security security(boolean implicit) {
        boolean stripped = fault.isPresent() && fault.get() == TlsFault.STARTTLS_STRIPPED;
        boolean fails = fault.isPresent() && fault.get() == TlsFault.STARTTLS_UNAVAILABLE;
        StartTls offered = implicit || stripped ? StartTls.NONE : startTls;
        return new Security(offered, fails, offered(), credentials, authRequired, authInClear, authQuirks);
    }

    private List<Mechanism> offered() {
        if (mechanisms.isEmpty()) {
            boolean auth = authRequired || !credentials.acceptAnyone();
            return auth ? Mechanism.usual(credentials) : List.of();
        }
        String unusable = mechanisms.stream()
                .filter(mechanism -> mechanism.isMutual() && credentials.acceptAnyone())
                .map(Mechanism::saslName)
                .collect(Collectors.joining(", "));
        if (!unusable.isEmpty()) {
            throw new IllegalStateException(unusable + " needs credentials(user, password), since in it the server has"
                    + " to prove that it knows the password, too");
        }
        return mechanisms;
    }
}
