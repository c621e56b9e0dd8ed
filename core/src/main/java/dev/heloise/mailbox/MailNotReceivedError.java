package dev.heloise.mailbox;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;

/**
 * The mail that a test waited for has not come. The message says what was wanted, what came instead and why that did
 * not match, and what was said in the sessions.
 */
public final class MailNotReceivedError extends AssertionError {

    private static final long serialVersionUID = 1;

    private static final int MOST_MAILS = 10;

    MailNotReceivedError(String message) {
        super(message);
    }

    static MailNotReceivedError of(
            int count, MailFilter filter, Duration timeout, List<ReceivedMail> mails, List<SmtpSession> sessions) {
        StringBuilder message = new StringBuilder();
        long matching = mails.stream().filter(filter).count();
        message.append("expected ")
                .append(count == 1 ? "a mail " : count + " mails ")
                .append(filter);
        message.append(" within ").append(Dialogues.text(timeout)).append(", ");
        if (mails.isEmpty()) {
            message.append("but no mail came");
        } else if (matching > 0) {
            message.append("but only ").append(matching).append(matching == 1 ? " matches" : " match");
        } else {
            message.append("but of ")
                    .append(mails.size())
                    .append(mails.size() == 1 ? " mail" : " mails")
                    .append(" none matches");
        }
        appendMails(message, filter, mails);
        Dialogues.append(message, sessions);
        return new MailNotReceivedError(message.toString());
    }

    private static void appendMails(StringBuilder message, MailFilter filter, List<ReceivedMail> mails) {
        if (!mails.isEmpty()) {
            message.append("\n\nThese came, the nearest first:");
        }
        mails.stream()
                .sorted(Comparator.comparingInt(mail -> filter.mismatches(mail).size()))
                .limit(MOST_MAILS)
                .forEach(mail -> {
                    message.append("\n  ").append(mail);
                    List<String> mismatches = filter.mismatches(mail);
                    message.append(mismatches.isEmpty() ? "\n    matches" : "");
                    mismatches.forEach(part -> message.append("\n    not ").append(Printable.escaped(part)));
                });
        if (mails.size() > MOST_MAILS) {
            message.append("\n  … and ").append(mails.size() - MOST_MAILS).append(" more");
        }
    }
}
