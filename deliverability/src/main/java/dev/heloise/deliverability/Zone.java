package dev.heloise.deliverability;

import dev.heloise.deliverability.DnsAnswer.Status;
import dev.heloise.deliverability.RecordData.Target;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The whole DNS of a test: every question is answered from it, and none ever leaves the process. What it does not hold
 * does not exist.
 *
 * <pre>{@code
 * Zone zone = Zone.parse("""
 *     $ORIGIN example.org.
 *     @           MX   10 mail
 *     @           TXT  "v=spf1 mx -all"
 *     mail        A    192.0.2.10
 *     slow        TIMEOUT
 *     10.2.0.192.in-addr.arpa. PTR mail.example.org.
 *     """);
 * }</pre>
 *
 * The text is a master file (RFC 1035 §5): names without a final dot are relative to {@code $ORIGIN}, or complete where
 * none was given; time to live and class may be left out; {@code *} stands for names that are not there (RFC 4592).
 * Beyond the RFC, {@code TIMEOUT} and {@code SERVFAIL} in the place of a type make queries for the name fail so.
 */
public final class Zone {

    /** As long as a chain of aliases may be; real resolvers stop at about the same. */
    private static final int MAX_ALIASES = 10;

    private final Map<DomainName, Node> nodes;

    private Zone(Map<DomainName, Node> nodes) {
        this.nodes = nodes;
    }

    /**
     * Reads a zone from the text of a master file.
     *
     * @throws ZoneException if it cannot be read: it tells the line, the column and the reason
     */
    public static Zone parse(String text) {
        return builder().text(text).build();
    }

    /** A zone record by record. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Both zones together, where the other has the say: for a name that both have, its records take the place of those
     * of the same type here. An alias or a failure there takes the place of all.
     */
    public Zone with(Zone other) {
        Map<DomainName, Node> both = new HashMap<>(nodes);
        other.nodes.forEach((name, node) -> both.merge(name, node, Node::with));
        return new Zone(Collections.unmodifiableMap(both));
    }

    /**
     * Whether a name has an address, or hosts that take its mail; where a query fails it has not. Fits the policies
     * that ask for it:
     *
     * <pre>{@code
     * FakeSmtpServer.builder()
     *         .policy(rejectUnknownHeloHostname(zone::resolves), rejectUnknownSenderDomain(zone::resolves))
     * }</pre>
     */
    public boolean resolves(String name) {
        DomainName domain = DomainName.of(name);
        return !query(domain, RecordType.A).addresses().isEmpty()
                || !query(domain, RecordType.AAAA).addresses().isEmpty()
                // One that is the root says that there is no such host (RFC 7505).
                || query(domain, RecordType.MX).exchanges().stream().anyMatch(host -> !host.equals(DomainName.ROOT));
    }

    /** Whether an address has a name, as {@code rejectUnknownReverseClientHostname(zone::hasName)} asks. */
    public boolean hasName(InetAddress address) {
        return !query(Ip.of(address).reverseName(), RecordType.PTR).targets().isEmpty();
    }

    /**
     * Whether an address has a name that leads back to it (RFC 8601 §3), as
     * {@code rejectUnknownClientHostname(zone::hasConfirmedName)} asks.
     */
    public boolean hasConfirmedName(InetAddress address) {
        return new Iprev(this, Ip.of(address)).check().passes();
    }

    DnsAnswer query(DomainName name, RecordType type) {
        DomainName current = name;
        for (int aliases = 0; aliases <= MAX_ALIASES; aliases++) {
            Node node = current.isQueryable() ? find(current) : null;
            if (node == null) {
                return DnsAnswer.without(Status.NXDOMAIN, aliases > 0);
            }
            List<RecordData> records = node.of(type);
            if (!records.isEmpty()) {
                return new DnsAnswer(Status.FOUND, records, aliases > 0);
            }
            List<RecordData> alias = node.of(RecordType.CNAME);
            if (alias.isEmpty()) {
                return DnsAnswer.without(node.failure == null ? Status.NO_DATA : node.failure, aliases > 0);
            }
            current = ((Target) alias.get(0)).name();
        }
        return DnsAnswer.without(Status.SERVFAIL, true);
    }

    /** The node of the name, or that of the wildcard which stands for it (RFC 4592 §3.3). */
    private @Nullable Node find(DomainName name) {
        Node node = nodes.get(name);
        if (node != null) {
            return node;
        }
        DomainName encloser = name.parent();
        while (!nodes.containsKey(encloser) && !encloser.equals(DomainName.ROOT)) {
            encloser = encloser.parent();
        }
        return nodes.get(encloser.under("*"));
    }

