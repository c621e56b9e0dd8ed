package dev.heloise.benchmarks;

import static dev.heloise.benchmarks.Trial.require;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * More clients than the server's process may have descriptors. Those that cannot be accepted wait without making the
 * server work, and are served once others have gone.
 */
final class FewDescriptors implements Trial {

    private static final int DESCRIPTORS = 200;
    private static final int CLIENTS = 300;
    private static final int WATCHED_MILLIS = 1_000;

    @Override
    public String run(Random random, double scale) throws Exception {
        List<Socket> clients = new ArrayList<>();
        try (ServerProcess server = ServerProcess.heloise(DESCRIPTORS)) {
            for (int i = 0; i < CLIENTS; i++) {
                clients.add(new Socket(InetAddress.getLoopbackAddress(), server.port()));
            }
            int greeted = 0;
            while (hears(clients.get(greeted), WATCHED_MILLIS)) {
                greeted++;
                require(greeted < CLIENTS, "all were greeted, so nothing was short");
            }
            Duration before = server.cpuTime();
            require(!hears(clients.get(CLIENTS - 1), WATCHED_MILLIS), "the last was greeted before one in the middle");
            long worked = server.cpuTime().minus(before).toMillis();
            require(
                    worked < WATCHED_MILLIS / 4,
                    "while nobody could be accepted the server worked for " + worked + " ms");

            for (Socket client : clients.subList(0, greeted)) {
                client.close();
            }
            for (Socket client : clients.subList(greeted, CLIENTS)) {
                require(hears(client, 30_000), "one that waited was not served");
            }
            return CLIENTS + " clients, of whom " + (CLIENTS - greeted) + " had to wait";
        } finally {
            for (Socket client : clients) {
                client.close();
            }
        }
    }

    /** Whether the greeting comes within the time. */
    private static boolean hears(Socket client, int millis) throws IOException {
        client.setSoTimeout(millis);
        try {
            return client.getInputStream().read() == '2';
        } catch (SocketTimeoutException e) {
            return false;
        }
    }
}
