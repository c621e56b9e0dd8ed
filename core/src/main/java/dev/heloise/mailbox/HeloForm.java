package dev.heloise.mailbox;

import dev.heloise.mailbox.Helo.Form;
import java.util.regex.Pattern;

/** Tells the form of a client's name (RFC 5321 §4.1.2, §4.1.3). */
final class HeloForm {

    private static final int MAX_DOMAIN = 255;
    private static final int MAX_LABEL = 63;
    private static final Pattern BARE_ADDRESS =
            Pattern.compile("[0-9]{1,3}(?:\\.[0-9]{1,3}){3}|[0-9A-Fa-f:]*:[0-9A-Fa-f:.]*");

    private HeloForm() {}

    static Form of(Helo helo) {
        String name = helo.name();
        if (helo.verb() == Helo.Verb.NONE) {
            return Form.NONE;
        }
        if (name.startsWith("[")) {
            return AddressLiteral.isValid(name) ? Form.ADDRESS_LITERAL : Form.INVALID;
        }
        if (mayBeAddress(name) && BARE_ADDRESS.matcher(name).matches()) {
            return Form.BARE_ADDRESS;
        }
        if (!isDomain(name)) {
            return Form.INVALID;
        }
        return name.indexOf('.') < 0 ? Form.SINGLE_LABEL : Form.DOMAIN;
    }

    /** A look is enough for most names, and the first client of a JVM does not wait for a pattern to be made. */
    private static boolean mayBeAddress(String name) {
        return name.indexOf(':') >= 0 || (!name.isEmpty() && name.charAt(0) >= '0' && name.charAt(0) <= '9');
    }

    private static boolean isDomain(String name) {
        if (name.length() > MAX_DOMAIN) {
            return false;
        }
        for (String label : name.split("\\.", -1)) {
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
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            if (!letter && (c < '0' || c > '9') && c != '-') {
                return false;
            }
        }
        return true;
    }
}