    /** Tells how much it holds, and not what: that may be long. */
    @Override
    public String toString() {
        return "zone of " + nodes.size() + " names";
    }

    /** What is known about one name; empty for a name that exists because there is one below it. */
    private static final class Node {

        private final Map<RecordType, List<RecordData>> records = new EnumMap<>(RecordType.class);
        private @Nullable Status failure;

        List<RecordData> of(RecordType type) {
            return records.getOrDefault(type, List.of());
        }

        /** An alias stands alone, but for what signs it (RFC 4034 §3, §4), which is of no other known type. */
        boolean conflicts(RecordType type, RecordData data) {
            boolean alias = type == RecordType.CNAME || records.containsKey(RecordType.CNAME);
            return alias
                    && type != RecordType.OTHER
                    && !of(type).contains(data)
                    && records.keySet().stream().anyMatch(known -> known != RecordType.OTHER);
        }

        Node with(Node other) {
            if (other.failure != null || other.records.containsKey(RecordType.CNAME)) {
                return other;
            }
            Node both = copy();
            if (!other.records.isEmpty()) {
                both.records.remove(RecordType.CNAME);
                both.failure = null;
            }
            both.records.putAll(other.records);
            return both;
        }

        Node copy() {
            Node copy = new Node();
            records.forEach((type, data) -> copy.records.put(type, List.copyOf(data)));
            copy.failure = failure;
            return copy;
        }
    }

    /** Collects what a zone holds. Names are complete here, with or without their final dot. */
    public static final class Builder {

        private final Map<DomainName, Node> nodes = new HashMap<>();

        private Builder() {}

        /**
         * Adds one record, as in {@code record("example.org", "MX", "10 mail.example.org")}.
         *
         * @param type the type in any case, such as {@code A}, {@code AAAA}, {@code MX}, {@code TXT}, {@code PTR} or
         *     {@code CNAME}
         * @param data for TXT, one argument for each character-string; for every other type the data as a master file
         *     has it
         * @throws IllegalArgumentException if there is no such type, or the data is not what the type has
         */
        public Builder record(String name, String type, String... data) {
            RecordType known = RecordType.of(type)
                    .orElseThrow(() -> new IllegalArgumentException("there is no record type \"" + type + "\""));
            List<String> fields = known == RecordType.TXT ? List.of(data) : fields(String.join(" ", data));
            try {
                add(DomainName.of(name), known, RecordData.of(known, fields, DomainName::of));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(name + " " + type + ": " + e.getMessage(), e);
            }
            return this;
        }

        /** Lets every query for the name go unanswered for which it has no record. */
        public Builder timeout(String name) {
            fail(DomainName.of(name), Status.TIMEOUT);
            return this;
        }

        /** Lets every query for the name fail at the server for which it has no record. */
        public Builder servfail(String name) {
            fail(DomainName.of(name), Status.SERVFAIL);
            return this;
        }

        /**
         * Adds all that the text of a master file holds, as {@link Zone#parse} reads it.
         *
         * @throws ZoneException if it cannot be read: it tells the line, the column and the reason
         */
        public Builder text(String text) {
            new ZoneParser(this).parse(text);
            return this;
        }

        /** The zone; the builder may go on and make others. */
        public Zone build() {
            Map<DomainName, Node> copy = new HashMap<>();
            nodes.forEach((name, node) -> copy.put(name, node.copy()));
            return new Zone(Collections.unmodifiableMap(copy));
        }

        /** @throws IllegalArgumentException if the name would have an alias and something else */
        void add(DomainName name, RecordType type, RecordData data) {
            Node node = node(name);
            if (node.conflicts(type, data)) {
                throw new IllegalArgumentException(
                        name + " has a CNAME, beside which there can be nothing else (RFC 1034 §3.6.2)");
            }
            node.records.computeIfAbsent(type, none -> new ArrayList<>(1)).add(data);
        }

        void fail(DomainName name, Status failure) {
            node(name).failure = failure;
        }

        private Node node(DomainName name) {
            if (name.isQueryable()) {
                // Whatever stands above a name exists as well (RFC 8020 §2).
                for (DomainName above = name.parent(); !nodes.containsKey(above); above = above.parent()) {
                    nodes.put(above, new Node());
                }
            }
            return nodes.computeIfAbsent(name, none -> new Node());
        }

        private static List<String> fields(String data) {
            String[] words = data.strip().split("[ \\t]+", -1);
            // "0 " is how some write the null MX of RFC 7505, whose exchange is the empty name.
            boolean nullExchange = words.length == 1 && data.endsWith(" ");
            return nullExchange ? List.of(words[0], "") : List.of(words);
        }
    }
}
