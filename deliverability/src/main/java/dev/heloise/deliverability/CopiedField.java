package dev.heloise.deliverability;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A header field as the signer saw it, which it left in its signature for those who look for a fault (RFC 6376 §3.5).
 */
record CopiedField(String name, String value) {

    private static final Pattern ENCODED = Pattern.compile("=([0-9A-Fa-f]{2})");
    private static final int MAX_FIELDS = 100;

    /** The copies in {@code z=}. */
    static List<CopiedField> all(DkimSignature signature) {
        List<CopiedField> copies = new ArrayList<>();
        for (String copy : signature.tag("z").orElse("").split("\\|", MAX_FIELDS)) {
            int colon = copy.indexOf(':');
            if (colon > 0) {
                String value = copy.substring(colon + 1).replaceAll("[ \\t\\r\\n]", "");
                copies.add(new CopiedField(TagList.strip(copy.substring(0, colon)), decoded(value)));
            }
        }
        return copies;
    }

    private static String decoded(String value) {
        return ENCODED.matcher(value)
                .replaceAll(
                        octet -> Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(octet.group(1), 16))));
    }

    /** The field as it was. */
    RawField field() {
        return new RawField(name + ":" + value);
    }

    /** Whether that is the field, but for blanks and folds. */
    boolean isOf(RawField field) {
        return collapsed(field.value()).equals(collapsed(value));
    }

    private static String collapsed(String value) {
        return value.replaceAll("[ \\t\\r\\n]+", " ").strip();
    }
}
