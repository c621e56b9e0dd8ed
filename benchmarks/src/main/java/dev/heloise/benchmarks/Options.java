package dev.heloise.benchmarks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What to measure, from a command line such as {@code --sizes=1KB,1MB --sessions=10}.
 *
 * @param servers by name; those that this machine does not have are left out
 * @param sizes of the messages, in octets
 * @param sessions how many at a time
 * @param mails how many a round; 0 for as many as the size suggests
 * @param warmUp rounds for the JIT compiler, when a server has started
 * @param rounds how many are measured at each size and number of sessions
 * @param limit of one round, which slow servers end with fewer mails
 */
record Options(
        List<String> servers,
        List<Integer> sizes,
        List<Integer> sessions,
        int mails,
        int warmUp,
        int rounds,
        Duration limit) {

    static final int MOST_SECONDS = 10;

    private static final int MOST_MAILS = 20_000;
    private static final int FEWEST_MAILS = 12;
    /** So much fits into the heap of a server that keeps everything. */
    private static final int OCTETS = 300 << 20;

    private static final Map<String, String> DEFAULTS = Map.of(
            "servers", "heloise,smtp-sink,wiser,greenmail,dumbster,smtp4j",
            "sizes", "1KB",
            "sessions", "10",
            "mails", "0",
            "warmup", "8",
            "rounds", "5",
            "seconds", "2");

    static Options parse(String... args) {
        Map<String, String> values = new HashMap<>(DEFAULTS);
        for (String arg : args) {
            String[] option = arg.split("=", 2);
            if (option.length < 2 || !option[0].startsWith("--") || !known(option[0].substring(2))) {
                throw new IllegalArgumentException("\"" + arg + "\" is none of --name=value with " + names());
            }
            values.put(option[0].substring(2), option[1]);
        }
        return new Options(
                list(values, "servers").filter(ServerProcess::isHere).toList(),
                list(values, "sizes").map(Message::size).toList(),
                list(values, "sessions").map(Integer::valueOf).toList(),
                number(values, "mails"),
                number(values, "warmup"),
                number(values, "rounds"),
                Duration.ofSeconds(number(values, "seconds")));
    }

    private static boolean known(String name) {
        return DEFAULTS.containsKey(name);
    }

    private static List<String> names() {
        Set<String> names = DEFAULTS.keySet();
        return new ArrayList<>(names).stream().sorted().toList();
    }

    private static Stream<String> list(Map<String, String> values, String name) {
        return Stream.of(values.getOrDefault(name, "").split(","));
    }

    private static int number(Map<String, String> values, String name) {
        return Integer.parseInt(values.getOrDefault(name, ""));
    }

    /** How many mails of that size to send in a round. */
    int mails(int size) {
        return mails > 0 ? mails : Math.max(FEWEST_MAILS, Math.min(MOST_MAILS, OCTETS / size));
    }
}
