package dev.heloise.mailbox;

import java.util.Locale;
import java.util.regex.Pattern;

/** The form of address literals (RFC 5321 §4.1.3), decided without any look-up. */
public final class AddressLiteral {

    private static final Pattern SNUM = Pattern.compile("[0-9]{1,3}");
    private static final Pattern IPV6_GROUP = Pattern.compile("[0-9A-Fa-f]{1,4}");
    private static final Pattern GENERAL = Pattern.compile("[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?:[!-Z^-~]+");
    private static final String IPV6_TAG = "ipv6:";

    private AddressLiteral() {}

    /** Whether this is an address literal, brackets included: IPv4, {@code IPv6:} or another tag with its content. */
    public static boolean isValid(String literal) {
        if (literal.length() < 3 || !literal.startsWith("[") || !literal.endsWith("]")) {
            return false;
        }
        String content = literal.substring(1, literal.length() - 1);
        if (content.toLowerCase(Locale.ROOT).startsWith(IPV6_TAG)) {
            return isIpv6(content.substring(IPV6_TAG.length()));
        }
        return isIpv4(content) || (content.indexOf(':') > 0 && isGeneral(content));
    }

    private static boolean isGeneral(String content) {
        // "[::1]" and "[2001:db8::1]" are IPv6 without its tag, which is a mistake and not a tag of its own.
        return GENERAL.matcher(content).matches() && !isIpv6(content);
    }

    static boolean isIpv4(String text) {
        String[] numbers = text.split("\\.", -1);
        if (numbers.length != 4) {
            return false;
        }
        for (String number : numbers) {
            if (!SNUM.matcher(number).matches() || Integer.parseInt(number) > 255) {
                return false;
            }
        }
        return true;
    }

    static boolean isIpv6(String text) {
        int gap = text.indexOf("::");
        if (gap < 0) {
            return groups(text, true) == 8;
        }
        if (text.indexOf("::", gap + 1) >= 0) {
            return false;
        }
        int before = gap == 0 ? 0 : groups(text.substring(0, gap), false);
        String rest = text.substring(gap + 2);
        int after = rest.isEmpty() ? 0 : groups(rest, true);
        // "The '::' represents at least 2 16-bit groups of zeros."
        return before >= 0 && after >= 0 && before + after <= 6;
    }

    /** The number of 16-bit groups, where an IPv4 tail counts two; -1 where the text has another form. */
    private static int groups(String text, boolean tailAllowed) {
        String[] parts = text.split(":", -1);
        int count = 0;
        for (int i = 0; i < parts.length; i++) {
            boolean last = i == parts.length - 1;
            if (last && tailAllowed && isIpv4(parts[i])) {
                count += 2;
            } else if (IPV6_GROUP.matcher(parts[i]).matches()) {
                count++;
            } else {
                return -1;
            }
        }
        return count;
    }
}
