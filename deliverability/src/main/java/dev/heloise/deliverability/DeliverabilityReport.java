package dev.heloise.deliverability;

import static java.util.Objects.requireNonNull;

import dev.heloise.mailbox.Finding;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a receiver would make of one mail: a result for each check, and what the sender would mend.
 *
 * @param helo the name that the client gave
 * @param iprev whether the client's address has a name that leads back to it
 * @param heloSpf SPF for the HELO identity
 * @param spf SPF for the MAIL FROM identity
 * @param dkim one result for each signature
 * @param dmarc DMARC for the domain in {@code From}
 * @param arc the chain of those who passed the mail on
 * @param authenticationResults the header field that a receiver would add (RFC 8601), lines ending in CRLF, the last
 *     one without
 * @param messageFindings what is wrong with the message beside the results of the checks
 */
public record DeliverabilityReport(
        HeloResult helo,
        IprevResult iprev,
        SpfResult heloSpf,
        SpfResult spf,
        List<DkimResult> dkim,
        DmarcResult dmarc,
        ArcResult arc,
        String authenticationResults,
        List<Finding> messageFindings) {

    public DeliverabilityReport {
        requireNonNull(helo, "helo");
        requireNonNull(iprev, "iprev");
        requireNonNull(heloSpf, "heloSpf");
        requireNonNull(spf, "spf");
        dkim = List.copyOf(dkim);
        requireNonNull(dmarc, "dmarc");
        requireNonNull(arc, "arc");
        requireNonNull(authenticationResults, "authenticationResults");
        messageFindings = List.copyOf(messageFindings);
    }

    /** Everything that was found, in the order of the checks. */
    public List<Finding> findings() {
        return Stream.of(
                        helo.findings(),
                        iprev.findings(),
                        heloSpf.findings(),
                        spf.findings(),
                        dkim.stream()
                                .flatMap(result -> result.findings().stream())
                                .toList(),
                        dmarc.findings(),
                        messageFindings)
                .flatMap(List::stream)
                .distinct()
                .toList();
    }

    /** The verdicts in one line, and the findings below. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(authenticationResults);
        findings().forEach(finding -> text.append("\r\n").append(finding));
        return text.toString();
    }
}
