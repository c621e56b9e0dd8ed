package dev.heloise.benchmarks;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A server in a process of its own, whose CPU time is its own. */
abstract class ServerProcess implements AutoCloseable {

    /** Postfix's test server, which throws away what it receives: the limit of what C can do. */
    static final String SMTP_SINK = "smtp-sink";

    /** The same for every JVM. */
    static final List<String> JVM_FLAGS = List.of("-Xms1g", "-Xmx2g");

    private static final int PAGE = 4096;

    private final String name;
    private final Process process;

    private ServerProcess(String name, Process process) {
        this.name = name;
        this.process = process;
    }

    /** Starts a server by its name and waits until it listens. */
    static ServerProcess start(String name) throws IOException, InterruptedException {
        return name.equals(SMTP_SINK)
                ? new Sink(sinkPath().orElseThrow())
                : new Jvm(Peer.named(name), JVM_FLAGS, ProcessBuilder.Redirect.INHERIT);
    }

    /** Starts this project's server with other flags; what it writes to standard error goes to a file. */
    static ServerProcess heloise(List<String> flags, Path errors) throws IOException {
        return new Jvm(Peer.HELOISE, flags, ProcessBuilder.Redirect.to(errors.toFile()));
    }

    /** Starts this project's server with no more than so many descriptors. */
    static ServerProcess heloise(int descriptors) throws IOException {
        List<String> limit = List.of("sh", "-c", "ulimit -n " + descriptors + "; exec \"$@\"", "sh");
        // Or else the JVM takes as many as it may have at all.
        List<String> flags = List.of("-XX:-MaxFDLimit");
        return new Jvm(limit, Peer.HELOISE, flags, ProcessBuilder.Redirect.INHERIT);
    }

    /** Whether this machine has that server. */
    static boolean isHere(String name) {
        return name.equals(SMTP_SINK)
                ? sinkPath().isPresent()
                : Peer.named(name).isHere();
    }

    private static Optional<Path> sinkPath() {
        String searched =
                System.getenv("PATH") + File.pathSeparator + "/usr/sbin" + File.pathSeparator + "/usr/libexec/postfix";
        return Stream.of(searched.split(File.pathSeparator))
                .map(directory -> Path.of(directory, SMTP_SINK))
                .filter(Files::isExecutable)
                .findFirst();
    }

    final String name() {
        return name;
    }

    abstract int port();

    /** Forgets the mails that the server has kept so far. */
    abstract void clear() throws IOException;

    /** The CPU time of the process up to now, in user space and in the kernel. */
    final Duration cpuTime() {
        return process.info()
                .totalCpuDuration()
                .orElseThrow(() -> new IllegalStateException("no CPU time is known of " + name));
    }

    /** The memory that the process has in use, as Linux counts it. */
    final long residentOctets() throws IOException {
        String[] pages =
                Files.readString(Path.of("/proc/" + process.pid() + "/statm")).split(" ", -1);
        return Long.parseLong(pages[1]) * PAGE;
    }

    @Override
    public void close() {
        // There is nothing that it should bring to an end.
        process.destroyForcibly();
    }

    private static final class Jvm extends ServerProcess {

        private final BufferedReader answers;
        private final Writer commands;
        private final int port;

        Jvm(Peer peer, List<String> flags, ProcessBuilder.Redirect errors) throws IOException {
            this(List.of(), peer, flags, errors);
        }

        /** @param launcher what starts the JVM, if not the system itself */
        Jvm(List<String> launcher, Peer peer, List<String> flags, ProcessBuilder.Redirect errors) throws IOException {
            this(peer.label(), begin(launcher, peer, flags, errors));
        }

        private Jvm(String name, Process process) throws IOException {
            super(name, process);
            answers = new BufferedReader(new InputStreamReader(process.getInputStream(), US_ASCII));
            commands = process.outputWriter(US_ASCII);
            port = Integer.parseInt(answer());
        }

        private static Process begin(
                List<String> launcher, Peer peer, List<String> flags, ProcessBuilder.Redirect errors)
                throws IOException {
            List<String> command = new ArrayList<>(launcher);
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            command.addAll(flags);
            command.addAll(List.of("-cp", System.getProperty("java.class.path"), Serve.class.getName(), peer.label()));
            return new ProcessBuilder(command).redirectError(errors).start();
        }

        @Override
        int port() {
            return port;
        }

        @Override
        void clear() throws IOException {
            commands.write("clear\n");
            commands.flush();
            answer();
        }

        private String answer() throws IOException {
            String answer = answers.readLine();
            if (answer == null) {
                throw new IOException(name() + " has ended");
            }
            return answer;
        }
    }

    private static final class Sink extends ServerProcess {

        private static final long START_MILLIS = 5_000;

        private final int port;

        Sink(Path executable) throws IOException, InterruptedException {
            this(executable, freePort());
        }

        private Sink(Path executable, int port) throws IOException, InterruptedException {
            super(SMTP_SINK, begin(executable, port));
            this.port = port;
            awaitPort();
        }

        private static Process begin(Path executable, int port) throws IOException {
            List<String> command = new ArrayList<>(List.of(executable.toString(), "-m", "2000"));
            if (System.getProperty("user.name").equals("root")) {
                // As root it insists on somebody else to be.
                command.addAll(List.of("-u", "nobody"));
            }
            command.addAll(List.of("127.0.0.1:" + port, "1024"));
            return new ProcessBuilder(command)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
        }

        private static int freePort() throws IOException {
            try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                return probe.getLocalPort();
            }
        }

        private void awaitPort() throws IOException, InterruptedException {
            long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(START_MILLIS);
            while (true) {
                try {
                    new Socket(InetAddress.getLoopbackAddress(), port).close();
                    return;
                } catch (IOException e) {
                    if (System.nanoTime() > end) {
                        throw e;
                    }
                    Thread.sleep(10);
                }
            }
        }

        @Override
        int port() {
            return port;
        }

        @Override
        void clear() {
            // It keeps nothing.
        }
    }
}
