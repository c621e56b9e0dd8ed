package dev.heloise.benchmarks;

import static dev.heloise.benchmarks.Trial.require;
import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.heloise.FakeSmtpServer;
import dev.heloise.mailbox.SmtpSession;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * A pipelined dialogue of two mails, cut at each of its octets, with FIN and with RST. With FIN exactly the mails whose
 * content was complete are there; with RST no more than these. No session stays open.
 */
final class CutAnywhere implements Trial {

    private static final int ROUNDS = 20;
    private static final byte[] DIALOGUE = """
            EHLO client.example\r
            MAIL FROM:<a@client.example> SIZE=20\r
            RCPT TO:<ada@example.com>\r
            DATA\r
            Subject: one\r
            \r
            ..x\r
            .\r
            MAIL FROM:<a@client.example>\r
            RCPT TO:<ada@example.com>\r
            RCPT TO:<bob@example.com>\r
            BDAT 14 LAST\r
            Subject: two\r
            QUIT\r
            """.getBytes(US_ASCII);
    private static final int FIRST_MAIL = new String(DIALOGUE, US_ASCII).indexOf("\r\n.\r\n") + 5;
    private static final int SECOND_MAIL = new String(DIALOGUE, US_ASCII).indexOf("QUIT");

    @Override
    public String run(Random random, double scale) throws Exception {
        int rounds = Trial.scaled(ROUNDS, scale, 1);
        for (int round = 0; round < rounds; round++) {
            try (FakeSmtpServer server = FakeSmtpServer.start()) {
                for (int length = 0; length <= DIALOGUE.length; length++) {
                    cut(server, length, random);
                }
            }
        }
        return rounds + " times " + (DIALOGUE.length + 1) + " positions, with FIN and with RST";
    }

    private static void cut(FakeSmtpServer server, int length, Random random) throws Exception {
        int expected = length >= SECOND_MAIL ? 2 : length >= FIRST_MAIL ? 1 : 0;
        send(server, length, false, random);
        server.awaitIdle(Duration.ofSeconds(10));
        int mails = server.mailbox().mails().size();
        require(mails == expected, mails + " mails after " + length + " octets and FIN, in place of " + expected);
        List<SmtpSession> sessions = server.mailbox().sessions();
        require(sessions.size() == 1, sessions.size() + " sessions in place of one");
        server.reset();

        send(server, length, true, random);
        server.awaitIdle(Duration.ofSeconds(10));
        mails = server.mailbox().mails().size();
        require(mails <= expected, mails + " mails after " + length + " octets and RST, and at most " + expected);
        server.reset();
    }

    private static void send(FakeSmtpServer server, int length, boolean reset, Random random) throws Exception {
        try (Socket client = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            int split = length == 0 ? 0 : random.nextInt(length);
            client.getOutputStream().write(Arrays.copyOf(DIALOGUE, split));
            client.getOutputStream().write(Arrays.copyOfRange(DIALOGUE, split, length));
            if (reset) {
                client.setSoLinger(true, 0);
                return;
            }
            client.shutdownOutput();
            // Otherwise what the server still says would turn FIN into RST.
            client.getInputStream().readAllBytes();
        }
    }
}
