package dev.heloise.benchmarks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One quantity, measured for several servers in rounds: in each round for all of them, one after the other, so that
 * whatever else the machine does meets all of them alike.
 */
final class Comparison {

    private final String title;
    private final String unit;
    private final Map<String, List<Double>> rounds = new LinkedHashMap<>();
    private final Map<String, String> failures = new LinkedHashMap<>();

    Comparison(String title, String unit) {
        this.title = title;
        this.unit = unit;
    }

    String title() {
        return title;
    }

    String unit() {
        return unit;
    }

    void add(String server, double value) {
        rounds.computeIfAbsent(server, name -> new ArrayList<>()).add(value);
    }

    /** A server that cannot do it is out, and the table says why. */
    void failed(String server, String why) {
        rounds.remove(server);
        failures.put(server, why.strip());
    }

    boolean hasFailed(String server) {
        return failures.containsKey(server);
    }

    Set<String> servers() {
        return rounds.keySet();
    }

    Map<String, String> failures() {
        return failures;
    }

    Spread of(String server) {
        return Spread.of(rounds.getOrDefault(server, List.of()).stream()
                .mapToDouble(Double::doubleValue)
                .toArray());
    }

    /** How many times the other's a server's value is; round by round, since only neighbours saw the same machine. */
    String ratio(String server, String other) {
        List<Double> mine = rounds.getOrDefault(server, List.of());
        List<Double> theirs = rounds.getOrDefault(other, List.of());
        if (mine.isEmpty() || theirs.size() < mine.size()) {
            return "–";
        }
        double[] ratios = new double[mine.size()];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = mine.get(i) / theirs.get(i);
        }
        return Spread.of(ratios).toString();
    }

    /** A table in Markdown, a row for each server. */
    String table() {
        StringBuilder table = new StringBuilder();
        table.append("| ").append(title).append(" | ").append(unit).append(" | × heloise |\n|---|---|---|\n");
        for (String server : servers()) {
            row(table, server, of(server).toString(), ratio(server, Peer.HELOISE.label()));
        }
        failures.forEach((server, why) -> row(table, server, "failed: " + why, ""));
        return table.toString();
    }

    static void row(StringBuilder table, String... cells) {
        table.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }
}
