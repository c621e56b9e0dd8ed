package dev.heloise;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Makes the threads on which sessions run, all of them daemons. A platform thread hears its client sooner, a virtual
 * one is cheaper where there are many: so the first few are platform threads, and what is beyond these is virtual where
 * the runtime has good ones.
 */
final class Threads implements ThreadFactory {

    /** As many sessions as most tests have at a time. */
    static final int FEW = 2;

    /** Before JDK 24 a virtual thread that blocks in a monitor holds on to its carrier (JEP 491). */
    private static final int GOOD_VIRTUAL_THREADS = 24;

    private final String name;
    private final AtomicInteger number = new AtomicInteger();
    private final AtomicInteger platformThreads = new AtomicInteger();

    Threads(String name) {
        this.name = name;
    }

    @Override
    public Thread newThread(Runnable task) {
        String numbered = name + "-" + number.incrementAndGet();
        if (platformThreads.get() >= FEW && Runtime.version().feature() >= GOOD_VIRTUAL_THREADS) {
            return Virtual.thread(numbered, task);
        }
        platformThreads.incrementAndGet();
        Thread thread = new Thread(new Counted(task), numbered);
        thread.setDaemon(true);
        return thread;
    }

    private final class Counted implements Runnable {

        private final Runnable task;

        Counted(Runnable task) {
            this.task = task;
        }

        @Override
        public void run() {
            try {
                task.run();
            } finally {
                platformThreads.decrementAndGet();
            }
        }
    }

    /** {@code Thread.ofVirtual().name(name).unstarted(task)}, which the baseline does not know yet. */
    private static final class Virtual {

        private static final Method OF_VIRTUAL;
        private static final Method NAME;
        private static final Method UNSTARTED;

        static {
            try {
                Class<?> builder = Class.forName("java.lang.Thread$Builder");
                OF_VIRTUAL = Thread.class.getMethod("ofVirtual");
                NAME = builder.getMethod("name", String.class);
                UNSTARTED = builder.getMethod("unstarted", Runnable.class);
            } catch (ClassNotFoundException | NoSuchMethodException e) {
                throw new ExceptionInInitializerError(e);
            }
        }

        static Thread thread(String name, Runnable task) {
            try {
                return (Thread) UNSTARTED.invoke(NAME.invoke(OF_VIRTUAL.invoke(null), name), task);
            } catch (IllegalAccessException | InvocationTargetException e) {
                throw new IllegalStateException("no virtual thread can be made: " + e, e);
            }
        }
    }
}
