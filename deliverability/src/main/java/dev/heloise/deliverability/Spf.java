package dev.heloise.deliverability;

import static java.util.Objects.requireNonNull;

import dev.heloise.deliverability.SpfEvaluation.Outcome;
import dev.heloise.deliverability.SpfResult.Identity;
import dev.heloise.deliverability.SpfResult.Verdict;
import java.net.InetAddress;
import java.time.Clock;
import java.util.List;

/**
 * The Sender Policy Framework (RFC 7208): may this client use that domain? Every look-up is answered by the zone.
 *
 * <pre>{@code
 * SpfResult spf = Spf.against(zone).check("192.0.2.10", "mail.example.org", "ada@example.org");
 * assertThat(spf.verdict()).isEqualTo(SpfResult.Verdict.PASS);
 * }</pre>
 */
public final class Spf {

    private final Zone zone;
    private final Clock clock;
    private final String receiver;

    private Spf(Zone zone, Clock clock, String receiver) {
        this.zone = requireNonNull(zone, "zone");
        this.clock = requireNonNull(clock, "clock");
        this.receiver = requireNonNull(receiver, "receiver");
    }

    /** Checks that ask this zone. */
    public static Spf against(Zone zone) {
        return new Spf(zone, Clock.systemUTC(), "unknown");
    }

    /** The same with another clock, which the macro {@code t} of an explanation tells (RFC 7208 §7.2). */
    public Spf at(Clock other) {
        return new Spf(zone, other, receiver);
    }

    /** The same at a receiver of that name, which the macro {@code r} of an explanation tells; it is "unknown" else. */
    public Spf receiver(String name) {
        return new Spf(zone, clock, name);
    }

    /**
     * Judges the MAIL FROM identity (RFC 7208 §2.4).
     *
     * @param heloName the name that the client gave in EHLO or HELO
     * @param sender the reverse-path without angle brackets; if it is empty, {@code postmaster} at the client's name is
     *     judged instead
     */
    public SpfResult check(InetAddress clientAddress, String heloName, String sender) {
        return mailFrom(Ip.of(clientAddress), heloName, sender);
    }

    /**
     * Judges the MAIL FROM identity (RFC 7208 §2.4).
     *
     * @param clientAddress an IPv4 or IPv6 address; a name is never looked up
     * @param heloName the name that the client gave in EHLO or HELO
     * @param sender the reverse-path without angle brackets; if it is empty, {@code postmaster} at the client's name is
     *     judged instead
     * @throws IllegalArgumentException if the address is none
     */
    public SpfResult check(String clientAddress, String heloName, String sender) {
        return mailFrom(Ip.client(clientAddress), heloName, sender);
    }

    /** Judges the HELO identity, which receivers do before the other (RFC 7208 §2.3). */
    public SpfResult checkHelo(InetAddress clientAddress, String heloName) {
        return helo(Ip.of(clientAddress), heloName);
    }

    /**
     * Judges the HELO identity, which receivers do before the other (RFC 7208 §2.3).
     *
     * @param clientAddress an IPv4 or IPv6 address; a name is never looked up
     * @throws IllegalArgumentException if the address is none
     */
    public SpfResult checkHelo(String clientAddress, String heloName) {
        return helo(Ip.client(clientAddress), heloName);
    }

    SpfResult helo(Ip client, String heloName) {
        return check(Identity.HELO, client, heloName, "postmaster", heloName);
    }

    SpfResult mailFrom(Ip client, String heloName, String sender) {
        int at = sender.lastIndexOf('@');
        String domain = sender.isEmpty() ? heloName : sender.substring(at + 1);
        // RFC 7208 §4.3: without a local-part, it is "postmaster".
        String localPart = at > 0 ? sender.substring(0, at) : "postmaster";
        return check(Identity.MAIL_FROM, client, heloName, localPart, domain);
    }

    private SpfResult check(Identity identity, Ip client, String heloName, String localPart, String name) {
        DomainName domain = DomainName.of(name);
        List<String> records = SpfEvaluation.published(zone.query(domain, RecordType.TXT));
        SpfFindings findings = new SpfFindings(identity, domain, client, records);
        if (name.indexOf('@') >= 0 || name.endsWith("]") || !SpfEvaluation.isFull(domain)) {
            // RFC 7208 §4.3: malformed, of one label or a literal. A client may well say an address for its name.
            return findings.result(Verdict.NONE, "there is no full domain name to ask about", "");
        }
        String sender = localPart + "@" + name;
        SpfEvaluation evaluation = new SpfEvaluation(zone, clock, receiver, client, heloName, sender);
        try {
            Outcome outcome = evaluation.check(domain);
            findings.lint(evaluation);
            return findings.result(outcome.verdict(), outcome.reason(), evaluation.explain(outcome));
        } catch (SpfError e) {
            findings.add(e);
            return findings.result(e.verdict(), e.reason(), "");
        }
    }
}
