package dev.heloise.mailbox;

import dev.heloise.mailbox.Helo.Form;
import java.util.regex.Pattern;

/** Tells the form of a client's name (RFC 5321 §4.1.2, §4.1.3). */
final class HeloForm {

    private static final int MAX_DOMAIN = 255;
    private static final Pattern LABEL = Pattern.compile("[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?");
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
        if (BARE_ADDRESS.matcher(name).matches()) {
            return Form.BARE_ADDRESS;
        }
        if (!isDomain(name)) {
            return Form.INVALID;
        }
        return name.indexOf('.') < 0 ? Form.SINGLE_LABEL : Form.DOMAIN;
    }

    private static boolean isDomain(String name) {
        if (name.length() > MAX_DOMAIN) {
            return false;
        }
        for (String label : name.split("\\.", -1)) {
            if (!LABEL.matcher(label).matches()) {
                return false;
            }
        }
        return true;
    }
}
