package dev.heloise.deliverability;

import dev.heloise.deliverability.RecordData.Address;
import dev.heloise.deliverability.RecordData.Exchange;
import dev.heloise.deliverability.RecordData.Target;
import dev.heloise.deliverability.RecordData.Text;
import java.util.Comparator;
import java.util.List;

/**
 * What the DNS answers to one query.
 *
 * @param status how it went
 * @param records the records; not empty if, and only if, the status is {@link Status#FOUND}
 * @param aliased whether a CNAME led to the answer
 */
record DnsAnswer(Status status, List<RecordData> records, boolean aliased) {

    DnsAnswer {
        records = List.copyOf(records);
    }

    static DnsAnswer without(Status status, boolean aliased) {
        return new DnsAnswer(status, List.of(), aliased);
    }

    /** Whether there is no telling now: a later query might be answered. */
    boolean isFailure() {
        return status == Status.SERVFAIL || status == Status.TIMEOUT;
    }

    /** A "void lookup" (RFC 7208 §4.6.4): an answer, and nothing in it. */
    boolean isVoid() {
        return status == Status.NXDOMAIN || status == Status.NO_DATA;
    }

    List<Ip> addresses() {
        return of(Address.class).stream().map(Address::ip).toList();
    }

    List<String> texts() {
        return of(Text.class).stream().map(Text::text).toList();
    }

    List<DomainName> targets() {
        return of(Target.class).stream().map(Target::name).toList();
    }

    /** The hosts of MX records, the most preferred first. */
    List<DomainName> exchanges() {
        return of(Exchange.class).stream()
                .sorted(Comparator.comparingInt(Exchange::preference))
                .map(Exchange::host)
                .toList();
    }

    private <T extends RecordData> List<T> of(Class<T> kind) {
        return records.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /** How a query went. */
    enum Status {
        /** There are records of the type. */
        FOUND,
        /** The name exists, without records of the type. */
        NO_DATA,
        /** There is neither the name nor anything below it (RFC 8020). */
        NXDOMAIN,
        /** The server could not answer; also where aliases lead in a circle. */
        SERVFAIL,
        /** No answer came in time. */
        TIMEOUT
    }
}
