package dev.heloise.smtp;

import dev.heloise.mailbox.Finding;
import dev.heloise.mailbox.Severity;

/** What is found in the dialogue itself; what is found in a mail's content belongs to the mail. */
final class Findings {

    static final Finding BARE_LF_COMMAND = new Finding(
            "BARE_LF_COMMAND",
            Severity.ERROR,
            "RFC 5321 §2.3.8",
            "a command ended with LF alone; it was not carried out");
    static final Finding BARE_CR_COMMAND = new Finding(
            "BARE_CR_COMMAND",
            Severity.ERROR,
            "RFC 5321 §2.3.8",
            "a CR without LF stands in a command; it does not end it");
    static final Finding EXTRA_SPACE = new Finding(
            "EXTRA_SPACE", Severity.INFO, "RFC 5321 §4.1.1", "more than one space between the parts of a command");
    static final Finding TRUNCATED_COMMAND = new Finding(
            "TRUNCATED_COMMAND",
            Severity.WARNING,
            "RFC 5321 §2.3.8",
            "the connection ended in the middle of a command, which was not carried out");
    static final Finding TRUNCATED_DATA = new Finding(
            "TRUNCATED_DATA",
            Severity.WARNING,
            "RFC 5321 §4.1.1.4",
            "the content of a message never came to its end; nothing was delivered");
    static final Finding HTTP_CLIENT =
            new Finding("HTTP_CLIENT", Severity.ERROR, "RFC 5321 §4.1.1", "an HTTP request came in place of a command");
    static final Finding TLS_ON_PLAIN_PORT = new Finding(
            "TLS_ON_PLAIN_PORT",
            Severity.ERROR,
            "RFC 8314 §3",
            "a TLS handshake came to a port in clear; the client is set to implicit TLS (as for port 465)");
    static final Finding PLAIN_ON_TLS_PORT = new Finding(
            "PLAIN_ON_TLS_PORT",
            Severity.ERROR,
            "RFC 8314 §3",
            "a client in clear came to a port with implicit TLS (as 465 is one); it is set to STARTTLS or to no TLS");
    static final Finding UNADVERTISED_PIPELINING = new Finding(
            "UNADVERTISED_PIPELINING",
            Severity.WARNING,
            "RFC 2920 §3.1",
            "the client did not wait for a reply, although PIPELINING was not offered; it may be an injected command");
    static final Finding NO_QUIT = new Finding(
            "NO_QUIT", Severity.INFO, "RFC 5321 §4.1.1.10", "the client closed the connection without QUIT");
    static final Finding DATA_AFTER_REFUSED_RECIPIENTS = new Finding(
            "DATA_AFTER_REFUSED_RECIPIENTS",
            Severity.WARNING,
            "RFC 5321 §3.3",
            "the client went on to the message after it had heard that every recipient was refused");
    static final Finding OUT_OF_ORDER = new Finding(
            "OUT_OF_ORDER",
            Severity.ERROR,
            "RFC 5321 §4.1.4",
            "a command came where it has no meaning: MAIL before the greeting or in a transaction, or RCPT, DATA or BDAT"
                    + " before MAIL");
    static final Finding EMPTY_CHUNK = new Finding(
            "EMPTY_CHUNK",
            Severity.INFO,
            "RFC 3030 §2",
            "a chunk of no octets that is not the last one; some servers refuse it");
    static final Finding SIZE_IGNORED = new Finding(
            "SIZE_IGNORED",
            Severity.WARNING,
            "RFC 1870 §6.2",
            "the server had announced its limit, and a message over it was sent all the same");
    static final Finding HELO_EMPTY = new Finding(
            "HELO_EMPTY", Severity.ERROR, "RFC 5321 §4.1.1.1", "the client introduced itself without a name");
    static final Finding HELO_VS_EHLO_FALLBACK = new Finding(
            "HELO_VS_EHLO_FALLBACK", Severity.INFO, "RFC 5321 §3.2", "the client said HELO after its EHLO was refused");
    static final Finding EARLY_TALKER =
            new Finding("EARLY_TALKER", Severity.WARNING, "RFC 5321 §4.3.1", "the client spoke before it was greeted");
    static final Finding DATA_AFTER_QUIT = new Finding(
            "DATA_AFTER_QUIT",
            Severity.WARNING,
            "RFC 5321 §4.1.1.10",
            "the client went on after QUIT; that was ignored");
    static final Finding CLIENT_IGNORED_REPLY = new Finding(
            "CLIENT_IGNORED_REPLY",
            Severity.ERROR,
            "RFC 2920 §3.1",
            "DATA was refused, and what looks like a message came all the same");

