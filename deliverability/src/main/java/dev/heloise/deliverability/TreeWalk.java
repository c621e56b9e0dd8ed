package dev.heloise.deliverability;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The way from a domain up to its top-level domain, in search of policies (RFC 9989 §4.10): at most eight queries. */
final class TreeWalk {

    private static final int LONG = 8;

    private final DomainName start;
    private final List<Step> found = new ArrayList<>();
    private final List<DomainName> discarded = new ArrayList<>();
    private Optional<String> failure = Optional.empty();

    TreeWalk(Zone zone, DomainName start) {
        this.start = start;
        for (DomainName target : targets(start)) {
            if (!step(zone, target)) {
                return;
            }
        }
    }

    /** The domains whose policies are asked for, in their order. */
    static List<DomainName> targets(DomainName start) {
        List<DomainName> targets = new ArrayList<>();
        targets.add(start);
        int labels = start.labels().size();
        for (int left = labels < LONG ? labels - 1 : LONG - 1; left > 0; left--) {
            targets.add(start.last(left));
        }
        return targets;
    }

    /** Asks at one domain; false if the walk ends there. */
    private boolean step(Zone zone, DomainName target) {
        DnsAnswer answer = zone.query(target.under("_dmarc"), RecordType.TXT);
        if (answer.isFailure()) {
            failure = Optional.of("the query for _dmarc." + target + " ended in " + answer.status());
            return false;
        }
        List<DmarcRecord> records = answer.texts().stream()
                .flatMap(text -> DmarcRecord.parse(text).stream())
                .toList();
        if (records.size() > 1) {
            discarded.add(target);
        }
        if (records.size() != 1) {
            return true;
        }
        DmarcRecord record = records.get(0);
        found.add(new Step(target, record));
        return !record.isOrganizational() && !record.isPublicSuffix();
    }

    /** The policy that applies to the domain the walk started at, and where it is published (RFC 9989 §4.10.1). */
    Optional<Step> policy() {
        DomainName organization = organizationalDomain();
        return at(start)
                .or(() -> at(organization))
                .or(() -> found.stream()
                        .filter(step -> step.record().isPublicSuffix())
                        .findFirst());
    }

    private Optional<Step> at(DomainName domain) {
        return found.stream().filter(step -> step.domain().equals(domain)).findFirst();
    }

    /** The top of the organization that the domain belongs to (RFC 9989 §4.10.2). */
    DomainName organizationalDomain() {
        for (Step step : found) {
            if (step.record().isOrganizational()) {
                return step.domain();
            }
            if (step.record().isPublicSuffix() && !step.domain().equals(start)) {
                return start.last(step.domain().labels().size() + 1);
            }
        }
        return found.isEmpty() ? start : found.get(found.size() - 1).domain();
    }

    /** Why the walk could not be finished; empty if it was. */
    Optional<String> failure() {
        return failure;
    }

    /** Where several policies stand, of which none counts. */
    List<DomainName> discarded() {
        return List.copyOf(discarded);
    }

    /** A policy, and the domain that publishes it. */
    record Step(DomainName domain, DmarcRecord record) {}
}
