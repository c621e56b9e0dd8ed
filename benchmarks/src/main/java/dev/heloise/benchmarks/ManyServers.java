package dev.heloise.benchmarks;

import static dev.heloise.benchmarks.Trial.require;

import dev.heloise.FakeSmtpServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** 200 servers at once in one JVM: each has its own mails, all of them and no other's. */
final class ManyServers implements Trial {

    private static final int SERVERS = 200;
    private static final int MAILS = 50;
    private static final int SENDERS = 8;

    @Override
    public String run(Random random, double scale) throws Exception {
        int count = Trial.scaled(SERVERS, scale, 20);
        List<FakeSmtpServer> servers = new ArrayList<>();
        try (Crowd senders = new Crowd()) {
            for (int i = 0; i < count; i++) {
                servers.add(FakeSmtpServer.start());
            }
            for (int i = 0; i < SENDERS; i++) {
                int sender = i;
                senders.add(() -> send(servers, sender));
            }
            senders.finish();
            for (int i = 0; i < count; i++) {
                String own = "server" + i + "@example.com";
                long mails = servers.get(i).mailbox().mails().stream()
                        .filter(mail -> mail.envelope().addresses().equals(List.of(own)))
                        .count();
                require(mails == MAILS, "server " + i + " has " + mails + " of its " + MAILS + " mails");
                require(servers.get(i).mailbox().info().mails() == MAILS, "server " + i + " has others' mails");
            }
        } finally {
            servers.forEach(FakeSmtpServer::close);
        }
        return count + " servers, " + MAILS + " mails each";
    }

    private static Void send(List<FakeSmtpServer> servers, int sender) throws Exception {
        byte[] content = Message.ofSize(400);
        for (int i = sender; i < servers.size(); i += SENDERS) {
            try (RawSession session = new RawSession(servers.get(i).port())) {
                for (int mail = 0; mail < MAILS; mail++) {
                    session.send("server" + i + "@example.com", content);
                }
            }
        }
        return null;
    }
}
