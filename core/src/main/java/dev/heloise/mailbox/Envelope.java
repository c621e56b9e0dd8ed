package dev.heloise.mailbox;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * From whom and to whom a mail was really sent: the accepted {@code MAIL} and {@code RCPT} commands (RFC 5321 §2.3.1),
 * which need not agree with the header.
 *
 * @param sender the reverse-path without angle brackets; empty for the null reverse-path {@code <>}
 * @param parameters the parameters of {@code MAIL} in their order, keywords in capitals; the value is empty where there
 *     was none
 * @param recipients the accepted recipients in the order of their commands, repetitions included
 */
public record Envelope(String sender, Map<String, String> parameters, List<Recipient> recipients) {

    private static final int FEW = 10;
    /** Its address, and its place in the index. */
    private static final int RECIPIENT = 256;
    /** Longer are all parameters together only where somebody means it. */
    private static final int SHORT = 1_000;

    public Envelope {
        requireNonNull(sender, "sender");
        parameters = copyOf(parameters);
        recipients = List.copyOf(recipients);
    }

    /** Whether the reverse-path was {@code <>}, as bounces have it (RFC 5321 §4.5.5). */
    public boolean hasNullSender() {
        return sender.isEmpty();
    }

    /** The addresses of the recipients, in their order. */
    public List<String> addresses() {
        return recipients.stream().map(Recipient::address).toList();
    }

    /**
     * What recipients, accepted or refused, take of the memory with all parameters, about. Those few that most mails
     * have count as nothing.
     */
    static int octets(Map<String, String> parameters, List<Recipient> accepted, List<Recipient> refused) {
        int said = octets(parameters) + octets(accepted) + octets(refused);
        return RECIPIENT * Math.max(0, accepted.size() + refused.size() - FEW) + Math.max(0, said - SHORT);
    }

    private static int octets(List<Recipient> recipients) {
        int octets = 0;
        for (Recipient recipient : recipients) {
            octets += octets(recipient.parameters());
        }
        return octets;
    }

    private static int octets(Map<String, String> parameters) {
        int octets = 0;
        if (!parameters.isEmpty()) {
            for (Map.Entry<String, String> parameter : parameters.entrySet()) {
                octets += parameter.getKey().length() + parameter.getValue().length();
            }
        }
        return octets;
    }

    static Map<String, String> copyOf(Map<String, String> parameters) {
        // Map.copyOf would lose the order, and the order is what the client said.
        return parameters.isEmpty() ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    }
}
