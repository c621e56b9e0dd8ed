package dev.heloise.junit5;

import dev.heloise.junit5.SmtpServer.Attach;
import dev.heloise.script.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.opentest4j.TestAbortedException;

/** Says after a test what its servers saw: as part of the failure, and as attachments. */
final class TestReport {

    private static final int MOST_REASONS = 100;

    private final List<Recorded> recordings;
    private final ExtensionContext context;

    TestReport(List<Recorded> recordings, ExtensionContext context) {
        this.recordings = recordings;
        this.context = context;
    }

    /**
     * Reports, and fails a test in which a client was not as strict as it had to be.
     *
     * @throws AssertionError in that case; where the test has failed already, JUnit adds it to that failure
     */
    void finish() {
        Optional<Throwable> thrown = context.getExecutionException();
        Optional<AssertionError> violation =
                thrown.filter(TestAbortedException.class::isInstance).isPresent() ? Optional.empty() : violation();
        show(failure().or(() -> violation));
        if (violation.isPresent()) {
            throw violation.get();
        }
    }

    /** Reports only what has failed before this. */
    void showFailure() {
        context.getExecutionException().ifPresent(this::showFailure);
    }

    /** Reports only if this is a failure. */
    void showFailure(Throwable thrown) {
        if (isFailure(thrown)) {
            show(Optional.of(thrown));
        }
    }

    /** What the test failed with. */
    private Optional<Throwable> failure() {
        return context.getExecutionException().filter(TestReport::isFailure);
    }

    /** A failed assumption is none. */
    private static boolean isFailure(Throwable thrown) {
        return !(thrown instanceof TestAbortedException);
    }

    private Optional<AssertionError> violation() {
        String text = complaint("the client broke the standards", Recorded::violations)
                + complaint(
                        "a rule was not used",
                        recording ->
                                recording.unused().stream().map(Rule::toString).toList());
        return text.isEmpty() ? Optional.empty() : Optional.of(new AssertionError(text.strip()));
    }

    private String complaint(String what, Function<Recorded, List<String>> reasons) {
        List<String> lines = recordings.stream()
                .filter(recording -> recording.server().settings().strict())
                .flatMap(recording -> reasons.apply(recording).stream())
                .toList();
        return lines.isEmpty()
                ? ""
                : what + ", and strict = true does not allow that:\n  " + String.join("\n  ", first(lines)) + "\n";
    }

    private static List<String> first(List<String> lines) {
        if (lines.size() <= MOST_REASONS) {
            return lines;
        }
        List<String> first = new ArrayList<>(lines.subList(0, MOST_REASONS));
        first.add("… and " + (lines.size() - MOST_REASONS) + " more");
        return first;
    }

    private void show(Optional<? extends Throwable> failure) {
        for (Recorded recording : recordings) {
            Attach attach = recording.server().settings().attach();
            if (failure.isPresent() && attach != Attach.NEVER) {
                failure.get().addSuppressed(new RecordedSessions(recording.asText()));
            }
            if (attach == Attach.ALWAYS || (failure.isPresent() && attach == Attach.ON_FAILURE)) {
                Attachments.publish(recording, context);
            }
        }
    }
}
