package dev.heloise.mailbox;

import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * The mailbox of a running server: keeps what its sessions bring, within its limits, and wakes those who wait.
 *
 * <p>One lock guards it. Filters are evaluated outside that lock, so that a slow one holds up nobody else. A session's
 * own lock may be held when this one is taken, never the other way round.
 */
public final class MemoryMailbox implements Mailbox {

    private final Retention retention;
    private final Duration awaitTimeout;
    private final Clock clock;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final TreeMap<Long, ReceivedMail> mails = new TreeMap<>();
    private final Set<SmtpSession> sessions = new LinkedHashSet<>();
    private final Map<String, Cleared> clearedInboxes = new HashMap<>();
    private final List<MailboxListener> listeners = new CopyOnWriteArrayList<>();
    private long mailNumber;
    private long sessionNumber;
    private long lastArrival = System.nanoTime();
    private int openSessions;
    private long endedSessions;
    private long bytes;
    private long droppedMails;
    private long droppedBytes;

    /**
     * An empty mailbox.
     *
     * @param awaitTimeout how long {@link #await(MailFilter)} waits
     * @param clock tells the instants of mails and transcripts
     */
    public MemoryMailbox(Retention retention, Duration awaitTimeout, Clock clock) {
        this.retention = retention;
        this.awaitTimeout = awaitTimeout;
        this.clock = clock;
    }

    /** A client has connected. The session counts as open until its recorder is told that it has ended. */
    public SessionRecorder open(InetSocketAddress client) {
        SmtpSession session;
        lock.lock();
        try {
            session = new SmtpSession(++sessionNumber, client, clock.instant(), retention);
            openSessions++;
            sessions.add(session);
            session.listed = true;
            dropOldSessions();
        } finally {
            lock.unlock();
        }
        tell(listener -> listener.opened(session));
        return new SessionRecorder(session, this, clock);
    }

    /** Tells a listener what happens from now on, until it is {@linkplain #remove removed}. */
    public void add(MailboxListener listener) {
        listeners.add(listener);
    }

    /** Tells a listener nothing more. */
    public void remove(MailboxListener listener) {
        listeners.remove(listener);
    }

    private void tell(Consumer<MailboxListener> news) {
        listeners.forEach(news);
    }

    @Override
    public List<ReceivedMail> mails() {
        lock.lock();
        try {
            return List.copyOf(mails.values());
        } finally {
            lock.unlock();
        }
    }

    /** The mail of that {@linkplain ReceivedMail#id id}, while it is kept. */
    public Optional<ReceivedMail> find(String id) {
        // Up to 18 digits fit into a long in any case, and no mailbox lives long enough for more.
        if (id.isEmpty() || id.length() > 18 || !id.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return Optional.empty();
        }
        lock.lock();
        try {
            return Optional.ofNullable(mails.get(Long.parseLong(id)))
                    .filter(mail -> mail.id().equals(id));
        } finally {
            lock.unlock();
        }
    }

