package dev.heloise.assertj;

import dev.heloise.mailbox.MailFilter;
import dev.heloise.mailbox.MailNotReceivedError;
import dev.heloise.mailbox.Mailbox;
import dev.heloise.mailbox.ReceivedMail;
import dev.heloise.mailbox.SmtpSession;
import java.time.Duration;
import java.util.List;

/** How long an assertion waits for a mailbox to hold what it needs; no time at all unless the test says so. */
record Patience(Duration time) {

    static final Patience NONE = new Patience(Duration.ZERO);

    Patience {
        if (time.isNegative()) {
            throw new IllegalArgumentException("the time must not be negative, but is " + time);
        }
    }

    boolean isNone() {
        return time.isZero();
    }

    /** What is there, as soon as so many match or the time is up. */
    List<ReceivedMail> mails(Mailbox mailbox, int count, MailFilter filter) {
        if (count > 0 && !isNone()) {
            isRewarded(mailbox, count, filter);
        }
        return mailbox.mails();
    }

    /** Whether so many mails that match come in time. */
    boolean isRewarded(Mailbox mailbox, int count, MailFilter filter) {
        try {
            return mailbox.await(count, filter, time).size() == count;
        } catch (MailNotReceivedError e) {
            // It says the same as the assertion, which has the words of the test.
            return false;
        }
    }

    /** What is there, as soon as one has ended or the time is up. */
    List<SmtpSession> sessions(Mailbox mailbox) {
        if (!isNone()) {
            awaitEnd(mailbox);
        }
        return mailbox.sessions();
    }

    private void awaitEnd(Mailbox mailbox) {
        try {
            mailbox.awaitSessions(1, time);
        } catch (AssertionError e) {
            // One that is still open is a session as well; whether it should have ended is for others to say.
            return;
        }
    }

    /** To be read after what was wanted. */
    @Override
    public String toString() {
        return isNone() ? "" : " within " + Wording.time(time);
    }
}
