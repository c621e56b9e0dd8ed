package dev.heloise.deliverability;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/** A public key as a domain publishes it (RFC 6376 §3.6.1). */
record DkimKey(PublicKey key, SignatureAlgorithm algorithm, List<String> hashes, List<String> flags) {

    private static final int MIN_RSA_BITS = 1024;

    /** Verifiers must take 4096 (RFC 8301 §3.2); far beyond that, a key is an attack on their time. */
    private static final int MAX_RSA_BITS = 8192;

    /** What stands before the octets of a key in the X.509 form that Java reads (RFC 8410 §4). */
    private static final byte[] ED25519_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

    /** The same for an RSA key that is published without its algorithm, as RFC 6376 says and few do. */
    private static final byte[] RSA_ALGORITHM = HexFormat.of().parseHex("300d06092a864886f70d0101010500");

    DkimKey {
        hashes = List.copyOf(hashes);
        flags = List.copyOf(flags);
    }

    static DkimKey parse(String record) throws DkimError {
        TagList tags = tags(record);
        if (tags.get("v").isPresent()
                && !(tags.first().equals("v") && tags.require("v").equals("DKIM1"))) {
            throw DkimError.key("the key's v= is not DKIM1, or not its first tag");
        }
        String encoded = tags.compact("p").orElseThrow(() -> DkimError.key("the key record has no p="));
        if (encoded.isEmpty()) {
            throw DkimError.key("the key is revoked");
        }
        List<String> services = tags.items("s");
        if (!services.isEmpty() && !services.contains("*") && !services.contains("email")) {
            throw DkimError.key("the key's s= does not allow it for mail");
        }
        SignatureAlgorithm algorithm = algorithm(tags.get("k").orElse("rsa"));
        return new DkimKey(publicKey(algorithm, decode(encoded)), algorithm, tags.items("h"), tags.items("t"));
    }

    private static TagList tags(String record) throws DkimError {
        try {
            return TagList.parse(record);
        } catch (DkimError e) {
            throw DkimError.key("the key record is malformed: " + e.reason());
        }
    }

    private static SignatureAlgorithm algorithm(String type) throws DkimError {
        for (SignatureAlgorithm algorithm : SignatureAlgorithm.values()) {
            if (algorithm.keyType().equals(type)) {
                return algorithm;
            }
        }
        throw DkimError.key("the key's k= is neither rsa nor ed25519");
    }

    private static byte[] decode(String encoded) throws DkimError {
        try {
            return Base64.getDecoder().decode(encoded);
        } catch (IllegalArgumentException e) {
            throw DkimError.key("the key's p= is no base64");
        }
    }

    private static PublicKey publicKey(SignatureAlgorithm algorithm, byte[] octets) throws DkimError {
        return algorithm == SignatureAlgorithm.RSA_SHA256 ? rsa(octets) : ed25519(octets);
    }

    private static PublicKey ed25519(byte[] octets) throws DkimError {
        if (octets.length != 32) {
            throw DkimError.key("an ed25519 key has 32 octets, and this has " + octets.length);
        }
        return decode("Ed25519", concat(ED25519_PREFIX, octets));
    }

    private static PublicKey rsa(byte[] octets) throws DkimError {
        if (octets.length > MAX_RSA_BITS / 8 + 600) {
            throw DkimError.key("the RSA key has more than " + MAX_RSA_BITS + " bits");
        }
        RSAPublicKey key = (RSAPublicKey) rsaKey(octets);
        int bits = key.getModulus().bitLength();
        if (bits < MIN_RSA_BITS) {
            throw DkimError.weak("the RSA key has " + bits + " bits, and only keys of " + MIN_RSA_BITS
                    + " and more count: publish one of 2048");
        }
        if (bits > MAX_RSA_BITS || key.getPublicExponent().compareTo(BigInteger.ONE.shiftLeft(64)) > 0) {
            throw DkimError.key("the RSA key has " + bits + " bits, or an exponent of more than 64");
        }
        return key;
    }

    private static PublicKey rsaKey(byte[] octets) throws DkimError {
        try {
            return decode("RSA", octets);
        } catch (DkimError e) {
            // RFC 6376 §3.6.1 has the bare RSAPublicKey; the world has SubjectPublicKeyInfo, and reads both.
            return decode("RSA", sequence(concat(RSA_ALGORITHM, bitString(octets))));
        }
    }

    private static PublicKey decode(String algorithm, byte[] encoded) throws DkimError {
        try {
            return KeyFactory.getInstance(algorithm).generatePublic(new X509EncodedKeySpec(encoded));
        } catch (GeneralSecurityException e) {
            throw DkimError.key("the key's p= is no " + algorithm + " key");
        }
    }

    private static byte[] sequence(byte[] content) {
        return concat(concat(new byte[] {0x30}, length(content.length)), content);
    }

    private static byte[] bitString(byte[] content) {
        return concat(concat(new byte[] {0x03}, length(content.length + 1)), concat(new byte[] {0}, content));
    }

    /** DER has one form for each length, the shortest, and Java reads no other. */
    private static byte[] length(int length) {
        if (length < 0x80) {
            return new byte[] {(byte) length};
        }
        return length < 0x100
                ? new byte[] {(byte) 0x81, (byte) length}
                : new byte[] {(byte) 0x82, (byte) (length >> 8), (byte) length};
    }

    private static byte[] concat(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    /** Makes sure that the key may be used for the signature (RFC 6376 §6.1.2). */
    void require(DkimSignature signature) throws DkimError {
        if (signature.algorithm() != algorithm) {
            throw DkimError.key(
                    "the key is for " + algorithm.keyType() + ", and the signature is " + signature.algorithm());
        }
        if (!hashes.isEmpty() && !hashes.contains("sha256")) {
            throw DkimError.key("the key's h= does not allow sha256");
        }
        if (flags.contains("s") && !signature.isIdentityOfDomain()) {
            throw DkimError.key("the key's t=s wants i= to be of the domain itself, and it is " + signature.identity());
        }
    }

    /** Whether the domain is only testing DKIM. */
    boolean isTesting() {
        return flags.contains("y");
    }
}
