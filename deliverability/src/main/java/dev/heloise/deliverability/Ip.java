package dev.heloise.deliverability;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** An address of IPv4 or IPv6 as its octets. It is made from literals only, so that no name is ever looked up. */
final class Ip {

    private static final Pattern IPV4_NUMBER = Pattern.compile("0|[1-9][0-9]{0,2}");
    private static final Pattern IPV6_GROUP = Pattern.compile("[0-9A-Fa-f]{1,4}");
    private static final byte[] MAPPED_PREFIX = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1};

    private final byte[] octets;

    private Ip(byte[] octets) {
        this.octets = octets;
    }

    /** An address from elsewhere; its scope and its name, if any, do not matter here. */
    static Ip of(InetAddress address) {
        return new Ip(address.getAddress()).unmapped();
    }

    /**
     * The address of a client, written as a literal.
     *
     * @throws IllegalArgumentException if this is no literal, such as a name
     */
    static Ip client(String literal) {
        return parse(literal)
                .map(Ip::unmapped)
                .orElseThrow(() -> new IllegalArgumentException(
                        "\"" + literal + "\" is no IPv4 or IPv6 address; names are not looked up"));
    }

    /** A literal of either family, without brackets; empty if it is none. */
    static Optional<Ip> parse(String literal) {
        return literal.indexOf(':') < 0 ? parseV4(literal) : parseV6(literal);
    }

    /** Four decimal numbers without leading zeros (RFC 7208 §12, qnum). */
    static Optional<Ip> parseV4(String literal) {
        String[] numbers = literal.split("\\.", -1);
        if (numbers.length != 4) {
            return Optional.empty();
        }
        byte[] octets = new byte[4];
        for (int i = 0; i < 4; i++) {
            if (!IPV4_NUMBER.matcher(numbers[i]).matches() || Integer.parseInt(numbers[i]) > 255) {
                return Optional.empty();
            }
            octets[i] = (byte) Integer.parseInt(numbers[i]);
        }
        return Optional.of(new Ip(octets));
    }

    /** The forms of RFC 4291 §2.2, a tail in IPv4's form included. A mapped IPv4 address stays an IPv6 address. */
    static Optional<Ip> parseV6(String literal) {
        int gap = literal.indexOf("::");
        if (gap >= 0 && literal.indexOf("::", gap + 1) >= 0) {
            return Optional.empty();
        }
        Optional<byte[]> head = groups(gap < 0 ? literal : literal.substring(0, gap), gap < 0);
        Optional<byte[]> tail = gap < 0 ? Optional.of(new byte[0]) : groups(literal.substring(gap + 2), true);
        if (head.isEmpty() || tail.isEmpty()) {
            return Optional.empty();
        }
        int given = head.get().length + tail.get().length;
        if (gap < 0 ? given != 16 : given > 14) {
            return Optional.empty();
        }
        byte[] octets = Arrays.copyOf(head.get(), 16);
        System.arraycopy(tail.get(), 0, octets, 16 - tail.get().length, tail.get().length);
        return Optional.of(new Ip(octets));
    }

    private static Optional<byte[]> groups(String text, boolean tailAllowed) {
        if (text.isEmpty()) {
            return Optional.of(new byte[0]);
        }
        String[] groups = text.split(":", -1);
        byte[] octets = new byte[2 * groups.length + 2];
        int length = 0;
        for (int i = 0; i < groups.length; i++) {
            Optional<Ip> v4 = tailAllowed && i == groups.length - 1 ? parseV4(groups[i]) : Optional.empty();
            if (v4.isPresent()) {
                System.arraycopy(v4.get().octets, 0, octets, length, 4);
                length += 4;
            } else if (IPV6_GROUP.matcher(groups[i]).matches()) {
                int group = Integer.parseInt(groups[i], 16);
                octets[length++] = (byte) (group >> 8);
                octets[length++] = (byte) group;
            } else {
                return Optional.empty();
            }
        }
        return Optional.of(Arrays.copyOf(octets, length));
    }

    /** A client on a mapped address is an IPv4 client (RFC 7208 §5). */
    Ip unmapped() {
        boolean mapped = octets.length == 16
                && Arrays.equals(octets, 0, MAPPED_PREFIX.length, MAPPED_PREFIX, 0, MAPPED_PREFIX.length);
        return mapped ? new Ip(Arrays.copyOfRange(octets, 12, 16)) : this;
    }

    boolean isV4() {
        return octets.length == 4;
    }

    /** The record type that holds addresses of this family. */
    RecordType recordType() {
        return isV4() ? RecordType.A : RecordType.AAAA;
    }

    /** Whether the first bits of both are the same; never so for two families. */
    boolean isWithin(Ip network, int prefix) {
        if (octets.length != network.octets.length) {
            return false;
        }
        for (int bit = 0; bit < prefix; bit += 8) {
            int mask = prefix - bit >= 8 ? 0xFF : (0xFF << (8 - (prefix - bit))) & 0xFF;
            if (((octets[bit / 8] ^ network.octets[bit / 8]) & mask) != 0) {
                return false;
            }
        }
        return true;
    }

    /** The name that holds the PTR records of this address (RFC 1035 §3.5, RFC 3596 §2.5). */
    DomainName reverseName() {
        List<String> labels =
                new ArrayList<>(List.of(dotted().toLowerCase(Locale.ROOT).split("\\.", -1)));
        Collections.reverse(labels);
        return new DomainName(labels).append(DomainName.of(isV4() ? "in-addr.arpa" : "ip6.arpa"));
    }

    /**
     * Decimal numbers for IPv4, hexadecimal digits for IPv6, with dots between: the macro {@code i} of RFC 7208 §7.3.
     */
    String dotted() {
        return isV4()
                ? toString()
                : String.join(
                        ".", HexFormat.of().withUpperCase().formatHex(octets).split(""));
    }

    /** Whether it can be nobody's address on the Internet: private, loopback, link-local, shared, unspecified. */
    boolean isPrivate() {
        InetAddress address = inet();
        boolean shared = isV4() && isWithin(new Ip(new byte[] {100, 64, 0, 0}), 10);
        boolean uniqueLocal = !isV4() && (octets[0] & 0xFE) == 0xFC;
        return shared
                || uniqueLocal
                || address.isSiteLocalAddress()
                || address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isAnyLocalAddress();
    }

    byte[] octets() {
        return octets.clone();
    }

    private InetAddress inet() {
        try {
            return InetAddress.getByAddress(octets);
        } catch (UnknownHostException e) {
            throw new IllegalStateException(octets.length + " octets are no address", e);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Ip that && Arrays.equals(octets, that.octets);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(octets);
    }

    /** The usual form, with the longest run of zeros shortened in IPv6 (RFC 5952). */
    @Override
    public String toString() {
        if (isV4()) {
            return (octets[0] & 0xFF) + "." + (octets[1] & 0xFF) + "." + (octets[2] & 0xFF) + "." + (octets[3] & 0xFF);
        }
        String[] groups = new String[8];
        for (int i = 0; i < 8; i++) {
            groups[i] = Integer.toHexString(((octets[2 * i] & 0xFF) << 8) | (octets[2 * i + 1] & 0xFF));
        }
        return shortened(groups);
    }

    private static String shortened(String[] groups) {
        int start = 0;
        int length = 1;
        for (int i = 0; i < groups.length; i++) {
            int end = i;
            while (end < groups.length && groups[end].equals("0")) {
                end++;
            }
            if (end - i > length) {
                start = i;
                length = end - i;
            }
        }
        if (length < 2) {
            return String.join(":", groups);
        }
        String before = String.join(":", Arrays.copyOfRange(groups, 0, start));
        return before + "::" + String.join(":", Arrays.copyOfRange(groups, start + length, groups.length));
    }
}
