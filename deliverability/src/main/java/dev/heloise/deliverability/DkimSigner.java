package dev.heloise.deliverability;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;

/**
 * Signs messages as a domain would (RFC 6376 §5), so that a test can sign what it sends and publish the key in its
 * zone. A signer does not change: each method gives another one. Domains and selectors may have letters beyond ASCII:
 * the signature has A-labels for them (RFC 5890 §2.3), which every verifier knows.
 *
 * <pre>{@code
 * DkimSigner signer = DkimSigner.ed25519("example.org", "test");
 * Zone zone = Zone.builder().text(signer.zoneRecord()).build();
 * byte[] signed = signer.sign(raw);
 * assertThat(Dkim.against(zone).verify(signed)).allMatch(DkimResult::passes);
 * }</pre>
 */
public final class DkimSigner {

    /** The fields of RFC 6376 §5.4.1 that messages usually have. */
    private static final List<String> USUAL_FIELDS = List.of(
            "From",
            "Reply-To",
            "Subject",
            "Date",
            "To",
            "Cc",
            "Message-ID",
            "In-Reply-To",
            "References",
            "MIME-Version",
            "Content-Type",
            "Content-Transfer-Encoding");

    private static final int RSA_BITS = 2048;
    private static final int LINE = 72;

    private final String domain;
    private final String selector;
    private final KeyPair keys;
    private final SignatureAlgorithm algorithm;
    private final Settings settings;

    private DkimSigner(String domain, String selector, KeyPair keys, SignatureAlgorithm algorithm, Settings settings) {
        this.domain = DomainName.ascii(requireNonNull(domain, "domain"));
        this.selector = DomainName.ascii(requireNonNull(selector, "selector"));
        this.keys = keys;
        this.algorithm = algorithm;
        this.settings = settings;
    }

    /** A signer with a new RSA key of 2048 bits. */
    public static DkimSigner rsa(String domain, String selector) {
        return of(domain, selector, generate("RSA", OptionalInt.of(RSA_BITS)));
    }

    /** A signer with a new Ed25519 key (RFC 8463). */
    public static DkimSigner ed25519(String domain, String selector) {
        return of(domain, selector, generate("Ed25519", OptionalInt.empty()));
    }

    /**
     * A signer with a key of one's own.
     *
     * @param keys of RSA, also of sizes that no verifier takes, or of Ed25519
     * @throws IllegalArgumentException if they are of anything else
     */
    public static DkimSigner of(String domain, String selector, KeyPair keys) {
        SignatureAlgorithm algorithm = switch (keys.getPrivate().getAlgorithm()) {
            case "RSA" -> SignatureAlgorithm.RSA_SHA256;
            case "Ed25519", "EdDSA" -> SignatureAlgorithm.ED25519_SHA256;
            default ->
                throw new IllegalArgumentException(
                        "DKIM has no signatures with " + keys.getPrivate().getAlgorithm() + " keys");
        };
        return new DkimSigner(domain, selector, keys, algorithm, Settings.DEFAULT);
    }

