package dev.heloise;

import dev.heloise.mailbox.TlsInfo;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;

/**
 * TLS over the streams of a socket, all of it on the connection's own thread. An {@code SSLSocket} would close the
 * socket when the other side has nothing more to say; here the last word can still be said.
 */
final class Tls {

    private static final int FIRST = 2 * 1024;
    private static final byte HANDSHAKE_RECORD = 0x16;
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0).asReadOnlyBuffer();

    private final SSLEngine engine;
    private final InputStream in;
    private final Wire wire;

    /** What was received and is not decrypted yet; to be read from. */
    private ByteBuffer received = ByteBuffer.allocate(FIRST).flip();
    /** What was decrypted and nobody has asked for yet; to be read from. */
    private ByteBuffer plain = ByteBuffer.allocate(FIRST).flip();

    private boolean established;

    Tls(SSLEngine engine, InputStream in, Wire wire) {
        this.engine = engine;
        this.in = in;
        this.wire = wire;
    }

    /** Waits for the client to begin; whether it does so with a handshake. */
    Beginning beginning() throws IOException {
        if (!receive()) {
            return Beginning.NONE;
        }
        return received.get(received.position()) == HANDSHAKE_RECORD ? Beginning.HANDSHAKE : Beginning.OTHER;
    }

    /** What was received and not decrypted. */
    byte[] unread() {
        byte[] octets = new byte[received.remaining()];
        received.get(octets);
        return octets;
    }

    /** What a client says first. */
    enum Beginning {
        /** The first record of a handshake. */
        HANDSHAKE,
        /** Something that is not TLS. */
        OTHER,
        /** Nothing; it is not heard any more. */
        NONE
    }

    /**
     * Agrees with the client.
     *
     * @throws IOException if they cannot agree, or the client goes away
     */
    TlsInfo handshake() throws IOException {
        engine.beginHandshake();
        try {
            advance();
        } catch (SSLException e) {
            alert();
            throw e;
        }
        established = true;
        return info();
    }

    private void advance() throws IOException {
        while (true) {
            switch (engine.getHandshakeStatus()) {
                case NEED_TASK -> runTasks();
                case NEED_WRAP -> write(NOTHING.duplicate());
                case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> {
                    if (!unwrap()) {
                        throw new EOFException("the client ended the handshake");
                    }
                }
                case FINISHED, NOT_HANDSHAKING -> {
                    return;
                }
            }
        }
    }

    private void runTasks() throws SSLException {
        if (established) {
            // A second handshake in a session has no use in SMTP, and costs much.
            throw new SSLException("the client asks for a renegotiation");
        }
        try {
            Runnable task = engine.getDelegatedTask();
            while (task != null) {
                task.run();
                task = engine.getDelegatedTask();
            }
        } catch (RuntimeException e) {
            throw notUnderstood(e);
        }
    }

    /** The engine is made for what clients say, and has its own ways to fail on what none would. */
    private static SSLException notUnderstood(RuntimeException failure) {
        return new SSLException("what the client says is not understood: " + failure, failure);
    }

    private TlsInfo info() {
        ExtendedSSLSession session = (ExtendedSSLSession) engine.getSession();
        Optional<String> sni = session.getRequestedServerNames().stream()
                .filter(SNIHostName.class::isInstance)
                .map(name -> ((SNIHostName) name).getAsciiName())
                .findFirst();
        String alpn = engine.getApplicationProtocol();
        return new TlsInfo(
                session.getProtocol(),
                session.getCipherSuite(),
                sni,
                Optional.ofNullable(alpn).filter(name -> !name.isEmpty()),
                clientCertificate(session));
    }

    private static Optional<X509Certificate> clientCertificate(ExtendedSSLSession session) {
        try {
            return Optional.of((X509Certificate) session.getPeerCertificates()[0]);
        } catch (SSLPeerUnverifiedException none) {
            return Optional.empty();
        }
    }

    /** What the client says, decrypted; at its end where the client cannot be heard any more. */
    InputStream input() {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                byte[] octet = new byte[1];
                return read(octet, 0, 1) < 0 ? -1 : octet[0] & 0xFF;
            }

            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                return Tls.this.read(target, offset, length);
            }

            @Override
            public int available() {
                return plain.remaining();
            }
        };
    }

    /** What is written here is encrypted and sent at once. */
    OutputStream output() {
        return new OutputStream() {
            @Override
            public void write(int octet) throws IOException {
                write(new byte[] {(byte) octet}, 0, 1);
            }

            @Override
            public void write(byte[] source, int offset, int length) throws IOException {
                Tls.this.write(ByteBuffer.wrap(source, offset, length));
            }
        };
    }

    /** Tells the client that nothing more will come. */
    void close() {
        engine.closeOutbound();
        alert();
    }

    private int read(byte[] target, int offset, int length) throws IOException {
        while (!plain.hasRemaining()) {
            if (!unwrap()) {
                return -1;
            }
            // A client may ask for new keys at any time (RFC 8446 §4.6.3).
            if (engine.getHandshakeStatus() != HandshakeStatus.NOT_HANDSHAKING) {
                advance();
            }
        }
        int count = Math.min(length, plain.remaining());
        plain.get(target, offset, count);
        return count;
    }

    /** Decrypts one record, waiting for it; false where there will be none. */
    private boolean unwrap() throws IOException {
        while (true) {
            plain.compact();
            SSLEngineResult result;
            try {
                result = engine.unwrap(received, plain);
            } catch (RuntimeException e) {
                throw notUnderstood(e);
            } finally {
                plain.flip();
            }
            switch (result.getStatus()) {
                case OK -> {
                    return true;
                }
                case CLOSED -> {
                    return false;
                }
                case BUFFER_OVERFLOW -> plain = roomier(plain);
                case BUFFER_UNDERFLOW -> {
                    if (!receive()) {
                        return false;
                    }
                }
            }
        }
    }

    private boolean receive() throws IOException {
        if (received.remaining() == received.capacity()) {
            received = roomier(received);
        }
        received.compact();
        int count = in.read(received.array(), received.position(), received.remaining());
        received.position(received.position() + Math.max(0, count));
        received.flip();
        return count > 0;
    }

    private static ByteBuffer roomier(ByteBuffer full) {
        return ByteBuffer.allocate(full.capacity() * 2).put(full).flip();
    }

    private void write(ByteBuffer source) throws IOException {
        // Only as long as it is used: an idle session costs no buffer for what it might say.
        ByteBuffer records = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
        do {
            records.clear();
            SSLEngineResult result = wrap(source, records);
            wire.send(records.array(), records.position());
            if (result.getStatus() == SSLEngineResult.Status.CLOSED) {
                return;
            }
        } while (source.hasRemaining());
    }

    private SSLEngineResult wrap(ByteBuffer source, ByteBuffer records) throws SSLException {
        try {
            return engine.wrap(source, records);
        } catch (RuntimeException e) {
            throw notUnderstood(e);
        }
    }

    /** Sends what the engine still has to say, which after a failure is why. */
    private void alert() {
        try {
            while (engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP && !engine.isOutboundDone()) {
                write(NOTHING.duplicate());
            }
        } catch (IOException e) {
            // The client has gone without waiting for it.
            engine.closeOutbound();
        }
    }
}
