package dev.heloise.deliverability;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads the domains of the authors out of {@code From} (RFC 5322 §3.6.2), as a receiver must before DMARC: comments,
 * quoted names, groups and old routes included. What is no address has no domain.
 */
final class AuthorDomains {

    private final String value;
    private final Set<DomainName> domains = new LinkedHashSet<>();
    private final StringBuilder plain = new StringBuilder();
    private int position;
    private boolean bracketed;

    private AuthorDomains(String value) {
        this.value = value;
    }

    /** The domain of the one author; the root where there are several, or none, or more than one field. */
    static DomainName only(Message message) {
        List<RawField> fields = message.fields("From");
        if (fields.size() != 1) {
            return DomainName.ROOT;
        }
        List<DomainName> domains = of(RawField.decoded(fields.get(0).unfolded()));
        return domains.size() == 1 ? domains.get(0) : DomainName.ROOT;
    }

    /** The domains of all addresses, each once. An address without one counts as the root. */
    static List<DomainName> of(String value) {
        AuthorDomains reader = new AuthorDomains(value);
        reader.read();
        return new ArrayList<>(reader.domains);
    }

    private void read() {
        while (position < value.length()) {
            char c = value.charAt(position);
            switch (c) {
                case '"' -> quoted();
                case '(' -> comment();
                case '<' -> bracket();
                case ',', ';' -> end();
                case ':' -> {
                    // The name of a group is no address.
                    plain.setLength(0);
                    position++;
                }
                default -> {
                    plain.append(c);
                    position++;
                }
            }
        }
        end();
    }

    /** A quoted local-part leaves its place, without what could be taken for syntax. */
    private void quoted() {
        position++;
        while (position < value.length() && value.charAt(position) != '"') {
            position += value.charAt(position) == '\\' ? 2 : 1;
        }
        position++;
        plain.append('q');
    }

    private void comment() {
        int depth = 0;
        do {
            char c = value.charAt(position);
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            position += c == '\\' ? 2 : 1;
        } while (depth > 0 && position < value.length());
    }

    private void bracket() {
        position++;
        StringBuilder address = new StringBuilder();
        while (position < value.length() && value.charAt(position) != '>') {
            int before = plain.length();
            if (value.charAt(position) == '"') {
                quoted();
                address.append(plain.substring(before));
                plain.setLength(before);
            } else if (value.charAt(position) == '(') {
                comment();
            } else {
                address.append(value.charAt(position++));
            }
        }
        position++;
        // An old route, "@relay:", is no part of the address.
        domains.add(domain(address.substring(address.lastIndexOf(":") + 1)));
        bracketed = true;
    }

    private void end() {
        position++;
        String address = plain.toString().strip();
        if (!bracketed && !address.isEmpty()) {
            domains.add(domain(address));
        }
        bracketed = false;
        plain.setLength(0);
    }

    private static DomainName domain(String address) {
        int at = address.lastIndexOf('@');
        String domain = at < 0 ? "" : address.substring(at + 1).replaceAll("[ \\t]", "");
        return DomainName.of(domain);
    }
}
