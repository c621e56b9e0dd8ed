package dev.heloise;

import static java.util.Objects.requireNonNull;

import dev.heloise.script.StartTls;
import dev.heloise.smtp.Credentials;
import dev.heloise.smtp.Mechanism;
import dev.heloise.smtp.Security;
import java.util.List;
import java.util.stream.Collectors;

/** What a builder was told about TLS and AUTH. */
final class SecurityOptions {

    private StartTls startTls = StartTls.NONE;
    private Credentials credentials = Credentials.ANYONE;
    private List<Mechanism> mechanisms = List.of();
    private boolean authRequired;

    void credentials(String user, String password) {
        credentials = credentials.with(requireNonNull(user, "user"), requireNonNull(password, "password"));
    }

    void requireAuth() {
        authRequired = true;
    }

    void mechanisms(List<String> names) {
        mechanisms = names.stream().map(Mechanism::named).distinct().toList();
    }

    Security security() {
        return new Security(startTls, false, offered(), credentials, authRequired);
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
