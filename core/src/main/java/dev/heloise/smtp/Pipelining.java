package dev.heloise.smtp;

import dev.heloise.mailbox.SessionRecorder;
import dev.heloise.script.SmtpExtension;
import java.util.EnumSet;
import java.util.Set;

/** Notices when a client does not wait for a reply that it has to wait for (RFC 2920 §3.1). */
final class Pipelining {

    /** Those that can only be the last of a group. What comes behind STARTTLS, QUIT and BDAT is another matter. */
    private static final Set<Verb> LAST = EnumSet.of(
            Verb.EHLO,
            Verb.HELO,
            Verb.LHLO,
            Verb.DATA,
            Verb.VRFY,
            Verb.EXPN,
            Verb.TURN,
            Verb.NOOP,
            Verb.ETRN,
            Verb.XCLIENT);

    private static final Set<Verb> ENDING = EnumSet.of(Verb.STARTTLS, Verb.QUIT, Verb.BDAT);
    private static final Set<Verb> INTRODUCTIONS = EnumSet.of(Verb.EHLO, Verb.HELO, Verb.LHLO);

    private final SessionRecorder session;
    private final Client client;
    private boolean followed;
    private boolean used;

    Pipelining(SessionRecorder session, Client client) {
        this.session = session;
        this.client = client;
    }

    /** @param more whether more came together with what is read next */
    void followed(boolean more) {
        followed = more;
        used |= more;
    }

    /** Whether the client has ever sent a command before it had heard the reply to the one before. */
    boolean isUsed() {
        return used;
    }

    void command(Verb verb) {
        if (!followed || ENDING.contains(verb)) {
            return;
        }
        boolean offered = client.offers(SmtpExtension.PIPELINING);
        if (LAST.contains(verb) && (offered || INTRODUCTIONS.contains(verb))) {
            session.find(Findings.earlyPipelining(verb.name()));
        } else if (!offered) {
            session.find(Findings.UNADVERTISED_PIPELINING);
        }
    }

    /** A response of an AUTH exchange, which always has a reply to wait for. */
    void response() {
        if (followed) {
            session.find(Findings.earlyPipelining("AUTH"));
        }
    }

    /** Content, behind which the next command may follow at once. */
    void content() {
        if (followed && !client.offers(SmtpExtension.PIPELINING)) {
            session.find(Findings.UNADVERTISED_PIPELINING);
        }
    }
}
