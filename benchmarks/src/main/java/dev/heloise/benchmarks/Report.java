package dev.heloise.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Measures, and writes the tables and charts of {@code docs/performance}: what tests wait for, and CPU time. */
public final class Report {

    private final Path directory;

    private Report(Path directory) {
        this.directory = directory;
    }

    /**
     * Takes the directory to write to; {@code waiting} or {@code cpu}; and for the latter what {@link Options} says.
     */
    public static void main(String... args) throws Exception {
        Report report = new Report(Files.createDirectories(Path.of(args[0])));
        switch (args[1]) {
            case "waiting" -> report.waiting();
            case "cpu" ->
                report.cpu(Options.parse(List.of(args).subList(2, args.length).toArray(String[]::new)));
            default -> throw new IllegalArgumentException("\"" + args[1] + "\" is neither waiting nor cpu");
        }
        // The servers' threads need not be daemons.
        System.exit(0);
    }

    private void waiting() throws Exception {
        List<Comparison> moments = new ArrayList<>();
        moments.add(ColdStart.measured());
        moments.addAll(Moments.measured());
        StringBuilder text = head("What a test waits for", "moments.svg");
        chart("What a test waits for", moments, "moments.svg");
        moments.forEach(moment -> text.append('\n').append(moment.table()));
        for (Comparison search : FindByRecipient.measured(1_000, 100_000)) {
            text.append('\n').append(search.table());
        }
        text.append("\n## Wake-up\n\n").append(WakeUp.measured());
        text.append("\n## Heap for each stored mail\n\n").append(HeapPerMail.measured());
        Files.writeString(directory.resolve("waiting.md"), text);
    }

    private void cpu(Options options) throws IOException, InterruptedException {
        StringBuilder text = head("CPU time for each mail", "cpu.svg");
        text.append("\nEach server in a process of its own; JVMs with `")
                .append(String.join(" ", ServerProcess.JVM_FLAGS))
                .append("`, after ")
                .append(options.warmUp())
                .append(" rounds for the JIT compiler.\n");
        List<Comparison> charted = new ArrayList<>();
        for (CpuPerMail load : CpuPerMail.measure(options, System.out)) {
            text.append('\n').append(load.table());
            charted.add(load.cpu());
        }
        chart("CPU time for each mail", charted, "cpu.svg");
        Files.writeString(directory.resolve("cpu.md"), text);
    }

    private static StringBuilder head(String title, String chart) {
        return new StringBuilder("# " + title
                + "\n\nWritten by the program `Report`: see [how it is measured](README.md)."
                + " A value is a median, with the lowest and the highest round in brackets; ratios are taken within a"
                + " round.\n\nJava " + Runtime.version() + " on " + System.getProperty("os.name") + ", "
                + Runtime.getRuntime().availableProcessors() + " processors.\n\n![" + title + "](" + chart + ")\n");
    }

    private void chart(String title, List<Comparison> comparisons, String file) throws IOException {
        Files.writeString(directory.resolve(file), Chart.of(title, comparisons));
    }
}
