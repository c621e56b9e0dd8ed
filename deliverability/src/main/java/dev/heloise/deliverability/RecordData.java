package dev.heloise.deliverability;

import java.util.List;
import java.util.function.Function;

/** What one resource record says about its name. */
sealed interface RecordData {

    /** A and AAAA. */
    record Address(Ip ip) implements RecordData {}

    /** MX; the exchange is the root where the domain says that it takes no mail (RFC 7505). */
    record Exchange(int preference, DomainName host) implements RecordData {}

    /** CNAME, NS and PTR. */
    record Target(DomainName name) implements RecordData {}

    /** TXT: its character-strings, joined as every reader in mail joins them (RFC 7208 §3.3). */
    record Text(String text) implements RecordData {}

    /** Anything else: nobody asks what it says. */
    record Opaque() implements RecordData {}

    /**
     * Reads the data of a record.
     *
     * @param fields the fields of the record, in their order
     * @param names makes a full name of one that may be relative
     * @throws IllegalArgumentException if they are not what such a record has; the message says why
     */
    static RecordData of(RecordType type, List<String> fields, Function<String, DomainName> names) {
        return switch (type) {
            case A ->
                new Address(Ip.parseV4(only(type, fields))
                        .orElseThrow(
                                () -> new IllegalArgumentException("\"" + fields.get(0) + "\" is no IPv4 address")));
            case AAAA ->
                new Address(Ip.parseV6(only(type, fields))
                        .orElseThrow(
                                () -> new IllegalArgumentException("\"" + fields.get(0) + "\" is no IPv6 address")));
            case CNAME, NS, PTR -> new Target(names.apply(only(type, fields)));
            case MX -> exchange(fields, names);
            // A string over 255 octets would be split in two by whoever publishes it; joined, both are the same.
            case TXT -> new Text(String.join("", fields));
            case SOA -> authority(fields);
            case OTHER -> new Opaque();
        };
    }

    private static String only(RecordType type, List<String> fields) {
        if (fields.size() != 1) {
            throw new IllegalArgumentException(type + " has one field, not " + fields.size());
        }
        return fields.get(0);
    }

    private static Exchange exchange(List<String> fields, Function<String, DomainName> names) {
        if (fields.size() != 2) {
            throw new IllegalArgumentException("MX has a preference and a name, as in \"10 mail.example.org.\"");
        }
        return new Exchange(number(fields.get(0), 0xFFFF), names.apply(fields.get(1)));
    }

    private static Opaque authority(List<String> fields) {
        if (fields.size() != 7) {
            throw new IllegalArgumentException("SOA has two names and five numbers, not " + fields.size() + " fields");
        }
        return new Opaque();
    }

    private static int number(String digits, int max) {
        if (digits.isEmpty() || digits.length() > 9 || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new IllegalArgumentException("\"" + digits + "\" is no number");
        }
        int number = Integer.parseInt(digits);
        if (number > max) {
            throw new IllegalArgumentException(number + " is more than " + max);
        }
        return number;
    }
}
