package dev.heloise.benchmarks;

import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a server takes of this JVM after garbage collection.
 *
 * @param heap octets in use
 * @param threads how many there are
 * @param descriptors how many files and sockets are open; -1 where nobody can tell
 */
record Footprint(long heap, int threads, long descriptors) {

    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    static Footprint now() throws java.io.IOException {
        // The first collection may leave what was only just let go of.
        System.gc();
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return new Footprint(
                runtime.totalMemory() - runtime.freeMemory(),
                ManagementFactory.getThreadMXBean().getThreadCount(),
                openDescriptors());
    }

    private static long openDescriptors() throws java.io.IOException {
        if (!Files.isDirectory(DESCRIPTORS)) {
            return -1;
        }
        try (Stream<Path> open = Files.list(DESCRIPTORS)) {
            return open.count();
        }
    }

    /** The threads of servers that should all be closed by now; none if they end within a moment. */
    static List<String> leakedThreads() throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        List<String> left = serverThreads();
        while (!left.isEmpty() && System.nanoTime() < end) {
            Thread.sleep(10);
            left = serverThreads();
        }
        return left;
    }

    private static List<String> serverThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("heloise"))
                .sorted()
                .toList();
    }
}
