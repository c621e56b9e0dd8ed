package dev.heloise.mailbox;

import java.security.cert.X509Certificate;
import java.util.Optional;

/**
 * What was agreed in a session's TLS handshake.
 *
 * @param protocol the version, such as {@code TLSv1.3}
 * @param cipher the cipher suite by its JSSE name
 * @param sni the host name that the client asked for (RFC 6066 §3)
 * @param alpn the agreed application protocol (RFC 7301)
 * @param clientCertificate the client's own certificate, where it sent one
 */
public record TlsInfo(
        String protocol,
        String cipher,
        Optional<String> sni,
        Optional<String> alpn,
        Optional<X509Certificate> clientCertificate) {}
