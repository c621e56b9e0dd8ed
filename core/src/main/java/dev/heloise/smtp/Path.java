package dev.heloise.smtp;

import dev.heloise.mailbox.AddressLiteral;

/**
 * A reverse-path or forward-path (RFC 5321 §4.1.2).
 *
 * @param address the mailbox without brackets and source route; empty for {@code <>}
 * @param ascii whether it can be said without SMTPUTF8
 */
record Path(String address, boolean ascii) {

    private static final int MAX_PATH = 256;
    private static final int MAX_LOCAL_PART = 64;
    private static final int MAX_LABEL = 63;

    boolean isNull() {
        return address.isEmpty();
    }

    boolean hasDomain() {
        return address.lastIndexOf('@') >= 0;
    }

    /**
     * Where the path that begins at an index ends.
     *
     * @return the index after the closing bracket, or, where the path has no brackets, of the space behind it
     */
    static int end(String text, int from) {
        boolean bracketed = from < text.length() && text.charAt(from) == '<';
        boolean quoted = false;
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quoted && c == '\\') {
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (!quoted && bracketed && c == '>') {
                return i + 1;
            } else if (!quoted && !bracketed && c == ' ') {
                return i;
            }
        }
        return text.length();
    }

    /** Whether a path, brackets included, has the grammar's form. A missing domain is left to the caller. */
    static boolean isValid(String bracketed) {
        int last = bracketed.length() - 1;
        if (last < 1 || last + 1 > MAX_PATH || bracketed.charAt(0) != '<' || bracketed.charAt(last) != '>') {
            return false;
        }
        String inner = bracketed.substring(1, last);
        int route = routeEnd(inner);
        return inner.isEmpty() || (isRoute(inner.substring(0, route)) && isMailbox(inner.substring(route)));
    }

    /** A path that {@link #isValid}. */
    static Path of(String bracketed) {
        String inner = bracketed.substring(1, bracketed.length() - 1);
        // Appendix C: a source route is to be understood and ignored.
        String mailbox = inner.substring(routeEnd(inner));
        return new Path(mailbox, isAscii(inner));
    }

    static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }

    /** The length of the source route with its colon; 0 where there is none. */
    private static int routeEnd(String inner) {
        return inner.startsWith("@") ? inner.indexOf(':') + 1 : 0;
    }

    private static boolean isRoute(String route) {
        if (route.isEmpty()) {
            return true;
        }
        for (String hop : route.substring(0, route.length() - 1).split(",", -1)) {
            if (!hop.startsWith("@") || !isDomain(hop.substring(1))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isMailbox(String mailbox) {
        int at = localPartEnd(mailbox);
        if (at <= 0 || at > MAX_LOCAL_PART) {
            return false;
        }
        return at == mailbox.length() || (mailbox.charAt(at) == '@' && isDomain(mailbox.substring(at + 1)));
    }

    /** The length of the local part; 0 where it is none. */
    private static int localPartEnd(String mailbox) {
        return mailbox.startsWith("\"") ? quotedStringEnd(mailbox) : dotStringEnd(mailbox);
    }

    private static int quotedStringEnd(String mailbox) {
        for (int i = 1; i < mailbox.length(); i++) {
            char c = mailbox.charAt(i);
            if (c == '"') {
                // Erratum 5414: a quoted string is not empty.
                return i > 1 ? i + 1 : 0;
            }
            if (c < ' ' || c == 0x7F) {
                return 0;
            }
            i += c == '\\' ? 1 : 0;
        }
        return 0;
    }

    private static int dotStringEnd(String mailbox) {
        boolean atomBegins = true;
        for (int i = 0; i < mailbox.length(); i++) {
            char c = mailbox.charAt(i);
            if (c == '@') {
                return atomBegins ? 0 : i;
            }
            if (c == '.' ? atomBegins : !isAtext(c)) {
                return 0;
            }
            atomBegins = c == '.';
        }
        return atomBegins ? 0 : mailbox.length();
    }

    private static boolean isAtext(char c) {
        return isLetterOrDigit(c) || "!#$%&'*+-/=?^_`{|}~".indexOf(c) >= 0;
    }

    private static boolean isDomain(String domain) {
        if (domain.startsWith("[")) {
            return AddressLiteral.isValid(domain);
        }
        for (String label : domain.split("\\.", -1)) {
            if (!isLabel(label)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isLabel(String label) {
        int last = label.length() - 1;
        if (last < 0 || last >= MAX_LABEL || label.charAt(0) == '-' || label.charAt(last) == '-') {
            return false;
        }
        for (int i = 0; i <= last; i++) {
            char c = label.charAt(i);
            // The grammar has no underscore; host names of containers have, and servers take them.
            if (!isLetterOrDigit(c) && c != '-' && c != '_') {
                return false;
            }
        }
        return true;
    }

    private static boolean isLetterOrDigit(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c >= 0x80;
    }
}
