package dev.heloise.smtp;

import org.jspecify.annotations.Nullable;

/** LOGIN (draft-murchison-sasl-login): the user, and then the password, each after a prompt. */
final class SaslLogin implements Sasl {

    private final Credentials credentials;
    private boolean prompted;
    private @Nullable String user;

    SaslLogin(Credentials credentials) {
        this.credentials = credentials;
    }

    @Override
    public Step answer(byte[] response) {
        if (!prompted && response.length == 0) {
            prompted = true;
            return new Challenge("Username:");
        }
        prompted = true;
        if (user == null) {
            user = Sasl.name(Sasl.text(response));
            return new Challenge("Password:");
        }
        return Sasl.proven(credentials, user, Sasl.text(response));
    }
}
