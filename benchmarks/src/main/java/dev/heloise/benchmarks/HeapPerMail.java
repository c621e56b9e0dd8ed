package dev.heloise.benchmarks;

import java.io.IOException;
import java.util.List;
import java.util.Locale;

/** Measures the heap that a stored mail takes with everything that belongs to it, the transcript of its session too. */
public final class HeapPerMail {

    private static final int OCTETS = 100 << 20;
    private static final int MOST_MAILS = 10_000;

    private HeapPerMail() {}

    /** Without arguments the whole table; with a server and a number of octets, one row of it. */
    public static void main(String... args) throws IOException, InterruptedException {
        System.out.println(args.length == 0 ? measured() : measure(Peer.named(args[0]), Integer.parseInt(args[1])));
    }

    /**
     * A table in Markdown. Each row is from a JVM whose collector does not round up: G1 gives large arrays whole
     * regions.
     */
    static String measured() throws IOException, InterruptedException {
        StringBuilder table =
                new StringBuilder("| server | octets of the mail | heap per mail | overhead |\n|---|---|---|---|\n");
        for (Peer peer : Peer.here()) {
            for (int size : new int[] {1 << 10, 10 << 10, 1 << 20}) {
                table.append(row(peer, size)).append('\n');
            }
        }
        return table.toString();
    }

    private static String row(Peer peer, int size) throws InterruptedException {
        List<String> flags = List.of("-XX:+UseSerialGC", "-Xmx1g");
        try {
            return OwnJvm.run(flags, HeapPerMail.class, peer.label(), Integer.toString(size));
        } catch (IOException e) {
            // It cannot keep so many. The JVM has said why on standard error.
            return String.format(Locale.ROOT, "| %s | %,d | failed | |", peer.label(), size);
        }
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
