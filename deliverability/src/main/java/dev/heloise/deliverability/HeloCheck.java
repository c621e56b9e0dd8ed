package dev.heloise.deliverability;

import dev.heloise.mailbox.Envelope;
import dev.heloise.mailbox.Finding;
import dev.heloise.mailbox.Helo;
import dev.heloise.mailbox.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Judges how a client introduced itself as strict receivers do. RFC 5321 §4.1.4 forbids them to refuse mail only since
 * a name does not match an address; many do all the same.
 */
final class HeloCheck {

    private static final String NAME_ADVICE = ": configure the client to give the full host name of its server";
    private static final int MAX_HOSTS = 10;

    private final Zone zone;
    private final Ip client;
    private final Helo helo;
    private final HeloName name;
    private final List<Finding> findings = new ArrayList<>();
    private boolean resolves;
    private boolean matchesClient;

    /** Set where a query failed, after which there is no telling what else the name has. */
    private boolean failed;

    HeloCheck(Zone zone, Ip client, Helo helo) {
        this.zone = zone;
        this.client = client;
        this.helo = helo;
        this.name = new HeloName(helo.name());
    }

    /**
     * Judges the name.
     *
     * @param helos every introduction of the session
     * @param receiver the name of the receiving server; empty where it has none
     */
    HeloResult check(List<Helo> helos, Envelope envelope, String receiver, IprevResult iprev) {
        switch (helo.form()) {
            case NONE -> warn("HELO_EMPTY", "RFC 5321 §4.1.1.1", "the client gave no name" + NAME_ADVICE);
            case INVALID -> invalid();
            case BARE_ADDRESS -> {
                error("HELO_BARE_IP", "RFC 5321 §4.1.3", quoted() + " is an address without brackets" + NAME_ADVICE);
                address();
            }
            case ADDRESS_LITERAL -> {
                warn(
                        "HELO_LITERAL",
                        "RFC 5321 §4.1.4",
                        quoted() + " is an address where receivers want a name" + NAME_ADVICE);
                address();
            }
            case SINGLE_LABEL -> singleLabel();
            case DOMAIN -> domain(receiver, envelope, iprev);
        }
        changes(helos);
        return new HeloResult(helo, resolves, matchesClient, findings);
    }

    private void invalid() {
        if (helo.name().isEmpty()) {
            error("HELO_EMPTY", "RFC 5321 §4.1.1.1", "the client gave an empty name" + NAME_ADVICE);
        } else {
            error(
                    "HELO_SYNTAX",
                    "RFC 5321 §4.1.2",
                    quoted() + " is no domain name: it may have letters, digits and hyphens between dots"
                            + NAME_ADVICE);
        }
    }

    private void address() {
        // One of IPv4 may be said as one of IPv6 that it is mapped to; it is the same client.
        Optional<Ip> address = name.address().map(Ip::unmapped);
        resolves = address.isPresent();
        matchesClient = address.filter(client::equals).isPresent();
        if (address.isPresent() && !matchesClient) {
            warn(
                    "HELO_LITERAL_NOT_PEER",
                    "RFC 5321 §4.1.3",
                    quoted() + " is not the address of the client, which is " + client + NAME_ADVICE);
        }
        if (address.filter(Ip::isPrivate).isPresent()) {
            warn(
                    "HELO_PRIVATE_IP",
                    "RFC 1918 §3",
                    quoted() + " is an address that nobody on the Internet can have" + NAME_ADVICE);
        }
    }

    private void singleLabel() {
        warn("HELO_SINGLE_LABEL", "RFC 5321 §2.3.5", quoted() + " is not a fully qualified name" + NAME_ADVICE);
        if (isLocal()) {
            local();
        } else if (name.isContainerId()) {
            warn(
                    "HELO_CONTAINER_ID",
                    "RFC 5321 §2.3.5",
                    quoted()
                            + " looks like the id of a container, which changes with every start: set the container's host "
                            + "name, or the name that the mail library gives (mail.smtp.localhost in Jakarta Mail)");
        }
        lookUp();
    }

    /** A name for tests that the zone knows is a host on the Internet of that test. */
    private boolean isLocal() {
        return name.isLocal() || (name.isForTests() && !zone.resolves(helo.name()));
    }

    private void local() {
        warn("HELO_LOCALHOST", "RFC 6761 §6", quoted() + " is a name that no host on the Internet has" + NAME_ADVICE);
    }

