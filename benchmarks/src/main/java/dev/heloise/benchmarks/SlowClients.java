package dev.heloise.benchmarks;

import static dev.heloise.benchmarks.Trial.require;

import dev.heloise.FakeSmtpServer;
import dev.heloise.mailbox.MailFilter;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;

/** Clients that send octet by octet and read reply by reply late: each gets its mail through to the octet. */
final class SlowClients implements Trial {

    private static final int CLIENTS = 200;
    private static final byte[] CONTENT = Message.ofSize(400);

    @Override
    public String run(Random random, double scale) throws Exception {
        int clients = Trial.scaled(CLIENTS, scale, 5);
        int mostMicros = scale < 1 ? 200 : 5_000;
        try (FakeSmtpServer server = FakeSmtpServer.start();
                Crowd crowd = new Crowd()) {
            for (int i = 0; i < clients; i++) {
                String recipient = "slow" + i + "@example.com";
                long seed = random.nextLong();
                crowd.add(() -> send(server.port(), recipient, new Random(seed), mostMicros));
            }
            crowd.finish();
            for (int i = 0; i < clients; i++) {
                byte[] wire = server.mailbox()
                        .await(MailFilter.to("slow" + i + "@example.com"), Duration.ofSeconds(5))
                        .wire();
                require(Arrays.equals(wire, CONTENT), "the mail of client " + i + " is not what it sent");
            }
        }
        return clients + " clients, up to " + mostMicros + " µs before each octet";
    }

    private static Void send(int port, String recipient, Random random, int mostMicros) throws Exception {
        try (Socket client = new Socket(InetAddress.getLoopbackAddress(), port)) {
            client.setTcpNoDelay(true);
            InputStream in = client.getInputStream();
            OutputStream out = client.getOutputStream();
            String commands = "EHLO slow.example\r\nMAIL FROM:<>\r\nRCPT TO:<" + recipient + ">\r\nDATA\r\n";
            drip(out, commands.getBytes(StandardCharsets.US_ASCII), random, mostMicros);
            drip(out, CONTENT, random, mostMicros);
            drip(out, "QUIT\r\n".getBytes(StandardCharsets.US_ASCII), random, mostMicros);
            String replies = new String(in.readAllBytes(), StandardCharsets.US_ASCII);
            require(replies.contains("queued as") && replies.contains("221 "), "a slow client heard " + replies);
        }
        return null;
    }

    private static void drip(OutputStream out, byte[] octets, Random random, int mostMicros) throws Exception {
        for (byte octet : octets) {
            Thread.sleep(Duration.ofNanos(random.nextInt(mostMicros) * 1_000L).toMillis());
            out.write(octet);
        }
    }
}
