package dev.heloise.benchmarks;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** The servers that are compared, each in a process that has seen enough mails for its JIT compiler to be done. */
final class Servers implements AutoCloseable {

    private static final int SESSIONS = 10;
    private static final int SIZE = 1024;

    private final Options options;
    private final Map<String, ServerProcess> running = new HashMap<>();

    Servers(Options options) {
        this.options = options;
    }

    /** Whether a server takes so many sessions at a time. */
    static boolean take(String name, int sessions) {
        return name.equals(ServerProcess.SMTP_SINK) || Peer.named(name).mostSessions() >= sessions;
    }

    ServerProcess running(String name) throws IOException, InterruptedException {
        ServerProcess server = running.get(name);
        if (server == null) {
            server = ServerProcess.start(name);
            running.put(name, server);
            warmUp(server);
        }
        return server;
    }

    private void warmUp(ServerProcess server) throws IOException, InterruptedException {
        int sessions = take(server.name(), SESSIONS) ? SESSIONS : 1;
        for (int round = 0; round < options.warmUp(); round++) {
            try (Load load = Load.open(server.port(), sessions)) {
                load.send(Message.ofSize(SIZE), options.mails(SIZE), Duration.ofSeconds(Options.MOST_SECONDS));
            }
            server.clear();
        }
    }

    /** The next time it is another process: this one has shown that it cannot go on. */
    void replace(String name) {
        ServerProcess failed = running.remove(name);
        if (failed != null) {
            failed.close();
        }
    }

    @Override
    public void close() {
        running.values().forEach(ServerProcess::close);
    }
}
