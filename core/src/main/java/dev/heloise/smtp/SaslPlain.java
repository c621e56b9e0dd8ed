package dev.heloise.smtp;

import static dev.heloise.smtp.Refusal.require;

/** PLAIN (RFC 4616): on behalf of whom, user and password in one response. */
final class SaslPlain implements Sasl {

    private final Credentials credentials;

    SaslPlain(Credentials credentials) {
        this.credentials = credentials;
    }

    @Override
    public Step answer(byte[] response) {
        String[] parts = Sasl.text(response).split("\0", -1);
        require(parts.length == 3, Replies.BAD_RESPONSE);
        String user = Sasl.name(parts[1]);
        require(!parts[2].isEmpty(), Replies.BAD_RESPONSE);
        // Nobody here has the right to act for somebody else.
        require(parts[0].isEmpty() || parts[0].equals(user), Replies.AUTH_FAILED);
        return Sasl.proven(credentials, user, parts[2]);
    }
}
