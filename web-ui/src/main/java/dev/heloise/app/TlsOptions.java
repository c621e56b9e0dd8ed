package dev.heloise.app;

import dev.heloise.FakeSmtpServer;
import dev.heloise.script.StartTls;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say how SMTP sessions are secured, and who is let in. */
final class TlsOptions {

    @Option(
            names = "--starttls",
            paramLabel = "WHEN",
            defaultValue = "NONE",
            description = "Whether STARTTLS is there: ${COMPLETION-CANDIDATES} (${DEFAULT-VALUE})")
    private StartTls startTls = StartTls.NONE;

    @Option(
            names = "--tls-port",
            paramLabel = "PORT",
            description = "Port of a further listener that is secured from the first octet; 0 for any that is free")
    private @Nullable Integer tlsPort;

    @Option(names = "--implicit-tls", description = "Secures the SMTP port itself from the first octet")
    private boolean implicitTls;

    @Option(
            names = "--tls-certificate",
            paramLabel = "FILE",
            description = "Certificate chain in PEM; unless given, one is made, and served at /api/certificate.pem")
    private @Nullable Path certificate;

    @Option(
            names = "--tls-key",
            paramLabel = "FILE",
            description = "Its private key in PEM, not encrypted; unless given, it is in the file of the certificate")
    private @Nullable Path key;

    @Option(
            names = "--credentials",
            paramLabel = "USER:PASSWORD",
            split = ",",
            description = "Offers AUTH to these users, and to nobody else")
    private String[] credentials = {};

    @Option(
            names = "--require-auth",
            description = "Refuses mail from those who have not authenticated; any user will do unless there are"
                    + " --credentials")
    private boolean requireAuth;

    void applyTo(FakeSmtpServer.Builder server) {
        server.startTls(startTls);
        if (tlsPort != null) {
            server.tlsPort(tlsPort);
        }
        if (implicitTls) {
            server.implicitTls();
        }
        secureWithGiven(server);
        for (String user : credentials) {
            int colon = user.indexOf(':');
            if (colon < 1) {
                throw new IllegalArgumentException("--credentials must be USER:PASSWORD");
            }
            server.credentials(user.substring(0, colon), user.substring(colon + 1));
        }
        if (requireAuth) {
            server.requireAuth();
        }
    }

    private void secureWithGiven(FakeSmtpServer.Builder server) {
        if (certificate != null) {
            server.sslContext(PemFiles.context(certificate, key == null ? certificate : key));
        } else if (key != null) {
            throw new IllegalArgumentException("--tls-key needs --tls-certificate");
        }
    }
}
