package dev.heloise.deliverability;

import dev.heloise.deliverability.IprevResult.Verdict;
import dev.heloise.mailbox.Finding;
import dev.heloise.mailbox.Severity;
import java.util.List;

/** Looks up the names of a client, and whether one of them leads back (RFC 8601 §3). */
final class Iprev {

    /** The names of a client are not the sender's to choose, so the rest is ignored (as RFC 7208 §4.6.4 has it). */
    private static final int MAX_NAMES = 10;

    private final Zone zone;
    private final Ip client;

    Iprev(Zone zone, Ip client) {
        this.zone = zone;
        this.client = client;
    }

    IprevResult check() {
        DnsAnswer pointers = zone.query(client.reverseName(), RecordType.PTR);
        if (pointers.isFailure()) {
            return result(
                    Verdict.TEMPERROR, "", "the query for the name of " + client + " ended in " + pointers.status());
        }
        List<DomainName> names = pointers.targets();
        if (names.isEmpty()) {
            return result(
                    Verdict.PERMERROR, "", client + " has no name: there is no PTR record at " + client.reverseName());
        }
        boolean failed = false;
        for (DomainName name : names.subList(0, Math.min(names.size(), MAX_NAMES))) {
            DnsAnswer answer = zone.query(name, client.recordType());
            failed |= answer.isFailure();
            if (answer.addresses().contains(client)) {
                return result(Verdict.PASS, name.toString(), name + " leads back to " + client);
            }
        }
        String first = names.get(0).toString();
        return failed
                ? result(Verdict.TEMPERROR, first, "the query for the addresses of the names of " + client + " failed")
                : result(Verdict.FAIL, first, client + " is named " + first + ", which does not lead back to it");
    }

    private IprevResult result(Verdict verdict, String name, String reason) {
        return new IprevResult(verdict, client.toString(), name, reason, findings(verdict, reason));
    }

    private static List<Finding> findings(Verdict verdict, String reason) {
        return switch (verdict) {
            case PASS -> List.of();
            case FAIL -> List.of(finding("IPREV_FAIL", reason + ": give the name an address record of the client"));
            case PERMERROR ->
                List.of(finding(
                        "IPREV_NONE", reason + ": ask whoever owns the address for one that names the mail server"));
            case TEMPERROR -> List.of(finding("IPREV_DNS", reason + ": mend the name servers"));
        };
    }

    private static Finding finding(String rule, String text) {
        return new Finding(rule, Severity.WARNING, "RFC 8601 §3", text);
    }
}
