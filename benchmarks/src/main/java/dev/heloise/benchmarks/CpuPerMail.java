package dev.heloise.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * Measures the CPU time that servers take for a mail, all of them under the same load in the same run: each in a
 * process of its own, their rounds interleaved, so that whatever else the machine does meets all of them alike.
 */
public final class CpuPerMail {

    private final Options options;
    private final int size;
    private final int sessions;
    private final byte[] content;
    private final Map<String, List<Round>> rounds = new LinkedHashMap<>();

    private final Map<String, String> failures = new LinkedHashMap<>();

    private CpuPerMail(Options options, int size, int sessions) {
        this.options = options;
        this.size = size;
        this.sessions = sessions;
        this.content = Message.ofSize(size);
    }

    /** Prints a table for each size and number of sessions; {@link Options} says what can be chosen. */
    public static void main(String... args) throws IOException, InterruptedException {
        measure(Options.parse(args), System.out);
    }

    static void measure(Options options, PrintStream out) throws IOException, InterruptedException {
        out.println("Java " + Runtime.version() + ", " + String.join(" ", ServerProcess.JVM_FLAGS) + ", "
                + Runtime.getRuntime().availableProcessors() + " processors");
        for (int size : options.sizes()) {
            for (int sessions : options.sessions()) {
                out.println(new CpuPerMail(options, size, sessions).measure());
            }
        }
    }

    private String measure() throws IOException, InterruptedException {
        List<ServerProcess> servers = new ArrayList<>();
        try {
            for (String name : options.servers()) {
                if (name.equals(ServerProcess.SMTP_SINK) || Peer.named(name).mostSessions() >= sessions) {
                    servers.add(ServerProcess.start(name));
                }
            }
            for (int round = -options.warmUp(); round < options.rounds(); round++) {
                for (ServerProcess server : servers) {
                    measure(server, round >= 0);
                }
            }
        } finally {
            for (ServerProcess server : servers) {
                server.close();
            }
        }
        return table();
    }

    /** A server that cannot take the load is out, and the table says so. */
    private void measure(ServerProcess server, boolean counts) throws InterruptedException {
        if (failures.containsKey(server.name())) {
            return;
        }
        try {
            Round round = round(server);
            if (counts) {
                rounds.computeIfAbsent(server.name(), name -> new ArrayList<>()).add(round);
            }
        } catch (IOException e) {
            failures.put(server.name(), e.getMessage());
            rounds.remove(server.name());
        }
    }

    /** Opens the sessions, measures while they send, and closes them; the server forgets the mails after that. */
    private Round round(ServerProcess server) throws IOException, InterruptedException {
        Round round;
        try (Load load = Load.open(server.port(), sessions)) {
            Duration before = server.cpuTime();
            Load.Sent sent = load.send(content, options.mails(size), options.limit());
            Duration used = server.cpuTime().minus(before);
            round = new Round(
                    used.toNanos() / 1e3 / sent.mails(),
                    sent.mails() / (sent.time().toNanos() / 1e9));
        }
        server.clear();
        return round;
    }

    private String table() {
        StringBuilder table = new StringBuilder();
        table.append("\n").append(size).append(" octets, ").append(sessions).append(" sessions, ");
        table.append(options.mails(size))
                .append(" mails a round, ")
                .append(options.rounds())
                .append(" rounds\n\n");
        table.append("| server | CPU µs per mail | × smtp-sink | × Heloise | mails/s |\n|---|---|---|---|---|\n");
        rounds.forEach((name, measured) -> table.append("| ")
                .append(String.join(
                        " | ",
                        name,
                        spread(measured, Round::cpuMicros),
                        ratio(measured, ServerProcess.SMTP_SINK),
                        ratio(measured, Peer.HELOISE.label()),
                        spread(measured, Round::mailsPerSecond)))
                .append(" |\n"));
        failures.forEach((name, why) -> table.append("| ")
                .append(name)
                .append(" | failed: ")
                .append(why.strip())
                .append(" | | | |\n"));
        return table.toString();
    }

    private static String spread(List<Round> measured, ToDoubleFunction<Round> value) {
        return Spread.of(measured.stream().mapToDouble(value).toArray()).toString();
    }

    /** The ratios of the CPU times round by round, since only neighbouring rounds saw the same machine. */
    private String ratio(List<Round> measured, String other) {
        List<Round> others = rounds.get(other);
        if (others == null) {
            return "–";
        }
        double[] ratios = new double[measured.size()];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = measured.get(i).cpuMicros() / others.get(i).cpuMicros();
        }
        return Spread.of(ratios).toString();
    }

    private record Round(double cpuMicros, double mailsPerSecond) {}
}