    /** The newest mail, if there is any. */
    public Optional<ReceivedMail> latest() {
        lock.lock();
        try {
            return Optional.ofNullable(mails.lastEntry()).map(Map.Entry::getValue);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public List<SmtpSession> sessions() {
        lock.lock();
        try {
            return List.copyOf(sessions);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public ReceivedMail await(MailFilter filter) {
        return await(filter, awaitTimeout);
    }

    @Override
    public List<ReceivedMail> await(int count, MailFilter filter, Duration timeout) {
        return await(count, filter, timeout, this);
    }

    /** Waits for mails that match and that the view does not hide. */
    List<ReceivedMail> await(int count, MailFilter filter, Duration timeout, Mailbox view) {
        require(count);
        long deadline = System.nanoTime() + timeout.toNanos();
        List<ReceivedMail> found = new ArrayList<>();
        long seen = 0;
        while (true) {
            List<ReceivedMail> fresh = arrivedAfter(seen, deadline);
            if (fresh.isEmpty()) {
                throw MailNotReceivedError.of(count, filter, timeout, view);
            }
            for (ReceivedMail mail : fresh) {
                seen = mail.number();
                if (shows(view, mail) && filter.test(mail)) {
                    found.add(mail);
                    if (found.size() == count) {
                        return List.copyOf(found);
                    }
                }
            }
        }
    }

    private static boolean shows(Mailbox view, ReceivedMail mail) {
        return !(view instanceof Inbox inbox) || inbox.shows(mail);
    }

    /** The mails with greater numbers, waiting for the first of them; none if the deadline passes before. */
    private List<ReceivedMail> arrivedAfter(long number, long deadline) {
        lock.lock();
        try {
            while (mails.isEmpty() || mails.lastKey() <= number) {
                long left = deadline - System.nanoTime();
                if (left <= 0) {
                    return List.of();
                }
                awaitChange(left);
            }
            return List.copyOf(mails.tailMap(number, false).values());
        } finally {
            lock.unlock();
        }
    }

    @Override
    public List<SmtpSession> awaitSessions(int count, Duration timeout) {
        return awaitSessions(count, timeout, this);
    }

    /** Waits for the end of sessions that the view shows. */
    List<SmtpSession> awaitSessions(int count, Duration timeout, Mailbox view) {
        require(count);
        long deadline = System.nanoTime() + timeout.toNanos();
        long seen = -1;
        List<SmtpSession> ended = List.of();
        while (ended.size() < count) {
            seen = moreEnded(seen, deadline);
            ended = view.sessions().stream()
                    .filter(session -> session.end() != SmtpSession.End.OPEN)
                    .limit(count)
                    .toList();
            if (ended.size() < count && seen < 0) {
                throw new AssertionError(Dialogues.notEnded(count, timeout, ended.size(), Evidence.sessions(view)));
            }
        }
        return ended;
    }

    /** How many sessions have ended, waiting until there are more than so many; -1 if the deadline passes before. */
    private long moreEnded(long number, long deadline) {
        lock.lock();
        try {
            while (endedSessions <= number) {
                long left = deadline - System.nanoTime();
                if (left <= 0) {
                    return -1;
                }
                awaitChange(left);
            }
            return endedSessions;
        } finally {
            lock.unlock();
        }
    }

    private static void require(int count) {
        if (count < 1) {
            throw new IllegalArgumentException("count must be 1 or more, but is " + count);
        }
    }

    @Override
    public void awaitQuiet(Duration quietPeriod) {
        long start = System.nanoTime();
        long quiet = quietPeriod.toNanos();
        long deadline = start + quiet + awaitTimeout.toNanos();
        lock.lock();
        try {
            while (true) {
                long now = System.nanoTime();
                long quietSince = Math.max(lastArrival - start, 0) + start;
                if (now - quietSince >= quiet) {
                    return;
                }
                if (now >= deadline) {
                    throw new AssertionError("mail kept arriving: in "
                            + Duration.ofNanos(now - start).toMillis() + " ms there was no pause of "
                            + quietPeriod.toMillis() + " ms");
                }
                awaitChange(Math.min(quietSince + quiet, deadline) - now);
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until no session is open.
     *
     * @throws AssertionError if one still is when the timeout has passed; its message shows the dialogues
     */
    public void awaitIdle(Duration timeout) {
        long deadline = System.nanoTime() + timeout.toNanos();
        lock.lock();
        try {
            long left = timeout.toNanos();
            while (openSessions > 0 && left > 0) {
                awaitChange(left);
                left = deadline - System.nanoTime();
            }
            if (openSessions == 0) {
                return;
            }
        } finally {
            lock.unlock();
        }
        List<SmtpSession> open = sessions().stream()
                .filter(session -> session.end() == SmtpSession.End.OPEN)
                .toList();
        throw new AssertionError(Dialogues.stillOpen(timeout, open));
    }

    @SuppressWarnings("WaitNotInLoop") // each caller looks again in a loop
    private void awaitChange(long nanos) {
        try {
            changed.awaitNanos(nanos);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for mail", e);
        }
    }

    Duration awaitTimeout() {
        return awaitTimeout;
    }

    @Override
    public Mailbox inbox(String recipient) {
        return new Inbox(this, recipient);
    }

    @Override
    public void clear() {
        List<ReceivedMail> removed;
        lock.lock();
        try {
            removed = List.copyOf(mails.values());
            mails.clear();
            bytes = 0;
            clearedInboxes.clear();
            sessions.forEach(session -> session.listed = false);
            sessions.clear();
        } finally {
            lock.unlock();
        }
        forget(removed);
        tell(MailboxListener::cleared);
    }

    /**
     * Removes the mails that match, and returns them, oldest first. No mail is returned twice, whoever else removes
     * mails at the same time, and one that arrives meanwhile stays. Sessions stay as well.
     */
    public List<ReceivedMail> drain(MailFilter filter) {
        List<ReceivedMail> matching = mails(filter);
        List<ReceivedMail> removed = new ArrayList<>(matching.size());
        lock.lock();
        try {
            for (ReceivedMail mail : matching) {
                if (mails.remove(mail.number(), mail)) {
                    bytes -= mail.content().wireSize();
                    removed.add(mail);
                }
            }
        } finally {
            lock.unlock();
        }
        gone(removed);
        return List.copyOf(removed);
    }

    /** Clears the inbox of one recipient. A mail goes when all its recipients have cleared it. */
    void clear(String recipient) {
        List<ReceivedMail> removed = new ArrayList<>();
        lock.lock();
        try {
            clearedInboxes.put(Mailboxes.normalized(recipient), new Cleared(mailNumber, sessionNumber));
            for (Iterator<ReceivedMail> all = mails.values().iterator(); all.hasNext(); ) {
                ReceivedMail mail = all.next();
                if (mail.envelope().addresses().stream()
                        .allMatch(address -> cleared(address).hides(mail))) {
                    all.remove();
                    bytes -= mail.content().wireSize();
                    removed.add(mail);
                }
            }
        } finally {
            lock.unlock();
        }
        gone(removed);
    }

    private void gone(List<ReceivedMail> removed) {
        if (!removed.isEmpty()) {
            forget(removed);
            tell(listener -> listener.removed(removed));
        }
    }

    /** Up to where the inbox of a recipient was cleared. */
    Cleared cleared(String recipient) {
        lock.lock();
        try {
            return clearedInboxes.getOrDefault(Mailboxes.normalized(recipient), Cleared.NOTHING);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public MailboxInfo info() {
        lock.lock();
        try {
            return new MailboxInfo(mails.size(), bytes, droppedMails, droppedBytes);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Numbers a mail, makes it visible to every reader and wakes those who wait.
     *
     * @return the mails that had to go for it, which their sessions are to {@linkplain #forget forget}
     */
    List<ReceivedMail> add(ReceivedMail mail) {
        List<ReceivedMail> dropped;
        lock.lock();
        try {
            mail.number(++mailNumber);
            mails.put(mailNumber, mail);
            bytes += mail.content().wireSize();
            lastArrival = System.nanoTime();
            changed.signalAll();
            dropped = dropOldMails();
        } finally {
            lock.unlock();
        }
        tell(listener -> listener.received(mail));
        if (!dropped.isEmpty()) {
            tell(listener -> listener.removed(dropped));
        }
        return dropped;
    }

    private List<ReceivedMail> dropOldMails() {
        if (mails.size() <= retention.mails() && bytes <= retention.bytes()) {
            return List.of();
        }
        List<ReceivedMail> dropped = new ArrayList<>(1);
        while (mails.size() > 1 && (mails.size() > retention.mails() || bytes > retention.bytes())) {
            ReceivedMail oldest = mails.pollFirstEntry().getValue();
            int size = oldest.content().wireSize();
            bytes -= size;
            droppedMails++;
            droppedBytes += size;
            dropped.add(oldest);
        }
        return dropped;
    }

    private void dropOldSessions() {
        Iterator<SmtpSession> oldest = sessions.iterator();
        while (sessions.size() - openSessions > retention.mails() && oldest.hasNext()) {
            SmtpSession session = oldest.next();
            if (session.over) {
                oldest.remove();
            }
        }
    }

    static void forget(List<ReceivedMail> gone) {
        gone.forEach(mail -> mail.session().forget(mail));
    }

    /** Brings back a session that was cleared while it was open, now that it has something to say again. */
    void list(SmtpSession session) {
        if (!session.listed) {
            lock.lock();
            try {
                session.listed = true;
                sessions.add(session);
            } finally {
                lock.unlock();
            }
        }
    }

    void ended(SmtpSession session) {
        lock.lock();
        try {
            if (session.over) {
                return;
            }
            session.over = true;
            openSessions--;
            endedSessions++;
            dropOldSessions();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        tell(listener -> listener.ended(session));
    }

    /** The numbers of the last mail and the last session that a cleared inbox no longer shows. */
    record Cleared(long mail, long session) {

        static final Cleared NOTHING = new Cleared(0, 0);

        boolean hides(ReceivedMail other) {
            return other.number() <= mail;
        }

        boolean hides(SmtpSession other) {
            return other.number() <= session && other.end() != SmtpSession.End.OPEN;
        }
    }
}
