package dev.heloise.benchmarks;

import java.io.IOException;
import java.util.List;
import java.util.Locale;

/** Measures the heap that a stored mail takes with everything that belongs to it, the transcript of its session too. */
public final class HeapPerMail {

    private static final int OCTETS = 100 << 20;
    private static final int MOST_MAILS = 10_000;

    private HeapPerMail() {}

    /** Without arguments in a JVM whose collector is told not to round up: G1 gives large arrays whole regions. */
    public static void main(String... args) throws IOException, InterruptedException {
        System.out.println(args.length == 0 ? measured() : table());
    }

    static String measured() throws IOException, InterruptedException {
        return OwnJvm.run(List.of("-XX:+UseSerialGC", "-Xmx2g"), HeapPerMail.class, "here") + "\n";
    }

    /** A table in Markdown. */
    private static String table() throws IOException {
        StringBuilder table =
                new StringBuilder("| server | octets of the mail | heap per mail | overhead |\n|---|---|---|---|\n");
        for (Peer peer : Peer.values()) {
            for (int size : new int[] {1 << 10, 10 << 10, 1 << 20}) {
                table.append(measure(peer, size)).append('\n');
            }
        }
        return table.toString();
    }

    private static String measure(Peer peer, int size) throws IOException {
        byte[] content = Message.ofSize(size);
        int mails = Math.min(MOST_MAILS, OCTETS / size);
        try (Peer.Running server = peer.start()) {
            // The first mail brings the classes.
            send(server.port(), content, 1);
            long before = usedHeap();
            send(server.port(), content, mails);
            long each = (usedHeap() - before) / mails;
            return String.format(Locale.ROOT, "| %s | %,d | %,d | %+,d |", peer.label(), size, each, each - size);
        }
    }

    private static void send(int port, byte[] content, int mails) throws IOException {
        try (RawSession session = new RawSession(port)) {
            for (int i = 0; i < mails; i++) {
                session.send(content);
            }
        }
    }

    private static long usedHeap() {
        Runtime runtime = Runtime.getRuntime();
        // The first collection may leave what was only just let go of.
        System.gc();
        System.gc();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
