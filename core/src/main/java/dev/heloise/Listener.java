package dev.heloise;

import dev.heloise.mailbox.MemoryMailbox;
import dev.heloise.mailbox.SessionRecorder;
import dev.heloise.mailbox.SmtpSession;
import dev.heloise.smtp.Timeouts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** One open port. Its thread accepts connections, and in between ends those that have been silent for too long. */
final class Listener implements Runnable {

    private static final int BACKLOG = 1024;
    private static final long LONGEST_LOOK_MILLIS = 1_000;
    private static final int PROBE_MILLIS = 5_000;
    /** How long to leave a port alone that could accept nobody; the clients wait in its backlog. */
    private static final long FAILED_ACCEPT_NANOS = 10_000_000;

    private final ServerSocket server;
    private final Port port;
    private final MemoryMailbox mailbox;
    private final ExecutorService sessions;
    private final Semaphore places;
    private final SharedRoom room;
    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
    private final Map<Integer, CountDownLatch> probes = new ConcurrentHashMap<>();
    private final Thread thread;
    private volatile boolean closing;

    /**
     * Opens the port in the caller's thread.
     *
     * @param places how many connections there may be, with those of the other ports
     * @param room what their messages may take of the memory
     * @throws UncheckedIOException if it cannot be opened; the message names address and port
     */
    Listener(
            InetAddress address,
            Port port,
            MemoryMailbox mailbox,
            ExecutorService sessions,
            Semaphore places,
            SharedRoom room) {
        this.port = port;
        this.mailbox = mailbox;
        this.sessions = sessions;
        this.places = places;
        this.room = room;
        this.server = open(new InetSocketAddress(address, port.number()), (int) lookMillis());
        this.thread = new Thread(this, "heloise-" + port());
        thread.setDaemon(true);
        thread.start();
    }

    private static ServerSocket open(InetSocketAddress address, int acceptMillis) {
        try {
            ServerSocket server = new ServerSocket();
            try {
                server.setSoTimeout(acceptMillis);
                server.bind(address, BACKLOG);
                return server;
            } catch (IOException e) {
                server.close();
                throw e;
            }
        } catch (IOException e) {
            String where = address.getAddress().getHostAddress() + ":" + address.getPort();
            throw new UncheckedIOException("cannot listen on " + where + ": " + e.getMessage(), e);
        }
    }

    int port() {
        return server.getLocalPort();
    }

    /** Accepts connections until the port is closed. */
    @Override
    public void run() {
        long look = TimeUnit.MILLISECONDS.toNanos(lookMillis());
        long lastLook = System.nanoTime();
        while (!closing) {
            try {
                Socket client = accept();
                if (client != null) {
                    begin(client);
                }
                long now = System.nanoTime();
                if (now - lastLook >= look) {
                    lastLook = now;
                    for (Connection connection : connections) {
                        connection.expire(now, port.service().limits().timeouts());
                    }
                }
            } catch (IOException | OutOfMemoryError e) {
                // This one connection failed before it began; the client sees that by itself.
            } catch (RuntimeException | Error e) {
                // A clock of the test, most likely. It is heard of, and the port does not go deaf for it.
                thread.getUncaughtExceptionHandler().uncaughtException(thread, e);
            }
        }
    }

    private @Nullable Socket accept() {
        try {
            return server.accept();
        } catch (SocketTimeoutException nobodyCame) {
            // Then there is time to look after those who are here.
        } catch (IOException | OutOfMemoryError e) {
            closing |= server.isClosed();
            if (!closing) {
                // Out of descriptors, most likely: the next sessions to end make room.
                LockSupport.parkNanos(FAILED_ACCEPT_NANOS);
            }
        }
        return null;
    }

    /** How often to look: a quarter of the shortest limit, so that it is not exceeded by much. */
    private long lookMillis() {
        Timeouts timeouts = port.service().limits().timeouts();
        Duration shortest = Collections.min(List.of(timeouts.idle(), timeouts.write(), timeouts.session()));
        long quarter = TimeUnit.MILLISECONDS.convert(shortest) / 4;
        return Math.max(1, Math.min(quarter, LONGEST_LOOK_MILLIS));
    }

    private void begin(Socket socket) throws IOException {
        boolean begun = false;
        try {
            begun = !isProbe(socket) && hasBegun(socket);
        } finally {
            if (!begun) {
                socket.close();
            }
        }
    }

    private boolean isProbe(Socket socket) {
        CountDownLatch probe = probes.remove(socket.getPort());
        if (probe == null) {
            return false;
        }
        probe.countDown();
        return true;
    }

    private boolean hasBegun(Socket socket) throws IOException {
        socket.setTcpNoDelay(true);
        InetSocketAddress client = new InetSocketAddress(socket.getInetAddress(), socket.getPort());
        SessionRecorder session = mailbox.open(client);
        boolean admitted = places.tryAcquire();
        Connection connection = null;
        try {
            connection = new Connection(socket, port, session, room.another(), !admitted);
            connections.add(connection);
            sessions.execute(new Visit(connection, admitted));
            return true;
        } catch (IOException | RuntimeException | Error e) {
            // The server is closing, or there can be no more threads: then the next sessions to end make room.
            leave(connection, admitted);
            if (!closing) {
                session.event("the session could not begin: " + e.getMessage());
            }
            session.end(SmtpSession.End.SERVER_CLOSED);
            return false;
        }
    }

    private void leave(@Nullable Connection connection, boolean admitted) {
        if (connection != null) {
            connections.remove(connection);
        }
        if (admitted) {
            places.release();
        }
    }

    /**
     * Returns when every connection that was made before this call has been accepted. Connections are accepted in their
     * order, so one of our own that comes through shows that those before it have. That is soon: it waits for nobody
     * but this thread.
     *
     * @throws IOException if it does not come through
     */
    void settle() throws IOException {
        InetAddress address = server.getInetAddress();
        InetAddress self = address.isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : address;
        try (Socket probe = new Socket()) {
            probe.bind(new InetSocketAddress(self, 0));
            CountDownLatch accepted = new CountDownLatch(1);
            probes.put(probe.getLocalPort(), accepted);
            try {
                probe.connect(new InetSocketAddress(self, port()), PROBE_MILLIS);
                if (!accepted.await(PROBE_MILLIS, TimeUnit.MILLISECONDS)) {
                    throw new SocketTimeoutException(
                            "port " + port() + " has accepted nobody for " + PROBE_MILLIS + " ms");
                }
            } finally {
                probes.remove(probe.getLocalPort());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for the sessions to end", e);
        }
    }

    /** Closes the port and asks every connection to end. */
    void stop() throws IOException {
        closing = true;
        server.close();
        for (Connection connection : connections) {
            connection.stop(SmtpSession.End.SERVER_CLOSED);
        }
    }

    /** Closes the connections that are still there. */
    void close() {
        connections.forEach(Connection::close);
    }

    void join(long millis) throws InterruptedException {
        thread.join(millis);
    }

    /** A connection for as long as it takes. */
    private final class Visit implements Runnable {

        private final Connection connection;
        private final boolean admitted;

        Visit(Connection connection, boolean admitted) {
            this.connection = connection;
            this.admitted = admitted;
        }

        @Override
        public void run() {
            try {
                connection.run();
            } finally {
                leave(connection, admitted);
            }
        }
    }
}
