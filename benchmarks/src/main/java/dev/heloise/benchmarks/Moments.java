package dev.heloise.benchmarks;

import jakarta.mail.MessagingException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What a test waits for, measured in this JVM once it is warm: in each round every server does the same thing once, and
 * a round's value for a server is the median of some of these.
 */
final class Moments {

    private static final byte[] CONTENT = Message.ofSize(1024);
    /** What the JIT compiler takes to have done its work. */
    private static final int WARM_UP = 400;

    private static final int ROUNDS = 9;
    private static final int EACH = 30;

    private final int warmUp;
    private final int rounds;
    private final int each;

    private Moments(int warmUp, int rounds, int each) {
        this.warmUp = warmUp;
        this.rounds = rounds;
        this.each = each;
    }

    public static void main(String... args) throws Exception {
        for (Comparison moment : measured()) {
            System.out.println(moment.table());
        }
    }

    static List<Comparison> measured() throws Exception {
        return new Moments(WARM_UP, ROUNDS, EACH).all();
    }

    /** With so few repetitions that nothing but the harness is shown. */
    static List<Comparison> rehearsed() throws Exception {
        return new Moments(1, 1, 1).all();
    }

    private List<Comparison> all() throws Exception {
        List<Comparison> moments = new ArrayList<>();
        moments.add(compare("start to the first octet of the greeting", Moments::start));
        moments.add(compare("start, greeting, stop", Moments::startAndStop));
        moments.add(compare("a whole test with Angus Mail", Moments::wholeTest));
        Map<Peer, Peer.Running> servers = new EnumMap<>(Peer.class);
        try {
            for (Peer peer : Peer.here()) {
                servers.put(peer, peer.start());
            }
            moments.add(compare("1 KB mail on a new connection", peer -> newConnection(running(servers, peer))));
            for (Peer peer : Peer.here()) {
                running(servers, peer).clear().run();
            }
            moments.add(compare("1 KB mail on a kept connection", peer -> keptConnection(running(servers, peer))));
            moments.add(compare("clear 100 mails", peer -> clear(running(servers, peer))));
        } finally {
            servers.values().forEach(Peer.Running::close);
        }
        return moments;
    }

    private static Peer.Running running(Map<Peer, Peer.Running> servers, Peer peer) {
        Peer.Running server = servers.get(peer);
        if (server == null) {
            throw new IllegalStateException(peer + " does not run");
        }
        return server;
    }

    private Comparison compare(String title, Moment moment) throws Exception {
        Comparison comparison = new Comparison(title, "µs");
        for (int i = 0; i < warmUp; i++) {
            for (Peer peer : Peer.here()) {
                moment.nanos(peer);
            }
        }
        for (int round = 0; round < rounds; round++) {
            Map<Peer, double[]> values = new EnumMap<>(Peer.class);
            for (int i = 0; i < each; i++) {
                for (Peer peer : Peer.here()) {
                    values.computeIfAbsent(peer, key -> new double[each])[i] = moment.nanos(peer) / 1e3;
                }
            }
            values.forEach((peer, micros) ->
                    comparison.add(peer.label(), Spread.of(micros).median()));
        }
        return comparison;
    }

    private static long start(Peer peer) throws IOException {
        long start = System.nanoTime();
        try (Peer.Running server = peer.start();
                Socket client = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            client.getInputStream().read();
            return System.nanoTime() - start;
        }
    }

    private static long startAndStop(Peer peer) throws IOException {
        long start = System.nanoTime();
        start(peer);
        return System.nanoTime() - start;
    }

    private static long wholeTest(Peer peer) throws IOException, MessagingException {
        WholeTestBenchmark test = new WholeTestBenchmark();
        long start = System.nanoTime();
        switch (peer) {
            case HELOISE -> test.heloise();
            case WISER -> test.wiser();
            case GREENMAIL -> test.greenMail();
            case DUMBSTER -> test.dumbster();
            case SMTP4J -> test.smtp4j();
        }
        return System.nanoTime() - start;
    }

    private static long newConnection(Peer.Running server) throws IOException {
        long start = System.nanoTime();
        try (RawSession session = new RawSession(server.port())) {
            session.send(CONTENT);
        }
        return System.nanoTime() - start;
    }

    private static long keptConnection(Peer.Running server) throws IOException {
        try (RawSession session = new RawSession(server.port())) {
            session.send(CONTENT);
            long start = System.nanoTime();
            session.send(CONTENT);
            return System.nanoTime() - start;
        }
    }

    private static long clear(Peer.Running server) throws IOException {
        try (RawSession session = new RawSession(server.port())) {
            for (int i = 0; i < 100; i++) {
                session.send(CONTENT);
            }
        }
        long start = System.nanoTime();
        server.clear().run();
        return System.nanoTime() - start;
    }

    /** One thing that a test waits for. */
    private interface Moment {
        long nanos(Peer peer) throws Exception;
    }
}
