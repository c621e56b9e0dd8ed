package dev.heloise.benchmarks;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What a test suite pays for each server of its own: from nothing to the first octet of the greeting, and the end. */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 3, time = 2)
@Fork(2)
public class StartBenchmark {

    @Param({"HELOISE", "WISER", "GREENMAIL", "DUMBSTER"})
    Peer peer = Peer.HELOISE;

    /** Start, connect, hear the greeting; close the client and the server. */
    @Benchmark
    public int startToGreetingAndClose() throws IOException {
        try (Peer.Running server = peer.start();
                Socket client = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            return client.getInputStream().read();
        }
    }

    /** Start, hear the greeting, and leave the end to others: what stands between a test and its first mail. */
    @Benchmark
    public int startToGreeting(Endings endings) throws IOException {
        endings.server = peer.start();
        endings.client = new Socket(InetAddress.getLoopbackAddress(), endings.server.port());
        return endings.client.getInputStream().read();
    }
}
