package dev.heloise.mailbox;

import static java.util.Objects.requireNonNull;

/**
 * How the client introduced itself (RFC 5321 §4.1.1.1).
 *
 * @param verb the command that was used
 * @param name the argument as it was sent; empty only for {@link #NONE}
 */
public record Helo(Verb verb, String name) {

    /** No greeting was said. */
    public static final Helo NONE = new Helo(Verb.NONE, "");

    public Helo {
        requireNonNull(verb, "verb");
        requireNonNull(name, "name");
    }

    /** What the name is by its form alone. */
    public Form form() {
        return HeloForm.of(this);
    }

    /** Whether the name is what the grammar asks for: a domain or an address literal. */
    public boolean isWellFormed() {
        return switch (form()) {
            case DOMAIN, SINGLE_LABEL, ADDRESS_LITERAL -> true;
            case BARE_ADDRESS, INVALID, NONE -> false;
        };
    }

    /** The command with which a client may introduce itself. */
    public enum Verb {
        /** Extended SMTP (RFC 5321 §3.2). */
        EHLO,
        /** Plain SMTP, without extensions. */
        HELO,
        /** LMTP (RFC 2033 §4.1). */
        LHLO,
        /** None was used. */
        NONE
    }

    /** The form of the name, by its letters and not by what any DNS says. */
    public enum Form {
        /** A domain of two labels or more, as a server on the Internet would have it. */
        DOMAIN,
        /**
         * A domain of one label, such as {@code localhost}: allowed by the grammar, and nobody's name on the Internet.
         */
        SINGLE_LABEL,
        /** {@code [192.0.2.1]} or {@code [IPv6:2001:db8::1]} (RFC 5321 §4.1.3). */
        ADDRESS_LITERAL,
        /** An address without the brackets that the grammar asks for. */
        BARE_ADDRESS,
        /** None of these: an underscore, an empty label, a literal that is no address, … */
        INVALID,
        /** No name was said. */
        NONE
    }
}
