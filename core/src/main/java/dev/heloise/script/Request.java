package dev.heloise.script;

import static java.util.Objects.requireNonNull;

import dev.heloise.mailbox.Envelope;
import dev.heloise.mailbox.ReceivedMail;
import dev.heloise.mailbox.SmtpSession;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What the client asks for, once the protocol allows it.
 *
 * @param stage where in the dialogue it is
 * @param subject what it is about; see {@link Stage}
 * @param parameters the parameters of {@code MAIL} or {@code RCPT}; empty elsewhere
 * @param session the session as it is before the request is granted
 * @param transaction the envelope so far; empty outside a transaction
 * @param mail the mail that is about to be stored, at {@link Stage#END_OF_DATA}; it has no number yet
 * @param instant when it was made, on the server's clock
 */
public record Request(
        Stage stage,
        String subject,
        Map<String, String> parameters,
        SmtpSession session,
        Optional<Envelope> transaction,
        Optional<ReceivedMail> mail,
        Instant instant) {

    public Request {
        requireNonNull(stage, "stage");
        requireNonNull(subject, "subject");
        parameters = Map.copyOf(parameters);
        requireNonNull(session, "session");
        requireNonNull(instant, "instant");
    }

    /** Whether it is made at this stage. */
    public boolean at(Stage other) {
        return stage == other;
    }

    /** The sender that this is about; empty outside a transaction, and for the null reverse-path. */
    public String sender() {
        return at(Stage.MAIL) ? subject : transaction.map(Envelope::sender).orElse("");
    }

    /** The address of the client, as a literal such as {@code 127.0.0.1}. */
    public String client() {
        return session.client().getAddress().getHostAddress();
    }
}
