package dev.heloise.smtp;

import static dev.heloise.smtp.Refusal.require;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** XOAUTH2 and OAUTHBEARER (RFC 7628): the client shows a token. A token that is not accepted is explained in JSON. */
final class SaslBearer implements Sasl {

    private static final String END = "\1\1";
    private static final String TOKEN = "auth=Bearer ";
    private static final String USER = "user=";
    private static final Pattern HEADER = Pattern.compile("[ny],(?:a=([^,]+))?,");

    private final Credentials credentials;
    private final boolean google;
    private final String explanation;
    private boolean failed;

    private SaslBearer(Credentials credentials, boolean google, String explanation) {
        this.credentials = credentials;
        this.google = google;
        this.explanation = explanation;
    }

    static SaslBearer xoauth2(Credentials credentials) {
        return new SaslBearer(credentials, true, "{\"status\":\"401\",\"schemes\":\"bearer\",\"scope\":\"smtp\"}");
    }

    static SaslBearer oauthBearer(Credentials credentials) {
        return new SaslBearer(credentials, false, "{\"status\":\"invalid_token\",\"scope\":\"smtp\"}");
    }

    @Override
    public Step answer(byte[] response) {
        // RFC 7628 §3.2.3: the client says that it has read the explanation, and only then has it failed.
        require(!failed, Replies.AUTH_FAILED);
        String said = Sasl.text(response);
        require(said.endsWith(END), Replies.BAD_RESPONSE);
        List<String> parts =
                List.of(said.substring(0, said.length() - END.length()).split("\1", -1));
        String token = parts.stream()
                // RFC 7235 §2.1: a scheme is a scheme in any case.
                .filter(part -> part.regionMatches(true, 0, TOKEN, 0, TOKEN.length()))
                .map(part -> part.substring(TOKEN.length()))
                .findFirst()
                .orElse("");
        require(!token.isEmpty(), Replies.BAD_RESPONSE);
        String user = (google ? user(parts.get(0)) : actingFor(parts.get(0)))
                .or(() -> credentials.ownerOf(token))
                .orElse("unnamed");
        if (!credentials.accept(user, token)) {
            failed = true;
            return new Challenge(explanation);
        }
        return new Proven(Sasl.name(user));
    }

    private static Optional<String> user(String part) {
        require(part.startsWith(USER), Replies.BAD_RESPONSE);
        return Optional.of(part.substring(USER.length()));
    }

    /** The header of RFC 5801 §4 may leave it to the token to say who its owner is. */
    private static Optional<String> actingFor(String part) {
        Matcher header = HEADER.matcher(part);
        require(header.matches(), Replies.BAD_RESPONSE);
        return Optional.ofNullable(header.group(1))
                .map(name -> name.replace("=2C", ",").replace("=3D", "="));
    }
}
