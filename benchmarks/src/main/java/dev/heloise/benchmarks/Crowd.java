package dev.heloise.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Many who do something at the same time, each on a thread of its own, within a time. */
final class Crowd implements AutoCloseable {

    private static final long MOST_MINUTES = 30;

    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(null, task, "crowd", 128 * 1024);
        thread.setDaemon(true);
        return thread;
    });
    private final List<Future<?>> tasks = new ArrayList<>();

    void add(Callable<?> task) {
        tasks.add(threads.submit(task));
    }

    /** Waits for all that was added, and fails with the first that has failed. */
    void finish() throws Exception {
        for (Future<?> task : tasks) {
            try {
                task.get(MOST_MINUTES, TimeUnit.MINUTES);
            } catch (ExecutionException e) {
                throw new AssertionError(String.valueOf(e.getCause()), e.getCause());
            } catch (TimeoutException e) {
                throw new AssertionError("somebody has not come to an end", e);
            }
        }
        tasks.clear();
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
