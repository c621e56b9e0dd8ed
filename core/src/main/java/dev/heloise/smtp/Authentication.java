package dev.heloise.smtp;

import static dev.heloise.smtp.Refusal.require;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.heloise.mailbox.SessionRecorder;
import dev.heloise.script.Reply;
import dev.heloise.script.Stage;
import dev.heloise.script.StartTls;
import dev.heloise.script.Verdict;
import dev.heloise.smtp.Sasl.Challenge;
import dev.heloise.smtp.Sasl.Proven;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** The part of the dialogue in which the client says who it is (RFC 4954). */
final class Authentication {

    private final Service service;
    private final SessionRecorder session;
    private final Admission admission;
    private final Client client;

    private @Nullable Mechanism mechanism;
    private @Nullable Sasl exchange;
    private int failures;

    Authentication(Service service, SessionRecorder session, Admission admission, Client client) {
        this.service = service;
        this.session = session;
        this.admission = admission;
        this.client = client;
    }

    /** Whether the next line is a response and not a command. */
    boolean isUnderWay() {
        return exchange != null;
    }

    void cancel() {
        exchange = null;
    }

    /**
     * From which octet on a line is a secret; its length where it has none. What is meant for AUTH and is no command
     * after all (too long, ended by LF, …) is a secret none the less.
     */
    int secretFrom(byte[] line) {
        if (isUnderWay()) {
            String said = new String(line, ISO_8859_1).strip();
            return said.isEmpty() || said.equals("*") ? line.length : 0;
        }
        int verb = 0;
        while (verb < line.length && Character.isWhitespace(line[verb] & 0xFF)) {
            verb++;
        }
        if (!CommandLine.isAuth(line, verb)) {
            return line.length;
        }
        int name = verb + 5;
        while (name < line.length && isBlank(line[name])) {
            name++;
        }
        String text = new String(line, ISO_8859_1);
        int response = name;
        while (response < line.length && !isBlank(line[response])) {
            response++;
        }
        response = response < line.length ? response + 1 : 0;
        boolean isSecret = response > 0
                && !text.substring(response).isBlank()
                && !text.substring(response).strip().equals("=");
        return isSecret ? response : line.length;
    }

    private static boolean isBlank(byte octet) {
        return octet == ' ' || octet == '\t';
    }

    /** The command {@code AUTH}. */
    Reply begin(Arguments arguments) {
        require(!service.security().mechanisms().isEmpty(), Replies.NOT_OFFERED);
        require(client.isExtended(), Replies.EHLO_FIRST);
        require(!client.isAuthenticated(), Replies.ALREADY_AUTHENTICATED);
        require(!arguments.isEmpty(), Replies.ARGUMENT_MISSING);
        Mechanism chosen = Mechanism.find(arguments.word())
                .filter(service.security().mechanisms()::contains)
                .orElseThrow(() -> new Refusal(Replies.UNKNOWN_MECHANISM));
        require(client.mayUse(chosen), chosen.isClear() ? Replies.AUTH_IN_CLEAR : Replies.UNKNOWN_MECHANISM);
        String initial = arguments.rest();
        // LOGIN with the user's name as initial response is against its draft, and common.
        require(initial.isEmpty() || chosen != Mechanism.CRAM_MD5, Replies.NO_INITIAL_RESPONSE);
        byte[] response = initial.equals("=") ? new byte[0] : decoded(initial);
        mechanism = chosen;
        Security security = service.security();
        exchange = chosen.begin(
                security.credentials(),
                new SaslPeer(
                        service.hostname(), CertificateNames.of(client.tls()), session.now(), security.authQuirks()));
        if (!initial.isEmpty()) {
            noteStrength(chosen);
        }
        return initial.isEmpty() && !chosen.isServerFirst() ? challenge("") : step(response);
    }

    /** A line of the exchange that is under way. */
    Reply respond(Line line) {
        String text = new String(line.bytes(), 0, line.bytes().length - 2, ISO_8859_1);
        if (text.equals("*")) {
            throw refused(Replies.AUTH_CANCELLED);
        }
        if (mechanism != null) {
            noteStrength(mechanism);
        }
        try {
            return step(decoded(text));
        } catch (Refusal refusal) {
            throw refused(refusal.reply());
        }
    }

    private Reply step(byte[] response) {
        Sasl current = exchange;
        if (current == null) {
            throw new IllegalStateException("no exchange is under way");
        }
        Sasl.Step step;
        try {
            step = current.answer(response);
        } catch (Refusal refusal) {
            throw refused(refusal.reply());
        }
        if (step instanceof Challenge challenge) {
            return challenge(challenge.text());
        }
        return proven(((Proven) step).user());
    }

    private Reply proven(String user) {
        exchange = null;
        Verdict verdict = admission.judge(Stage.AUTH, user, null);
        if (!verdict.isRefusal()) {
            client.authenticated();
            session.authenticated(user, mechanism == null ? "" : mechanism.saslName());
        }
        return verdict.reply(Replies.AUTHENTICATED);
    }

    private Refusal refused(Reply reply) {
        exchange = null;
        boolean failed = reply.equals(Replies.AUTH_FAILED)
                && ++failures > service.limits().authFailures();
        return new Refusal(failed ? Replies.TOO_MANY_FAILURES : reply);
    }

    private static Reply challenge(String text) {
        return Reply.of(334, "", Base64.getEncoder().encodeToString(text.getBytes(UTF_8)));
    }

    /** RFC 4954 §4: base64 to the letter, without white space and with all of its padding. */
    private static byte[] decoded(String text) {
        require(text.length() % 4 == 0 && text.matches("[A-Za-z0-9+/]*={0,2}"), Replies.AUTH_NOT_BASE64);
        return Base64.getDecoder().decode(text.getBytes(US_ASCII));
    }

    /** Once something has been shown: a client that cancels before that has kept its secret. */
    private void noteStrength(Mechanism chosen) {
        if (chosen.isClear() && !client.isSecure()) {
            session.find(
                    Findings.clearTextAuth(chosen.saslName(), service.security().startTls() != StartTls.NONE));
            service.security().mechanisms().stream()
                    .filter(other -> !other.isClear() && client.mayUse(other))
                    .findFirst()
                    .ifPresent(other -> session.find(Findings.authStrength(chosen.saslName(), other.saslName())));
        }
    }
}
