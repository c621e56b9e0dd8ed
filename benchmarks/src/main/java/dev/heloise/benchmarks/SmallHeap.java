package dev.heloise.benchmarks;

import static dev.heloise.benchmarks.Trial.require;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * Far more at a time than fits in a heap of 64 MiB, which is what a container of 256 MiB has: whatever there is no
 * memory for is answered 452, every session goes on, and afterwards the server serves as before.
 */
final class SmallHeap implements Trial {

    private static final int SESSIONS = 1_000;
    private static final int MAILS = 5;
    private static final List<byte[]> MESSAGES = Stream.of("1KB", "60KB", "300KB", "1MB", "5MB")
            .map(SmallHeap::message)
            .toList();

    private static byte[] message(String size) {
        return Message.ofSize(Message.size(size));
    }

    @Override
    public String run(Random random, double scale) throws Exception {
        int sessions = Trial.scaled(SESSIONS, scale, 10);
        AtomicInteger refused = new AtomicInteger();
        Path errors = Files.createTempFile("heloise", ".err");
        try (ServerProcess server = ServerProcess.heloise(List.of("-Xmx64m"), errors);
                Crowd crowd = new Crowd()) {
            try (RawSession session = new RawSession(server.port())) {
                require(!session.offer(message("40MB")), "a message of 40 MB was taken into a heap of 64 MB");
            }
            for (int i = 0; i < sessions; i++) {
                long seed = random.nextLong();
                crowd.add(() -> send(server.port(), new Random(seed), refused));
            }
            crowd.finish();
            try (RawSession session = new RawSession(server.port())) {
                session.send(message("1MB"));
            }
        } finally {
            String written = Files.readString(errors);
            Files.delete(errors);
            require(written.isEmpty(), "the server wrote to standard error: " + written);
        }
        return sessions * MAILS + " mails in " + sessions + " sessions, of which there was no memory for " + refused;
    }

    private static Void send(int port, Random random, AtomicInteger refused) throws IOException {
        try (RawSession session = new RawSession(port)) {
            for (int i = 0; i < MAILS; i++) {
                if (!session.offer(MESSAGES.get(random.nextInt(MESSAGES.size())))) {
                    refused.incrementAndGet();
                }
            }
        }
        return null;
    }
}
