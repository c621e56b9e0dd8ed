package dev.heloise.app;

import java.io.Flushable;
import java.io.IOException;
import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
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
    void offer(String name, Object data) {
        offer(new News(name, () -> Optional.of(data)));
    }

    /**
     * Notes something that is read once it is told, if it is still there: a mail or session that the mailbox no longer
     * keeps is not kept for one who is slow either.
     */
    <T> void offer(String name, T about, Function<? super T, Optional<?>> reading) {
        Reference<T> kept = new WeakReference<>(about);
        offer(new News(name, () -> Optional.ofNullable(kept.get()).flatMap(reading)));
    }

    private void offer(News news) {
        if (!waiting.offer(news)) {
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
            tell(new News(HELLO, () -> Optional.of(new Hello(Version.current()))));
            while (!closed) {
                News news = waiting.poll(SILENCE_SECONDS, TimeUnit.SECONDS);
                // Something has to be said from time to time, or nobody notices that the other side has gone.
                tell(news == null ? new News(ALIVE, () -> Optional.of(new Alive())) : news);
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
        Optional<?> data = news.data.get();
        if (data.isPresent()) {
            listener.hear(news.name, Json.text(data.get()));
        }
        if (waiting.isEmpty()) {
            wire.flush();
        }
    }

    /** Takes what is told: the name of an event, and its data as JSON. */
    interface Listener {
        void hear(String name, String json) throws IOException;
    }

    private record News(String name, Supplier<Optional<?>> data) {}

    record Hello(String version) {}

    record Alive() {}
}
