package dev.heloise.benchmarks;

import static dev.heloise.benchmarks.Trial.require;

import dev.heloise.FakeSmtpServer;
import dev.heloise.mailbox.MailFilter;
import dev.heloise.mailbox.MemoryMailbox;
import dev.heloise.mailbox.ReceivedMail;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Senders, drainers, readers, and waiters who clear their own inboxes, all at once: each mail that was answered 250 is
 * drained exactly once, or awaited exactly once where it goes to a waiter.
 */
final class DrainedOnce implements Trial {

    private static final int MAILS = 200_000;
    private static final int SENDERS = 4;
    private static final int DRAINERS = 3;
    private static final MailFilter NOT_AWAITED = MailFilter.matching(
            "not awaited", mail -> mail.envelope().recipients().get(0).address().startsWith("drained"));

    private final Map<String, AtomicInteger> seen = new ConcurrentHashMap<>();

    @Override
    public String run(Random random, double scale) throws Exception {
        int each = Trial.scaled(MAILS, scale, 400) / SENDERS;
        seen.clear();
        AtomicBoolean over = new AtomicBoolean();
        try (FakeSmtpServer server =
                        FakeSmtpServer.builder().retain(SENDERS * each).start();
                Crowd senders = new Crowd();
                Crowd others = new Crowd()) {
            MemoryMailbox mailbox = server.wholeMailbox();
            for (int i = 0; i < DRAINERS; i++) {
                others.add(() -> {
                    while (!over.get()) {
                        mailbox.drain(NOT_AWAITED).forEach(this::saw);
                    }
                    return null;
                });
            }
            others.add(() -> {
                while (!over.get()) {
                    List<ReceivedMail> snapshot = mailbox.mails();
                    require(isInOrder(snapshot), "a snapshot is out of order");
                }
                return null;
            });
            for (int i = 0; i < SENDERS; i++) {
                int sender = i;
                long seed = random.nextLong();
                senders.add(() -> send(server, sender, each, new Random(seed)));
            }
            senders.finish();
            over.set(true);
            others.finish();
            mailbox.drain(MailFilter.any()).forEach(this::saw);
        }
        long doubled = seen.values().stream().filter(count -> count.get() > 1).count();
        int lost = SENDERS * each - seen.size();
        require(lost == 0 && doubled == 0, lost + " mails were lost, " + doubled + " were seen twice or more");
        return SENDERS * each + " mails, each seen once";
    }

    private Void send(FakeSmtpServer server, int sender, int mails, Random random) throws Exception {
        byte[] content = Message.ofSize(400);
        try (RawSession session = new RawSession(server.port())) {
            for (int i = 0; i < mails; i++) {
                boolean awaited = random.nextInt(20) == 0;
                String recipient = (awaited ? "awaited" : "drained") + sender + "-" + i + "@example.com";
                session.send(recipient, content);
                if (awaited) {
                    saw(server.mailbox().inbox(recipient).await(MailFilter.any(), Duration.ofSeconds(10)));
                    server.mailbox().inbox(recipient).clear();
                    require(server.mailbox().inbox(recipient).mails().isEmpty(), "a cleared inbox has a mail");
                }
            }
        }
        return null;
    }

    private void saw(ReceivedMail mail) {
        seen.computeIfAbsent(mail.envelope().recipients().get(0).address(), key -> new AtomicInteger())
                .incrementAndGet();
    }

    private static boolean isInOrder(List<ReceivedMail> mails) {
        for (int i = 1; i < mails.size(); i++) {
            if (Long.parseLong(mails.get(i - 1).id())
                    >= Long.parseLong(mails.get(i).id())) {
                return false;
            }
        }
        return true;
    }
}
