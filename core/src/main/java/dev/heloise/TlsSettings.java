package dev.heloise;

import dev.heloise.script.TlsFault;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;

/** How the sessions of a server are secured, and what goes wrong with it. */
final class TlsSettings {

    private final Supplier<SSLContext> context;
    private final boolean asksForCertificate;
    private final Optional<TlsFault> fault;

    /**
     * @param context asked for at the first handshake
     * @param asksForCertificate whether a client is asked for a certificate, which it need not have
     */
    TlsSettings(Supplier<SSLContext> context, boolean asksForCertificate, Optional<TlsFault> fault) {
        this.context = context;
        this.asksForCertificate = asksForCertificate;
        this.fault = fault;
    }

    Optional<TlsFault> fault() {
        return fault;
    }

    /** The server's side of one handshake. */
    SSLEngine engine() {
        SSLEngine engine = context.get().createSSLEngine();
        engine.setUseClientMode(false);
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setWantClientAuth(asksForCertificate);
        engine.setSSLParameters(parameters);
        // No protocol name is registered for SMTP; a client that wants to agree on one is not turned away.
        engine.setHandshakeApplicationProtocolSelector((self, offered) -> first(offered));
        return engine;
    }

    private static String first(List<String> offered) {
        return offered.isEmpty() ? "" : offered.get(0);
    }
}
