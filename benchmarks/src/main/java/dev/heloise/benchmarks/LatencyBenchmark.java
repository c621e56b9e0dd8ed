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

/** How long one mail of 1 KB takes its sender. */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 3, time = 2)
@Fork(2)
public class LatencyBenchmark {

    private static final byte[] CONTENT = Message.ofSize(1024);

    @Param({"HELOISE", "WISER", "GREENMAIL", "DUMBSTER"})
    Peer peer = Peer.HELOISE;

    private Peer.@Nullable Running server;
    private @Nullable RawSession kept;

    @Setup(Level.Iteration)
    public void start() {
        server = peer.start();
    }

    /** On a connection that is there already. */
    @Benchmark
    public void keptConnection() throws IOException {
        if (kept == null) {
            kept = connect();
        }
        kept.send(CONTENT);
    }

    /** From connecting to the answer to {@code QUIT}. */
    @Benchmark
    public void newConnection() throws IOException {
        try (RawSession session = connect()) {
            session.send(CONTENT);
        }
    }

    private RawSession connect() throws IOException {
        if (server == null) {
            throw new IllegalStateException("not started");
        }
        return new RawSession(server.port());
    }

    @TearDown(Level.Iteration)
    public void stop() throws IOException {
        if (kept != null) {
            kept.close();
            kept = null;
        }
        if (server != null) {
            server.close();
        }
    }
}
