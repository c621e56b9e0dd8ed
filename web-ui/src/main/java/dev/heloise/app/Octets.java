package dev.heloise.app;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a number of octets as people write it, such as 1024, 64K, 50M or 1G. */
final class Octets {

    private static final Pattern SIZE = Pattern.compile("([0-9]{1,12})([KMG]?)B?");

    private Octets() {}

    /** @throws IllegalArgumentException if it is no such number; the message quotes it */
    static long of(String text) {
        Matcher size = SIZE.matcher(text.toUpperCase(Locale.ROOT));
        if (!size.matches()) {
            throw new IllegalArgumentException("\"" + text + "\" is not a size such as 1024, 64K, 50M or 1G");
        }
        long number = Long.parseLong(size.group(1));
        int power = size.group(2).isEmpty() ? 0 : "KMG".indexOf(size.group(2)) + 1;
        if (number > Long.MAX_VALUE >> (10 * power)) {
            throw new IllegalArgumentException("\"" + text + "\" is larger than any size can be");
        }
        return number << (10 * power);
    }
}
