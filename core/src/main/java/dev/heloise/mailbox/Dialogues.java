package dev.heloise.mailbox;

import java.time.Duration;
import java.util.List;

/** Shows sessions in the message of an error: the last ones, with their findings. */
final class Dialogues {

    private static final int MOST_SESSIONS = 5;
    private static final int MOST_LINES = 60;
    private static final int MOST_FINDINGS = 20;

    private Dialogues() {}

    static void append(StringBuilder message, List<SmtpSession> sessions) {
        if (sessions.isEmpty()) {
            message.append("\n\nNo client has connected.");
        }
        int skipped = Math.max(0, sessions.size() - MOST_SESSIONS);
        if (skipped > 0) {
            message.append("\n\n… ").append(skipped).append(" earlier sessions");
        }
        for (SmtpSession session : sessions.subList(skipped, sessions.size())) {
            message.append("\n\nSession ")
                    .append(session.id())
                    .append(" (")
                    .append(session.end())
                    .append("):\n  ");
            message.append(session.transcript().tail(MOST_LINES).stripTrailing().replace("\n", "\n  "));
            List<Finding> findings = session.findings();
            findings.stream()
                    .limit(MOST_FINDINGS)
                    .forEach(finding -> message.append("\n  ! ").append(Printable.escaped(finding.toString())));
            if (findings.size() > MOST_FINDINGS) {
                message.append("\n  ! … and ")
                        .append(findings.size() - MOST_FINDINGS)
                        .append(" more findings");
            }
        }
    }

    static String stillOpen(Duration timeout, List<SmtpSession> open) {
        StringBuilder message = new StringBuilder("expected no open session within ").append(text(timeout));
        message.append(", but ").append(open.size()).append(open.size() == 1 ? " is" : " are");
        append(message, open);
        return message.toString();
    }

    static String notEnded(int count, Duration timeout, int ended, String sessions) {
        return "expected " + count + (count == 1 ? " session" : " sessions") + " to have ended within " + text(timeout)
                + ", but " + (ended == 0 ? "none" : "only " + ended) + (ended > 1 ? " have" : " has") + "\n\n"
                + sessions;
    }

    static String noPause(Duration quietPeriod, Duration waited, List<ReceivedMail> mails) {
        List<ReceivedMail> last = mails.subList(Math.max(0, mails.size() - Evidence.MOST_MAILS), mails.size());
        return "mail kept arriving: within " + text(waited) + " there was no pause of " + text(quietPeriod)
                + "\n\nThe last that came:\n" + Evidence.mails(last);
    }

    static String text(Duration time) {
        long millis = time.toMillis();
        return millis % 1000 == 0 ? millis / 1000 + " s" : millis + " ms";
    }
}
