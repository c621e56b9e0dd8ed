package dev.heloise.smtp;

import dev.heloise.mailbox.Content;
import dev.heloise.mailbox.Transaction;
import dev.heloise.script.BareLf;
import dev.heloise.script.Policy;
import dev.heloise.script.SmtpExtension;
import java.util.List;
import java.util.Set;

/**
 * What a server offers to every session of one of its ports.
 *
 * @param hostname the name with which it greets
 * @param extensions what it offers after {@code EHLO}
 * @param limits how much it takes
 * @param policies what else decides, in this order; the first opinion wins
 * @param security how sessions are secured, and who may send
 * @param dialect which protocol it speaks
 * @param xclient whether a client may say that it speaks for another ({@code XCLIENT})
 * @param directory what it tells about its users
 * @param bareLf what is made of LF without CR in mails
 */
public record Service(
        String hostname,
        Set<SmtpExtension> extensions,
        Limits limits,
        List<Policy> policies,
        Security security,
        Dialect dialect,
        boolean xclient,
        Directory directory,
        BareLf bareLf) {

    public Service {
        extensions = Set.copyOf(extensions);
        policies = List.copyOf(policies);
    }

    /** A server without TLS and AUTH. */
    public Service(String hostname, Set<SmtpExtension> extensions, Limits limits, List<Policy> policies) {
        this(hostname, extensions, limits, policies, Security.NONE, Dialect.SMTP, false, Directory.NONE, BareLf.RECORD);
    }

    /** Content as this server takes it. */
    Content taken(Content sent, Transaction transaction) {
        // RFC 3030 §3: what is binary has no lines.
        return bareLf == BareLf.NORMALIZE && !Parameters.areBinary(transaction.parameters()) ? sent.normalized() : sent;
    }

    /** Whether an extension is offered; one that stands on another is not offered without it. */
    public boolean offers(SmtpExtension extension) {
        return dialect != Dialect.HELO_ONLY
                && extensions.contains(extension)
                && switch (extension) {
                    // RFC 6531 §3.1, RFC 3030 §3.
                    case SMTPUTF8 -> extensions.contains(SmtpExtension.EIGHTBITMIME);
                    case BINARYMIME -> extensions.contains(SmtpExtension.CHUNKING);
                    default -> true;
                };
    }
}
