package dev.heloise.benchmarks;

import dev.heloise.FakeSmtpServer;
import dev.heloise.mailbox.MailFilter;
import dev.heloise.mailbox.ReceivedMail;
import java.io.IOException;
import java.util.List;
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

/** Reading from a mailbox in which there is much: one recipient's mail among many others'. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 3, time = 2)
@Fork(2)
public class MailboxBenchmark {

    private static final byte[] CONTENT = Message.ofSize(300);

    @Param({"1000", "100000"})
    int mails;

    private @Nullable FakeSmtpServer server;
    private String wanted = "";

    /** Every mail has a recipient of its own; the wanted one is in the middle. */
    @Setup(Level.Trial)
    public void fill() throws IOException {
        server = FakeSmtpServer.builder().retain(mails).start();
        wanted = recipient(mails / 2);
        try (RawSession session = new RawSession(server.port())) {
            for (int i = 0; i < mails; i++) {
                session.send(recipient(i), CONTENT);
            }
        }
    }

    private static String recipient(int number) {
        return "user" + number + "@example.com";
    }

    @Benchmark
    public List<ReceivedMail> findByRecipient() {
        return server().mailbox().mails(MailFilter.to(wanted));
    }

    @Benchmark
    public ReceivedMail awaitWhatIsThere() {
        return server().mailbox().await(MailFilter.to(wanted));
    }

    @Benchmark
    public List<ReceivedMail> inbox() {
        return server().mailbox().inbox(wanted).mails();
    }

    private FakeSmtpServer server() {
        if (server == null) {
            throw new IllegalStateException("not started");
        }
        return server;
    }

    @TearDown(Level.Trial)
    public void stop() {
        server().close();
    }
}
