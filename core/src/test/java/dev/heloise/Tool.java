package dev.heloise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A program that the machine may lack. Without it a test is skipped on a developer's machine, and fails where
 * {@code CI} is set in the environment, since there everything is installed.
 */
public final class Tool {

    private static final int PATIENCE_SECONDS = 30;

    private final List<String> command;

    private Tool(List<String> command) {
        this.command = command;
    }

    /** The program, once it has shown that it is there by ending with 0 when called with the arguments of the check. */
    public static Tool that(String program, String... check) {
        try {
            if (run(command(program, check), "").exit == 0) {
                return new Tool(List.of(program));
            }
        } catch (IOException missing) {
            // Then it is not there, which is told below.
        }
        String text = program + " " + String.join(" ", check) + " does not work on this machine";
        assertThat(System.getenv("CI")).as(text).isNull();
        return abort(text);
    }

    /** Runs it to its end; fails if that is not a good one. */
    public String run(String input, String... arguments) throws IOException {
        List<String> line = new ArrayList<>(command);
        line.addAll(List.of(arguments));
        Result result = run(line, input);
        assertThat(result.exit).as("%s said: %s", line, result.output).isZero();
        return result.output;
    }

    private static List<String> command(String program, String... arguments) {
        List<String> command = new ArrayList<>(List.of(program));
        command.addAll(List.of(arguments));
        return command;
    }

    private static Result run(List<String> command, String input) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (var in = process.getOutputStream()) {
            in.write(input.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            // It ended without reading; what it says about that is in its output.
        }
        try {
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
            return new Result(process.exitValue(), output);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        } finally {
            process.destroyForcibly();
        }
    }

    private record Result(int exit, String output) {}
}
