package dev.heloise.mailbox;

import java.util.List;

/**
 * Is told what happens to a {@link MemoryMailbox}, for those who show it live. It is called on the thread on which it
 * happens, a client's session among them, and so it must not wait for anything.
 */
public interface MailboxListener {

    /** A mail is there for every reader. */
    default void received(ReceivedMail mail) {}

    /** A client has connected. */
    default void opened(SmtpSession session) {}

    /** A session is over. */
    default void ended(SmtpSession session) {}

    /** Mails are gone, one by one or because there were too many. */
    default void removed(List<ReceivedMail> mails) {}

    /** All mails are gone, and the sessions that have ended. */
    default void cleared() {}
}
