package dev.heloise.app;

import dev.heloise.FakeSmtpServer;
import dev.heloise.deliverability.ZoneException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of the HTTP side. */
final class HttpOptions {

    @Option(
            names = "--http-port",
            paramLabel = "PORT",
            defaultValue = "8025",
            description = "Port for the inbox and the HTTP API; 0 for any that is free (${DEFAULT-VALUE})")
    private int port;

    @Option(
            names = "--http-allowed-hosts",
            paramLabel = "NAME",
            split = ",",
            description = "Names by which browsers may call it, beside localhost; * for any")
    private List<String> allowedHosts = List.of();

    @Option(
            names = "--http-credentials",
            paramLabel = "USER:PASSWORD",
            description = "Asks for these on page and API (basic authentication)")
    private @Nullable String credentials;

    @Option(
            names = "--web-root",
            paramLabel = "PATH",
            defaultValue = "/",
            description = "Path under which page and API are served (${DEFAULT-VALUE})")
    private String webRoot = "/";

    @Option(
            names = "--zone",
            paramLabel = "FILE",
            description =
                    "DNS zone (a master file) by which SPF, DKIM and DMARC are judged; nothing else is ever asked")
    private @Nullable Path zone;

    WebInbox start(FakeSmtpServer smtp, InetAddress address) {
        WebInbox.Builder inbox = WebInbox.on(smtp)
                .port(port)
                .address(address)
                .webRoot(webRoot)
                .allowedHosts(allowedHosts.toArray(String[]::new));
        if (credentials != null) {
            int colon = credentials.indexOf(':');
            if (colon < 1) {
                throw new IllegalArgumentException("--http-credentials must be USER:PASSWORD");
            }
            inbox.credentials(credentials.substring(0, colon), credentials.substring(colon + 1));
        }
        if (zone != null) {
            withZone(inbox, zone);
        }
        return inbox.start();
    }

    private static void withZone(WebInbox.Builder inbox, Path file) {
        try {
            inbox.zone(TextFile.read(file));
        } catch (ZoneException e) {
            throw new IllegalArgumentException(file + ", " + e.getMessage(), e);
        }
    }

    /** What whoever starts it so should know. */
    List<String> warnings(InetAddress address) {
        if (address.isLoopbackAddress() || credentials != null) {
            return List.of();
        }
        return List.of("Warning: listening on " + address.getHostAddress()
                + ", so whoever reaches this machine can read every mail (--http-credentials asks for a password)");
    }
}
