package dev.heloise.benchmarks;

import static dev.heloise.benchmarks.Trial.require;

import dev.heloise.FakeSmtpServer;
import dev.heloise.mailbox.SmtpSession;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Random;

/**
 * Clients that send commands for ever and never read a reply: each is dropped after the write timeout, while others get
 * their mails through.
 */
final class DeafClients implements Trial {

    private static final int CLIENTS = 100;
    private static final int MAILS = 1_000;
    private static final Duration WRITE_TIMEOUT = Duration.ofMillis(500);
    private static final byte[] COMMANDS = "HELP\r\n".repeat(1_000).getBytes(StandardCharsets.US_ASCII);

    @Override
    public String run(Random random, double scale) throws Exception {
        int clients = Trial.scaled(CLIENTS, scale, 3);
        int mails = Trial.scaled(MAILS, scale, 10);
        try (FakeSmtpServer server =
                        FakeSmtpServer.builder().writeTimeout(WRITE_TIMEOUT).start();
                Crowd crowd = new Crowd()) {
            for (int i = 0; i < clients; i++) {
                crowd.add(() -> sendForEver(server.port()));
            }
            try (RawSession hearing = new RawSession(server.port())) {
                for (int i = 0; i < mails; i++) {
                    hearing.send(Message.ofSize(400 + random.nextInt(2_000)));
                }
            }
            crowd.finish();
            List<SmtpSession> ended = server.mailbox().awaitSessions(clients + 1, Duration.ofSeconds(30));
            long dropped = ended.stream()
                    .filter(session -> session.end() == SmtpSession.End.TIMED_OUT)
                    .count();
            require(dropped == clients, dropped + " of " + clients + " deaf clients were dropped as such");
            require(server.mailbox().mails().size() == mails, "mails of others were lost");
        }
        return clients + " deaf clients, and " + mails + " mails beside them";
    }

    private static Void sendForEver(int port) throws IOException {
        try (Socket client = new Socket()) {
            client.setReceiveBufferSize(4_096);
            client.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            while (true) {
                client.getOutputStream().write(COMMANDS);
            }
        } catch (IOException dropped) {
            return null;
        }
    }
}
