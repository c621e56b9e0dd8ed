package dev.heloise.smtp;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Who may authenticate, and with which secret: a password, or a bearer token. Where nobody is named, everybody may.
 *
 * @param secrets the secret of each user
 */
public record Credentials(Map<String, String> secrets) {

    /** Whoever comes, with whatever secret. */
    public static final Credentials ANYONE = new Credentials(Map.of());

    public Credentials {
        secrets = Map.copyOf(secrets);
    }

    /** The same, and one more. */
    public Credentials with(String user, String secret) {
        Map<String, String> more = new LinkedHashMap<>(secrets);
        more.put(user, secret);
        return new Credentials(more);
    }

    public boolean acceptAnyone() {
        return secrets.isEmpty();
    }

    boolean knows(String user) {
        return acceptAnyone() || secrets.containsKey(user);
    }

    boolean accept(String user, String secret) {
        return acceptAnyone()
                || secret(user).filter(known -> same(known, secret)).isPresent();
    }

    Optional<String> secret(String user) {
        return Optional.ofNullable(secrets.get(user));
    }

    /** Whose secret this is; empty if nobody's, or where everybody is accepted. */
    Optional<String> ownerOf(String secret) {
        return secrets.entrySet().stream()
                .filter(entry -> same(entry.getValue(), secret))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    private static boolean same(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(UTF_8), other.getBytes(UTF_8));
    }

    /** The users alone: a record would print the secrets as well. */
    @Override
    public String toString() {
        return "Credentials" + secrets.keySet();
    }
}
