package dev.heloise.smtp;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Digests and signatures, of algorithms that every Java runtime has. */
final class Hash {

    private Hash() {}

    /** @param algorithm a digest's name, such as {@code SHA-256} */
    static byte[] of(String algorithm, byte[] octets) {
        try {
            return MessageDigest.getInstance(algorithm).digest(octets);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java runtime has no " + algorithm, e);
        }
    }

    /** @param algorithm the name of the digest, such as {@code SHA-256} */
    static byte[] hmac(String algorithm, byte[] key, byte[] octets) {
        Mac mac = mac(algorithm, key);
        return mac.doFinal(octets);
    }

    /** {@code Hi} of RFC 5802 §2.2, which is PBKDF2 with one block. */
    static byte[] iterated(String algorithm, byte[] key, byte[] salt, int iterations) {
        Mac mac = mac(algorithm, key);
        mac.update(salt);
        byte[] last = mac.doFinal(new byte[] {0, 0, 0, 1});
        byte[] result = last.clone();
        for (int i = 1; i < iterations; i++) {
            last = mac.doFinal(last);
            for (int j = 0; j < result.length; j++) {
                result[j] ^= last[j];
            }
        }
        return result;
    }

    private static Mac mac(String algorithm, byte[] key) {
        String name = "Hmac" + algorithm.replace("-", "");
        try {
            Mac mac = Mac.getInstance(name);
            // RFC 2104 pads a key with zeros, so that one zero is the same as none; Java refuses an empty key.
            mac.init(new SecretKeySpec(key.length == 0 ? new byte[1] : key, name));
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java runtime has no " + name, e);
        }
    }
}
