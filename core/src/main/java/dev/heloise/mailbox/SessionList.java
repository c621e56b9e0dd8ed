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

    private final int mostEnded;
    private final Set<SmtpSession> sessions = new LinkedHashSet<>();
    private long lastNumber;
    private int open;
    private long ended;

    /** @param mostEnded how many of those that have ended are kept */
    SessionList(int mostEnded) {
        this.mostEnded = mostEnded;
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
        dropOldest();
        return true;
    }

    private void dropOldest() {
        Iterator<SmtpSession> oldest = sessions.iterator();
        while (sessions.size() - open > mostEnded && oldest.hasNext()) {
            if (oldest.next().over) {
                oldest.remove();
            }
        }
    }

    void clear() {
        sessions.forEach(session -> session.listed = false);
        sessions.clear();
    }

    /** Has the sessions of mails that are no longer kept let go of them; the mailbox's lock is not to be held. */
    static void forget(List<ReceivedMail> gone) {
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
