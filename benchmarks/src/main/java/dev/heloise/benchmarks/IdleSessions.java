package dev.heloise.benchmarks;

import static dev.heloise.benchmarks.Trial.require;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * 10,000 sessions that say nothing, to a server in a process of its own, since one has not descriptors for both sides:
 * the server takes mail from a new session, and from any of the idle ones.
 */
final class IdleSessions implements Trial {

    private static final int SESSIONS = 10_000;
    private static final int OPENERS = 8;
    private static final int FIRST = 50;
    private static final int MOST_OCTETS = 64 * 1024;
    private static final byte[] CONTENT = Message.ofSize(400);

    @Override
    public String run(Random random, double scale) throws Exception {
        int count = Trial.scaled(SESSIONS, scale, 50);
        List<RawSession> sessions = new ArrayList<>();
        try (ServerProcess server = ServerProcess.start(Peer.HELOISE.label());
                Crowd openers = new Crowd()) {
            // The first sessions bring the classes.
            open(server.port(), FIRST, sessions);
            long before = server.residentOctets();
            for (int i = 0; i < OPENERS; i++) {
                openers.add(() -> open(server.port(), count / OPENERS, sessions));
            }
            openers.finish();
            long after = server.residentOctets();
            try (RawSession session = new RawSession(server.port())) {
                session.send(CONTENT);
            }
            for (int i = 0; i < 100; i++) {
                sessions.get(random.nextInt(sessions.size())).send(CONTENT);
            }
            for (RawSession session : sessions) {
                session.close();
            }
            long each = (after - before) / (sessions.size() - FIRST);
            // Of few sessions the noise is larger than they are.
            require(count < SESSIONS || each < MOST_OCTETS, "an idle session takes " + each + " octets of memory");
            return sessions.size() + " idle sessions, " + each + " octets of resident memory each";
        }
    }

    private static Void open(int port, int count, List<RawSession> sessions) throws Exception {
        for (int i = 0; i < count; i++) {
            RawSession session = new RawSession(port);
            synchronized (sessions) {
                sessions.add(session);
            }
        }
        return null;
    }
}
