package dev.heloise.benchmarks;

import static dev.heloise.benchmarks.Trial.require;
import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.heloise.FakeSmtpServer;
import dev.heloise.mailbox.SmtpSession.End;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;

/**
 * Clients whose TLS is in order up to one of its flights, in which some octets are others, too many or missing. Each
 * session ends, none in a failure of the server's own, and whoever comes afterwards is served.
 */
final class GarbledHandshakes implements Trial {

    private static final int CLIENTS = 2_000;
    private static final int FLIGHTS = 6;
    private static final int TIMEOUT_MILLIS = 10_000;
    private static final byte[] COMMAND = "NOOP\r\n".getBytes(US_ASCII);

    @Override
    public String run(Random random, double scale) throws Exception {
        int clients = Trial.scaled(CLIENTS, scale, 50);
        try (FakeSmtpServer server =
                FakeSmtpServer.builder().implicitTls().retain(clients + 1).start()) {
            SSLContext context = server.certificate().orElseThrow().clientContext();
            for (int i = 0; i < clients; i++) {
                talk(server.port(), context, random);
            }
            server.awaitIdle(Duration.ofSeconds(10));
            long failed = server.mailbox().sessions().stream()
                    .filter(session -> session.transcript().asText().contains("the session failed"))
                    .count();
            require(failed == 0, failed + " sessions ended in a failure of the server");
            require(server.mailbox().sessions().size() == clients, "there are sessions missing");
            try (Socket client = context.getSocketFactory().createSocket(server.host(), server.port())) {
                require(client.getInputStream().read() == '2', "nobody is served any more");
            }
            require(
                    server.mailbox().awaitSessions(clients + 1, Duration.ofSeconds(10)).stream()
                            .noneMatch(session -> session.end() == End.TIMED_OUT),
                    "a session was waited for");
        }
        return clients + " clients";
    }

    /** Does what TLS wants up to a flight of which the server hears something else, and then the end. */
    private static void talk(int port, SSLContext context, Random random) throws IOException {
        SSLEngine engine = context.createSSLEngine();
        engine.setUseClientMode(true);
        engine.setEnabledProtocols(new String[] {random.nextBoolean() ? "TLSv1.2" : "TLSv1.3"});
        int last = random.nextInt(FLIGHTS);
        try (Socket client = new Socket(InetAddress.getLoopbackAddress(), port)) {
            client.setSoTimeout(TIMEOUT_MILLIS);
            Ear ear = new Ear(engine, client.getInputStream());
            int flight = 0;
            while (flight <= last) {
                switch (engine.getHandshakeStatus()) {
                    case NEED_TASK -> engine.getDelegatedTask().run();
                    case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> ear.hear();
                    case NEED_WRAP, FINISHED, NOT_HANDSHAKING -> {
                        byte[] said = wrapped(engine);
                        client.getOutputStream().write(flight++ == last ? garbled(said, random) : said);
                    }
                }
            }
            client.shutdownOutput();
            client.getInputStream().readAllBytes();
        } catch (SocketException | SSLException gone) {
            // The server may well break off.
        }
    }

    private static byte[] wrapped(SSLEngine engine) throws SSLException {
        ByteBuffer records = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
        engine.wrap(ByteBuffer.wrap(COMMAND), records);
        return Arrays.copyOf(records.array(), records.position());
    }

    private static byte[] garbled(byte[] octets, Random random) {
        byte[] garbled = octets.clone();
        for (int changes = 1 + random.nextInt(6); changes > 0 && garbled.length > 0; changes--) {
            int at = random.nextInt(garbled.length);
            switch (random.nextInt(5)) {
                case 0 -> garbled = Arrays.copyOf(garbled, at);
                case 1 -> garbled = shifted(garbled, at);
                default -> garbled[at] = (byte) random.nextInt(256);
            }
        }
        return garbled;
    }

    /** With eight zeros in between. */
    private static byte[] shifted(byte[] octets, int at) {
        byte[] shifted = new byte[octets.length + 8];
        System.arraycopy(octets, 0, shifted, 0, at);
        System.arraycopy(octets, at, shifted, at + 8, octets.length - at);
        return shifted;
    }

    /** What the server says, as far as the engine wants to hear it. */
    private static final class Ear {

        private final SSLEngine engine;
        private final InputStream in;
        private final ByteBuffer received = ByteBuffer.allocate(64 * 1024).flip();

        Ear(SSLEngine engine, InputStream in) {
            this.engine = engine;
            this.in = in;
        }

        void hear() throws IOException {
            ByteBuffer plain = ByteBuffer.allocate(engine.getSession().getApplicationBufferSize());
            Status status = engine.unwrap(received, plain).getStatus();
            if (status == Status.BUFFER_UNDERFLOW) {
                received.compact();
                int count = in.read(received.array(), received.position(), received.remaining());
                received.position(received.position() + Math.max(0, count)).flip();
                if (count < 0) {
                    throw new SSLException("the server has gone");
                }
            } else if (status == Status.CLOSED) {
                throw new SSLException("the server has said goodbye");
            }
        }
    }
}
