package dev.heloise.smtp;

import org.jspecify.annotations.Nullable;

/** LOGIN (draft-murchison-sasl-login): the user, and then the password, each after a prompt. */
final class SaslLogin implements Sasl {

    private final Credentials credentials;
    private final boolean oddPrompts;
    private boolean prompted;
    private @Nullable String user;

    /** @param oddPrompts whether it asks in other words than its draft does */
    SaslLogin(Credentials credentials, boolean oddPrompts) {
        this.credentials = credentials;
        this.oddPrompts = oddPrompts;
    }

    @Override
    public Step answer(byte[] response) {
        if (!prompted && response.length == 0) {
            prompted = true;
            return new Challenge(oddPrompts ? "User Name\0" : "Username:");
        }
        prompted = true;
        if (user == null) {
            user = Sasl.name(Sasl.text(response));
            return new Challenge(oddPrompts ? "Password\0" : "Password:");
        }
        return Sasl.proven(credentials, user, Sasl.text(response));
    }
}
