package dev.heloise.deliverability;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;

/** The two algorithms that still count (RFC 8301 §3.1, RFC 8463 §3). */
enum SignatureAlgorithm {
    RSA_SHA256("rsa-sha256", "rsa", "SHA256withRSA") {
        @Override
        byte[] input(byte[] data) {
            return data;
        }
    },
    ED25519_SHA256("ed25519-sha256", "ed25519", "Ed25519") {
        @Override
        byte[] input(byte[] data) {
            // RFC 8463 §3: what is signed is the hash, which Ed25519 then hashes once more in its own way.
            return Sha256.of(data);
        }
    };

    private final String tag;
    private final String keyType;
    private final String jca;

    SignatureAlgorithm(String tag, String keyType, String jca) {
        this.tag = tag;
        this.keyType = keyType;
        this.jca = jca;
    }

    /** The algorithm that {@code a=} names. */
    static SignatureAlgorithm of(String tag) throws DkimError {
        for (SignatureAlgorithm algorithm : values()) {
            if (algorithm.tag.equals(tag)) {
                return algorithm;
            }
        }
        if (tag.equals("rsa-sha1")) {
            throw DkimError.weak("a=rsa-sha1 no longer counts: sign with rsa-sha256 or ed25519-sha256");
        }
        throw DkimError.syntax("the algorithm \"" + AsciiText.of(tag) + "\" is unknown");
    }

    /** What is handed to the algorithm for the data that a signature covers. */
    abstract byte[] input(byte[] data);

    boolean verify(PublicKey key, byte[] data, byte[] signature) {
        try {
            Signature verifier = Signature.getInstance(jca);
            verifier.initVerify(key);
            verifier.update(input(data));
            return verifier.verify(signature);
        } catch (GeneralSecurityException e) {
            // A signature of the wrong length, or with numbers out of range: it is not one of this key.
            return false;
        }
    }

    byte[] sign(PrivateKey key, byte[] data) {
        try {
            Signature signer = Signature.getInstance(jca);
            signer.initSign(key);
            signer.update(input(data));
            return signer.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("the key cannot sign with " + tag + ": " + e.getMessage(), e);
        }
    }

    /** The value of {@code k=} in records of such keys. */
    String keyType() {
        return keyType;
    }

    @Override
    public String toString() {
        return tag;
    }
}
