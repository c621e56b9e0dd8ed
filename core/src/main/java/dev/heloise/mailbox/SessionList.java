package dev.heloise.mailbox;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The sessions that a mailbox lists: those that are open, and the last that have ended. Guarded by its lock. */
final class SessionList {

    private final Retention retention;
    private final Set<SmtpSession> sessions = new LinkedHashSet<>();
    private long lastNumber;
    private int open;
    private long ended;
    /** How many of those that have ended are listed, */
    private int kept;
    /** and what their transcripts take. */
    private long octets;

    /** @param retention how many of those that have ended are kept, and how much of what they said */
    SessionList(Retention retention) {
        this.retention = retention;
    }

    long nextNumber() {
        return ++lastNumber;
    }

    void open(SmtpSession session) {
        open++;
        list(session);
        dropOldest();
    }

    void list(SmtpSession session) {
        session.listed = true;
        sessions.add(session);
    }

    /** Whether it was still open. */
    boolean end(SmtpSession session) {
        if (session.over) {
            return false;
        }
        session.over = true;
        open--;
        ended++;
        if (session.listed) {
            kept++;
            session.octetsAtEnd = session.log.size();
            octets += session.octetsAtEnd;
        }
        dropOldest();
        return true;
    }

    private void dropOldest() {
        Iterator<SmtpSession> oldest = sessions.iterator();
        while (overLimit() && oldest.hasNext()) {
            SmtpSession session = oldest.next();
            if (session.over) {
                kept--;
                octets -= session.octetsAtEnd;
                oldest.remove();
            }
        }
    }

    private boolean overLimit() {
        return kept > retention.mails() || (kept > 1 && octets > retention.bytes());
    }

    void clear() {
        sessions.forEach(session -> session.listed = false);
        sessions.clear();
        kept = 0;
        octets = 0;
    }

    /** Has sessions let go of what is no longer kept; the mailbox's lock is not to be held. */
    static void forget(Dropped gone) {
        forget(gone.mails());
        for (Remnant remnant : gone.remnants()) {
            remnant.session().forget(remnant);
        }
    }

    private static void forget(List<ReceivedMail> gone) {
        if (gone.size() <= 1) {
            for (ReceivedMail mail : gone) {
                mail.session().forget(mail);
            }
            return;
        }
        Map<SmtpSession, Set<ReceivedMail>> bySession = new HashMap<>();
        for (ReceivedMail mail : gone) {
            bySession
                    .computeIfAbsent(mail.session(), session -> new HashSet<>())
                    .add(mail);
        }
        bySession.forEach(SmtpSession::forget);
    }

    List<SmtpSession> all() {
        return List.copyOf(sessions);
    }

    /** The number of the session that came last, listed or not. */
    long lastNumber() {
        return lastNumber;
    }

    /** How many are open, listed or not. */
    int open() {
        return open;
    }

    /** How many have ended so far, listed or not. */
    long ended() {
        return ended;
    }
}
