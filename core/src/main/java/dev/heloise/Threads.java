package dev.heloise;

import java.lang.reflect.Method;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/** Makes the threads on which sessions run: virtual ones where the runtime has good ones, daemons otherwise. */
final class Threads {

    /** Before JDK 24 a virtual thread that blocks in a monitor holds on to its carrier (JEP 491). */
    private static final int GOOD_VIRTUAL_THREADS = 24;

    private Threads() {}

    static ThreadFactory forSessions(String name) {
        return Runtime.version().feature() >= GOOD_VIRTUAL_THREADS ? virtual(name) : daemons(name);
    }

    static ThreadFactory daemons(String name) {
        return new Daemons(name);
    }

    /** {@code Thread.ofVirtual().name(name, 1).factory()}, which the baseline does not know yet. */
    private static ThreadFactory virtual(String name) {
        try {
            Class<?> builder = Class.forName("java.lang.Thread$Builder");
            Object named = builder.getMethod("name", String.class, long.class)
                    .invoke(Thread.class.getMethod("ofVirtual").invoke(null), name + "-", 1L);
            Method factory = builder.getMethod("factory");
            return (ThreadFactory) factory.invoke(named);
        } catch (ReflectiveOperationException e) {
            // A runtime that says it is new and has none of this: its platform threads serve as well.
            return daemons(name);
        }
    }

    private static final class Daemons implements ThreadFactory {

        private final String name;
        private final AtomicInteger number = new AtomicInteger();

        Daemons(String name) {
            this.name = name;
        }

        @Override
        public Thread newThread(Runnable task) {
            Thread thread = new Thread(task, name + "-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        }
    }
}
