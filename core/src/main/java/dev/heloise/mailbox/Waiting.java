package dev.heloise.mailbox;

import static java.util.Objects.requireNonNull;
import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Those who wait for a mailbox to change. They sleep on a condition of its lock, and judge outside of it: a slow filter
 * holds up nobody else.
 */
final class Waiting {

    /** 73 years: the sum of two such times is still a number of nanoseconds. */
    private static final long LONGEST = Long.MAX_VALUE / 4;

    private final ReentrantLock lock;
    private final Condition changed;
    private final MailStore mails;
    private final SessionList sessions;
    private long lastArrival = System.nanoTime();

    /** @param lock guards the mails and the sessions */
    Waiting(ReentrantLock lock, MailStore mails, SessionList sessions) {
        this.lock = lock;
        this.changed = lock.newCondition();
        this.mails = mails;
        this.sessions = sessions;
    }

    /** A mail has come; the caller holds the lock. */
    void arrived() {
        lastArrival = System.nanoTime();
        changed.signalAll();
    }

    /** A session has ended; the caller holds the lock. */
    void ended() {
        changed.signalAll();
    }

    /** Waits for mails that match and that the view does not hide. */
    List<ReceivedMail> mails(int count, MailFilter filter, Duration timeout, Mailbox view) {
        require(count);
        requireNonNull(filter, "filter");
        long deadline = System.nanoTime() + NANOSECONDS.convert(timeout);
        Optional<String> recipient =
                view instanceof Inbox inbox ? Optional.of(inbox.recipient()) : RecipientFilter.requiredBy(filter);
        List<ReceivedMail> found = new ArrayList<>();
        long seen = 0;
        while (true) {
            List<ReceivedMail> fresh = arrivedAfter(seen, recipient, deadline);
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
    private List<ReceivedMail> arrivedAfter(long number, Optional<String> recipient, long deadline) {
        lock.lock();
        try {
            while (true) {
                List<ReceivedMail> later = mails.after(number, recipient);
                long left = deadline - System.nanoTime();
                if (!later.isEmpty() || left <= 0) {
                    return later;
                }
                awaitChange(left);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Waits for the end of sessions that the view shows. */
    List<SmtpSession> sessions(int count, Duration timeout, Mailbox view) {
        require(count);
        long deadline = System.nanoTime() + NANOSECONDS.convert(timeout);
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
            while (sessions.ended() <= number) {
                long left = deadline - System.nanoTime();
                if (left <= 0) {
                    return -1;
                }
                awaitChange(left);
            }
            return sessions.ended();
        } finally {
            lock.unlock();
        }
    }

    private static void require(int count) {
        if (count < 1) {
            throw new IllegalArgumentException("count must be 1 or more, but is " + count);
        }
    }

    /**
     * Waits until nothing has arrived for so long; whether that came to be.
     *
     * @param patience how long to wait for the quiet period to begin
     */
    boolean quiet(Duration quietPeriod, Duration patience) {
        long start = System.nanoTime();
        long quiet = Math.min(NANOSECONDS.convert(quietPeriod), LONGEST);
        long deadline = start + quiet + Math.min(NANOSECONDS.convert(patience), LONGEST);
        lock.lock();
        try {
            while (true) {
                long now = System.nanoTime();
                long quietSince = Math.max(lastArrival - start, 0) + start;
                if (now - quietSince >= quiet) {
                    return true;
                }
                if (now - deadline >= 0) {
                    return false;
                }
                awaitChange(Math.min(quietSince + quiet, deadline) - now);
            }
        } finally {
            lock.unlock();
        }
    }

    /** The same of the mails that an inbox shows: those of others arrive without end in tests that run in parallel. */
    boolean quiet(Duration quietPeriod, Duration patience, Inbox inbox) {
        long quiet = Math.min(NANOSECONDS.convert(quietPeriod), LONGEST);
        long quietSince = System.nanoTime();
        long deadline = quietSince + quiet + Math.min(NANOSECONDS.convert(patience), LONGEST);
        long seen = lastNumber();
        while (true) {
            long quietUntil = quietSince + quiet;
            List<ReceivedMail> fresh = arrivedAfter(
                    seen, Optional.of(inbox.recipient()), quietUntil - deadline < 0 ? quietUntil : deadline);
            if (fresh.isEmpty()) {
                return quietUntil - deadline <= 0;
            }
            for (ReceivedMail mail : fresh) {
                seen = mail.number();
                quietSince = inbox.shows(mail) ? System.nanoTime() : quietSince;
            }
            if (System.nanoTime() - deadline >= 0) {
                return false;
            }
        }
    }

    private long lastNumber() {
        lock.lock();
        try {
            return mails.lastNumber();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until no session is open; whether that came to be. */
    boolean idle(Duration timeout) {
        long deadline = System.nanoTime() + NANOSECONDS.convert(timeout);
        lock.lock();
        try {
            long left = NANOSECONDS.convert(timeout);
            while (sessions.open() > 0 && left > 0) {
                awaitChange(left);
                left = deadline - System.nanoTime();
            }
            return sessions.open() == 0;
        } finally {
            lock.unlock();
        }
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
}
