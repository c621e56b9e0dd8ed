package dev.heloise.app;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A certificate and its key as files in PEM (RFC 7468), as everything but Java has them. */
final class PemFiles {

    private static final Pattern KEY =
            Pattern.compile("-----BEGIN ([A-Z ]*)PRIVATE KEY-----([A-Za-z0-9+/=\\s]*)-----END");
    private static final char[] NO_PASSWORD = {};

    private PemFiles() {}

    /**
     * The settings of a server that shows this certificate.
     *
     * @throws IllegalArgumentException if the files do not hold a certificate and its key; the message names the file
     */
    static SSLContext context(Path chainFile, Path keyFile) {
        Certificate[] chain = chain(chainFile);
        PrivateKey key = key(keyFile, chain[0].getPublicKey().getAlgorithm());
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, NO_PASSWORD);
            store.setKeyEntry("given", key, NO_PASSWORD, chain);
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, NO_PASSWORD);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalArgumentException(
                    chainFile + " cannot be used with " + keyFile + ": " + e.getMessage(), e);
        }
    }

    private static Certificate[] chain(Path file) {
        // The factory takes the certificates of a file, and stumbles over a key beside them.
        String certificates = KEY.matcher(TextFile.read(file)).replaceAll("").replaceAll("[A-Z ]*PRIVATE KEY-----", "");
        try {
            Collection<? extends Certificate> chain = CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(certificates.getBytes(US_ASCII)));
            if (chain.isEmpty()) {
                throw new IllegalArgumentException(file + " holds no certificate in PEM");
            }
            return chain.toArray(Certificate[]::new);
        } catch (CertificateException e) {
            throw new IllegalArgumentException(file + " holds no certificate in PEM", e);
        }
    }

    private static PrivateKey key(Path file, String algorithm) {
        Matcher key = KEY.matcher(TextFile.read(file));
        if (!key.find()) {
            throw new IllegalArgumentException(file + " holds no private key in PEM");
        }
        if (!key.group(1).isEmpty()) {
            throw new IllegalArgumentException(file
                    + " holds a key that is not in PKCS #8, or encrypted (openssl pkcs8 -topk8 -nocrypt makes it so)");
        }
        try {
            byte[] octets = Base64.getMimeDecoder().decode(key.group(2));
            return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(octets));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException(file + " holds no key for this certificate: " + e.getMessage(), e);
        }
    }
}
