package dev.heloise.mailbox;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The sessions that a mailbox lists: those that are open, and the last that have ended. Guarded by its lock. */
final class SessionList {

    /** Longer than the transcript of a session that delivers a mail. */
    private static final int SHORT = 4 * 1024;

    private final Retention retention;
    private final Set<SmtpSession> open = new LinkedHashSet<>();
    private final Deque<SmtpSession> over = new ArrayDeque<>();
    private long lastNumber;
    private int openCount;
    private long endedCount;
    /** What the transcripts of those that have ended take. */
    private long octets;
    /** Those that are not listed any more, and have much to forget. */
    private List<SmtpSession> dropped = new ArrayList<>(0);

    /** @param retention how many of those that have ended are kept, and how much of what they said */
    SessionList(Retention retention) {
        this.retention = retention;
    }

    long nextNumber() {
        return ++lastNumber;
    }

    void open(SmtpSession session) {
        list(session);
        openCount++;
    }

    void list(SmtpSession session) {
        session.listed = true;
        if (session.over) {
            keep(session);
        } else {
            open.add(session);
        }
    }

    /** Whether it was still open. */
    boolean end(SmtpSession session) {
        if (session.over) {
            return false;
        }
        session.over = true;
        openCount--;
        endedCount++;
        if (session.listed) {
            open.remove(session);
            keep(session);
        }
        return true;
    }

    private void keep(SmtpSession ended) {
        over.add(ended);
        ended.octetsAtEnd = ended.log.size();
        octets += ended.octetsAtEnd;
        while (over.size() > retention.mails() || (over.size() > 1 && octets > retention.bytes())) {
            SmtpSession oldest = over.remove();
            octets -= oldest.octetsAtEnd;
            if (oldest.octetsAtEnd > SHORT) {
                dropped.add(oldest);
            }
        }
    }

    /**
     * Those that have gone since this was asked last, and are to {@linkplain SmtpSession#forgetTranscript forget} what
     * was said once the mailbox's lock is not held: their mails may live longer. What is short stays with these.
     */
    List<SmtpSession> takeDropped() {
        if (dropped.isEmpty()) {
            return List.of();
        }
        List<SmtpSession> taken = dropped;
        dropped = new ArrayList<>(0);
        return taken;
    }

    void clear() {
        open.forEach(session -> session.listed = false);
        open.clear();
        over.forEach(session -> session.listed = false);
        over.clear();
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

    /** Oldest first. */
    List<SmtpSession> all() {
        return Stream.concat(over.stream(), open.stream())
                .sorted(Comparator.comparingLong(SmtpSession::number))
                .toList();
    }

    /** The number of the session that came last, listed or not. */
    long lastNumber() {
        return lastNumber;
    }

    /** How many are open, listed or not. */
    int open() {
        return openCount;
    }

    /** How many have ended so far, listed or not. */
    long ended() {
        return endedCount;
    }
}
