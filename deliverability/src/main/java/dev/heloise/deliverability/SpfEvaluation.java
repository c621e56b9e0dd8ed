package dev.heloise.deliverability;

import dev.heloise.deliverability.SpfRecord.Directive;
import dev.heloise.deliverability.SpfResult.Verdict;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One run of {@code check_host()} (RFC 7208 §4) for one client and identity, with the limits that all of its records
 * share.
 */
final class SpfEvaluation {

    private static final int MAX_TERMS = 10;
    private static final int MAX_VOID = 2;
    private static final int MAX_NAMES = 10;
    private static final int MAX_NAME = 253;

    private final Zone zone;
    private final Clock clock;
    private final String receiver;
    private final Ip client;
    private final String helo;
    private final String sender;

    private int terms;
    private int voids;
    private @Nullable List<DomainName> validated;

    SpfEvaluation(Zone zone, Clock clock, String receiver, Ip client, String helo, String sender) {
        this.zone = zone;
        this.clock = clock;
        this.receiver = receiver;
        this.client = client;
        this.helo = helo;
        this.sender = sender;
    }

    /** How many terms have asked the DNS so far. */
    int terms() {
        return terms;
    }

    /** What the domain says; {@code none} where it says nothing. */
    Outcome check(DomainName domain) throws SpfError {
        Optional<SpfRecord> record = record(domain);
        return record.isEmpty()
                ? new Outcome(Verdict.NONE, domain + " has no SPF record", domain, Optional.empty())
                : evaluate(domain, record.get());
    }

    /** Whether it is a name that can have a record: neither malformed nor of one label (RFC 7208 §4.3). */
    static boolean isFull(DomainName domain) {
        return domain.labels().size() > 1 && domain.isQueryable();
    }

    /** What of an answer is of SPF (RFC 7208 §4.5). */
    static List<String> published(DnsAnswer answer) {
        return answer.texts().stream().filter(SpfRecord::isVersion1).toList();
    }

    /** The one record of a domain (RFC 7208 §4.4, §4.5). */
    Optional<SpfRecord> record(DomainName domain) throws SpfError {
        if (!isFull(domain)) {
            return Optional.empty();
        }
        DnsAnswer answer = zone.query(domain, RecordType.TXT);
        if (answer.isFailure()) {
            throw SpfError.dns("the query for the TXT records of " + domain + " ended in " + answer.status());
        }
        List<String> records = published(answer);
        if (records.size() > 1) {
            throw SpfError.syntax(domain + " has " + records.size() + " SPF records, where one is allowed");
        }
        return records.isEmpty() ? Optional.empty() : Optional.of(SpfRecord.parse(records.get(0)));
    }

    private Outcome evaluate(DomainName domain, SpfRecord record) throws SpfError {
        for (Directive directive : record.directives()) {
            if (matches(domain, directive)) {
                String reason = "\"" + directive.term() + "\" of " + domain + " matches " + client;
                return new Outcome(directive.verdict(), reason, domain, record.explanation());
            }
        }
        if (record.redirect().isPresent()) {
            return redirected(domain, record.redirect().get());
        }
        return new Outcome(Verdict.NEUTRAL, "no term of " + domain + " matches " + client, domain, Optional.empty());
    }

    private Outcome redirected(DomainName domain, SpfMacro redirect) throws SpfError {
        countTerm("redirect=" + redirect.source());
        DomainName target = target(domain, redirect);
        Outcome outcome = check(target);
        if (outcome.verdict() == Verdict.NONE) {
            throw SpfError.missing("the redirect of " + domain + " leads to " + target + ", which has no SPF record");
        }
        return outcome;
    }

    private boolean matches(DomainName domain, Directive directive) throws SpfError {
        if (directive.mechanism().asksDns()) {
            countTerm(directive.term());
        }
        if (directive.argument().domain().filter(this::isUnspeakable).isPresent()) {
            return false;
        }
        DomainName target = directive.argument().domain().isEmpty()
                ? domain
                : target(domain, directive.argument().domain().get());
        return switch (directive.mechanism()) {
            case ALL -> true;
            case IP ->
                isWithin(directive, directive.argument().network().stream().toList());
            case INCLUDE -> includes(domain, target);
            case A -> isWithin(directive, addresses(target));
            case MX -> exchangeMatches(directive, target);
            case PTR -> validated(true).stream().anyMatch(name -> name.isWithin(target));
            case EXISTS -> !query(target, RecordType.A).addresses().isEmpty();
        };
    }

    /** RFC 8616: no name in the DNS can have a local-part beyond ASCII in it, so nothing matches there. */
    private boolean isUnspeakable(SpfMacro spec) {
        return spec.hasLocalPart()
                && !sender.substring(0, sender.lastIndexOf('@')).chars().allMatch(c -> c < 0x80);
    }

    private void countTerm(String term) throws SpfError {
        if (++terms > MAX_TERMS) {
            throw SpfError.limit("\"" + term + "\" is the term number " + terms + " that asks the DNS, and " + MAX_TERMS
                    + " are allowed");
        }
    }

    private boolean isWithin(Directive directive, List<Ip> networks) {
        int prefix = directive.argument().prefixFor(client);
        return networks.stream().anyMatch(network -> client.isWithin(network, prefix));
    }

