package dev.heloise;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A certification authority of its own for one server: it signs with EC P-256 (RFC 5280, RFC 5480), and is forgotten.
 */
final class Issuer {

    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration LONG = Duration.ofDays(365);

    private static final byte[] SIGNATURE = Der.sequence(Der.identifier("1.2.840.10045.4.3.2"));
    private static final byte[] VERSION_3 = Der.wrapped(0, Der.integer(BigInteger.TWO));
    private static final byte[] SERVER_AUTH = Der.sequence(Der.identifier("1.3.6.1.5.5.7.3.1"));
    /** The bits of RFC 5280 §4.2.1.3, the first one the highest. */
    private static final byte[] SIGN_CERTIFICATES = Der.bits(2, new byte[] {0x04});

    private static final byte[] SIGN_HANDSHAKES = Der.bits(7, new byte[] {(byte) 0x80});

    private final String name;
    private final KeyPair keys = newKeys();
    private final X509Certificate certificate;

    Issuer(String name) {
        this.name = name;
        Instant now = Instant.now();
        List<byte[]> extensions = List.of(
                critical("2.5.29.19", Der.sequence(Der.yes())),
                critical("2.5.29.15", SIGN_CERTIFICATES),
                extension("2.5.29.14", Der.octets(identifier(keys.getPublic()))));
        this.certificate = sign(name, keys.getPublic(), now.minus(DAY.multipliedBy(3)), now.plus(LONG), extensions);
    }

    static KeyPair newKeys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java runtime has no EC P-256", e);
        }
    }

    X509Certificate certificate() {
        return certificate;
    }

    /**
     * A server's certificate.
     *
     * @param names domains and addresses, none of which is looked up
     */
    X509Certificate issue(PublicKey key, List<String> names, Instant from, Instant to) {
        List<byte[]> alternatives = names.stream().map(Issuer::alternative).toList();
        List<byte[]> extensions = List.of(
                critical("2.5.29.19", Der.sequence()),
                critical("2.5.29.15", SIGN_HANDSHAKES),
                extension("2.5.29.37", SERVER_AUTH),
                extension("2.5.29.14", Der.octets(identifier(key))),
                extension("2.5.29.35", Der.sequence(Der.tagged(0, identifier(keys.getPublic())))),
                extension("2.5.29.17", Der.sequence(alternatives)));
        return sign(names.get(0), key, from, to, extensions);
    }

    private X509Certificate sign(String subject, PublicKey key, Instant from, Instant to, List<byte[]> extensions) {
        byte[] contents = Der.sequence(
                VERSION_3,
                Der.integer(new BigInteger(120, new SecureRandom()).setBit(119)),
                SIGNATURE,
                name(name),
                Der.sequence(Der.time(from), Der.time(to)),
                name(subject),
                key.getEncoded(),
                Der.wrapped(3, Der.sequence(extensions)));
        try {
            Signature signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(keys.getPrivate());
            signature.update(contents);
            byte[] whole = Der.sequence(contents, SIGNATURE, Der.bits(0, signature.sign()));
            CertificateFactory factory = CertificateFactory.getInstance("X.509");
            return (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(whole));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("no certificate could be made: " + e.getMessage(), e);
        }
    }

    private static byte[] name(String commonName) {
        return Der.sequence(Der.set(Der.sequence(Der.identifier("2.5.4.3"), Der.text(commonName))));
    }

    private static byte[] alternative(String name) {
        boolean address = name.indexOf(':') >= 0 || name.chars().allMatch(c -> c == '.' || (c >= '0' && c <= '9'));
        if (!address) {
            return Der.tagged(2, name.getBytes(US_ASCII));
        }
        try {
            return Der.tagged(7, InetAddress.getByName(name).getAddress());
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("no address: " + name, e);
        }
    }

    private static byte[] extension(String identifier, byte[] value) {
        return Der.sequence(Der.identifier(identifier), Der.octets(value));
    }

    private static byte[] critical(String identifier, byte[] value) {
        return Der.sequence(Der.identifier(identifier), Der.yes(), Der.octets(value));
    }

    /** A key's name in a certificate: any value will do that is the same on both sides (RFC 5280 §4.2.1.2). */
    private static byte[] identifier(PublicKey key) {
        try {
            return MessageDigest.getInstance("SHA-1").digest(key.getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java runtime has no SHA-1", e);
        }
    }
}
