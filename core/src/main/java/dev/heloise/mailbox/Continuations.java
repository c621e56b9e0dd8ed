package dev.heloise.mailbox;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Puts together the parameters that RFC 2231 cuts into sections, and decodes their percent signs. mime4j takes the
 * sections in the order in which they stand, and turns a plus into a blank.
 */
final class Continuations {

    /** By name and number, such as {@code filename*0}. */
    private final Map<String, Section> sections = new HashMap<>();

    private final Set<String> names = new LinkedHashSet<>();
    private final Faults faults;

    Continuations(Faults faults) {
        this.faults = faults;
    }

    /** Takes a parameter whose name has an asterisk: {@code name*}, {@code name*0} or {@code name*0*}. */
    void add(String name, String value) {
        int asterisk = name.indexOf('*');
        boolean encoded = name.endsWith("*");
        String number = name.substring(asterisk + 1, Math.max(asterisk + 1, name.length() - (encoded ? 1 : 0)));
        int index = number.isEmpty() ? 0 : index(number);
        String base = name.substring(0, asterisk);
        if (index < 0 || sections.putIfAbsent(base + "*" + index, new Section(value, encoded)) != null) {
            faults.add(
                    MailRule.BAD_PARAMETER,
                    () -> "a section of a parameter is not understood: \"" + Clip.of(name) + "\"");
        } else {
            names.add(base);
        }
    }

    private static int index(String number) {
        boolean digits = number.length() <= 9 && number.chars().allMatch(c -> c >= '0' && c <= '9');
        return digits ? Integer.parseInt(number) : -1;
    }

    /** Each parameter up to the first section that is missing. */
    Map<String, String> joined() {
        Map<String, String> joined = new LinkedHashMap<>();
        for (String name : names) {
            Section first = sections.remove(name + "*0");
            if (first != null) {
                joined.put(name, join(name, first));
            }
        }
        if (!sections.isEmpty()) {
            faults.add(MailRule.BAD_PARAMETER, () -> "a section of a parameter is missing");
        }
        return joined;
    }

    private String join(String name, Section first) {
        String value = first.value;
        String charset = "";
        int language = value.indexOf('\'');
        int text = value.indexOf('\'', language + 1);
        if (first.encoded && language >= 0 && text >= 0) {
            charset = value.substring(0, language);
            value = value.substring(text + 1);
        }
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        append(value, first.encoded, octets);
        int index = 1;
        Section next = sections.remove(name + "*" + index);
        while (next != null) {
            append(next.value, next.encoded, octets);
            index++;
            next = sections.remove(name + "*" + index);
        }
        return decode(octets.toByteArray(), charset);
    }

    private static void append(String value, boolean encoded, ByteArrayOutputStream octets) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < bytes.length; i++) {
            int octet = encoded && bytes[i] == '%' ? TransferEncoding.hex(bytes, i + 1) : -1;
            octets.write(octet >= 0 ? octet : bytes[i]);
            i += octet >= 0 ? 2 : 0;
        }
    }

    private String decode(byte[] octets, String charset) {
        Optional<Charset> known = MimeCharset.named(charset);
        if (known.isEmpty() && !charset.isEmpty()) {
            faults.add(
                    MailRule.UNKNOWN_CHARSET,
                    () -> "a parameter is in the charset \"" + Clip.of(charset) + "\", which is not known");
        }
        return known.map(named -> MimeCharset.decode(octets, named, faults))
                .orElseGet(() -> MimeCharset.guess(octets, 0, octets.length));
    }

    private record Section(String value, boolean encoded) {}
}
