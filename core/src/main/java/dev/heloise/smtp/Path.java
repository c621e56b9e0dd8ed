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
        // Not every "@" stands before one: a quoted local part may have its own.
        return !isNull() && localPartEnd(address, 0, address.length()) < address.length();
    }

    /**
     * Where the path that begins at an index ends.
     *
     * @return the index after the closing bracket, or, where the path has no brackets, of the space behind it
     */
    static int end(String text, int from) {
        boolean bracketed = from < text.length() && text.charAt(from) == '<';
        boolean quoted = false;
        int length = text.length();
        for (int i = from; i < length; i++) {
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
        return length;
    }

    /** Whether a path, brackets included, has the grammar's form. A missing domain is left to the caller. */
    static boolean isValid(String bracketed) {
        int last = bracketed.length() - 1;
        if (last < 1 || last + 1 > MAX_PATH || bracketed.charAt(0) != '<' || bracketed.charAt(last) != '>') {
            return false;
        }
        int mailbox = mailboxStart(bracketed);
        return last == 1 || (isRoute(bracketed, mailbox) && isMailbox(bracketed, mailbox, last));
    }

    /** A path that {@link #isValid}. */
    static Path of(String bracketed) {
        // Appendix C: a source route is to be understood and ignored.
        String mailbox = bracketed.substring(mailboxStart(bracketed), bracketed.length() - 1);
        return new Path(mailbox, isAscii(bracketed));
    }

    static boolean isAscii(String text) {
        int length = text.length();
        for (int i = 0; i < length; i++) {
            if (text.charAt(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }

    /** Where the mailbox begins: behind the bracket, or behind the source route and its colon. */
    private static int mailboxStart(String bracketed) {
        return bracketed.startsWith("<@") ? Math.max(1, bracketed.indexOf(':') + 1) : 1;
    }

    /** Whether what stands between the bracket and the mailbox is a source route, or nothing. */
    private static boolean isRoute(String bracketed, int mailbox) {
        if (mailbox == 1) {
            return true;
        }
        for (String hop : bracketed.substring(1, mailbox - 1).split(",", -1)) {
            if (!hop.startsWith("@") || !isDomain(hop, 1, hop.length())) {
                return false;
            }
        }
        return true;
    }

    private static boolean isMailbox(String text, int from, int to) {
        int at = localPartEnd(text, from, to);
        if (at <= from || at - from > MAX_LOCAL_PART) {
            return false;
        }
        return at == to || (text.charAt(at) == '@' && isDomain(text, at + 1, to));
    }

    /** Where the local part ends; where it begins if it is none. */
    private static int localPartEnd(String text, int from, int to) {
        return text.charAt(from) == '"' ? quotedStringEnd(text, from, to) : dotStringEnd(text, from, to);
    }

    private static int quotedStringEnd(String text, int from, int to) {
        for (int i = from + 1; i < to; i++) {
            char c = text.charAt(i);
            if (c == '"') {
                // Erratum 5414: a quoted string is not empty.
                return i > from + 1 ? i + 1 : from;
            }
            if (c == '\\' && i + 1 < to) {
                i++;
                c = text.charAt(i);
            }
            if (c < ' ' || c == 0x7F) {
                return from;
            }
        }
        return from;
    }

    private static int dotStringEnd(String text, int from, int to) {
        boolean atomBegins = true;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (c == '@') {
                return atomBegins ? from : i;
            }
            if (c == '.' ? atomBegins : !isAtext(c)) {
                return from;
            }
            atomBegins = c == '.';
        }
        return atomBegins ? from : to;
    }

    private static boolean isAtext(char c) {
        return isLetterOrDigit(c) || "!#$%&'*+-/=?^_`{|}~".indexOf(c) >= 0;
    }

    private static boolean isDomain(String text, int from, int to) {
        if (text.startsWith("[", from)) {
            return AddressLiteral.isValid(text.substring(from, to));
        }
        int label = from;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (c == '.') {
                if (!isLabel(text, label, i)) {
                    return false;
                }
                label = i + 1;
            } else if (!isLetterOrDigit(c) && c != '-' && c != '_') {
                // The grammar has no underscore; host names of containers have, and servers take them.
                return false;
            }
        }
        return isLabel(text, label, to);
    }

    /** Whether what has no other characters than a label has is one. */
    private static boolean isLabel(String text, int from, int to) {
        return from < to && to - from <= MAX_LABEL && text.charAt(from) != '-' && text.charAt(to - 1) != '-';
    }

    private static boolean isLetterOrDigit(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c >= 0x80;
    }
}
