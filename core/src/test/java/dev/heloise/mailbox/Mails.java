package dev.heloise.mailbox;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Mails for tests, from text whose lines end in LF. */
final class Mails {

    private Mails() {}

    /** A mail whose lines are made to end in CRLF; characters over 127 are UTF-8. */
    static ReceivedMail mail(String text) {
        return exactly(text.replace("\n", "\r\n"));
    }

    /** The same, sent so. */
    static ReceivedMail mail(Envelope envelope, String text) {
        return ReceivedMail.of(envelope, text.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
    }

    /** A mail of exactly these characters, those over 127 as UTF-8. */
    static ReceivedMail exactly(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    static ReceivedMail of(byte[] raw) {
        return ReceivedMail.of(envelope(Map.of()), raw);
    }

    /** A mail of exactly these characters, which are octets, sent with these parameters of MAIL. */
    static ReceivedMail octets(String octets, Map<String, String> parameters) {
        return ReceivedMail.of(envelope(parameters), octets.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** A mail with one more field than it needs. */
    static ReceivedMail withField(String field) {
        return mail(field + "\n\nHello\n");
    }

    static Envelope envelope(Map<String, String> parameters) {
        return new Envelope("ada@example.org", parameters, List.of(new Recipient("bob@example.net", Map.of())));
    }
}
