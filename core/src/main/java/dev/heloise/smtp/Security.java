package dev.heloise.smtp;

import dev.heloise.script.AuthQuirk;
import dev.heloise.script.StartTls;
import java.util.List;
import java.util.Set;

/**
 * How sessions are secured, and who may send mail in them.
 *
 * @param startTls whether {@code STARTTLS} is offered (RFC 3207)
 * @param startTlsFails whether it is offered and then answered 454
 * @param mechanisms what {@code AUTH} is offered with, in the order of the reply to {@code EHLO}; empty for no AUTH
 * @param credentials who may authenticate
 * @param authRequired whether mail is taken from those alone who have authenticated
 * @param authInClear whether a secret may be said in clear where it need not be
 * @param authQuirks what of AUTH is done as it should not be
 */
public record Security(
        StartTls startTls,
        boolean startTlsFails,
        List<Mechanism> mechanisms,
        Credentials credentials,
        boolean authRequired,
        boolean authInClear,
        Set<AuthQuirk> authQuirks) {

    /** Everybody may send, and in clear. */
    public static final Security NONE =
            new Security(StartTls.NONE, false, List.of(), Credentials.ANYONE, false, false, Set.of());

    public Security {
        mechanisms = List.copyOf(mechanisms);
        authQuirks = Set.copyOf(authQuirks);
    }
}
