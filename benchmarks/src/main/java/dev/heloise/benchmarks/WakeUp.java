package dev.heloise.benchmarks;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.heloise.FakeSmtpServer;
import dev.heloise.mailbox.MailFilter;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * Measures how long after the 250 to its content a waiting test has its mail. Below zero it had it before the client
 * had read the reply. No peer but GreenMail has a way to wait.
 */
public final class WakeUp {

    private static final byte[] CONTENT = Message.ofSize(1024);
    private static final int WARM_UP = 2_000;
    private static final int ROUNDS = 2_000;
    /** GreenMail's wait looks again after a time, so each round of it takes long. */
    private static final int FEW = 100;
    /** Long enough for the other thread to have begun to wait. */
    private static final Duration HEAD_START = Duration.ofMillis(1);

    private WakeUp() {}

    public static void main(String... args) throws Exception {
        System.out.println(measured());
    }

    /** A table in Markdown. */
    static String measured() throws Exception {
        StringBuilder table = new StringBuilder("| server | µs from the 250 to the waiting thread |\n|---|---|\n");
        try (FakeSmtpServer server = FakeSmtpServer.start()) {
            Runnable await = () -> server.mailbox().await(MailFilter.to("ada@example.com"));
            Spread spread = measure(server.port(), await, server.mailbox()::clear, WARM_UP, ROUNDS);
            Comparison.row(table, "heloise", spread.toString());
        }
        GreenMail greenMail = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        greenMail.start();
        try {
            Runnable await = () -> greenMail.waitForIncomingEmail(5_000, 1);
            Runnable clear = () -> Peer.purge(greenMail);
            Spread spread = measure(greenMail.getSmtp().getPort(), await, clear, FEW, FEW);
            Comparison.row(table, "greenmail", spread.toString());
        } finally {
            greenMail.stop();
        }
        return table.append(
                        "\nMedian, without the lowest and the highest 5 %. Below zero the thread had its mail before the client had read the 250.\n")
                .toString();
    }

    private static Spread measure(int port, Runnable await, Runnable clear, int warmUp, int rounds)
            throws IOException, InterruptedException, ExecutionException {
        double[] micros = new double[rounds];
        try (RawSession session = new RawSession(port)) {
            for (int i = -warmUp; i < rounds; i++) {
                double measured = round(session, await);
                if (i >= 0) {
                    micros[i] = measured;
                }
                clear.run();
            }
        }
        Arrays.sort(micros);
        return Spread.of(Arrays.copyOfRange(micros, rounds / 20, rounds - rounds / 20));
    }

    private static double round(RawSession session, Runnable await)
            throws IOException, InterruptedException, ExecutionException {
        CompletableFuture<Long> woken = new CompletableFuture<>();
        Thread waiting = new Thread(() -> {
            await.run();
            woken.complete(System.nanoTime());
        });
        waiting.start();
        Thread.sleep(HEAD_START.toMillis());
        session.send(CONTENT);
        long answered = System.nanoTime();
        return (woken.get() - answered) / 1e3;
    }
}
