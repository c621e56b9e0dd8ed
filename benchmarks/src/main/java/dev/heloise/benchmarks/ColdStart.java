package dev.heloise.benchmarks;

import com.dumbster.smtp.SimpleSmtpServer;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.heloise.FakeSmtpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import org.subethamail.smtp.server.SMTPServer;
import org.subethamail.wiser.Wiser;

/**
 * The first server in a JVM: from nothing to the first octet of its greeting. Each start has a JVM of its own, in which
 * nothing of the server's has been used before. {@code socket} is what a JVM takes for a port, a thread for it, a
 * thread for the connection and six octets: nobody can be faster.
 */
final class ColdStart {

    private static final String FLOOR = "socket";
    private static final int ROUNDS = 15;

    private ColdStart() {}

    /** Without arguments it compares; with the name of a server it starts that, and prints the nanoseconds. */
    public static void main(String... args) throws IOException, InterruptedException {
        if (args.length == 0) {
            System.out.println(measured(ROUNDS).table());
            return;
        }
        long start = System.nanoTime();
        try (Socket client = new Socket(InetAddress.getLoopbackAddress(), start(args[0]))) {
            client.getInputStream().read();
            System.out.println(System.nanoTime() - start);
        }
        // The servers' threads need not be daemons.
        Runtime.getRuntime().halt(0);
    }

    static Comparison measured() throws IOException, InterruptedException {
        return measured(ROUNDS);
    }

    private static Comparison measured(int rounds) throws IOException, InterruptedException {
        Comparison comparison = new Comparison("first start in a JVM", "ms");
        // The first round brings the files into the machine's memory.
        for (int round = -1; round < rounds; round++) {
            for (Peer peer : Peer.here()) {
                add(comparison, peer.label(), round);
            }
            add(comparison, FLOOR, round);
        }
        return comparison;
    }

    private static void add(Comparison comparison, String name, int round) throws IOException, InterruptedException {
        double millis = millis(name);
        if (round >= 0) {
            comparison.add(name, millis);
        }
    }

    /** In a JVM of its own. */
    static double millis(String name) throws IOException, InterruptedException {
        String nanos = OwnJvm.run(List.of(), ColdStart.class, name);
        return Long.parseLong(nanos) / 1e6;
    }

    /** Starts a server without anything around it, since also the first lambda of a JVM takes its time. */
    private static int start(String name) throws IOException {
        switch (name) {
            case "heloise" -> {
                return FakeSmtpServer.start().port();
            }
            case "wiser" -> {
                Wiser wiser = Wiser.create(SMTPServer.port(0));
                wiser.start();
                return wiser.getServer().getPortAllocated();
            }
            case "greenmail" -> {
                GreenMail greenMail = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
                greenMail.start();
                return greenMail.getSmtp().getPort();
            }
            case "dumbster" -> {
                return SimpleSmtpServer.start(SimpleSmtpServer.AUTO_SMTP_PORT).getPort();
            }
            case "smtp4j" -> {
                return Smtp4j.start().port();
            }
            case FLOOR -> {
                ServerSocket server = new ServerSocket(0, 1024, InetAddress.getLoopbackAddress());
                new Acceptance(server).start();
                return server.getLocalPort();
            }
            default -> throw new IllegalArgumentException("no server is called " + name);
        }
    }

    /** Accepts one connection, and greets it on a thread of its own. */
    private static final class Acceptance extends Thread {

        private final ServerSocket server;

        Acceptance(ServerSocket server) {
            this.server = server;
        }

        @Override
        public void run() {
            try {
                new Greeting(server.accept()).start();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static final class Greeting extends Thread {

        private final Socket client;

        Greeting(Socket client) {
            this.client = client;
        }

        @Override
        public void run() {
            try {
                client.getOutputStream().write(new byte[] {'2', '2', '0', ' ', '\r', '\n'});
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
