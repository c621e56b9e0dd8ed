package dev.heloise.script;

/** The domain part of addresses, by its letters alone. */
final class Domains {

    private Domains() {}

    static boolean isIn(String address) {
        return address.indexOf('@') >= 0;
    }

    /** What follows the last {@code @}: in a quoted local part there may be others. */
    static String of(String address) {
        return address.substring(address.lastIndexOf('@') + 1);
    }

    static boolean isFullyQualified(String domain) {
        return domain.startsWith("[") || domain.indexOf('.') >= 0;
    }
}
