package dev.heloise.smtp;

import static dev.heloise.smtp.Refusal.require;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Locale;

/** CRAM-MD5 (RFC 2195): the client signs a challenge with the password, and keeps the password to itself. */
final class SaslCramMd5 implements Sasl {

    private static final SecureRandom RANDOM = new SecureRandom();

    private final Credentials credentials;
    private final String challenge;
    private boolean challenged;

    SaslCramMd5(Credentials credentials, SaslPeer peer) {
        this(credentials, challenge(peer));
    }

    SaslCramMd5(Credentials credentials, String challenge) {
        this.credentials = credentials;
        this.challenge = challenge;
    }

    /** RFC 2195 §2: random digits, a timestamp, and the name of the server, in the form of a msg-id. */
    private static String challenge(SaslPeer peer) {
        String random = Long.toUnsignedString(RANDOM.nextLong());
        return "<" + random + "." + peer.now().getEpochSecond() + "@" + peer.hostname() + ">";
    }

    @Override
    public Step answer(byte[] response) {
        if (!challenged) {
            challenged = true;
            return new Challenge(challenge);
        }
        String said = Sasl.text(response);
        // A user's name may have spaces, a digest has none.
        int space = said.lastIndexOf(' ');
        require(space > 0, Replies.BAD_RESPONSE);
        String user = Sasl.name(said.substring(0, space));
        String digest = said.substring(space + 1);
        require(credentials.acceptAnyone() || isSigned(user, digest), Replies.AUTH_FAILED);
        return new Proven(user);
    }

    private boolean isSigned(String user, String digest) {
        return credentials
                .secret(user)
                .map(secret -> Hash.hmac("MD5", secret.getBytes(UTF_8), challenge.getBytes(UTF_8)))
                .filter(expected -> MessageDigest.isEqual(
                        HexFormat.of().formatHex(expected).getBytes(UTF_8),
                        digest.toLowerCase(Locale.ROOT).getBytes(UTF_8)))
                .isPresent();
    }
}