    private static KeyPair generate(String algorithm, OptionalInt bits) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            bits.ifPresent(generator::initialize);
            return generator.generateKeyPair();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java since 15 has " + algorithm, e);
        }
    }

    /**
     * Signs these fields, in that order; a name once more than the field is there forbids to add another. By default
     * the usual fields that the message has are signed, {@code From} once more than it is there. Without {@code From}
     * the signature is one that no verifier accepts (RFC 6376 §5.4): for tests of that.
     */
    public DkimSigner headers(String... names) {
        return with(settings.headers(List.of(names)));
    }

    /**
     * Signs with these algorithms (RFC 6376 §3.4), such as {@code simple/simple}; {@code relaxed/relaxed} by default.
     *
     * @throws IllegalArgumentException if they are not {@code simple} or {@code relaxed}, one or two
     */
    public DkimSigner canonicalization(String algorithms) {
        for (String name : algorithms.split("/", -1)) {
            if (Canonicalization.of(name).isEmpty()) {
                throw new IllegalArgumentException(
                        "\"" + algorithms + "\": only simple and relaxed, as in relaxed/simple");
            }
        }
        return with(settings.tag("c", algorithms));
    }

    /**
     * Signs only so many octets of the canonicalized body ({@code l=}), 0 or more, which RFC 6376 §8.2 warns of.
     *
     * @throws IllegalArgumentException if they are fewer
     */
    public DkimSigner bodyLength(int octets) {
        if (octets < 0) {
            throw new IllegalArgumentException("bodyLength must be 0 or more, but is " + octets);
        }
        return with(settings.tag("l", Integer.toString(octets)));
    }

    /** Tells when the signature was made ({@code t=}); by default it does not tell. */
    public DkimSigner signedAt(Instant time) {
        return with(settings.tag("t", Long.toString(time.getEpochSecond())));
    }

    /** Tells until when the signature counts ({@code x=}); by default for ever. */
    public DkimSigner expiresAt(Instant time) {
        return with(settings.tag("x", Long.toString(time.getEpochSecond())));
    }

    /** Tells on whose behalf the domain signs ({@code i=}), such as {@code ada@sub.example.org}. */
    public DkimSigner identity(String address) {
        int domainStart = address.lastIndexOf('@') + 1;
        String ascii = address.substring(0, domainStart) + DomainName.ascii(address.substring(domainStart));
        return with(settings.tag("i", RawField.encoded(ascii)));
    }

    private DkimSigner with(Settings other) {
        return new DkimSigner(domain, selector, keys, algorithm, other);
    }

    /** The record to publish, as in {@code v=DKIM1; k=ed25519; p=…}. */
    public String keyRecord() {
        byte[] encoded = keys.getPublic().getEncoded();
        // An Ed25519 key is published bare (RFC 8463 §4): the last 32 octets of what Java gives.
        byte[] published = algorithm == SignatureAlgorithm.RSA_SHA256
                ? encoded
                : Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length);
        return "v=DKIM1; k=" + algorithm.keyType() + "; p="
                + Base64.getEncoder().encodeToString(published);
    }

    /** The same as a line of a zone's text, with its name. */
    public String zoneRecord() {
        return selector + "._domainkey." + domain + ". TXT \"" + keyRecord() + "\"\n";
    }

    /** The message with a signature before it; nothing else changes. */
    public byte[] sign(byte[] raw) {
        byte[] field = (signature(raw).text() + "\r\n").getBytes(StandardCharsets.ISO_8859_1);
        byte[] signed = Arrays.copyOf(field, field.length + raw.length);
        System.arraycopy(raw, 0, signed, field.length, raw.length);
        return signed;
    }

    private RawField signature(byte[] raw) {
        Message message = Message.of(raw);
        List<String> names = settings.headers().orElseGet(() -> usualHeaders(message));
        String text = "DKIM-Signature: v=1; a=" + algorithm + "; d=" + domain + "; s=" + selector + ";\r\n"
                + settings.tags() + " h=" + String.join(":\r\n ", names) + ";\r\n"
                + " bh=" + bodyHash(message) + ";\r\n b=";
        RawField unsigned = new RawField(text);
        byte[] data = new SignedHeader(
                        settings.canonicalization(0), SignedHeader.select(message.fields(), names, unsigned), unsigned)
                .data();
        return new RawField(text + folded(Base64.getEncoder().encodeToString(algorithm.sign(keys.getPrivate(), data))));
    }

    private static List<String> usualHeaders(Message message) {
        Set<String> present = new HashSet<>();
        message.fields().forEach(field -> present.add(field.name().toLowerCase(Locale.ROOT)));
        List<String> names = new ArrayList<>(USUAL_FIELDS.stream()
                .filter(name -> present.contains(name.toLowerCase(Locale.ROOT)))
                .toList());
        names.add("From");
        return names;
    }

    private String bodyHash(Message message) {
        byte[] body = settings.canonicalization(1).body(message.body());
        int length = settings.tag("l").map(Integer::parseInt).orElse(body.length);
        return Base64.getEncoder().encodeToString(Sha256.of(Arrays.copyOf(body, Math.min(length, body.length))));
    }

    private static String folded(String text) {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < text.length(); i += LINE) {
            lines.append(i == 0 ? "" : "\r\n ").append(text, i, Math.min(text.length(), i + LINE));
        }
        return lines.toString();
    }

    /** What is signed, and what the signature tells beside it. */
    private record Settings(Optional<List<String>> headers, Map<String, String> tagged) {

        static final Settings DEFAULT = new Settings(Optional.empty(), Map.of("c", "relaxed/relaxed"));

        Settings headers(List<String> names) {
            return new Settings(Optional.of(names), tagged);
        }

        Settings tag(String name, String value) {
            Map<String, String> others = new TreeMap<>(tagged);
            others.put(name, value);
            return new Settings(headers, others);
        }

        Optional<String> tag(String name) {
            return Optional.ofNullable(tagged.get(name));
        }

        Canonicalization canonicalization(int index) {
            String[] names = tag("c").orElse("simple").split("/", -1);
            return Canonicalization.of(index < names.length ? names[index] : "simple")
                    .orElseThrow();
        }

        String tags() {
            StringBuilder text = new StringBuilder();
            tagged.forEach((name, value) ->
                    text.append(' ').append(name).append('=').append(value).append(";\r\n"));
            return text.toString();
        }
    }
}
