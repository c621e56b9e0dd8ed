package dev.heloise.benchmarks;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Runs the trials, {@code --only} some of them, with a {@code --seed}, at a {@code --scale}. It fails where a server
 * breaks a promise, leaves a thread behind, or anything is written to standard error.
 */
public final class Endurance {

    private static final Map<String, Trial> TRIALS = new LinkedHashMap<>();

    static {
        TRIALS.put("soak", new Soak());
        TRIALS.put("drain", new DrainedOnce());
        TRIALS.put("cut", new CutAnywhere());
        TRIALS.put("pipelined", new Pipelined());
        TRIALS.put("slow", new SlowClients());
        TRIALS.put("deaf", new DeafClients());
        TRIALS.put("half-open", new HalfOpenClients());
        TRIALS.put("handshakes", new GarbledHandshakes());
        TRIALS.put("flood", new Flood());
        TRIALS.put("few-descriptors", new FewDescriptors());
        TRIALS.put("small-heap", new SmallHeap());
        TRIALS.put("starts", new ManyStarts());
        TRIALS.put("servers", new ManyServers());
        TRIALS.put("idle", new IdleSessions());
    }

    private Endurance() {}

    public static void main(String... args) throws Exception {
        String only = String.join(",", TRIALS.keySet());
        long seed = System.nanoTime();
        double scale = 1;
        for (String arg : args) {
            String value = arg.substring(arg.indexOf('=') + 1);
            switch (arg.substring(0, Math.max(0, arg.indexOf('=')))) {
                case "--only" -> only = value;
                case "--seed" -> seed = Long.parseLong(value);
                case "--scale" -> scale = Double.parseDouble(value);
                default ->
                    throw new IllegalArgumentException(
                            "\"" + arg + "\" is none of --only=names, --seed=number, --scale=number");
            }
        }
        boolean passed = run(List.of(only.split(",", -1)), seed, scale, System.out);
        // The threads of a trial that has failed may still be at it.
        System.exit(passed ? 0 : 1);
    }

    static List<String> names() {
        return List.copyOf(TRIALS.keySet());
    }

    /** Whether all of them passed. */
    static boolean run(List<String> names, long seed, double scale, PrintStream out) {
        out.println("Java " + Runtime.version() + ", seed " + seed + ", scale " + scale);
        boolean passed = true;
        for (String name : names) {
            Trial trial = TRIALS.get(name);
            if (trial == null) {
                throw new IllegalArgumentException("\"" + name + "\" is none of " + names());
            }
            passed &= run(name, trial, new Random(seed), scale, out);
        }
        return passed;
    }

    private static boolean run(String name, Trial trial, Random random, double scale, PrintStream out) {
        PrintStream usual = System.err;
        ByteArrayOutputStream complaints = new ByteArrayOutputStream();
        System.setErr(new PrintStream(complaints, true, StandardCharsets.UTF_8));
        long start = System.nanoTime();
        List<String> broken = new ArrayList<>();
        String seen = "";
        try {
            seen = trial.run(random, scale);
            List<String> leaked = Footprint.leakedThreads();
            if (!leaked.isEmpty()) {
                broken.add("threads were left behind: " + leaked);
            }
        } catch (Exception | AssertionError e) {
            broken.add(e.toString());
        } finally {
            System.setErr(usual);
        }
        String written = complaints.toString(StandardCharsets.UTF_8).strip();
        if (!written.isEmpty()) {
            broken.add("on standard error: " + written);
        }
        long seconds = Duration.ofNanos(System.nanoTime() - start).toSeconds();
        out.println((broken.isEmpty() ? "passed " : "FAILED ") + name + ", " + seconds + " s: " + seen
                + String.join("; ", broken));
        return broken.isEmpty();
    }
}
