package dev.heloise.benchmarks;

import static dev.heloise.benchmarks.Trial.require;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.stream.Collectors.joining;

import dev.heloise.FakeSmtpServer;
import dev.heloise.mailbox.MailFilter;
import dev.heloise.mailbox.ReceivedMail;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Sessions that say all that they have to say without hearing a reply: mails of any size, some with {@code DATA} and
 * some in chunks, in writes that end anywhere. Each mail arrives to the octet, and nothing that is none.
 */
final class Pipelined implements Trial {

    private static final int SESSIONS = 200;
    private static final int MAILS = 200;
    private static final int LONGEST_WRITE = 50_000;

    @Override
    public String run(Random random, double scale) throws Exception {
        int sessions = Trial.scaled(SESSIONS, scale, 3);
        try (FakeSmtpServer server =
                        FakeSmtpServer.builder().retain(SESSIONS * MAILS).start();
                Crowd crowd = new Crowd()) {
            for (int i = 0; i < sessions; i++) {
                String recipient = "r" + i + "@example.com";
                long seed = random.nextLong();
                crowd.add(() -> talk(server, recipient, new Random(seed)));
            }
            crowd.finish();
            require(server.mailbox().mails().size() == sessions * MAILS, "there are mails that nobody has sent");
        }
        return sessions + " sessions with " + MAILS + " mails each";
    }

    private static Void talk(FakeSmtpServer server, String recipient, Random random) throws IOException {
        List<byte[]> messages = new ArrayList<>();
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        said.writeBytes(ascii("EHLO client.example\r\n"));
        for (int i = 0; i < MAILS; i++) {
            byte[] message = message(random);
            messages.add(message);
            said.writeBytes(ascii("MAIL FROM:<a@example.com>\r\nRCPT TO:<" + recipient + ">\r\n"));
            said.writeBytes(random.nextInt(3) == 0 ? chunks(message, random) : data(message));
        }
        said.writeBytes(ascii("QUIT\r\n"));
        try (Socket client = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            byte[] octets = said.toByteArray();
            for (int i = 0; i < octets.length; ) {
                int length = Math.min(1 + random.nextInt(LONGEST_WRITE), octets.length - i);
                client.getOutputStream().write(octets, i, length);
                i += length;
            }
            String replies = new String(client.getInputStream().readAllBytes(), US_ASCII);
            String refusals = replies.lines()
                    .filter(line -> line.matches("[45].*"))
                    .limit(3)
                    .collect(joining(", "));
            require(refusals.isEmpty(), "there were refusals, the first: " + refusals);
        }
        List<ReceivedMail> received = server.mailbox().mails(MailFilter.to(recipient));
        require(received.size() == MAILS, received.size() + " of " + MAILS + " mails arrived");
        for (int i = 0; i < MAILS; i++) {
            require(Arrays.equals(received.get(i).raw(), messages.get(i)), "mail " + i + " is another one");
        }
        return null;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(US_ASCII);
    }

    /** Most are small, some are large; some lines begin with a dot. */
    private static byte[] message(Random random) {
        int largest = random.nextInt(20) == 0 ? 100_000 : 400;
        int size = random.nextInt(largest);
        StringBuilder text = new StringBuilder(size + 100);
        while (text.length() < size) {
            text.append(random.nextInt(4) == 0 ? "." : "")
                    .append((char) ('a' + random.nextInt(26)))
                    .append("x".repeat(random.nextInt(70)))
                    .append("\r\n");
        }
        return ascii(text.toString());
    }

    private static byte[] data(byte[] message) {
        String text = new String(message, US_ASCII);
        String stuffed = (text.startsWith(".") ? "." : "") + text.replace("\r\n.", "\r\n..");
        return ascii("DATA\r\n" + stuffed + ".\r\n");
    }

    private static byte[] chunks(byte[] message, Random random) {
        ByteArrayOutputStream chunks = new ByteArrayOutputStream();
        int sent = 0;
        while (sent < message.length) {
            int length = 1 + random.nextInt(message.length - sent);
            chunks.writeBytes(ascii("BDAT " + length + "\r\n"));
            chunks.write(message, sent, length);
            sent += length;
        }
        chunks.writeBytes(ascii("BDAT 0 LAST\r\n"));
        return chunks.toByteArray();
    }
}