    private void domain(String receiver, Envelope envelope, IprevResult iprev) {
        if (isLocal()) {
            local();
        }
        if (name.isGeneric(client)) {
            warn(
                    "HELO_GENERIC_DYNAMIC",
                    "RFC 5321 §2.3.5",
                    quoted()
                            + " looks like a name that a provider gives to each of its addresses: give the server a name of "
                            + "its own, in the PTR record as well");
        }
        if (is(receiver)) {
            error(
                    "HELO_IS_SERVER_NAME",
                    "RFC 5321 §4.1.1.1",
                    quoted() + " is the name of the receiving server" + NAME_ADVICE);
        }
        if (envelope.addresses().stream().anyMatch(address -> is(address.substring(address.lastIndexOf('@') + 1)))) {
            warn(
                    "HELO_IS_RECIPIENT_DOMAIN",
                    "RFC 5321 §4.1.1.1",
                    quoted() + " is the domain of a recipient, which only forgers say" + NAME_ADVICE);
        }
        lookUp();
        if (!iprev.name().isEmpty() && !isNameOfClient()) {
            info(
                    "HELO_PTR_MISMATCH",
                    "RFC 8601 §3",
                    quoted() + " is not " + iprev.name() + ", the name of " + client
                            + ": let the PTR record and the client tell the same name");
        }
    }

    /** Whether a PTR record of the client has it, be it another one than the first that leads back. */
    private boolean isNameOfClient() {
        return zone.query(client.reverseName(), RecordType.PTR).targets().contains(DomainName.of(helo.name()));
    }

    private boolean is(String other) {
        return !other.isEmpty() && DomainName.of(helo.name()).equals(DomainName.of(other));
    }

    private void lookUp() {
        DomainName domain = DomainName.of(helo.name());
        DnsAnswer v4 = zone.query(domain, RecordType.A);
        DnsAnswer v6 = zone.query(domain, RecordType.AAAA);
        List<Ip> addresses = addresses(domain, v4, v6);
        resolves = !addresses.isEmpty();
        matchesClient = addresses.contains(client);
        if (failed) {
            warn("HELO_DNS", "RFC 5321 §2.3.5", "a query for " + quoted() + " failed: mend the name servers");
            return;
        }
        if (v4.aliased()) {
            info("HELO_CNAME", "RFC 5321 §2.3.5", quoted() + " is an alias: give the name that it leads to");
        }
        if (!resolves) {
            warn(
                    "HELO_NOT_RESOLVABLE",
                    "RFC 5321 §2.3.5",
                    quoted()
                            + " has no address in the DNS: publish an A or AAAA record for it, or give a name that has one");
        } else if (!matchesClient) {
            warn(
                    "HELO_ADDRESS_MISMATCH",
                    "RFC 5321 §4.1.4",
                    quoted() + " has the address " + listed(addresses) + ", not " + client
                            + ": publish the client's address for it, or give the client's own name");
        }
    }

    /** The addresses of the name; if it has none, those of the hosts that take its mail, which receivers accept too. */
    private List<Ip> addresses(DomainName domain, DnsAnswer... own) {
        List<Ip> addresses = addresses(own);
        if (addresses.isEmpty() && !failed) {
            DnsAnswer mx = zone.query(domain, RecordType.MX);
            failed |= mx.isFailure();
            mx.exchanges().stream()
                    .limit(MAX_HOSTS)
                    .map(host -> addresses(zone.query(host, RecordType.A), zone.query(host, RecordType.AAAA)))
                    .forEach(addresses::addAll);
        }
        return addresses;
    }

    private List<Ip> addresses(DnsAnswer... answers) {
        List<Ip> addresses = new ArrayList<>();
        for (DnsAnswer answer : answers) {
            failed |= answer.isFailure();
            addresses.addAll(answer.addresses());
        }
        return addresses;
    }

    private static String listed(List<Ip> addresses) {
        return addresses.stream().limit(5).map(Ip::toString).collect(Collectors.joining(", "));
    }

    private void changes(List<Helo> helos) {
        long names = helos.stream()
                .map(said -> DomainName.of(said.name()))
                .distinct()
                .count();
        if (names > 1) {
            warn(
                    "HELO_CHANGED",
                    "RFC 5321 §4.1.4",
                    "the client gave " + names + " different names in one session: let it give the same one each time");
        }
        boolean fellBack = helos.stream().anyMatch(said -> said.verb() == Helo.Verb.EHLO)
                && helos.get(helos.size() - 1).verb() == Helo.Verb.HELO;
        if (fellBack) {
            info(
                    "HELO_VS_EHLO_FALLBACK",
                    "RFC 5321 §3.2",
                    "the client said EHLO and then HELO: find out what it disliked about the answer");
        }
    }

    private String quoted() {
        return "\"" + AsciiText.of(helo.name(), 80) + "\"";
    }

    private void error(String rule, String reference, String text) {
        findings.add(new Finding(rule, Severity.ERROR, reference, text));
    }

    private void warn(String rule, String reference, String text) {
        findings.add(new Finding(rule, Severity.WARNING, reference, text));
    }

    private void info(String rule, String reference, String text) {
        findings.add(new Finding(rule, Severity.INFO, reference, text));
    }
}
