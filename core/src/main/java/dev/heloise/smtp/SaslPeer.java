package dev.heloise.smtp;

import dev.heloise.script.AuthQuirk;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * What a SASL exchange may want to know of the two who are talking.
 *
 * @param hostname the server's name
 * @param names the names in the client's certificate; empty where it has none, the most telling first
 * @param now the time on the server's clock
 * @param quirks what the server does otherwise than it should
 */
record SaslPeer(String hostname, List<String> names, Instant now, Set<AuthQuirk> quirks) {

    SaslPeer {
        names = List.copyOf(names);
    }
}
