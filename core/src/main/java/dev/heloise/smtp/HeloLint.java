package dev.heloise.smtp;

import dev.heloise.mailbox.AddressLiteral;
import dev.heloise.mailbox.Finding;
import dev.heloise.mailbox.Helo;
import dev.heloise.mailbox.Severity;
import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What real receivers dislike about a client's name, as far as it shows without asking any DNS. None of it is against
 * the standard, except where it says so; all of it costs reputation.
 */
final class HeloLint {

    /** The words in the names that access providers give to the addresses they hand out; any kind of DSL is another. */
    private static final Set<String> DYNAMIC_WORDS =
            Set.of("dhcp", "dial", "dialup", "dialin", "pool", "ppp", "dyn", "dynamic", "cable", "broadband", "cust");

    private static final List<String> FOR_TESTS =
            List.of("test", "example", "example.com", "example.net", "example.org");
    private static final Set<String> LOCAL_NAMES = Set.of("localhost", "localhost.localdomain");
    /**
     * Domains that exist on no Internet. Those for tests and documentation ({@code test}, {@code example}, RFC 6761)
     * are not among them: they are what a client that is under test ought to say.
     */
    private static final Set<String> LOCAL_DOMAINS =
            Set.of("localhost", "local", "lan", "home", "internal", "localdomain", "intra", "invalid");

    /** More than the digits of any number: they stand in a word. */
    private static final int LETTERS = 1_000;

    private final Helo helo;
    private final Helo.Form form;
    private final String name;
    private final List<Finding> findings = new ArrayList<>(1);

    private HeloLint(Helo helo) {
        this.helo = helo;
        this.form = helo.form();
        this.name = helo.name().toLowerCase(Locale.ROOT);
    }

    /** @param server the server's own name, with which no client should introduce itself */
    static List<Finding> of(Helo helo, InetAddress client, String server) {
        HeloLint lint = new HeloLint(helo);
        switch (lint.form) {
            case DOMAIN, SINGLE_LABEL -> lint.domain(server);
            case ADDRESS_LITERAL -> lint.literal(client);
            case BARE_ADDRESS -> lint.bareAddress();
            case INVALID -> lint.find("HELO_SYNTAX", Severity.ERROR, "is neither a domain nor an address literal");
            case NONE -> {
                return List.of();
            }
        }
        return lint.findings;
    }

    /** Whether a client has the name of a recipient's domain, where that cannot be the one domain of a test. */
    static boolean isDomainOf(String address, String name) {
        int length = name.length();
        int domain = address.length() - length;
        return domain == address.lastIndexOf('@') + 1
                && address.regionMatches(true, domain, name, 0, length)
                && !isForTests(name);
    }

    /**
     * Whether a name belongs to nobody, for tests and documentation (RFC 2606): there one domain is often everything.
     */
    private static boolean isForTests(String name) {
        String domain = name.toLowerCase(Locale.ROOT);
        for (String reserved : FOR_TESTS) {
            int dot = domain.length() - reserved.length() - 1;
            if (domain.endsWith(reserved) && (dot < 0 || domain.charAt(dot) == '.')) {
                return true;
            }
        }
        return false;
    }

    private void domain(String server) {
        String last = name.substring(name.lastIndexOf('.') + 1);
        boolean single = form == Helo.Form.SINGLE_LABEL;
        if (LOCAL_NAMES.contains(name) || (!single && LOCAL_DOMAINS.contains(last))) {
            find("HELO_LOCALHOST", Severity.WARNING, "is a name that means something else on every machine");
        } else if (single && name.length() == 12 && name.matches("[0-9a-f]+")) {
            find("HELO_CONTAINER_ID", Severity.WARNING, "looks like the id of a container, which nobody else knows");
        } else if (single) {
            find("HELO_SINGLE_LABEL", Severity.WARNING, "is no fully qualified domain name");
        }
        if (!single && (hasDynamicWord() || holdsAddress())) {
            find("HELO_GENERIC_DYNAMIC", Severity.WARNING, "looks like the name of an address that is handed out anew");
        }
        if (name.equalsIgnoreCase(server)) {
            find("HELO_IS_SERVER_NAME", Severity.WARNING, "is the name of this server");
        }
    }

    /** Whether one of the words stands at the beginning of a label or behind a hyphen, and more follows it. */
    private boolean hasDynamicWord() {
        int begin = 0;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean separator = c == '.' || c == '-';
            if (begin >= 0 && (separator || (c >= '0' && c <= '9'))) {
                String word = name.substring(begin, i);
                if (word.endsWith("dsl") || DYNAMIC_WORDS.contains(word)) {
                    return true;
                }
                begin = -1;
            }
            begin = separator ? i + 1 : begin;
        }
        return false;
    }

    /** Whether four numbers of up to three digits follow one another, as in {@code ip-192-0-2-1.example.com}. */
    private boolean holdsAddress() {
        int numbers = 0;
        int digits = 0;
        for (int i = 0; i <= name.length(); i++) {
            char c = i < name.length() ? name.charAt(i) : '.';
            if (c >= '0' && c <= '9') {
                digits++;
            } else {
                boolean number = (c == '.' || c == '-') && digits > 0 && digits <= 3;
                numbers = number ? numbers + 1 : 0;
                digits = c == '.' || c == '-' ? 0 : LETTERS;
            }
            if (numbers == 4) {
                return true;
            }
        }
        return false;
    }

    private void literal(InetAddress client) {
        if (helo.verb() == Helo.Verb.HELO) {
            find("HELO_LITERAL", Severity.WARNING, "is an address literal, which HELO does not allow");
        } else {
            find("HELO_LITERAL", Severity.INFO, "is an address literal; some receivers want a name");
        }
        address(name.substring(1, name.length() - 1).replaceFirst("^ipv6:", "")).ifPresent(said -> {
            if (!said.equals(client)) {
                find(
                        "HELO_LITERAL_NOT_PEER",
                        Severity.WARNING,
                        "is not the address of the client, " + client.getHostAddress());
            }
            privateAddress(said);
        });
    }

    private void bareAddress() {
        find("HELO_BARE_IP", Severity.ERROR, "is an address without the brackets of an address literal");
        address(name).ifPresent(this::privateAddress);
    }

    private void privateAddress(InetAddress said) {
        boolean unique = said.getAddress().length == 16 && (said.getAddress()[0] & 0xFE) == 0xFC;
        if (said.isSiteLocalAddress() || said.isLoopbackAddress() || said.isLinkLocalAddress() || unique) {
            find("HELO_PRIVATE_IP", Severity.INFO, "is an address that exists on no Internet");
        }
    }

    private static Optional<InetAddress> address(String literal) {
        if (!AddressLiteral.isValid("[" + literal + "]") && !AddressLiteral.isValid("[IPv6:" + literal + "]")) {
            return Optional.empty();
        }
        try {
            // Only ever given digits, dots and colons, so that no name is looked up.
            return literal.matches("[0-9a-f.:]+") ? Optional.of(InetAddress.getByName(literal)) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private void find(String rule, Severity severity, String what) {
        findings.add(new Finding(rule, severity, "RFC 5321 §4.1.1.1", "\"" + helo.name() + "\" " + what));
    }
}
