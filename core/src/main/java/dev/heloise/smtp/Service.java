package dev.heloise.smtp;

import dev.heloise.mailbox.Content;
import dev.heloise.script.BareLf;
import dev.heloise.script.Policy;
import dev.heloise.script.Reply;
import dev.heloise.script.SmtpExtension;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What a server offers to every session.
 *
 * @param hostname the name with which it greets
 * @param extensions what it offers after {@code EHLO}
 * @param limits how much it takes
 * @param policies what else decides, in this order; the first opinion wins
 * @param bareLf what is made of LF without CR in mails
 */
public record Service(
        String hostname, Set<SmtpExtension> extensions, Limits limits, List<Policy> policies, BareLf bareLf) {

    public Service {
        extensions = Set.copyOf(extensions);
        policies = List.copyOf(policies);
    }

    /** The reply to {@code EHLO}: the name, and a line for each extension (RFC 5321 §4.1.1.1). */
    Reply hello() {
        List<String> lines = new ArrayList<>();
        lines.add(hostname);
        for (SmtpExtension extension : SmtpExtension.values()) {
            if (offers(extension)) {
                lines.add(extension == SmtpExtension.SIZE ? "SIZE " + limits.messageSize() : extension.keyword());
            }
        }
        return Reply.of(250, "", lines.toArray(String[]::new));
    }

    /** Content as this server takes it. */
    Content taken(Content sent) {
        return bareLf == BareLf.NORMALIZE ? sent.normalized() : sent;
    }

    public boolean offers(SmtpExtension extension) {
        return extensions.contains(extension);
    }
}
