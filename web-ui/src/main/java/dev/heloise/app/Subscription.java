package dev.heloise.app;

import java.io.Flushable;
import java.io.IOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One who listens to the events: what it is yet to be told, and the thread that tells it. */
final class Subscription {

    /** What is said first, and what is said when there has been nothing to say for long. */
    static final String HELLO = "hello";

    static final String ALIVE = "alive";

    private static final int MOST_WAITING = 10_000;
    private static final long SILENCE_SECONDS = 15;

    private final BlockingQueue<News> waiting = new LinkedBlockingQueue<>(MOST_WAITING);
    private final Listener listener;
    private final Flushable wire;
    private volatile boolean closed;
    private volatile @Nullable Thread teller;

    /** @param wire sends what was told; called when there is nothing more to tell for the moment */
    Subscription(Listener listener, Flushable wire) {
        this.listener = listener;
        this.wire = wire;
    }

    /** Notes what is to be told. Does not wait: who is ten thousand behind is dropped, and asks for the list again. */
    void offer(String name, Supplier<Object> data) {
        if (!waiting.offer(new News(name, data))) {
            close();
        }
    }

    /** Ends it, whatever its thread is waiting for. */
    void close() {
        closed = true;
        Thread thread = teller;
        if (thread != null) {
            thread.interrupt();
        }
    }

    /** Tells what happens, until the other side has gone or this is closed. */
    void tellAll() {
        teller = Thread.currentThread();
        try {
            tell(new News(HELLO, () -> new Hello(Version.current())));
            while (!closed) {
                News news = waiting.poll(SILENCE_SECONDS, TimeUnit.SECONDS);
                // Something has to be said from time to time, or nobody notices that the other side has gone.
                tell(news == null ? new News(ALIVE, Alive::new) : news);
            }
        } catch (IOException gone) {
            // It listens no longer, as all do in the end.
        } catch (InterruptedException e) {
            // Closed. The thread goes back to where it came from, without the mark of this.
        } finally {
            teller = null;
        }
    }

    private void tell(News news) throws IOException {
        listener.hear(news.name, Json.text(news.data.get()));
        if (waiting.isEmpty()) {
            wire.flush();
        }
    }

    /** Takes what is told: the name of an event, and its data as JSON. */
    interface Listener {
        void hear(String name, String json) throws IOException;
    }

    private record News(String name, Supplier<Object> data) {}

    record Hello(String version) {}

    record Alive() {}
}
