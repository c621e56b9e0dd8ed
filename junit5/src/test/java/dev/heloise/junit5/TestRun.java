package dev.heloise.junit5;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestExecutionResult.Status;
import org.junit.platform.engine.reporting.ReportEntry;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;
import org.junit.platform.testkit.engine.EventType;

/** A run of test classes on the JUnit that this test itself runs on, and what came of it. */
final class TestRun {

    private static final Map<String, String> PARALLEL = Map.of(
            "junit.jupiter.execution.parallel.enabled", "true",
            "junit.jupiter.execution.parallel.config.strategy", "fixed",
            "junit.jupiter.execution.parallel.config.fixed.parallelism", "4");

    private final EngineExecutionResults results;

    private TestRun(Map<String, String> parameters, Class<?>... classes) {
        results = EngineTestKit.engine("junit-jupiter")
                .configurationParameters(parameters)
                .selectors(Arrays.stream(classes).map(type -> selectClass(type)).toArray(DiscoverySelector[]::new))
                .execute();
    }

    static TestRun of(Class<?>... classes) {
        return new TestRun(Map.of(), classes);
    }

    static TestRun with(String parameter, String value, Class<?>... classes) {
        return new TestRun(Map.of(parameter, value), classes);
    }

    /** A run with four threads, in which those tests run at the same time that say so. */
    static TestRun inParallel(Class<?>... classes) {
        return new TestRun(PARALLEL, classes);
    }

    /** A run with four threads, with this as the default for classes, or for classes and methods. */
    static TestRun inParallel(String mode, Class<?>... classes) {
        Map<String, String> parameters = new HashMap<>(PARALLEL);
        parameters.put(mode, "concurrent");
        return new TestRun(parameters, classes);
    }

    /** Asserts that so many tests ran and passed, and nothing else failed. */
    void passes(int tests) {
        assertThat(failures()).as("failures").isEmpty();
        assertThat(results.testEvents().succeeded().count()).as("tests passed").isEqualTo(tests);
    }

    /** What the only failure of a test or a class is. */
    Throwable failure() {
        List<Throwable> failures = failures();
        assertThat(failures).as("failures").hasSize(1);
        return failures.get(0);
    }

    /** The messages of a failure and of its causes, since JUnit versions wrap differently. */
    String failureText() {
        return texts(failure());
    }

    /** Those of all failures. */
    String failureTexts() {
        return failures().stream().map(TestRun::texts).collect(joining("\n"));
    }

    private static String texts(Throwable failure) {
        return Stream.iterate(failure, thrown -> thrown != null, Throwable::getCause)
                .map(Throwable::toString)
                .collect(joining("\n"));
    }

    List<Throwable> failures() {
        return results.allEvents().stream()
                .filter(Event.byType(EventType.FINISHED))
                .map(event -> event.getRequiredPayload(TestExecutionResult.class))
                .filter(result -> result.getStatus() == Status.FAILED)
                .map(result -> result.getThrowable().orElseThrow())
                .toList();
    }

    long aborted() {
        return results.testEvents().aborted().count();
    }

    /** What was attached to tests as report entries. */
    Map<String, String> entries() {
        Map<String, String> entries = new HashMap<>();
        results.allEvents().reportingEntryPublished().stream()
                .map(event -> event.getRequiredPayload(ReportEntry.class))
                .forEach(entry -> entries.putAll(entry.getKeyValuePairs()));
        return entries;
    }
}
