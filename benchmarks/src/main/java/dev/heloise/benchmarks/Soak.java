package dev.heloise.benchmarks;

import static dev.heloise.benchmarks.Trial.require;

import dev.heloise.FakeSmtpServer;
import dev.heloise.mailbox.MailboxInfo;
import java.util.Locale;
import java.util.Random;

/**
 * A million mails through one server that keeps the last hundred mails and sessions, which even a small part of the
 * load fills in its first tenth: heap, threads and descriptors are the same after each tenth, and every mail that was
 * answered 250 has been counted.
 */
final class Soak implements Trial {

    private static final int MAILS = 1_000_000;
    private static final int KEPT = 100;
    private static final int MOST_IN_A_SESSION = 60;
    private static final int SESSIONS = 8;
    private static final int TENTHS = 10;
    private static final long HEAP_NOISE = 8 << 20;

    @Override
    public String run(Random random, double scale) throws Exception {
        int each = Trial.scaled(MAILS, scale, 1_000) / SESSIONS / TENTHS;
        long sent = 0;
        try (FakeSmtpServer server = FakeSmtpServer.builder().retain(KEPT).start()) {
            Footprint first = null;
            Footprint now = null;
            for (int tenth = 0; tenth < TENTHS; tenth++) {
                try (Crowd senders = new Crowd()) {
                    for (int i = 0; i < SESSIONS; i++) {
                        long seed = random.nextLong();
                        senders.add(() -> send(server.port(), each, new Random(seed)));
                    }
                    senders.finish();
                }
                sent += (long) each * SESSIONS;
                MailboxInfo info = server.mailbox().info();
                require(
                        info.mails() + info.droppedMails() == sent,
                        sent + " mails were answered 250, and " + info + " is what became of them");
                server.awaitIdle(java.time.Duration.ofSeconds(10));
                now = Footprint.now();
                first = first == null ? now : first;
                require(now.heap() < first.heap() + HEAP_NOISE, "the heap grew from " + first + " to " + now);
                // Those of senders and sessions that are about to end.
                require(now.threads() <= first.threads() + 2 * SESSIONS, "threads grew from " + first + " to " + now);
                require(now.descriptors() <= first.descriptors() + 4, "descriptors grew from " + first + " to " + now);
            }
            return String.format(
                    Locale.ROOT, "%,d mails; after the first tenth %s, after the last %s", sent, first, now);
        }
    }

    /** Now and then a session ends, and another one begins. */
    private static Void send(int port, int mails, Random random) throws Exception {
        int left = mails;
        while (left > 0) {
            try (RawSession session = new RawSession(port)) {
                for (int i = 1 + random.nextInt(MOST_IN_A_SESSION); i > 0 && left > 0; i--, left--) {
                    session.send(Message.ofSize(400 + random.nextInt(4_000)));
                }
            }
        }
        return null;
    }
}
