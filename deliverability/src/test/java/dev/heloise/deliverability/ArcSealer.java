package dev.heloise.deliverability;

import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Adds a set to the Authenticated Received Chain of a message, as a list server would (RFC 8617 §5.1). */
final class ArcSealer {

    private final String domain;
    private final String selector;
    private final KeyPair keys;
    private final List<String> covered;

    ArcSealer(String domain, String selector, KeyPair keys) {
        this(domain, selector, keys, List.of("From", "To", "Subject", "DKIM-Signature"));
    }

    private ArcSealer(String domain, String selector, KeyPair keys, List<String> covered) {
        this.domain = domain;
        this.selector = selector;
        this.keys = keys;
        this.covered = covered;
    }

    /** One whose signatures of messages cover these fields. */
    ArcSealer covering(String... names) {
        return new ArcSealer(domain, selector, keys, List.of(names));
    }

    String seal(String mail, int instance, String status) {
        Message message = Message.of(mail.getBytes(StandardCharsets.ISO_8859_1));
        RawField results = new RawField("ARC-Authentication-Results: i=" + instance + "; " + domain
                + ";\r\n\tspf=pass smtp.mailfrom=example.org");
        RawField signature = messageSignature(
                Message.of((results.text() + "\r\n" + mail).getBytes(StandardCharsets.ISO_8859_1)), instance);
        List<RawField> chain = new ArrayList<>();
        for (int i = 1; i < instance; i++) {
            int older = i;
            for (String name : List.of("ARC-Authentication-Results", "ARC-Message-Signature", "ARC-Seal")) {
                chain.addAll(message.fields(name).stream()
                        .filter(field -> field.value().contains("i=" + older + ";"))
                        .toList());
            }
        }
        chain.add(results);
        chain.add(signature);
        RawField seal = new RawField("ARC-Seal: i=" + instance + "; a=rsa-sha256; t=12345; cv=" + status + ";\r\n d="
                + domain + "; s=" + selector + ";\r\n b=");
        byte[] data = new SignedHeader(Canonicalization.RELAXED, chain, seal).data();
        return signed(seal, data) + signature.text() + "\r\n" + results.text() + "\r\n" + mail;
    }

    private RawField messageSignature(Message message, int instance) {
        byte[] body = Sha256.of(Canonicalization.RELAXED.body(message.body()));
        RawField unsigned = new RawField("ARC-Message-Signature: i=" + instance
                + "; a=rsa-sha256; c=relaxed/relaxed; d=" + domain + "; s=" + selector + ";\r\n h="
                + String.join(":", covered) + ";\r\n bh=" + Base64.getEncoder().encodeToString(body) + ";\r\n b=");
        byte[] data = new SignedHeader(
                        Canonicalization.RELAXED, SignedHeader.select(message.fields(), covered, unsigned), unsigned)
                .data();
        String text = signed(unsigned, data);
        return new RawField(text.substring(0, text.length() - 2));
    }

    private String signed(RawField field, byte[] data) {
        return field.text()
                + Base64.getEncoder().encodeToString(SignatureAlgorithm.RSA_SHA256.sign(keys.getPrivate(), data))
                + "\r\n";
    }
}
