package dev.heloise.smtp;

import static dev.heloise.smtp.Refusal.require;

import dev.heloise.mailbox.Recipient;
import dev.heloise.mailbox.Transaction;
import dev.heloise.script.SmtpExtension;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The parameters of one {@code MAIL} or {@code RCPT}, each taken only if its extension was offered and its value is
 * one.
 */
final class Parameters {

    private final Verb verb;
    private final Client client;
    private final Map<String, String> values = new LinkedHashMap<>();

    Parameters(Verb verb, Client client) {
        this.verb = verb;
        this.client = client;
    }

    void add(String parameter) {
        int equals = parameter.indexOf('=');
        String keyword = (equals < 0 ? parameter : parameter.substring(0, equals)).toUpperCase(Locale.ROOT);
        String value = equals < 0 ? "" : parameter.substring(equals + 1);
        require(Parameter.isKeyword(keyword), Replies.BAD_PARAMETER);
        // RFC 8689 §4.2: it is known, and in clear it cannot be promised.
        boolean tooEarly = keyword.equals("REQUIRETLS") && client.wouldOffer(SmtpExtension.REQUIRETLS);
        require(!tooEarly || client.isSecure(), Replies.TLS_FOR_REQUIRETLS);
        Parameter known = Parameter.of(verb, keyword, client).orElseThrow(() -> new Refusal(Replies.UNKNOWN_PARAMETER));
        require(equals < 0 || Parameter.isValue(value), Replies.BAD_PARAMETER);
        require(known.accepts(value, equals >= 0, client), Replies.BAD_PARAMETER);
        require(values.put(keyword, value) == null, Replies.BAD_PARAMETER);
        // RFC 4865 §4: one or the other.
        require(!values.containsKey("HOLDFOR") || !values.containsKey("HOLDUNTIL"), Replies.BAD_PARAMETER);
    }

    Map<String, String> map() {
        return values;
    }

    /** Whether they can be said without SMTPUTF8 (RFC 5321 §4.1.2); keywords always can. */
    static boolean areAscii(Map<String, String> parameters) {
        for (String value : parameters.values()) {
            if (!Path.isAscii(value)) {
                return false;
            }
        }
        return true;
    }

    /** Whether they announce content that {@code DATA} cannot carry (RFC 3030 §3). */
    static boolean areBinary(Map<String, String> parameters) {
        return "BINARYMIME".equalsIgnoreCase(parameters.get("BODY"));
    }

    /** Whether a recipient claims to be the same original one as another, which a list expanded by a relay may. */
    static boolean repeatsOrcpt(Recipient named, Transaction open) {
        String original = named.parameters().getOrDefault("ORCPT", "");
        return !original.isEmpty()
                && open.envelope().recipients().stream()
                        .filter(other -> !other.isMailbox(named.address()))
                        .anyMatch(other ->
                                other.parameters().getOrDefault("ORCPT", "").equalsIgnoreCase(original));
    }

    /** The declared size, at most {@link Long#MAX_VALUE}; 0 where none was declared. */
    static long size(Map<String, String> parameters) {
        String declared = parameters.get("SIZE");
        return declared == null
                ? 0
                : new BigInteger(declared)
                        .min(BigInteger.valueOf(Long.MAX_VALUE))
                        .longValue();
    }
}
