package dev.heloise.benchmarks;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Sessions that are open and ready to send, so that what is measured is mails on kept connections and nothing else.
 * Each has a thread of its own.
 */
final class Load implements AutoCloseable {

    private final List<RawSession> sessions = new ArrayList<>();
    private final ExecutorService threads;

    private Load(int sessions) {
        this.threads = Executors.newFixedThreadPool(sessions, task -> {
            Thread thread = new Thread(null, task, "load", 128 * 1024);
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Opens that many sessions. */
    static Load open(int port, int sessions) throws IOException {
        Load load = new Load(sessions);
        for (int i = 0; i < sessions; i++) {
            load.sessions.add(new RawSession(port));
        }
        return load;
    }

    /**
     * Sends mails over all sessions at once.
     *
     * @param mails how many in all, if there is time for so many
     * @param limit after which no further mail is begun
     */
    Sent send(byte[] content, int mails, Duration limit) throws InterruptedException, IOException {
        AtomicInteger left = new AtomicInteger(mails);
        long start = System.nanoTime();
        long end = start + limit.toNanos();
        List<Future<Integer>> counts = new ArrayList<>();
        for (RawSession session : sessions) {
            counts.add(threads.submit(() -> {
                int sent = 0;
                while (left.getAndDecrement() > 0 && System.nanoTime() < end) {
                    session.send(content);
                    sent++;
                }
                return sent;
            }));
        }
        int sent = 0;
        for (Future<Integer> count : counts) {
            sent += result(count);
        }
        return new Sent(sent, Duration.ofNanos(System.nanoTime() - start));
    }

    private static int result(Future<Integer> count) throws InterruptedException, IOException {
        try {
            return count.get();
        } catch (ExecutionException e) {
            throw new IOException("a session failed", e);
        }
    }

    @Override
    public void close() throws IOException {
        threads.shutdownNow();
        for (RawSession session : sessions) {
            session.close();
        }
    }

    /** What was sent, and how long that took. */
    record Sent(int mails, Duration time) {}
}
