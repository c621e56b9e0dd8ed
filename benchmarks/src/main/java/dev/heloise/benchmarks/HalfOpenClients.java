package dev.heloise.benchmarks;

import static dev.heloise.benchmarks.Trial.require;

import dev.heloise.FakeSmtpServer;
import dev.heloise.mailbox.SmtpSession;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Random;

/**
 * Clients of which half say nothing more and stay, and half close their side and go on listening, each somewhere in the
 * middle of a mail: the former hear 421 after the idle timeout, the latter all that is due to them; nobody stays.
 */
final class HalfOpenClients implements Trial {

    private static final int CLIENTS = 1_000;
    private static final Duration IDLE = Duration.ofMillis(500);
    private static final String DIALOGUE = """
            EHLO half.example\r
            MAIL FROM:<a@half.example>\r
            RCPT TO:<ada@example.com>\r
            DATA\r
            Subject: never ends\r
            \r
            """;

    @Override
    public String run(Random random, double scale) throws Exception {
        int clients = Trial.scaled(CLIENTS, scale, 10);
        try (FakeSmtpServer server = FakeSmtpServer.builder().idleTimeout(IDLE).start();
                Crowd crowd = new Crowd()) {
            for (int i = 0; i < clients; i++) {
                String said = DIALOGUE.substring(0, random.nextInt(DIALOGUE.length()));
                boolean silent = i % 2 == 0;
                crowd.add(() -> send(server.port(), said, silent));
            }
            crowd.finish();
            List<SmtpSession> ended = server.mailbox().awaitSessions(clients, Duration.ofSeconds(30));
            long timedOut = ended.stream()
                    .filter(session -> session.end() == SmtpSession.End.TIMED_OUT)
                    .count();
            require(timedOut == (clients + 1) / 2, timedOut + " of " + clients + " sessions ended for their silence");
            require(server.mailbox().mails().isEmpty(), "a mail without an end was stored");
        }
        return clients + " clients, every other one silent";
    }

    private static Void send(int port, String said, boolean silent) throws Exception {
        try (Socket client = new Socket(InetAddress.getLoopbackAddress(), port)) {
            client.getOutputStream().write(said.getBytes(StandardCharsets.US_ASCII));
            if (!silent) {
                client.shutdownOutput();
            }
            String heard = new String(client.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            require(heard.startsWith("220 "), "a client heard " + heard);
            require(!silent || heard.contains("421 4.4.2"), "a silent client heard " + heard);
        }
        return null;
    }
}
