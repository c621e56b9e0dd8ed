package dev.heloise.deliverability;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * Domain-based Message Authentication, Reporting, and Conformance (RFC 9989): does what SPF and DKIM prove belong to
 * the domain that readers see in {@code From}? Every policy comes from the zone.
 *
 * <pre>{@code
 * SpfResult spf = Spf.against(zone).check("192.0.2.10", "mail.example.org", "bounces@example.org");
 * List<DkimResult> dkim = Dkim.against(zone).verify(mail.raw());
 * DmarcResult dmarc = Dmarc.against(zone).check("example.org", spf, dkim);
 * }</pre>
 */
public final class Dmarc {

    private final Zone zone;

    private Dmarc(Zone zone) {
        this.zone = requireNonNull(zone, "zone");
    }

    /** Checks that ask this zone. */
    public static Dmarc against(Zone zone) {
        return new Dmarc(zone);
    }

    /**
     * Judges the author's domain.
     *
     * @param headerFromDomain the domain of the address in {@code From}; an empty one has no verdict
     * @param spf the result for the MAIL FROM identity; one for HELO does not count (RFC 9989 §4.4.2)
     * @param dkim the results for all signatures
     */
    public DmarcResult check(String headerFromDomain, SpfResult spf, List<DkimResult> dkim) {
        return new DmarcEvaluation(zone, DomainName.of(headerFromDomain.strip()), spf, dkim).result();
    }
}