    private boolean includes(DomainName domain, DomainName target) throws SpfError {
        Outcome outcome = check(target);
        if (outcome.verdict() == Verdict.NONE) {
            throw SpfError.missing(domain + " includes " + target + ", which has no SPF record");
        }
        return outcome.verdict() == Verdict.PASS;
    }

    private List<Ip> addresses(DomainName host) throws SpfError {
        return query(host, client.recordType()).addresses();
    }

    private boolean exchangeMatches(Directive directive, DomainName target) throws SpfError {
        List<DomainName> hosts = query(target, RecordType.MX).exchanges();
        // More are an error even where the first would match: their order is not the same in every answer.
        if (hosts.size() > MAX_NAMES) {
            throw SpfError.limit(target + " has " + hosts.size() + " MX records, and \"" + directive.term()
                    + "\" may look up " + MAX_NAMES);
        }
        for (DomainName host : hosts) {
            DnsAnswer answer = zone.query(host, client.recordType());
            fail(answer, host);
            if (isWithin(directive, answer.addresses())) {
                return true;
            }
        }
        return false;
    }

    /** Asks for one term, and counts it if there is nothing to have (RFC 7208 §4.6.4). */
    private DnsAnswer query(DomainName name, RecordType type) throws SpfError {
        DnsAnswer answer = zone.query(name, type);
        fail(answer, name);
        countVoid(answer, name);
        return answer;
    }

    private static void fail(DnsAnswer answer, DomainName name) throws SpfError {
        if (answer.isFailure()) {
            throw SpfError.dns("the query for " + name + " ended in " + answer.status());
        }
    }

    private void countVoid(DnsAnswer answer, DomainName name) throws SpfError {
        if (answer.isVoid() && ++voids > MAX_VOID) {
            throw SpfError.limit(
                    name + " is the name number " + voids + " without an answer, and " + MAX_VOID + " are allowed");
        }
    }

    /** The names of the client that its owner and theirs agree on (RFC 7208 §5.5); the first ten count. */
    private List<DomainName> validated(boolean mechanism) throws SpfError {
        if (validated == null) {
            DnsAnswer pointers = zone.query(client.reverseName(), RecordType.PTR);
            if (mechanism) {
                countVoid(pointers, client.reverseName());
            }
            List<DomainName> names = new ArrayList<>();
            pointers.targets().stream()
                    .limit(MAX_NAMES)
                    .filter(name ->
                            zone.query(name, client.recordType()).addresses().contains(client))
                    .forEach(names::add);
            validated = List.copyOf(names);
        }
        return validated;
    }

    /** The name that a domain-spec stands for; one that is too long loses labels on its left (RFC 7208 §7.3). */
    private DomainName target(DomainName domain, SpfMacro spec) throws SpfError {
        String name = spec.expand(letter -> value(domain, letter));
        int dot = name.length() > MAX_NAME ? name.indexOf('.', name.length() - MAX_NAME - 1) : -1;
        return DomainName.of(name.substring(dot + 1));
    }

    /** What the domain's owner has to say; empty where nothing usable is published (RFC 7208 §6.2). */
    String explain(Outcome outcome) {
        if (outcome.verdict() != Verdict.FAIL || outcome.explanation().isEmpty()) {
            return "";
        }
        try {
            DomainName target = target(outcome.domain(), outcome.explanation().get());
            List<String> texts = zone.query(target, RecordType.TXT).texts();
            return texts.size() == 1
                    ? SpfMacro.explanation(texts.get(0)).expand(letter -> value(outcome.domain(), letter))
                    : "";
        } catch (SpfError e) {
            // The verdict stands; an explanation that cannot be had is as if none were published.
            return "";
        }
    }

    private String value(DomainName domain, char letter) throws SpfError {
        int at = sender.lastIndexOf('@');
        return switch (letter) {
            case 's' -> sender;
            case 'l' -> sender.substring(0, at);
            case 'o' -> sender.substring(at + 1);
            case 'd' -> domain.toString();
            case 'i' -> client.dotted();
            case 'p' -> validatedName(domain);
            case 'v' -> client.isV4() ? "in-addr" : "ip6";
            case 'h' -> helo;
            case 'c' -> client.toString();
            case 'r' -> receiver;
            case 't' -> Long.toString(clock.instant().getEpochSecond());
            default -> throw new IllegalStateException("no macro " + letter);
        };
    }

    /** The name that is the domain or below it, if there is one (RFC 7208 §7.3). */
    private String validatedName(DomainName domain) throws SpfError {
        List<DomainName> names = validated(false);
        if (names.contains(domain)) {
            return domain.toString();
        }
        return names.stream()
                .filter(name -> name.isWithin(domain))
                .findFirst()
                .or(() -> names.stream().findFirst())
                .map(DomainName::toString)
                .orElse("unknown");
    }

    /**
     * What came of one record.
     *
     * @param domain whose record decided, which a redirect may have led to
     * @param explanation where that record has its explanation
     */
    record Outcome(Verdict verdict, String reason, DomainName domain, Optional<SpfMacro> explanation) {}
}