    private Findings() {}

    static Finding spaceAroundColon(String keyword) {
        return new Finding(
                "SPACE_AROUND_COLON",
                Severity.WARNING,
                "RFC 5321 §3.3",
                "a space beside the colon of \"" + keyword + "\", which the grammar forbids");
    }

    static Finding noBrackets(String path) {
        return new Finding(
                "NO_ANGLE_BRACKETS",
                Severity.WARNING,
                "RFC 5321 §4.1.2",
                "the address " + path + " came without angle brackets");
    }

    static Finding helloChanged(String before, String now) {
        return new Finding(
                "HELO_CHANGED",
                Severity.WARNING,
                "RFC 5321 §4.1.4",
                "the client was \"" + before + "\" before, and is \"" + now + "\" now");
    }

    static Finding textAfterName(String text) {
        return new Finding(
                "HELO_TRAILING_TEXT", Severity.INFO, "RFC 5321 §4.1.1.1", "\"" + text + "\" stands after the name");
    }

    static Finding earlyPipelining(String verb) {
        return new Finding(
                "EARLY_PIPELINING",
                Severity.WARNING,
                "RFC 2920 §3.1",
                "the client did not wait for the reply to " + verb + ", which has to be the last of a group");
    }

    static Finding heloIsRecipientDomain(String name) {
        return new Finding(
                "HELO_IS_RECIPIENT_DOMAIN",
                Severity.WARNING,
                "RFC 5321 §4.1.1.1",
                "the client introduced itself as \"" + name + "\", which is a recipient's domain");
    }

    static Finding badProxyHeader(String why) {
        return new Finding(
                "BAD_PROXY_HEADER", Severity.ERROR, "PROXY protocol", "the PROXY header is missing or wrong: " + why);
    }

    static Finding startTlsInjection(int octets) {
        return new Finding(
                "STARTTLS_INJECTION",
                Severity.ERROR,
                "RFC 3207 §4.2",
                octets + " octets in clear came together with STARTTLS; they were discarded");
    }

    static Finding handshakeFailed(String why) {
        return new Finding("TLS_HANDSHAKE_FAILED", Severity.WARNING, "RFC 3207 §4", "the TLS handshake failed: " + why);
    }

    static Finding repeatedOrcpt(String original) {
        return new Finding(
                "REPEATED_ORCPT",
                Severity.INFO,
                "RFC 3461 §4.2",
                "several recipients have ORCPT=" + original + ", so that a notice cannot tell whom it is about");
    }

    static Finding clearTextAuth(String mechanism, boolean startTlsOffered) {
        return new Finding(
                "CLEARTEXT_AUTH",
                Severity.WARNING,
                "RFC 4954 §4",
                "AUTH " + mechanism
                        + " showed its secret to everybody on the way: the connection is not secured by TLS"
                        + (startTlsOffered ? ", although STARTTLS was offered" : ""));
    }

    static Finding authStrength(String mechanism, String stronger) {
        return new Finding(
                "AUTH_STRENGTH",
                Severity.INFO,
                "RFC 4954 §4",
                "the client chose " + mechanism + " in clear, although " + stronger + " was offered");
    }

    static Finding policyFailed(Throwable failure) {
        return new Finding("POLICY_FAILED", Severity.ERROR, "Policy.judge", "a policy threw " + failure);
    }
}
