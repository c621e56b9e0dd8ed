package dev.heloise.benchmarks;

import static dev.heloise.benchmarks.Trial.require;

import dev.heloise.FakeSmtpServer;
import dev.heloise.mailbox.MailFilter;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Connections by the thousand that are dropped at once or say nothing, and more of them than the server takes at a
 * time: those above the limit hear 421, and afterwards the server serves as before.
 */
final class Flood implements Trial {

    private static final int CONNECTIONS = 20_000;
    private static final int THREADS = 8;
    private static final int MOST = 50;
    private static final int ABOVE = 20;

    @Override
    public String run(Random random, double scale) throws Exception {
        int each = Trial.scaled(CONNECTIONS, scale, 400) / THREADS;
        try (FakeSmtpServer server =
                        FakeSmtpServer.builder().maxConnections(MOST).start();
                Crowd crowd = new Crowd()) {
            for (int i = 0; i < THREADS; i++) {
                long seed = random.nextLong();
                crowd.add(() -> connect(server.port(), each, new Random(seed)));
            }
            crowd.finish();
            server.awaitIdle(Duration.ofSeconds(30));
            int refused = fill(server);
            require(refused == ABOVE, refused + " connections in place of " + ABOVE + " heard 421");
            server.awaitIdle(Duration.ofSeconds(30));
            server.reset();
            try (RawSession session = new RawSession(server.port())) {
                session.send(Message.ofSize(400));
            }
            server.mailbox().await(MailFilter.to("ada@example.com"));
        }
        return each * THREADS + " connections, and " + ABOVE + " above the limit of " + MOST;
    }

    private static Void connect(int port, int connections, Random random) throws IOException {
        for (int i = 0; i < connections; i++) {
            try (Socket client = new Socket(InetAddress.getLoopbackAddress(), port)) {
                switch (random.nextInt(3)) {
                    case 0 -> client.setSoLinger(true, 0);
                    case 1 -> client.getInputStream().read();
                    default ->
                        client.getOutputStream().write("NOOP\r\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
                }
            } catch (IOException e) {
                // A server that has said 421 may close while the client still speaks.
            }
        }
        return null;
    }

    /** How many of a few more than there is room for are turned away. */
    private static int fill(FakeSmtpServer server) throws IOException {
        List<Socket> clients = new ArrayList<>();
        int refused = 0;
        try {
            for (int i = 0; i < MOST + ABOVE; i++) {
                Socket client = new Socket(InetAddress.getLoopbackAddress(), server.port());
                clients.add(client);
                refused += client.getInputStream().read() == '4' ? 1 : 0;
            }
        } finally {
            for (Socket client : clients) {
                client.close();
            }
        }
        return refused;
    }
}
