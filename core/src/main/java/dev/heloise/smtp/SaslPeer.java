package dev.heloise.smtp;

import java.util.List;

/**
 * What a SASL exchange may want to know of the two who are talking.
 *
 * @param hostname the server's name
 * @param names the names in the client's certificate; empty where it has none, the most telling first
 */
record SaslPeer(String hostname, List<String> names) {

    SaslPeer {
        names = List.copyOf(names);
    }
}
