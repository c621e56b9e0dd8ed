package dev.heloise.testcontainers;

import static org.junit.jupiter.api.Assumptions.abort;

import com.github.dockerjava.api.exception.NotFoundException;
import java.util.Optional;
import org.testcontainers.DockerClientFactory;

/** The engine that the tests need, and the container that they share. */
final class Engine {

    static final String IMAGE = System.getProperty("heloise.image");

    private static final Optional<String> LACKING = lacking();

    private static HeloiseContainer shared;

    private Engine() {}

    /** Skips the test where it cannot run; in CI that is a failure. */
    static void require() {
        LACKING.ifPresent(why -> {
            if (System.getenv("CI") != null) {
                throw new AssertionError("CI is set, and " + why);
            }
            abort(why);
        });
    }

    private static Optional<String> lacking() {
        Optional<String> why = Optional.empty();
        try {
            if (!DockerClientFactory.instance().isDockerAvailable()) {
                why = Optional.of("no container engine answers");
            } else if (!isBuilt()) {
                why = Optional.of("there is no image " + IMAGE + "; docker build -t " + IMAGE + " .");
            }
        } catch (RuntimeException e) {
            // An engine that answers may still lack what Testcontainers itself asks of it.
            why = Optional.of("Testcontainers cannot work with this engine: " + e.getMessage());
        }
        why.ifPresent(line -> System.err.println("The container tests are skipped: " + line));
        return why;
    }

    private static boolean isBuilt() {
        try {
            DockerClientFactory.instance().client().inspectImageCmd(IMAGE).exec();
            return true;
        } catch (NotFoundException notBuilt) {
            return false;
        }
    }

    static synchronized HeloiseContainer running() {
        require();
        if (shared == null) {
            HeloiseContainer container = new HeloiseContainer(IMAGE);
            container.start();
            Runtime.getRuntime().addShutdownHook(new Thread(container::stop));
            shared = container;
        }
        shared.reset();
        return shared;
    }
}
