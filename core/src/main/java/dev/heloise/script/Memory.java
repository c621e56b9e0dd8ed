package dev.heloise.script;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;

/** What a policy remembers of each client, sender or recipient: as much as a test needs, and no more than fits. */
final class Memory<V> {

    private static final int MOST = 100_000;

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, V> values = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
            return size() > MOST;
        }
    };

    /** Does something with the value of a key, which is made if there is none; one caller at a time. */
    <R> R visit(String key, Supplier<V> first, Function<V, R> visit) {
        lock.lock();
        try {
            return visit.apply(values.computeIfAbsent(key, unseen -> first.get()));
        } finally {
            lock.unlock();
        }
    }

    void clear() {
        lock.lock();
        try {
            values.clear();
        } finally {
            lock.unlock();
        }
    }
}
