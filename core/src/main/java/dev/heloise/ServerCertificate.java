package dev.heloise;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.heloise.script.TlsFault;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * The certificate that a server made for itself, and what a client needs in order to trust it. It is made when somebody
 * first asks for it: EC P-256, valid for a year, for {@code localhost}, {@code 127.0.0.1}, {@code ::1} and the server's
 * name, issued by an authority that exists for this server alone.
 *
 * <pre>
 * ServerCertificate certificate = smtp.certificate().orElseThrow();
 * properties.put("mail.smtp.ssl.socketFactory", certificate.clientContext().getSocketFactory());
 * </pre>
 */
public final class ServerCertificate {

    /** The password of the trust store, which has no secret to keep. */
    public static final String TRUST_STORE_PASSWORD = "changeit";

    private final List<String> names;
    private final Optional<TlsFault> fault;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Material material;
    private @Nullable SSLContext serverContext;
    private @Nullable Path trustStore;

    /** What there is once it was made. */
    private record Material(KeyPair keys, X509Certificate own, X509Certificate issuer, X509Certificate trusted) {}

    /** @param fault what is wrong with it, if that is a fault of certificates */
    ServerCertificate(List<String> names, Optional<TlsFault> fault) {
        this.names = List.copyOf(names);
        this.fault = fault;
    }

    /** The certificate itself. */
    public X509Certificate x509() {
        return material().own();
    }

    /** The certificate and the one of its issuer in PEM (RFC 7468), as {@code curl --cacert} takes it. */
    public String pem() {
        return pem(material().own()) + pem(material().trusted());
    }

    /** Settings for a client that trusts this server, and no other. */
    public SSLContext clientContext() {
        try {
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted());
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java runtime has no TLS: " + e.getMessage(), e);
        }
    }

    /**
     * A PKCS#12 file for a client that is set up by system properties or options: it holds the issuer's certificate,
     * its password is {@link #TRUST_STORE_PASSWORD}. It is deleted when the Java runtime ends.
     *
     * @throws UncheckedIOException if it cannot be written
     */
    public Path trustStore() {
        lock.lock();
        try {
            if (trustStore == null) {
                trustStore = written();
            }
            return trustStore;
        } finally {
            lock.unlock();
        }
    }

    /** The system properties with which a Java client trusts this server, and no other. */
    public Map<String, String> trustStoreProperties() {
        return Map.of(
                "javax.net.ssl.trustStore",
                trustStore().toString(),
                "javax.net.ssl.trustStorePassword",
                TRUST_STORE_PASSWORD,
                "javax.net.ssl.trustStoreType",
                "PKCS12");
    }

    /** The server's own settings; they take any certificate that a client shows. */
    SSLContext serverContext() {
        lock.lock();
        try {
            if (serverContext == null) {
                serverContext = serverContext(material());
            }
            return serverContext;
        } finally {
            lock.unlock();
        }
    }

    private static SSLContext serverContext(Material own) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            KnownKey key = new KnownKey(own.keys().getPrivate(), own.own(), own.issuer());
            context.init(new KnownKey[] {key}, new TrustManager[] {new AnyClient()}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java runtime has no TLS: " + e.getMessage(), e);
        }
    }

    private Material material() {
        lock.lock();
        try {
            if (material == null) {
                material = make();
            }
            return material;
        } finally {
            lock.unlock();
        }
    }

    private Material make() {
        Issuer issuer = new Issuer("Heloise test authority");
        Issuer trusted = has(TlsFault.CERTIFICATE_UNTRUSTED) ? new Issuer("Heloise trusted authority") : issuer;
        KeyPair keys = Issuer.newKeys();
        List<String> subjects = has(TlsFault.CERTIFICATE_FOR_WRONG_HOST) ? List.of("wrong.host.invalid") : names;
        Instant now = Instant.now();
        Instant from = now.minus(Duration.ofDays(2));
        Instant to = now.plus(Duration.ofDays(365));
        if (has(TlsFault.CERTIFICATE_EXPIRED)) {
            to = now.minus(Duration.ofDays(1));
        } else if (has(TlsFault.CERTIFICATE_NOT_YET_VALID)) {
            from = now.plus(Duration.ofDays(1));
        }
        X509Certificate own = issuer.issue(keys.getPublic(), subjects, from, to);
        return new Material(keys, own, issuer.certificate(), trusted.certificate());
    }

    private boolean has(TlsFault other) {
        return fault.filter(other::equals).isPresent();
    }

    private KeyStore trusted() throws GeneralSecurityException {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setCertificateEntry("heloise", material().trusted());
            return store;
        } catch (IOException e) {
            throw new UncheckedIOException("an empty key store cannot be made: " + e.getMessage(), e);
        }
    }

    private Path written() {
        try {
            Path file = Files.createTempFile("heloise-trust-", ".p12");
            file.toFile().deleteOnExit();
            try (OutputStream out = Files.newOutputStream(file)) {
                trusted().store(out, TRUST_STORE_PASSWORD.toCharArray());
            }
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException("the trust store cannot be written: " + e.getMessage(), e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the trust store cannot be made: " + e.getMessage(), e);
        }
    }

    private static String pem(X509Certificate certificate) {
        try {
            Base64.Encoder lines = Base64.getMimeEncoder(64, "\n".getBytes(US_ASCII));
            return "-----BEGIN CERTIFICATE-----\n" + lines.encodeToString(certificate.getEncoded())
                    + "\n-----END CERTIFICATE-----\n";
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("a certificate that was parsed cannot be written", e);
        }
    }

    @Override
    public String toString() {
        return "certificate for " + String.join(", ", names);
    }
}
