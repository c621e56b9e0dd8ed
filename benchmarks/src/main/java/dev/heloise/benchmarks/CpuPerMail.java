package dev.heloise.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Measures the CPU time that servers take for a mail, all of them under the same load in the same run: each in a
 * process of its own, their rounds interleaved, so that whatever else the machine does meets all of them alike.
 */
public final class CpuPerMail {

    private final Options options;
    private final int size;
    private final int sessions;
    private final byte[] content;
    private final Comparison cpu;
    private final Comparison throughput;

    private CpuPerMail(Options options, int size, int sessions) {
        this.options = options;
        this.size = size;
        this.sessions = sessions;
        this.content = Message.ofSize(size);
        String load = Message.text(size) + ", " + sessions + (sessions == 1 ? " session" : " sessions");
        this.cpu = new Comparison(load, "CPU µs per mail");
        this.throughput = new Comparison(load, "mails/s");
    }

    /** Prints a table for each size and number of sessions; {@link Options} says what can be chosen. */
    public static void main(String... args) throws IOException, InterruptedException {
        measure(Options.parse(args), System.out);
    }

    static List<CpuPerMail> measure(Options options, PrintStream out) throws IOException, InterruptedException {
        List<CpuPerMail> measured = new ArrayList<>();
        try (Servers servers = new Servers(options)) {
            for (int size : options.sizes()) {
                for (int sessions : options.sessions()) {
                    CpuPerMail load = new CpuPerMail(options, size, sessions);
                    load.measure(servers);
                    out.println(load.table());
                    measured.add(load);
                }
            }
        }
        return measured;
    }

    Comparison cpu() {
        return cpu;
    }

    /** The first round at each load does not count: the one before was another. */
    private void measure(Servers servers) throws IOException, InterruptedException {
        for (int round = -1; round < options.rounds(); round++) {
            for (String name : options.servers()) {
                if (!cpu.hasFailed(name) && Servers.take(name, sessions)) {
                    measure(servers, name, round >= 0);
                }
            }
        }
    }

    /** A server that cannot take the load is out, and the table says so. */
    private void measure(Servers servers, String name, boolean counts) throws IOException, InterruptedException {
        try {
            round(servers.running(name), counts);
        } catch (IOException e) {
            cpu.failed(name, String.valueOf(e.getMessage()));
            throughput.failed(name, String.valueOf(e.getMessage()));
            servers.replace(name);
        }
    }

    /** Opens the sessions, measures while they send, and closes them; the server forgets the mails after that. */
    private void round(ServerProcess server, boolean counts) throws IOException, InterruptedException {
        try (Load load = Load.open(server.port(), sessions)) {
            Duration before = server.cpuTime();
            Load.Sent sent = load.send(content, options.mails(size), options.limit());
            Duration used = server.cpuTime().minus(before);
            if (counts) {
                cpu.add(server.name(), used.toNanos() / 1e3 / sent.mails());
                throughput.add(server.name(), sent.mails() / (sent.time().toNanos() / 1e9));
            }
        }
        server.clear();
    }

    String table() {
        StringBuilder table = new StringBuilder();
        table.append("| ").append(cpu.title());
        table.append(" | CPU µs per mail | × smtp-sink | × heloise | mails/s |\n|---|---|---|---|---|\n");
        for (String name : cpu.servers()) {
            Comparison.row(
                    table,
                    name,
                    cpu.of(name).toString(),
                    cpu.ratio(name, ServerProcess.SMTP_SINK),
                    cpu.ratio(name, Peer.HELOISE.label()),
                    throughput.of(name).toString());
        }
        cpu.failures().forEach((name, why) -> Comparison.row(table, name, "failed: " + why, "", "", ""));
        return table.toString();
    }
}
