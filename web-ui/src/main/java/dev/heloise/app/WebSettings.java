package dev.heloise.app;

import java.net.InetAddress;
import java.util.Optional;
import java.util.Set;

/**
 * How the HTTP side is set up.
 *
 * @param address the address to listen on
 * @param port the port to listen on; 0 for any that is free
 * @param root the path before all others: empty, or with a slash at its beginning and none at its end
 * @param allowedHosts the names by which it may be called beside the loopback's, in lower case
 * @param credentials what to ask for, if anything
 * @param zone the DNS by which mails are judged, where there is one from the beginning
 */
record WebSettings(
        InetAddress address,
        int port,
        String root,
        Set<String> allowedHosts,
        Optional<Credentials> credentials,
        Optional<Reports.ZoneText> zone) {

    WebSettings {
        allowedHosts = Set.copyOf(allowedHosts);
    }
}
