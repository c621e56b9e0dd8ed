package dev.heloise.deliverability;

import java.net.IDN;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * A name in the DNS as its labels from left to right, in lower case, since case means nothing there (RFC 4343). It may
 * break the limits of RFC 1035: {@link #isQueryable()} tells.
 */
record DomainName(List<String> labels) {

    static final DomainName ROOT = new DomainName(List.of());

    private static final int MAX_LABEL = 63;
    private static final int MAX_NAME = 253;

    DomainName {
        labels = List.copyOf(labels);
    }

    /** A name with or without its final dot; letters beyond ASCII become A-labels (RFC 5890 §2.3). */
    static DomainName of(String text) {
        String name = ascii(text).toLowerCase(Locale.ROOT);
        if (name.endsWith(".")) {
            name = name.substring(0, name.length() - 1);
        }
        return name.isEmpty() ? ROOT : new DomainName(List.of(name.split("\\.", -1)));
    }

    /** The text with A-labels in the place of U-labels, and otherwise as it is. */
    static String ascii(String text) {
        if (text.chars().allMatch(c -> c < 0x80)) {
            return text;
        }
        try {
            return IDN.toASCII(text, IDN.ALLOW_UNASSIGNED);
        } catch (IllegalArgumentException e) {
            // No A-label exists, so no query can find it; it stays as it is, and the zone does not have it.
            return text;
        }
    }

    /** Whether a query can be made of it: no empty label, none over 63 octets, and 253 in all (RFC 1035 §2.3.4). */
    boolean isQueryable() {
        int length = labels.size() - 1;
        for (String label : labels) {
            if (label.isEmpty() || label.length() > MAX_LABEL) {
                return false;
            }
            length += label.length();
        }
        return length <= MAX_NAME;
    }

    /** The name without its leftmost label; of the root, the root. */
    DomainName parent() {
        return labels.isEmpty() ? this : new DomainName(labels.subList(1, labels.size()));
    }

    /** The name that the rightmost labels make. */
    DomainName last(int count) {
        return new DomainName(labels.subList(Math.max(0, labels.size() - count), labels.size()));
    }

    /** This name with labels before it, as in {@code _dmarc}. */
    DomainName under(String prefix) {
        return of(prefix).append(this);
    }

    DomainName append(DomainName suffix) {
        return new DomainName(
                Stream.concat(labels.stream(), suffix.labels.stream()).toList());
    }

    /** Whether it is that name, or below it. */
    boolean isWithin(DomainName ancestor) {
        int size = ancestor.labels.size();
        return size <= labels.size() && last(size).equals(ancestor);
    }

    /** Without the final dot, except for the root. */
    @Override
    public String toString() {
        return labels.isEmpty() ? "." : String.join(".", labels);
    }
}
