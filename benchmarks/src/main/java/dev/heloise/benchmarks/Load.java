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

    /** Opens that many sessions, all at once, since some servers take long to greet and drop who is silent then. */
    static Load open(int port, int sessions) throws IOException, InterruptedException {
        Load load = new Load(sessions);
        List<Future<RawSession>> opening = new ArrayList<>();
        for (int i = 0; i < sessions; i++) {
            opening.add(load.threads.submit(() -> new RawSession(port)));
        }
        for (Future<RawSession> session : opening) {
            load.sessions.add(result(session));
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

    private static <T> T result(Future<T> future) throws InterruptedException, IOException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw new IOException(String.valueOf(e.getMessage()), e);
        }
    }

    @Override
    public void close() throws IOException {
        List<Future<?>> closing = new ArrayList<>();
        for (RawSession session : sessions) {
            closing.add(threads.submit(() -> {
                session.close();
                return session;
            }));
        }
        try {
            for (Future<?> closed : closing) {
                result(closed);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            threads.shutdownNow();
        }
    }

    /** What was sent, and how long that took. */
    record Sent(int mails, Duration time) {}
}
