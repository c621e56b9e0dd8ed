package dev.heloise.smtp;

import static dev.heloise.smtp.Refusal.require;

/** EXTERNAL (RFC 4422 appendix A): the certificate that the client showed in the TLS handshake says who it is. */
final class SaslExternal implements Sasl {

    private final Credentials credentials;
    private final SaslPeer peer;

    SaslExternal(Credentials credentials, SaslPeer peer) {
        this.credentials = credentials;
        this.peer = peer;
    }

    @Override
    public Step answer(byte[] response) {
        String wanted = Sasl.text(response);
        String user = peer.names().stream()
                .filter(name -> wanted.isEmpty() || name.equals(wanted))
                .filter(credentials::knows)
                .findFirst()
                .orElse("");
        require(!user.isEmpty(), Replies.AUTH_FAILED);
        return new Proven(Sasl.name(user));
    }
}
