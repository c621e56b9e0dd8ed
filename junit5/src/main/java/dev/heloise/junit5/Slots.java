package dev.heloise.junit5;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Which server fills which slot. Servers may take a slot from one another and end in any order: the one that took it
 * last has it, and when none is left it holds again what it held before the first.
 */
final class Slots {

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Slot, List<Filling>> fillings = new HashMap<>();

    /** Those of the run, since what is filled is there once in the JVM. */
    static Slots of(ExtensionContext context) {
        return Contexts.store(context.getRoot()).getOrComputeIfAbsent(Slots.class, key -> new Slots(), Slots.class);
    }

    /**
     * Fills a slot.
     *
     * @param exclusive whether to refuse it where another server has it, since both may be in use at the same time
     */
    void fill(Slot slot, RunningServer server, Object value, boolean exclusive) {
        lock.lock();
        try {
            List<Filling> held = fillings.computeIfAbsent(slot, key -> new ArrayList<>(List.of(original(key))));
            Filling last = held.get(held.size() - 1);
            if (exclusive && last.server() != null && last.server() != server) {
                throw taken(slot, last.server(), server);
            }
            held.removeIf(filling -> filling.server() == server);
            held.add(new Filling(server, value));
            slot.set(value);
        } finally {
            lock.unlock();
        }
    }

    private static Filling original(Slot slot) {
        return new Filling(null, slot.get());
    }

    private static ExtensionConfigurationException taken(Slot slot, RunningServer holder, RunningServer other) {
        return new ExtensionConfigurationException("two servers want " + slot + " at the same time: the one of "
                + holder.declaration() + " has it, the one of " + other.declaration()
                + " asks for it. There is only one in the JVM, and tests run in parallel here. Either share one server"
                + " with lifecycle = PER_RUN, or run these tests one after the other, with"
                + " @Execution(SAME_THREAD) or @ResourceLock(Resources.SYSTEM_PROPERTIES)");
    }

    /** Gives back all that a server filled. */
    void release(RunningServer server) {
        lock.lock();
        try {
            Iterator<Map.Entry<Slot, List<Filling>>> all = fillings.entrySet().iterator();
            while (all.hasNext()) {
                Map.Entry<Slot, List<Filling>> entry = all.next();
                List<Filling> held = entry.getValue();
                if (held.removeIf(filling -> filling.server() == server)) {
                    Filling last = held.get(held.size() - 1);
                    restore(entry.getKey(), last);
                }
                if (held.size() == 1) {
                    all.remove();
                }
            }
        } finally {
            lock.unlock();
        }
    }

    private static void restore(Slot slot, Filling last) {
        if (!Objects.equals(slot.get(), last.value())) {
            slot.set(last.value());
        }
    }

    /** What a server put into a slot; without a server, what was there before. */
    private record Filling(
            @Nullable RunningServer server, @Nullable Object value) {}
}
