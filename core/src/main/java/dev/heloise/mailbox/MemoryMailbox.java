package dev.heloise.mailbox;

import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * The mailbox of a running server: keeps what its sessions bring, within its limits, and wakes those who wait.
 *
 * <p>One lock guards it. Filters are evaluated outside that lock, so that a slow one holds up nobody else. A session's
 * own lock may be held when this one is taken, never the other way round.
 */
public final class MemoryMailbox implements Mailbox {

    /** What part of the heap the transcripts of sessions that are open may have. */
    private static final int EIGHTH_IN_KIB = 8 * 1024;

    private final Retention retention;
    private final MimeLimits mimeLimits;
    private final Duration awaitTimeout;
    private final Clock clock;

    private final Semaphore transcripts =
            new Semaphore((int) Math.min(Integer.MAX_VALUE, Runtime.getRuntime().maxMemory() / EIGHTH_IN_KIB));
    private final ReentrantLock lock = new ReentrantLock();
    private final MailStore mails;
    private final SessionList sessions;
    private final Waiting waiting;
    private final ClearedInboxes cleared = new ClearedInboxes();
    private final List<MailboxListener> listeners = new CopyOnWriteArrayList<>();

    /** An empty mailbox that reads its mails as far as is usual. */
    public MemoryMailbox(Retention retention, Duration awaitTimeout, Clock clock) {
        this(retention, MimeLimits.DEFAULT, awaitTimeout, clock);
    }

    /**
     * An empty mailbox.
     *
     * @param awaitTimeout how long {@link #await(MailFilter)} waits
     * @param clock tells the instants of mails and transcripts
     */
    public MemoryMailbox(Retention retention, MimeLimits mimeLimits, Duration awaitTimeout, Clock clock) {
        this.retention = retention;
        this.mimeLimits = mimeLimits;
        this.awaitTimeout = awaitTimeout;
        this.clock = clock;
        this.mails = new MailStore(retention);
        this.sessions = new SessionList(retention);
        this.waiting = new Waiting(lock, mails, sessions);
    }

    /** A client has connected. The session counts as open until its recorder is told that it has ended. */
    public SessionRecorder open(InetSocketAddress client) {
        SmtpSession session;
        SessionRecorder recorder;
        lock.lock();
        try {
            session = new SmtpSession(
                    sessions.nextNumber(),
                    client,
                    clock.instant(),
                    System.nanoTime(),
                    retention,
                    mimeLimits,
                    transcripts);
            recorder = new SessionRecorder(session, this, clock);
            sessions.open(session);
        } finally {
            lock.unlock();
        }
        for (MailboxListener listener : listeners) {
            listener.opened(session);
        }
        return recorder;
    }

    /** Tells a listener what happens from now on, until it is {@linkplain #remove removed}. */
    public void add(MailboxListener listener) {
        listeners.add(listener);
    }

    /** Tells a listener nothing more. */
    public void remove(MailboxListener listener) {
        listeners.remove(listener);
    }

    @Override
    public List<ReceivedMail> mails() {
        return read(mails::all);
    }

    @Override
    public List<ReceivedMail> mails(MailFilter filter) {
        Optional<String> recipient = RecipientFilter.requiredBy(filter);
        return recipient.map(this::mailsTo).orElseGet(this::mails).stream()
                .filter(filter)
                .toList();
    }

    /** The mails to one recipient, oldest first, whatever he has cleared of them. */
    List<ReceivedMail> mailsTo(String recipient) {
        return read(() -> mails.to(recipient));
    }

    /** The mail of that {@linkplain ReceivedMail#id id}, while it is kept. */
    public Optional<ReceivedMail> find(String id) {
        return read(() -> mails.find(id));
    }

    /** The newest mail, if there is any. */
    public Optional<ReceivedMail> latest() {
        return read(mails::latest);
    }

    @Override
    public List<SmtpSession> sessions() {
        return read(sessions::all);
    }

    @Override
    public ReceivedMail await(MailFilter filter) {
        return await(filter, awaitTimeout);
    }

    @Override
    public List<ReceivedMail> await(int count, MailFilter filter, Duration timeout) {
        return waiting.mails(count, filter, timeout, this);
    }

