package dev.heloise.smtp;

import dev.heloise.script.AuthQuirk;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The SASL mechanisms that a server can offer with {@code AUTH} (RFC 4954), by their registered names. */
public enum Mechanism {
    /** RFC 4616. */
    PLAIN("PLAIN", Trait.CLEAR),
    /** Never standardised, and offered nearly everywhere. */
    LOGIN("LOGIN", Trait.CLEAR_CHALLENGE),
    /** RFC 2195. */
    CRAM_MD5("CRAM-MD5", Trait.CHALLENGE),
    /** RFC 5802. */
    SCRAM_SHA_1("SCRAM-SHA-1", Trait.MUTUAL),
    /** RFC 7677. */
    SCRAM_SHA_256("SCRAM-SHA-256", Trait.MUTUAL),
    /** Google's bearer tokens, which came before RFC 7628. */
    XOAUTH2("XOAUTH2", Trait.CLEAR),
    /** RFC 7628. */
    OAUTHBEARER("OAUTHBEARER", Trait.CLEAR),
    /** RFC 4422 appendix A: the client's certificate says who it is. */
    EXTERNAL("EXTERNAL", Trait.CERTIFICATE);

    private enum Trait {
        /** Whoever listens learns the secret. */
        CLEAR,
        /** The same, and the server speaks first. */
        CLEAR_CHALLENGE,
        /** The server speaks first. */
        CHALLENGE,
        /** The server has to know the secret to prove that it does. */
        MUTUAL,
        /** It needs a certificate of the client. */
        CERTIFICATE
    }

    private final String saslName;
    private final Trait trait;

    Mechanism(String saslName, Trait trait) {
        this.saslName = saslName;
        this.trait = trait;
    }

    /**
     * The mechanism of that name, in any case.
     *
     * @throws IllegalArgumentException if there is none; the message names those there are
     */
    public static Mechanism named(String name) {
        return find(name)
                .orElseThrow(() -> new IllegalArgumentException("no SASL mechanism \"" + name + "\"; there are "
                        + Arrays.stream(values()).map(Mechanism::saslName).collect(Collectors.joining(", "))));
    }

    static Optional<Mechanism> find(String name) {
        String wanted = name.toUpperCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(mechanism -> mechanism.saslName.equals(wanted))
                .findFirst();
    }

    /**
     * What is offered unless something else is asked for. Bearer tokens are not: a client that prefers them would send
     * its password as one.
     */
    public static List<Mechanism> usual(Credentials credentials) {
        return credentials.acceptAnyone()
                ? List.of(PLAIN, LOGIN, CRAM_MD5)
                : List.of(PLAIN, LOGIN, CRAM_MD5, SCRAM_SHA_1, SCRAM_SHA_256);
    }

    /** The registered name, such as {@code SCRAM-SHA-256}. */
    public String saslName() {
        return saslName;
    }

    /** Whether somebody who listens to the connection learns the secret itself. */
    boolean isClear() {
        return trait == Trait.CLEAR || trait == Trait.CLEAR_CHALLENGE;
    }

    /** Whether the server says something before the client does. */
    boolean isServerFirst() {
        return trait == Trait.CHALLENGE || trait == Trait.CLEAR_CHALLENGE;
    }

    /** Whether the server proves in turn that it knows the secret, so that it has to know it. */
    public boolean isMutual() {
        return trait == Trait.MUTUAL;
    }

    boolean needsCertificate() {
        return trait == Trait.CERTIFICATE;
    }

    Sasl begin(Credentials credentials, SaslPeer peer) {
        return switch (this) {
            case PLAIN -> new SaslPlain(credentials);
            case LOGIN -> new SaslLogin(credentials, peer.quirks().contains(AuthQuirk.ODD_PROMPTS));
            case CRAM_MD5 -> new SaslCramMd5(credentials, peer);
            case SCRAM_SHA_1 -> new SaslScram("SHA-1", credentials);
            case SCRAM_SHA_256 -> new SaslScram("SHA-256", credentials);
            case XOAUTH2 -> SaslBearer.xoauth2(credentials);
            case OAUTHBEARER -> SaslBearer.oauthBearer(credentials);
            case EXTERNAL -> new SaslExternal(credentials, peer);
        };
    }
}
