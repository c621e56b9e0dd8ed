package dev.heloise.smtp;

import static dev.heloise.smtp.Refusal.require;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.util.Base64;
import java.util.regex.Pattern;

/**
 * SCRAM (RFC 5802, RFC 7677) without channel binding: both sides prove that they know the password, and neither says
 * it. The server chooses the number of iterations, so that no client can make it work for long.
 */
final class SaslScram implements Sasl {

    /** RFC 7677 §4 asks for 4,096 or more. */
    private static final int ITERATIONS = 4_096;

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Pattern NONCE = Pattern.compile("[!-+\\--~]+");

    private final String digest;
    private final Credentials credentials;
    private final String serverNonce;
    private final byte[] salt;

    private State state = State.BEGINNING;
    private String header = "";
    private String user = "";
    private String nonce = "";
    private String conversation = "";

    private enum State {
        BEGINNING,
        CHALLENGED,
        PROVEN
    }

    SaslScram(String digest, Credentials credentials) {
        this(digest, credentials, Base64.getEncoder().encodeToString(random(18)), random(16));
    }

    SaslScram(String digest, Credentials credentials, String serverNonce, byte[] salt) {
        this.digest = digest;
        this.credentials = credentials;
        this.serverNonce = serverNonce;
        this.salt = salt;
    }

    private static byte[] random(int octets) {
        byte[] random = new byte[octets];
        RANDOM.nextBytes(random);
        return random;
    }

    @Override
    public Step answer(byte[] response) {
        String said = Sasl.text(response);
        return switch (state) {
            case BEGINNING -> first(said);
            case CHALLENGED -> last(said);
            // The server's proof went as a challenge, which is answered with nothing (RFC 4954 §4).
            case PROVEN -> new Proven(user);
        };
    }

    private Step first(String said) {
        String[] parts = said.split(",", 3);
        require(parts.length == 3, Replies.BAD_RESPONSE);
        // "p": channel binding was not offered. "y": the client could have done it, and saw that it was not.
        require(parts[0].equals("n") || parts[0].equals("y"), Replies.AUTH_FAILED);
        String[] bare = parts[2].split(",", -1);
        // RFC 5802 §5.1: "m" is an extension without which the client does not want to go on, and there is none.
        require(!bare[0].startsWith("m="), Replies.AUTH_FAILED);
        require(bare.length >= 2, Replies.BAD_RESPONSE);
        user = Sasl.name(name(attribute('n', bare[0])));
        require(parts[1].isEmpty() || name(attribute('a', parts[1])).equals(user), Replies.AUTH_FAILED);
        String clientNonce = attribute('r', bare[1]);
        require(NONCE.matcher(clientNonce).matches(), Replies.BAD_RESPONSE);
        header = parts[0] + "," + parts[1] + ",";
        nonce = clientNonce + serverNonce;
        String challenge = "r=" + nonce + ",s=" + Base64.getEncoder().encodeToString(salt) + ",i=" + ITERATIONS;
        conversation = parts[2] + "," + challenge;
        state = State.CHALLENGED;
        return new Challenge(challenge);
    }

    private Step last(String said) {
        int end = said.lastIndexOf(",p=");
        require(end > 0, Replies.BAD_RESPONSE);
        String withoutProof = said.substring(0, end);
        byte[] proof = base64(said.substring(end + 3));
        String[] parts = withoutProof.split(",", -1);
        require(parts.length >= 2, Replies.BAD_RESPONSE);
        String expectedHeader = Base64.getEncoder().encodeToString(header.getBytes(UTF_8));
        require(attribute('c', parts[0]).equals(expectedHeader), Replies.AUTH_FAILED);
        require(attribute('r', parts[1]).equals(nonce), Replies.AUTH_FAILED);
        byte[] signed = (conversation + "," + withoutProof).getBytes(UTF_8);
        // Of a user who is not known there is no password; he learns it as late as the others.
        byte[] password = prepared(credentials.secret(user).orElse("")).getBytes(UTF_8);
        byte[] salted = Hash.iterated(digest, password, salt, ITERATIONS);
        byte[] clientKey = Hash.hmac(digest, salted, "Client Key".getBytes(UTF_8));
        byte[] signature = Hash.hmac(digest, Hash.of(digest, clientKey), signed);
        boolean proven = MessageDigest.isEqual(proof, xor(clientKey, signature));
        require(proven && credentials.secret(user).isPresent(), Replies.AUTH_FAILED);
        byte[] serverKey = Hash.hmac(digest, salted, "Server Key".getBytes(UTF_8));
        state = State.PROVEN;
        return new Challenge("v=" + Base64.getEncoder().encodeToString(Hash.hmac(digest, serverKey, signed)));
    }

    private static String attribute(char letter, String said) {
        require(said.length() > 2 && said.charAt(0) == letter && said.charAt(1) == '=', Replies.BAD_RESPONSE);
        return said.substring(2);
    }

    /** RFC 5802 §5.1: a comma and an equals sign in a name are escaped. */
    private static String name(String escaped) {
        require(escaped.replace("=2C", "").replace("=3D", "").indexOf('=') < 0, Replies.BAD_RESPONSE);
        return escaped.replace("=2C", ",").replace("=3D", "=");
    }

    /** The part of SASLprep (RFC 4013 §2) that passwords of tests can meet: compatible forms and wide spaces. */
    private static String prepared(String password) {
        return Normalizer.normalize(password.replaceAll("\\p{Zs}", " "), Normalizer.Form.NFKC);
    }

    private static byte[] base64(String text) {
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw new Refusal(Replies.BAD_RESPONSE);
        }
    }

    private static byte[] xor(byte[] one, byte[] other) {
        byte[] both = one.clone();
        for (int i = 0; i < both.length; i++) {
            both[i] ^= other[i];
        }
        return both;
    }
}