    @Override
    public List<SmtpSession> awaitSessions(int count, Duration timeout) {
        return waiting.sessions(count, timeout, this);
    }

    @Override
    public void awaitQuiet(Duration quietPeriod) {
        if (!waiting.quiet(quietPeriod, awaitTimeout)) {
            throw new AssertionError(Dialogues.noPause(quietPeriod, quietPeriod.plus(awaitTimeout), mails()));
        }
    }

    /**
     * Waits until no session is open.
     *
     * @throws AssertionError if one still is when the timeout has passed; its message shows the dialogues
     */
    public void awaitIdle(Duration timeout) {
        if (waiting.idle(timeout)) {
            return;
        }
        List<SmtpSession> open = sessions().stream()
                .filter(session -> session.end() == SmtpSession.End.OPEN)
                .toList();
        throw new AssertionError(Dialogues.stillOpen(timeout, open));
    }

    Waiting waiting() {
        return waiting;
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
        Dropped removed;
        lock.lock();
        try {
            removed = mails.clear();
            cleared.forget();
            sessions.clear();
        } finally {
            lock.unlock();
        }
        SessionList.forget(removed);
        listeners.forEach(MailboxListener::cleared);
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
                if (mails.remove(mail)) {
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
            cleared.clear(recipient, new Cleared(mails.lastNumber(), sessions.lastNumber()));
            for (ReceivedMail mail : mails.to(recipient)) {
                if (isClearedByAll(mail) && mails.remove(mail)) {
                    removed.add(mail);
                }
            }
        } finally {
            lock.unlock();
        }
        gone(removed);
    }

    private boolean isClearedByAll(ReceivedMail mail) {
        return mail.envelope().addresses().stream()
                .allMatch(address -> cleared(address).hides(mail));
    }

    private void gone(List<ReceivedMail> removed) {
        SessionList.forget(Dropped.of(removed));
        tellRemoved(removed);
    }

    private void tellRemoved(List<ReceivedMail> removed) {
        if (!removed.isEmpty()) {
            for (MailboxListener listener : listeners) {
                listener.removed(removed);
            }
        }
    }

    /** Up to where the inbox of a recipient was cleared. */
    Cleared cleared(String recipient) {
        return read(() -> cleared.of(recipient));
    }

    @Override
    public MailboxInfo info() {
        return read(mails::info);
    }

    /**
     * Numbers a mail, makes it visible to every reader and wakes those who wait.
     *
     * @return what had to go for it, which its sessions are to {@linkplain SessionList#forget forget}
     */
    Dropped add(ReceivedMail mail) {
        Dropped dropped;
        lock.lock();
        try {
            dropped = mails.add(mail);
            waiting.arrived();
        } finally {
            lock.unlock();
        }
        for (MailboxListener listener : listeners) {
            listener.received(mail);
        }
        tellRemoved(dropped.mails());
        return dropped;
    }

    /** Keeps what is left of a transaction that delivered nothing, with the same consequences. */
    Dropped add(SmtpSession session, Transaction transaction) {
        Dropped dropped;
        lock.lock();
        try {
            dropped = mails.add(session, transaction);
        } finally {
            lock.unlock();
        }
        tellRemoved(dropped.mails());
        return dropped;
    }

    /** Brings back a session that was cleared while it was open, now that it has something to say again. */
    void list(SmtpSession session) {
        if (!session.listed) {
            lock.lock();
            try {
                sessions.list(session);
            } finally {
                lock.unlock();
            }
        }
    }

    void ended(SmtpSession session) {
        List<SmtpSession> dropped;
        lock.lock();
        try {
            if (!sessions.end(session)) {
                return;
            }
            dropped = sessions.takeDropped();
            waiting.ended();
        } finally {
            lock.unlock();
        }
        dropped.forEach(SmtpSession::forgetTranscript);
        for (MailboxListener listener : listeners) {
            listener.ended(session);
        }
    }

    private <T> T read(Supplier<T> value) {
        lock.lock();
        try {
            return value.get();
        } finally {
            lock.unlock();
        }
    }
}
