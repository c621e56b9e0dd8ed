package dev.heloise.benchmarks;

import static dev.heloise.benchmarks.Trial.require;

import dev.heloise.FakeSmtpServer;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Random;

/** A server started and closed 10,000 times, often with a client in the middle of something: nothing is left behind. */
final class ManyStarts implements Trial {

    private static final int STARTS = 10_000;
    private static final byte[] CONTENT = Message.ofSize(400);

    @Override
    public String run(Random random, double scale) throws Exception {
        int starts = Trial.scaled(STARTS, scale, 50);
        startAndClose(3);
        Footprint before = Footprint.now();
        for (int i = 0; i < starts; i++) {
            startAndClose(random.nextInt(4));
        }
        require(Footprint.leakedThreads().isEmpty(), "threads are left: " + Footprint.leakedThreads());
        Footprint after = Footprint.now();
        require(after.descriptors() <= before.descriptors() + 2, "from " + before + " to " + after);
        require(after.heap() < before.heap() + (8 << 20), "from " + before + " to " + after);
        return starts + " starts; before " + before + ", after " + after;
    }

    private static void startAndClose(int kind) throws Exception {
        FakeSmtpServer server = FakeSmtpServer.start();
        switch (kind) {
            case 0 -> server.close();
            case 1 -> {
                try (Socket client = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
                    server.close();
                    client.setSoTimeout(5_000);
                    while (client.getInputStream().read() >= 0) {
                        // Its last words, if it came so far as to greet.
                    }
                } catch (java.net.SocketException refused) {
                    // The connection was waiting to be accepted when the port was closed.
                }
            }
            case 2 -> {
                RawSession session = new RawSession(server.port());
                server.close();
                session.abandon();
            }
            default -> {
                try (server;
                        RawSession session = new RawSession(server.port())) {
                    session.send(CONTENT);
                }
                require(server.mailbox().mails().size() == 1, "a mail was lost");
            }
        }
    }
}
