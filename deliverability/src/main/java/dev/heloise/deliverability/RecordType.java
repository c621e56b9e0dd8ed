package dev.heloise.deliverability;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The type of a resource record, as far as mail asks for it. */
enum RecordType {
    A,
    AAAA,
    CNAME,
    MX,
    NS,
    PTR,
    SOA,
    TXT,
    /** A type that real zones hold and no check of mail asks for; it makes its name exist. */
    OTHER;

    private static final Set<String> OTHERS = Set.of(
            "CAA",
            "CDNSKEY",
            "CDS",
            "DNAME",
            "DNSKEY",
            "DS",
            "HINFO",
            "HTTPS",
            "LOC",
            "NAPTR",
            "NSEC",
            "NSEC3",
            "NSEC3PARAM",
            "OPENPGPKEY",
            "RP",
            "RRSIG",
            "SMIMEA",
            "SPF",
            "SRV",
            "SSHFP",
            "SVCB",
            "TLSA",
            "URI");
    private static final Pattern UNKNOWN = Pattern.compile("TYPE[0-9]{1,5}"); // RFC 3597 §5

    /** The type of that name, in any case; empty if there is none. */
    static Optional<RecordType> of(String name) {
        String word = name.toUpperCase(Locale.ROOT);
        for (RecordType type : values()) {
            if (type != OTHER && type.name().equals(word)) {
                return Optional.of(type);
            }
        }
        return OTHERS.contains(word) || UNKNOWN.matcher(word).matches() ? Optional.of(OTHER) : Optional.empty();
    }
}
