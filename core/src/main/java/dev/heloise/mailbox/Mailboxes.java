package dev.heloise.mailbox;

import java.util.Locale;

/** Tells whether two spellings name one mailbox: quoting does not count, nor does the domain's case (RFC 5321 §2.4). */
final class Mailboxes {

    private Mailboxes() {}

    static boolean same(String one, String other) {
        return one.equals(other) || normalized(one).equals(normalized(other));
    }

    /**
     * The spelling without needless quotes and with the domain in lower case; {@code Postmaster} in any case is one.
     */
    static String normalized(String address) {
        return isNormal(address) ? address : rewritten(address);
    }

    /** Whether nothing in it can be spelled otherwise, as is the rule: it has no quotes and no capitals. */
    private static boolean isNormal(String address) {
        int length = address.length();
        for (int i = 0; i < length; i++) {
            char c = address.charAt(i);
            if (c == '"' || (c >= 'A' && c <= 'Z') || c >= 0x80) {
                return false;
            }
        }
        return true;
    }

    private static String rewritten(String address) {
        int at = address.lastIndexOf('@');
        String local = unquoted(at < 0 ? address : address.substring(0, at));
        if (local.equalsIgnoreCase("postmaster")) {
            local = "postmaster";
        }
        String normal = at < 0 ? local : local.concat(address.substring(at).toLowerCase(Locale.ROOT));
        // One string is enough for both.
        return normal.equals(address) ? address : normal;
    }

    private static String unquoted(String local) {
        if (local.length() < 2 || !local.startsWith("\"") || !local.endsWith("\"")) {
            return local;
        }
        StringBuilder plain = new StringBuilder(local.length());
        for (int i = 1; i < local.length() - 1; i++) {
            if (local.charAt(i) == '\\' && i < local.length() - 2) {
                i++;
            }
            plain.append(local.charAt(i));
        }
        return plain.toString();
    }
}
