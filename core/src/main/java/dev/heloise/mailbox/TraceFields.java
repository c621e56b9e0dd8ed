package dev.heloise.mailbox;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.regex.Pattern;

/** The fields that a server of final delivery puts before a message (RFC 5321 §4.4). */
final class TraceFields {

    /** What a client may have called itself and can stand in a field without a comment or a quote. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]+|\\[[A-Za-z0-9.:-]+]");

    private static final Pattern DOMAIN = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?");

    private TraceFields() {}

    /** The name of a server that writes such fields. */
    static String requireDomain(String what, String name) {
        if (!DOMAIN.matcher(name).matches()) {
            throw new IllegalArgumentException(what + " must be a domain, but is \"" + name + '"');
        }
        return name;
    }

    /** {@code Return-Path} and {@code Received}, each with its CRLF. */
    static String of(ReceivedMail mail, String receiver) {
        Envelope envelope = mail.envelope();
        String literal = literal(mail.session().client().getAddress());
        String name = mail.session().helo().name();
        // For one recipient: to name several would tell each of them of the others (RFC 5321 §7.6).
        String recipient = envelope.recipients().size() == 1
                ? "\r\n\tfor <" + envelope.recipients().get(0).address() + ">"
                : "";
        return "Return-Path: <" + envelope.sender() + ">\r\n"
                + "Received: from " + (NAME.matcher(name).matches() ? name : literal) + " (" + literal + ")\r\n"
                + "\tby " + requireDomain("receiver", receiver) + " with " + protocol(mail) + " id " + mail.id()
                + recipient + ";\r\n"
                + "\t" + MailDate.text(mail.receivedAt()) + "\r\n";
    }

    private static String literal(InetAddress address) {
        return address instanceof Inet6Address
                ? "[IPv6:" + address.getHostAddress().replaceAll("%.*", "") + "]"
                : "[" + address.getHostAddress() + "]";
    }

    /** The protocol by its registered name (RFC 3848, RFC 6531 §4.3). */
    private static String protocol(ReceivedMail mail) {
        SmtpSession session = mail.session();
        String secure = session.tls().isPresent() ? "S" : "";
        String authenticated = session.user().isPresent() ? "A" : "";
        boolean utf8 = mail.envelope().parameters().containsKey("SMTPUTF8");
        return switch (session.helo().verb()) {
            case HELO, NONE -> "SMTP";
            case EHLO -> (utf8 ? "UTF8SMTP" : "ESMTP") + secure + authenticated;
            case LHLO -> (utf8 ? "UTF8LMTP" : "LMTP") + secure + authenticated;
        };
    }
}
