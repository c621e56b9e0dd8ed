package dev.heloise.mailbox;

import java.time.Duration;
import java.util.List;

/**
 * The mail that a test waited for has not come. The message says what was wanted, what came instead and why that did
 * not match, and what was said in the sessions.
 */
public final class MailNotReceivedError extends AssertionError {

    private static final long serialVersionUID = 1;

    MailNotReceivedError(String message) {
        super(message);
    }

    /** The error of a mailbox, wherever it is, in which so many mails have not come within the timeout. */
    public static MailNotReceivedError of(int count, MailFilter filter, Duration timeout, Mailbox mailbox) {
        List<ReceivedMail> mails = mailbox.mails();
        StringBuilder message = new StringBuilder();
        long matching = mails.stream().filter(filter).count();
        message.append("expected ")
                .append(count == 1 ? "a mail " : count + " mails ")
                .append(NamedFilter.name(filter));
        message.append(" within ").append(Dialogues.text(timeout)).append(", ");
        if (mails.isEmpty()) {
            message.append("but no mail came");
        } else if (matching >= count) {
            message.append("but what matches came only after that");
        } else if (matching > 0) {
            message.append("but only ").append(matching).append(matching == 1 ? " matches" : " match");
        } else {
            message.append("but of ")
                    .append(mails.size())
                    .append(mails.size() == 1 ? " mail" : " mails")
                    .append(" none matches");
        }
        if (!mails.isEmpty()) {
            message.append("\n\nThese came, the nearest first:\n").append(Evidence.mails(mails, filter));
        }
        message.append("\n\n").append(Evidence.sessions(mailbox));
        return new MailNotReceivedError(message.toString());
    }
}
