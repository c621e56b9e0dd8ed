package dev.heloise.junit5;

import dev.heloise.mailbox.Finding;
import dev.heloise.mailbox.ReceivedMail;
import dev.heloise.mailbox.Severity;
import dev.heloise.mailbox.SmtpSession;
import dev.heloise.mailbox.Transcript;
import dev.heloise.script.Rule;
import java.util.ArrayList;
import java.util.List;

/**
 * What a server recorded during a test.
 *
 * @param unused rules of the test that have not answered anything
 * @param ofOthersToo whether sessions of tests that ran at the same time may be among them
 */
record Recorded(RunningServer server, List<SmtpSession> sessions, List<Rule> unused, boolean ofOthersToo) {

    private static final int MOST_SESSIONS = 10;
    private static final int MOST_LINES = 100;
    private static final int MOST_FINDINGS = 20;
    private static final int MOST_MAILS = 10;

    Recorded {
        sessions = List.copyOf(sessions);
        unused = List.copyOf(unused);
    }

    boolean isEmpty() {
        return sessions.isEmpty();
    }

    List<ReceivedMail> mails() {
        return sessions.stream().flatMap(session -> session.mails().stream()).toList();
    }

    /** What the client did against a MUST of the standards, a line each. */
    List<String> violations() {
        List<String> lines = new ArrayList<>();
        for (SmtpSession session : sessions) {
            errors(session.findings()).forEach(finding -> lines.add("session " + session.id() + ": " + finding));
            for (ReceivedMail mail : session.mails()) {
                errors(mail.findings()).forEach(finding -> lines.add(mail + ": " + finding));
            }
        }
        return lines;
    }

    private static List<Finding> errors(List<Finding> findings) {
        return findings.stream()
                .filter(finding -> finding.severity() == Severity.ERROR)
                .toList();
    }

    /** The sessions to read: what was said, and what came of it. */
    String asText() {
        StringBuilder text = new StringBuilder(server.server().toString());
        text.append(" (").append(server.declaration()).append(") saw ");
        text.append(isEmpty() ? "no session in this test: no client has connected" : counts());
        int skipped = Math.max(0, sessions.size() - MOST_SESSIONS);
        if (skipped > 0) {
            text.append("\n\n… ").append(skipped).append(" earlier sessions");
        }
        for (SmtpSession session : sessions.subList(skipped, sessions.size())) {
            append(text.append("\n\n"), session);
        }
        return text.toString();
    }

    private String counts() {
        int mails = mails().size();
        String whose = ofOthersToo ? " while this test ran, some of them perhaps of others:" : " in this test:";
        return sessions.size() + (sessions.size() == 1 ? " session" : " sessions") + " with " + mails
                + (mails == 1 ? " mail" : " mails") + whose;
    }

    private static void append(StringBuilder text, SmtpSession session) {
        text.append(title(session));
        List<Transcript.Line> lines = session.transcript().lines();
        int skipped = Math.max(0, lines.size() - MOST_LINES);
        if (skipped > 0) {
            text.append("\n  … (").append(skipped).append(" lines before)");
        }
        lines.subList(skipped, lines.size()).forEach(line -> text.append("\n  ").append(line));
        List<Finding> findings = session.findings();
        findings.stream()
                .limit(MOST_FINDINGS)
                .forEach(finding -> text.append("\n  ! ").append(finding));
        if (findings.size() > MOST_FINDINGS) {
            text.append("\n  ! … and ").append(findings.size() - MOST_FINDINGS).append(" more findings");
        }
        List<ReceivedMail> mails = session.mails();
        int earlier = Math.max(0, mails.size() - MOST_MAILS);
        if (earlier > 0) {
            text.append("\n  … (")
                    .append(earlier)
                    .append(earlier == 1 ? " mail" : " mails")
                    .append(" before)");
        }
        for (ReceivedMail mail : mails.subList(earlier, mails.size())) {
            text.append("\n  = ").append(mail);
            mail.findings().forEach(finding -> text.append("\n    ! ").append(finding));
        }
    }

    static String title(SmtpSession session) {
        return "Session " + session.id() + " (" + session.end() + "):";
    }
}
