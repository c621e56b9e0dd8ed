package dev.heloise.smtp;

import static dev.heloise.smtp.Refusal.require;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** The server's side of one authentication exchange (RFC 4422 §3): takes responses until it knows who the client is. */
interface Sasl {

    /**
     * What follows from a response. Of a mechanism in which the server speaks first, the first one is empty and was
     * never said.
     *
     * @throws Refusal if the response is not understood, or proves nothing
     */
    Step answer(byte[] response);

    /** What follows from a response. */
    sealed interface Step {}

    /** The client has to respond to this. */
    record Challenge(String text) implements Step {}

    /** The client is this user. */
    record Proven(String user) implements Step {}

    /** The client is this user, if the secret is his. */
    static Step proven(Credentials credentials, String user, String secret) {
        require(credentials.accept(user, secret), Replies.AUTH_FAILED);
        return new Proven(user);
    }

    /** A response as text, which is always UTF-8. */
    static String text(byte[] response) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(response))
                    .toString();
        } catch (CharacterCodingException notUtf8) {
            throw new Refusal(Replies.BAD_RESPONSE);
        }
    }

    /** A user's name: something, and nothing that could break a line of a log. */
    static String name(String said) {
        require(!said.isEmpty() && said.chars().noneMatch(Character::isISOControl), Replies.BAD_RESPONSE);
        return said;
    }
}
