package dev.heloise.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class SubscriptionTest {

    private final List<String> heard = new ArrayList<>();
    private final Subscription subscription = new Subscription(this::hear, () -> {});

    private void hear(String name, String json) throws IOException {
        heard.add(name + " " + json);
        if (name.equals("last")) {
            throw new IOException("it listens no longer");
        }
    }

    @Test
    void isToldWhatHappenedInItsOrder() {
        subscription.offer("first", 1);
        Thing thing = new Thing("kept");
        subscription.offer("second", thing, kept -> Optional.of(kept.name()));
        subscription.offer("last", 3);

        subscription.tellAll();

        assertThat(heard.get(0)).startsWith("hello ");
        assertThat(heard.subList(1, heard.size()))
                .containsExactly("first 1", "second \"" + thing.name() + "\"", "last 3");
    }

    @Test
    void keepsNothingThatNobodyElseKeepsAndDoesNotTellIt() {
        WeakReference<Thing> gone = offered(new Thing("gone"));
        while (gone.get() != null) {
            System.gc();
        }
        subscription.offer("last", 3);

        subscription.tellAll();

        assertThat(heard.subList(1, heard.size())).containsExactly("last 3");
    }

    private WeakReference<Thing> offered(Thing thing) {
        subscription.offer("thing", thing, kept -> Optional.of(kept.name()));
        return new WeakReference<>(thing);
    }

    private record Thing(String name) {}
}
