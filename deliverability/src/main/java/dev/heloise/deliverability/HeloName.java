package dev.heloise.deliverability;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the letters of a name in EHLO or HELO give away, without any look-up. */
final class HeloName {

    private static final Set<String> LOCAL_SUFFIXES = Set.of(
            "localhost",
            "localdomain",
            "localdomain4",
            "localdomain6",
            "local",
            "lan",
            "home",
            "internal",
            "intra",
            "intranet",
            "corp",
            "private",
            "invalid");
    private static final Set<String> TEST_SUFFIXES = Set.of("test", "example");
    private static final Set<String> LOCAL_NAMES =
            Set.of("localhost", "localhost4", "localhost6", "ip6-localhost", "ip6-loopback", "home.arpa");
    private static final Pattern CONTAINER = Pattern.compile("[0-9a-f]{12}(?:[0-9a-f]{52})?");
    private static final Pattern OCTETS =
            Pattern.compile("(?<![0-9])[0-9]{1,3}([-._x])[0-9]{1,3}\\1[0-9]{1,3}\\1[0-9]{1,3}(?![0-9])");
    private static final Pattern DYNAMIC = Pattern.compile(
            "(?:^|[-.0-9])(?:[avx]?dsl|dhcp|dial-?(?:in|up)?|dyn(?:amic|ip)?|pool|pppoe?|cable|broadband|customer|client|cust)(?=[-.0-9]|$)");
    private static final Pattern DIGIT = Pattern.compile("[0-9]");

    private final String name;

    HeloName(String name) {
        this.name = name.toLowerCase(Locale.ROOT);
    }

    /** Whether no host on the Internet can have it: {@code localhost}, and what is reserved or used within a house. */
    boolean isLocal() {
        DomainName domain = DomainName.of(name);
        return LOCAL_NAMES.contains(domain.toString())
                || domain.isWithin(DomainName.of("home.arpa"))
                || endsIn(LOCAL_SUFFIXES);
    }

    /** Whether it is reserved for tests and examples (RFC 2606), where it means a host that is on the Internet. */
    boolean isForTests() {
        return endsIn(TEST_SUFFIXES);
    }

    private boolean endsIn(Set<String> suffixes) {
        List<String> labels = DomainName.of(name).labels();
        return !labels.isEmpty() && suffixes.contains(labels.get(labels.size() - 1));
    }

    /** Whether it looks like the id that container engines make a host name of. */
    boolean isContainerId() {
        return CONTAINER.matcher(firstLabel()).matches() && name.indexOf('.') < 0;
    }

    /** Whether it looks like the name that a provider gives to an address rather than to a server. */
    boolean isGeneric(Ip client) {
        boolean dynamic = DYNAMIC.matcher(name).find() && DIGIT.matcher(name).find();
        return dynamic || OCTETS.matcher(name).find() || holdsAddress(client);
    }

    private boolean holdsAddress(Ip client) {
        if (!client.isV4()) {
            String digits = client.dotted().toLowerCase(Locale.ROOT).replace(".", "");
            return name.replaceAll("[-.:]", "").contains(digits);
        }
        String[] octets = client.toString().split("\\.", -1);
        byte[] raw = client.octets();
        String hex = String.format(Locale.ROOT, "%02x%02x%02x%02x", raw[0], raw[1], raw[2], raw[3]);
        String padded = String.format(
                Locale.ROOT, "%03d%03d%03d%03d", raw[0] & 0xFF, raw[1] & 0xFF, raw[2] & 0xFF, raw[3] & 0xFF);
        String reversed = String.join("[-._x]", octets[3], octets[2], octets[1], octets[0]);
        return name.contains(hex)
                || name.contains(padded)
                || Pattern.compile("(?<![0-9])" + reversed + "(?![0-9])")
                        .matcher(name)
                        .find();
    }

    private String firstLabel() {
        int dot = name.indexOf('.');
        return dot < 0 ? name : name.substring(0, dot);
    }

    /** The address in it, if it is one, with or without brackets. */
    Optional<Ip> address() {
        Matcher literal = Pattern.compile("\\[(?:ipv6:)?([^\\]]*)\\]").matcher(name);
        return Ip.parse(literal.matches() ? literal.group(1) : name);
    }
}
