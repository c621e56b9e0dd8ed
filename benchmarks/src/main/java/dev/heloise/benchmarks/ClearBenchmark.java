package dev.heloise.benchmarks;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** What stands between two tests that share a server: to forget the mails of the first. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 20)
@Measurement(iterations = 20)
@Fork(2)
public class ClearBenchmark {

    private static final byte[] CONTENT = Message.ofSize(1024);

    @Param({"HELOISE", "WISER", "GREENMAIL", "DUMBSTER"})
    Peer peer = Peer.HELOISE;

    @Param({"1", "1000"})
    int mails;

    private Peer.@Nullable Running server;

    @Setup(Level.Iteration)
    public void fill() throws IOException {
        Peer.Running started = server == null ? peer.start() : server;
        server = started;
        try (RawSession session = new RawSession(started.port())) {
            for (int i = 0; i < mails; i++) {
                session.send(CONTENT);
            }
        }
    }

    @Benchmark
    public void clear() {
        if (server != null) {
            server.clear().run();
        }
    }

    @TearDown(Level.Trial)
    public void stop() {
        if (server != null) {
            server.close();
        }
    }
}
