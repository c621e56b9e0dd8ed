package dev.heloise.mailbox;

import java.time.Duration;
import java.util.List;

/**
 * Everything that the server received. Reading has no effect on it, so that any library that polls works as well;
 * waiting with {@code await} does not poll and wakes as soon as the mail is there.
 *
 * <pre>
 * ReceivedMail mail = mailbox.await(to("ada@example.com").and(subject("Welcome")));
 * </pre>
 *
 * <p>Safe for use by several threads. One that is interrupted while it waits gets an {@link IllegalStateException}, and
 * stays interrupted.
 */
public interface Mailbox {

    /** All mails, oldest first: an unmodifiable snapshot. */
    List<ReceivedMail> mails();

    /** The mails that match, oldest first: an unmodifiable snapshot. */
    default List<ReceivedMail> mails(MailFilter filter) {
        return mails().stream().filter(filter).toList();
    }

    /** Every connection, oldest first, also those that are still open and those that delivered nothing. */
    List<SmtpSession> sessions();

    /**
     * The oldest mail that matches, as soon as there is one, within the server's {@code awaitTimeout} (5 s unless set).
     *
     * @throws MailNotReceivedError if none has come by then; its message says what came instead
     */
    ReceivedMail await(MailFilter filter);

    /**
     * The oldest mail that matches, as soon as there is one.
     *
     * @throws MailNotReceivedError if none has come by then; its message says what came instead
     */
    default ReceivedMail await(MailFilter filter, Duration timeout) {
        return await(1, filter, timeout).get(0);
    }

    /**
     * The oldest mails that match, as soon as there are so many.
     *
     * @param count how many to wait for, 1 or more; if more are there, the others are left out
     * @throws IllegalArgumentException if {@code count} is less than 1
     * @throws MailNotReceivedError if fewer have come by then; its message says what came instead
     */
    List<ReceivedMail> await(int count, MailFilter filter, Duration timeout);

    /**
     * The oldest sessions that have ended, as soon as there are so many. What a client said is complete only then.
     *
     * @param count how many to wait for, 1 or more; if more have ended, the others are left out
     * @throws IllegalArgumentException if {@code count} is less than 1
     * @throws AssertionError if fewer have ended by then; its message shows the dialogues
     */
    List<SmtpSession> awaitSessions(int count, Duration timeout);

    /**
     * Waits until no mail has arrived for so long, counted from this call or the last arrival, whichever is later. In
     * an {@link #inbox} the mails of others do not count.
     *
     * @throws AssertionError if mail keeps arriving for longer than {@code quietPeriod} and the server's
     *     {@code awaitTimeout} together
     */
    void awaitQuiet(Duration quietPeriod);

    /**
     * A live view of the mails to one recipient of the envelope, and of the sessions that named it. Tests that share a
     * server and run in parallel each take a recipient of their own, and are safe from one another.
     */
    Mailbox inbox(String recipient);

    /**
     * Removes all mails and all sessions that have ended. In an {@link #inbox} those of its recipient, for it alone.
     */
    void clear();

    /** How full it is, and what was dropped because of its limits. */
    MailboxInfo info();
}
