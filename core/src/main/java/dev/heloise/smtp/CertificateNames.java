package dev.heloise.smtp;

import dev.heloise.mailbox.TlsInfo;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import org.jspecify.annotations.Nullable;

/** The names that a client's certificate gives to its owner. */
final class CertificateNames {

    /** GeneralName of RFC 5280 §4.2.1.6. */
    private static final int MAIL = 1;

    private CertificateNames() {}

    /** Its mail addresses, and then its common name; none where there is no certificate. */
    static List<String> of(@Nullable TlsInfo tls) {
        return tls == null
                ? List.of()
                : tls.clientCertificate().map(CertificateNames::of).orElse(List.of());
    }

    private static List<String> of(X509Certificate certificate) {
        List<String> names = new ArrayList<>();
        try {
            Collection<List<?>> alternatives = certificate.getSubjectAlternativeNames();
            for (List<?> alternative : alternatives == null ? List.<List<?>>of() : alternatives) {
                if (alternative.get(0).equals(MAIL)) {
                    names.add(alternative.get(1).toString());
                }
            }
            for (Rdn part : new LdapName(certificate.getSubjectX500Principal().getName()).getRdns()) {
                if (part.getType().equalsIgnoreCase("CN")) {
                    names.add(part.getValue().toString());
                }
            }
        } catch (CertificateParsingException | InvalidNameException e) {
            // A certificate that cannot be read names nobody; it was recorded all the same.
            return names;
        }
        return names;
    }
}
