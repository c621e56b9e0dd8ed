package dev.heloise.app;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.javalin.http.Context;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.server.Request;

/** The places for requests that wait, so that those who do not wait always find a thread. */
final class Waiting implements AutoCloseable {

    /** The longest that a request may wait. */
    static final Duration LONGEST = Duration.ofMinutes(5);

    private static final int PLACES = 100;
    private static final Duration LAST_WORD = Duration.ofMillis(300);

    private final Semaphore places = new Semaphore(PLACES);
    private final ReentrantLock lock = new ReentrantLock();
    private final Set<Thread> threads = new HashSet<>();
    private volatile boolean closed;

    /** What is waited for. The request has its place until it is answered. */
    <T> T in(Context context, Supplier<T> wait) {
        requireOpen();
        if (!places.tryAcquire()) {
            throw Problem.busy(PLACES + " requests are waiting already");
        }
        Request.addCompletionListener(
                ServletContextRequest.getServletContextRequest(context.req()), answered -> places.release());
        enter();
        try {
            return wait.get();
        } catch (IllegalStateException woken) {
            requireOpen();
            throw woken;
        } finally {
            leave();
        }
    }

    private void requireOpen() {
        if (closed) {
            throw Problem.busy("the inbox is being closed");
        }
    }

    private void enter() {
        lock.lock();
        try {
            requireOpen();
            threads.add(Thread.currentThread());
        } finally {
            lock.unlock();
        }
    }

    private void leave() {
        lock.lock();
        try {
            threads.remove(Thread.currentThread());
            if (closed) {
                // The mark of having been woken would keep the answer from being sent.
                Thread.interrupted();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Wakes all who wait, and returns when they are answered: a server that stops meanwhile would hang up on some. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            threads.forEach(Thread::interrupt);
        } finally {
            lock.unlock();
        }
        try {
            if (places.tryAcquire(PLACES, LAST_WORD.toMillis(), MILLISECONDS)) {
                places.release(PLACES);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
