package dev.heloise.deliverability;

import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/** A signature as a header field tells it (RFC 6376 §3.5), its tags checked and read. */
final class DkimSignature {

    private static final Pattern DOMAIN = Pattern.compile(
            "(?:[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?\\.)+[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?");
    private static final Pattern SELECTOR = Pattern.compile(
            "[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?(?:\\.[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?)*");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,76}");

    private final RawField field;
    private final TagList tags;
    private final SignatureAlgorithm algorithm;
    private final DomainName domain;
    private final String selector;
    private final byte[] signature;
    private final List<String> headers;

    private DkimSignature(RawField field, TagList tags) throws DkimError {
        this.field = field;
        this.tags = tags;
        this.algorithm = SignatureAlgorithm.of(tags.require("a"));
        this.domain = domain(tags.require("d"));
        this.selector = selector(tags.require("s"));
        this.signature = base64("b");
        this.headers = List.copyOf(tags.items("h"));
    }

    /** A {@code DKIM-Signature}. */
    static DkimSignature parse(RawField field) throws DkimError {
        TagList tags = TagList.parse(field.value());
        if (!tags.require("v").equals("1")) {
            throw DkimError.syntax("v= is not 1");
        }
        DkimSignature signature = new DkimSignature(field, tags);
        signature.checkMessageTags();
        signature.checkIdentity();
        signature.checkTimes();
        return signature;
    }

    /** An {@code ARC-Message-Signature}: the same without a version, and {@code i=} is a number (RFC 8617 §4.1.2). */
    static DkimSignature parseArcMessageSignature(RawField field) throws DkimError {
        DkimSignature signature = new DkimSignature(field, TagList.parse(field.value()));
        signature.checkMessageTags();
        signature.checkTimes();
        return signature;
    }

    /** An {@code ARC-Seal}, which covers no message and names no fields (RFC 8617 §4.1.3). */
    static DkimSignature parseArcSeal(RawField field) throws DkimError {
        TagList tags = TagList.parse(field.value());
        if (tags.get("h").isPresent()) {
            throw DkimError.syntax("a seal must not have h=");
        }
        return new DkimSignature(field, tags);
    }

    private static DomainName domain(String value) throws DkimError {
        DomainName name = DomainName.of(RawField.decoded(value));
        // One label is a top-level domain, which signs no mail (RFC 6376 §3.5, §6.1.1).
        if (value.length() > 253 || !DOMAIN.matcher(name.toString()).matches()) {
            throw DkimError.syntax("d= is no full domain name");
        }
        return name;
    }

    private static String selector(String value) throws DkimError {
        String selector = DomainName.ascii(RawField.decoded(value));
        if (value.length() > 253 || !SELECTOR.matcher(selector).matches()) {
            throw DkimError.syntax("s= is no selector");
        }
        return selector;
    }

    private void checkMessageTags() throws DkimError {
        base64("bh");
        headerCanonicalization();
        bodyCanonicalization();
        number("l");
        tags.require("h");
        if (headers().stream().anyMatch(String::isEmpty)) {
            throw DkimError.syntax("h= has an empty name");
        }
        if (headers().stream().noneMatch("from"::equalsIgnoreCase)) {
            throw DkimError.syntax("h= does not name From, which must be signed");
        }
        List<String> queries = tags.items("q");
        if (!queries.isEmpty() && !queries.contains("dns/txt")) {
            throw DkimError.syntax("q= does not name dns/txt, the only way to ask for keys");
        }
    }

    private void checkIdentity() throws DkimError {
        int at = identity().lastIndexOf('@');
        if (at < 0 || !DomainName.of(identity().substring(at + 1)).isWithin(domain)) {
            throw DkimError.syntax("i= is neither of the domain in d= nor below it");
        }
    }

    private void checkTimes() throws DkimError {
        OptionalLong signed = number("t");
        OptionalLong expires = number("x");
        if (signed.isPresent() && expires.isPresent() && expires.getAsLong() <= signed.getAsLong()) {
            throw DkimError.syntax("x= is not after t=");
        }
    }

    private byte[] base64(String tag) throws DkimError {
        tags.require(tag);
        String value = tags.compact(tag).orElse("");
        if (value.isEmpty()) {
            throw DkimError.syntax(tag + "= is empty");
        }
        try {
            return Base64.getDecoder().decode(value);
        } catch (IllegalArgumentException e) {
            throw DkimError.syntax(tag + "= is no base64");
        }
    }

    private OptionalLong number(String tag) throws DkimError {
        Optional<String> value = tags.get(tag);
        if (value.isEmpty()) {
            return OptionalLong.empty();
        }
        if (!NUMBER.matcher(value.get()).matches()) {
            throw DkimError.syntax(tag + "= is no number");
        }
        // RFC 6376 §3.5: what is longer may be taken as infinite.
        return OptionalLong.of(value.get().length() > 18 ? Long.MAX_VALUE : Long.parseLong(value.get()));
    }

    Canonicalization headerCanonicalization() throws DkimError {
        return canonicalization(0);
    }

    Canonicalization bodyCanonicalization() throws DkimError {
        return canonicalization(1);
    }

    private Canonicalization canonicalization(int index) throws DkimError {
        String[] names = tags.get("c").orElse("simple").split("/", -1);
        if (names.length > 2) {
            throw DkimError.syntax("c= names more than two algorithms");
        }
        // RFC 6376 §3.5: if only one is named, the body's is "simple".
        return Canonicalization.of(index < names.length ? names[index] : "simple")
                .orElseThrow(() -> DkimError.syntax("c= names an unknown algorithm"));
    }

    SignatureAlgorithm algorithm() {
        return algorithm;
    }

    DomainName domain() {
        return domain;
    }

    String selector() {
        return selector;
    }

    /** The name that holds the key. */
    DomainName keyName() {
        return DomainName.of(selector + "._domainkey").append(domain);
    }

    /** On whose behalf the domain signed. */
    String identity() {
        // In ARC, i= is the number of the set.
        boolean arc = !field.isNamed("DKIM-Signature");
        return arc ? "@" + domain : tags.get("i").map(RawField::decoded).orElse("@" + domain);
    }

    /** Whether {@link #identity()} is of the domain itself, and not of one below it. */
    boolean isIdentityOfDomain() {
        String identity = identity();
        return DomainName.of(identity.substring(identity.lastIndexOf('@') + 1)).equals(domain);
    }

    byte[] signature() {
        return signature.clone();
    }

    byte[] bodyHash() throws DkimError {
        return base64("bh");
    }

    /** The names of the signed fields, in their order and as often as they are named. */
    List<String> headers() {
        return headers;
    }

    /** How many octets of the body count; all, where it is empty. */
    OptionalLong length() throws DkimError {
        return number("l");
    }

    /** When it was made, in seconds since 1970. */
    OptionalLong signedAt() throws DkimError {
        return number("t");
    }

    /** Until when it counts, in seconds since 1970. */
    OptionalLong expiresAt() throws DkimError {
        return number("x");
    }

    Optional<String> tag(String name) {
        return tags.get(name);
    }

    RawField field() {
        return field;
    }

    /** The field itself as it is signed: without the signature in it (RFC 6376 §3.7). */
    RawField unsignedField() {
        String text = field.text();
        int colon = text.indexOf(':');
        return new RawField(text.substring(0, colon + 1) + tags.without("b", text.substring(colon + 1)));
    }
}
