package dev.heloise.smtp;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The commands that have a name in the field. What the server does not offer among them is answered 502, not 500. */
enum Verb {
    HELO,
    EHLO,
    LHLO,
    MAIL,
    RCPT,
    DATA,
    BDAT,
    RSET,
    NOOP,
    QUIT,
    VRFY,
    EXPN,
    HELP,
    STARTTLS,
    AUTH,
    ETRN,
    TURN,
    ATRN,
    SEND,
    SOML,
    SAML,
    XCLIENT,
    XFORWARD;

    private static final Set<Verb> FREE = EnumSet.of(HELO, EHLO, LHLO, AUTH, STARTTLS, RSET, NOOP, HELP, QUIT, XCLIENT);

    private static final Set<Verb> IN_CLEAR = EnumSet.of(HELO, EHLO, LHLO, STARTTLS, RSET, NOOP, HELP, QUIT, XCLIENT);

    private static final Map<String, Verb> BY_NAME = new HashMap<>();

    static {
        for (Verb verb : values()) {
            BY_NAME.put(verb.name(), verb);
        }
    }

    /** The command of that name in any case (RFC 5321 §2.4). */
    static Optional<Verb> of(String name) {
        Verb exact = BY_NAME.get(name);
        return Optional.ofNullable(exact != null ? exact : BY_NAME.get(name.toUpperCase(Locale.ROOT)));
    }

    /** Whether it is for those alone who have authenticated, where that is required (RFC 4954 §6). */
    boolean needsUser() {
        return !FREE.contains(this);
    }

    /** Whether it is not to be said in clear, where TLS is required (RFC 3207 §4). */
    boolean needsTls() {
        return !IN_CLEAR.contains(this);
    }
}
