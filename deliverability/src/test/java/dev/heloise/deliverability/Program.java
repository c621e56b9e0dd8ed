package dev.heloise.deliverability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A program of others that mails are exchanged with. Without it a test is skipped on a developer's machine, and fails
 * where {@code CI} is set in the environment, since there everything is installed.
 */
record Program(String name) {

    private static final int PATIENCE_SECONDS = 60;

    /** The program, if it ends with 0 when it is called with these arguments. */
    static Program that(String name, String... check) {
        Program program = new Program(name);
        try {
            if (program.start(check).waitFor() == 0) {
                return program;
            }
        } catch (IOException e) {
            // Then it is not there, which is told below.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        String text = name + " " + String.join(" ", check) + " does not work on this machine";
        assertThat(System.getenv("CI")).as(text).isNull();
        return abort(text);
    }

    /** Runs it to its end, which must be a good one; gives what it said. */
    String run(String... arguments) throws IOException, InterruptedException {
        Process process = start(arguments);
        try {
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).as("%s said: %s", name, output).isZero();
            return output;
        } finally {
            process.destroyForcibly();
        }
    }

    private Process start(String... arguments) throws IOException {
        List<String> command =
                Stream.concat(Stream.of(name), Stream.of(arguments)).toList();
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        return process;
    }
}
