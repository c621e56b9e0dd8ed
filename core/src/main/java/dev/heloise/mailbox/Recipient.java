package dev.heloise.mailbox;

import static java.util.Objects.requireNonNull;

import java.util.Map;

/**
 * One accepted {@code RCPT TO} of an envelope (RFC 5321 §4.1.1.3).
 *
 * @param address the mailbox as the client wrote it, without angle brackets and source route
 * @param parameters the parameters of the command in their order, keywords in capitals; the value is empty where there
 *     was none
 */
public record Recipient(String address, Map<String, String> parameters) {

    public Recipient {
        requireNonNull(address, "address");
        parameters = Envelope.copyOf(parameters);
    }

    /**
     * The mailbox that the address names, in the one spelling that all its spellings have in common: without needless
     * quotes, and with the domain in lower case (RFC 5321 §2.4, §4.1.2).
     */
    public String mailbox() {
        return Mailboxes.normalized(address);
    }

    /** Whether both addresses name the same mailbox, however they are quoted (RFC 5321 §2.4, §4.1.2). */
    public boolean isMailbox(String other) {
        return Mailboxes.same(address, other);
    }
}
