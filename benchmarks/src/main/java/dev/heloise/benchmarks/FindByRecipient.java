package dev.heloise.benchmarks;

import dev.heloise.FakeSmtpServer;
import dev.heloise.mailbox.MailFilter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.subethamail.smtp.server.SMTPServer;
import org.subethamail.wiser.Wiser;

/** How long it takes to find the one mail of a recipient among many, each of which has another. */
final class FindByRecipient {

    private static final byte[] CONTENT = Message.ofSize(300);
    private static final int ROUNDS = 9;
    private static final int WARM_UP = 200;

    private FindByRecipient() {}

    public static void main(String... args) throws IOException {
        for (Comparison comparison : measured(1_000, 100_000)) {
            System.out.println(comparison.table());
        }
    }

    static List<Comparison> measured(int... sizes) throws IOException {
        List<Comparison> comparisons = new ArrayList<>();
        for (int mails : sizes) {
            comparisons.add(measured(mails));
        }
        return comparisons;
    }

    private static Comparison measured(int mails) throws IOException {
        Comparison comparison = new Comparison(String.format("find one recipient's mail among %,d", mails), "µs");
        Wiser wiser = Wiser.create(SMTPServer.port(0));
        wiser.start();
        try (FakeSmtpServer server = FakeSmtpServer.builder().retain(mails).start()) {
            fill(server.port(), mails);
            fill(wiser.getServer().getPortAllocated(), mails);
            String wanted = recipient(mails / 2);
            for (int i = -WARM_UP; i < ROUNDS; i++) {
                int each = i < 0 ? 1 : 100;
                double own = micros(
                        each,
                        () -> server.mailbox().mails(MailFilter.to(wanted)).size());
                double others = micros(i < 0 ? 1 : 10, () -> (int) wiser.getMessages().stream()
                        .filter(mail -> mail.getEnvelopeReceiver().equals(wanted))
                        .count());
                if (i >= 0) {
                    comparison.add(Peer.HELOISE.label(), own);
                    comparison.add(Peer.WISER.label(), others);
                }
            }
        } finally {
            wiser.stop();
        }
        return comparison;
    }

    private static double micros(int times, Search search) {
        long start = System.nanoTime();
        for (int i = 0; i < times; i++) {
            if (search.found() != 1) {
                throw new IllegalStateException("found " + search.found() + " mails");
            }
        }
        return (System.nanoTime() - start) / 1e3 / times;
    }

    private static void fill(int port, int mails) throws IOException {
        try (RawSession session = new RawSession(port)) {
            for (int i = 0; i < mails; i++) {
                session.send(recipient(i), CONTENT);
            }
        }
    }

    private static String recipient(int number) {
        return "user" + number + "@example.com";
    }

    /** Looks for the mail, and says how many it has found. */
    private interface Search {
        int found();
    }
}
