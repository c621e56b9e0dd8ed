package dev.heloise;

import dev.heloise.smtp.Service;
import java.util.Optional;

/**
 * What one port of a server is for.
 *
 * @param number the TCP port; 0 for any that is free
 * @param service what is offered there
 * @param tls how its sessions are secured, if they can be
 * @param implicitTls whether they are secured before the first word (RFC 8314 §3)
 * @param proxied whether each connection begins with a PROXY header
 */
record Port(int number, Service service, Optional<TlsSettings> tls, boolean implicitTls, boolean proxied) {}
