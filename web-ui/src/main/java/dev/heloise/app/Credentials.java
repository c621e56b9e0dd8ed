package dev.heloise.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.util.Base64;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A user and a password, as basic authentication asks for them (RFC 7617). */
record Credentials(String user, String password) {

    Credentials {
        if (user.isEmpty() || user.indexOf(':') >= 0) {
            throw new IllegalArgumentException("a user has a name without a colon, but is \"" + user + "\"");
        }
    }

    /** Whether this is what the header field {@code Authorization} says. */
    boolean areIn(@Nullable String authorization) {
        if (authorization == null || !authorization.toLowerCase(Locale.ROOT).startsWith("basic ")) {
            return false;
        }
        try {
            byte[] given = Base64.getDecoder().decode(authorization.substring(6).strip());
            // Takes as long whatever is wrong, so that a password cannot be guessed piece by piece.
            return MessageDigest.isEqual(given, (user + ":" + password).getBytes(UTF_8));
        } catch (IllegalArgumentException notBase64) {
            return false;
        }
    }

    @Override
    public String toString() {
        return user + ":…";
    }
}
