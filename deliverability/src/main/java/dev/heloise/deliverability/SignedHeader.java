package dev.heloise.deliverability;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The header fields that a signature covers, in the order in which it names them, and its own field after them (RFC
 * 6376 §3.7, §5.4.2).
 */
final class SignedHeader {

    private final Canonicalization canonicalization;
    private final List<RawField> fields;
    private final RawField own;

    SignedHeader(Canonicalization canonicalization, List<RawField> fields, RawField own) {
        this.canonicalization = canonicalization;
        this.fields = List.copyOf(fields);
        this.own = own;
    }

    static SignedHeader of(Message message, DkimSignature signature) throws DkimError {
        List<RawField> fields = select(message.fields(), signature.headers(), signature.field());
        return new SignedHeader(signature.headerCanonicalization(), fields, signature.unsignedField());
    }

    /**
     * The fields that the names mean: of several with one name the lowest first, and nothing where there are no more.
     *
     * @param except the field of the signature itself, which is never among them
     */
    static List<RawField> select(List<RawField> fields, List<String> names, RawField except) {
        Map<String, List<RawField>> remaining = new HashMap<>();
        for (RawField field : fields) {
            if (!isSame(field, except)) {
                remaining
                        .computeIfAbsent(key(field.name()), none -> new ArrayList<>(1))
                        .add(field);
            }
        }
        List<RawField> selected = new ArrayList<>();
        for (String name : names) {
            List<RawField> candidates = remaining.getOrDefault(key(name), List.of());
            if (!candidates.isEmpty()) {
                selected.add(candidates.remove(candidates.size() - 1));
            }
        }
        return selected;
    }

    @SuppressWarnings("ReferenceEquality") // A copy of the field elsewhere in the header is another field.
    private static boolean isSame(RawField field, RawField other) {
        return field == other;
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    /** The octets that are signed. */
    byte[] data() {
        StringBuilder data = new StringBuilder();
        for (RawField field : fields) {
            data.append(canonicalization.header(field)).append("\r\n");
        }
        // The last one, the signature's own, has no CRLF.
        return data.append(canonicalization.header(own)).toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    List<RawField> fields() {
        return fields;
    }

    Canonicalization canonicalization() {
        return canonicalization;
    }

    /** The same with another field in one place. */
    SignedHeader with(int index, RawField other) {
        List<RawField> changed = new ArrayList<>(fields);
        changed.set(index, other);
        return new SignedHeader(canonicalization, changed, own);
    }

    /** The same of other fields. */
    SignedHeader with(List<RawField> others) {
        return new SignedHeader(canonicalization, others, own);
    }

    /** The field that holds an octet of {@link #data}, and the octet's place in it from 1. */
    Place place(int octet) {
        int start = 0;
        for (RawField field : fields) {
            int next = start + canonicalization.header(field).length() + 2;
            if (octet < next) {
                return new Place(field.name(), octet - start + 1);
            }
            start = next;
        }
        return new Place(own.name(), octet - start + 1);
    }

    /** Where something stands in a header. */
    record Place(String field, int octet) {}
}
