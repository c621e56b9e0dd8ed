package dev.heloise.mailbox;

import dev.heloise.mailbox.Helo.Form;

/** Tells the form of a client's name (RFC 5321 §4.1.2, §4.1.3). */
final class HeloForm {

    private static final int MAX_DOMAIN = 255;
    private static final int MAX_LABEL = 63;
    private static final String BARE_ADDRESS = "[0-9]{1,3}(?:\\.[0-9]{1,3}){3}|[0-9A-Fa-f:]*:[0-9A-Fa-f:.]*";

    private HeloForm() {}

    static Form of(Helo helo) {
        String name = helo.name();
        if (helo.verb() == Helo.Verb.NONE) {
            return Form.NONE;
        }
        if (name.startsWith("[")) {
            return AddressLiteral.isValid(name) ? Form.ADDRESS_LITERAL : Form.INVALID;
        }
        if (mayBeAddress(name) && name.matches(BARE_ADDRESS)) {
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
        int begin = 0;
        for (int dot = name.indexOf('.'); dot >= 0; dot = name.indexOf('.', begin)) {
            if (!isLabel(name, begin, dot)) {
                return false;
            }
            begin = dot + 1;
        }
        return isLabel(name, begin, name.length());
    }

    private static boolean isLabel(String name, int begin, int end) {
        int length = end - begin;
        if (length < 1 || length > MAX_LABEL || name.charAt(begin) == '-' || name.charAt(end - 1) == '-') {
            return false;
        }
        for (int i = begin; i < end; i++) {
            char c = name.charAt(i);
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            if (!letter && (c < '0' || c > '9') && c != '-') {
                return false;
            }
        }
        return true;
    }
}
