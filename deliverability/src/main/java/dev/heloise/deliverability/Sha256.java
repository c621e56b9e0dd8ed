package dev.heloise.deliverability;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The one hash that signatures may still have (RFC 8301 §3.1). */
final class Sha256 {

    private Sha256() {}

    static MessageDigest begin() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    static byte[] of(byte[] octets) {
        return begin().digest(octets);
    }

    /** Another that has seen the same so far. */
    static MessageDigest copy(MessageDigest digest) {
        try {
            return (MessageDigest) digest.clone();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("Java's own SHA-256 can be cloned", e);
        }
    }
}
