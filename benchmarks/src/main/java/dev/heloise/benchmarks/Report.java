package dev.heloise.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Measures everything in one run, and writes the tables and charts of {@code docs/performance}. */
public final class Report {

    private final Path directory;
    private final StringBuilder text = new StringBuilder();

    private Report(Path directory) {
        this.directory = directory;
    }

    /** Takes the directory to write to, and after that what {@link Options} says. */
    public static void main(String... args) throws Exception {
        Path directory = Path.of(args[0]);
        String[] options = List.of(args).subList(1, args.length).toArray(String[]::new);
        new Report(directory).write(options);
    }

    private void write(String... options) throws Exception {
        Files.createDirectories(directory);
        text.append(
                        "# Results\n\nWritten by the program `Report`; see [how](README.md). A value is a median, with the lowest")
                .append(" and the highest round in brackets; ratios are taken round by round.\n\nJava ")
                .append(Runtime.version())
                .append(" on ")
                .append(System.getProperty("os.name"))
                .append(", ")
                .append(Runtime.getRuntime().availableProcessors())
                .append(" processors; servers in a process of their own: `")
                .append(String.join(" ", ServerProcess.JVM_FLAGS))
                .append("`.\n");
        List<Comparison> moments = new ArrayList<>();
        moments.add(ColdStart.measured());
        moments.addAll(Moments.measured());
        section("What a test waits for", moments, "moments.svg");
        section("Finding a mail", FindByRecipient.measured(1_000, 100_000), "");
        text.append("\n## Wake-up\n\n").append(WakeUp.measured());
        text.append("\n## Heap for each stored mail\n\n").append(HeapPerMail.measured());
        List<Comparison> cpu = new ArrayList<>();
        text.append("\n## CPU time for each mail\n\n![CPU time for each mail](cpu.svg)\n");
        for (CpuPerMail load : CpuPerMail.measure(Options.parse(options), System.out)) {
            text.append('\n').append(load.table());
            cpu.add(load.cpu());
        }
        chart("CPU time for each mail", cpu, "cpu.svg");
        Files.writeString(directory.resolve("results.md"), text);
    }

    private void section(String title, List<Comparison> comparisons, String chart) throws IOException {
        text.append("\n## ").append(title).append("\n");
        if (!chart.isEmpty()) {
            text.append("\n![").append(title).append("](").append(chart).append(")\n");
            chart(title, comparisons, chart);
        }
        for (Comparison comparison : comparisons) {
            text.append('\n').append(comparison.table());
        }
        new PrintStream(System.out, true, StandardCharsets.UTF_8).println(title + " is measured");
    }

    private void chart(String title, List<Comparison> comparisons, String file) throws IOException {
        Files.writeString(directory.resolve(file), Chart.of(title, comparisons));
    }
}
