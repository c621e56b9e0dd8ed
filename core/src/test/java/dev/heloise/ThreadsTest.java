package dev.heloise;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ThreadsTest {

    /** From 24 on, where a virtual thread may block in a monitor (JEP 491). */
    private static final boolean HAS_GOOD_VIRTUAL_THREADS = Runtime.version().feature() >= 24;

    private final Threads threads = new Threads("heloise-session");

    @Test
    void theFirstFewArePlatformThreads() {
        assertThat(few())
                .hasSize(Threads.FEW)
                .allSatisfy(thread -> assertThat(thread).isExactlyInstanceOf(Thread.class));
    }

    @Test
    void thoseBeyondAreVirtualWhereTheRuntimeHasGoodOnes() {
        few();

        assertThat(isVirtual(idle())).isEqualTo(HAS_GOOD_VIRTUAL_THREADS);
    }

    @Test
    void whoseSessionHasEndedMakesRoomForAnother() throws InterruptedException {
        Thread first = few().get(0);
        first.start();
        first.join();

        assertThat(isVirtual(idle())).isFalse();
        assertThat(isVirtual(idle())).isEqualTo(HAS_GOOD_VIRTUAL_THREADS);
    }

    @Test
    void whoseSessionHasFailedMakesRoomAsWell() throws InterruptedException {
        Thread failing = threads.newThread(() -> {
            throw new IllegalStateException("as it should");
        });
        idle();
        failing.setUncaughtExceptionHandler((thread, expected) -> {});
        failing.start();
        failing.join();

        assertThat(isVirtual(idle())).isFalse();
    }

    @Test
    void allAreDaemonsAndHaveNumbers() {
        Thread first = idle();
        Thread second = idle();
        Thread third = idle();

        assertThat(Stream.of(first, second, third)).allMatch(Thread::isDaemon);
        assertThat(Stream.of(first, second, third).map(Thread::getName))
                .containsExactly("heloise-session-1", "heloise-session-2", "heloise-session-3");
    }

    private List<Thread> few() {
        return Stream.generate(this::idle).limit(Threads.FEW).toList();
    }

    private Thread idle() {
        return threads.newThread(() -> {});
    }

    /** What the baseline cannot ask. */
    private static boolean isVirtual(Thread thread) {
        return thread.toString().startsWith("VirtualThread[");
    }
}
