package dev.heloise.assertj;

import dev.heloise.mailbox.Evidence;
import dev.heloise.mailbox.MailFilter;
import dev.heloise.mailbox.Mailbox;
import dev.heloise.mailbox.ReceivedMail;
import dev.heloise.mailbox.SmtpSession;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.assertj.core.annotation.CheckReturnValue;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.ThrowingConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What can be demanded of a mailbox. It is looked at once, when the assertion is made, unless {@link #within} says how
 * long it may take.
 *
 * <p>Not final, since AssertJ derives the soft assertions from it.
 */
@SuppressWarnings("FunctionalInterfaceClash") // one is the other's subtype, so that a lambda always finds the latter
public class MailboxAssert extends AbstractAssert<MailboxAssert, Mailbox> {

    private Patience patience = Patience.NONE;

    public MailboxAssert(@Nullable Mailbox actual) {
        super(actual, MailboxAssert.class);
    }

    /**
     * Gives the assertions that follow so much time. They wait for as many mails as they need and wake as soon as those
     * are there; {@link #singleSession} waits for the end of a session. That nothing comes cannot be waited for so: see
     * {@link #staysEmptyFor}.
     *
     * @throws IllegalArgumentException if the time is negative
     */
    @CheckReturnValue
    public MailboxAssert within(Duration time) {
        patience = new Patience(time);
        return myself;
    }

    /** There are so many mails, no more and no less. */
    public MailboxAssert hasSize(int expected) {
        List<ReceivedMail> mails = mails(expected, MailFilter.any());
        if (mails.size() != expected) {
            throw unmet(Wording.mails(expected) + patience, mails);
        }
        return myself;
    }

    /** There is no mail now. That none was sent is certain only if no session is open: see {@code awaitIdle}. */
    public MailboxAssert isEmpty() {
        return hasSize(0);
    }

    /**
     * There is no mail now, and none arrives for so long. It fails with the first one. To be certain in less time, wait
     * for the server to be idle and assert {@link #isEmpty}.
     */
    public MailboxAssert staysEmptyFor(Duration period) {
        isNotNull();
        if (new Patience(period).isRewarded(actual, 1, MailFilter.any())) {
            throw unmet("no mail for " + Wording.time(period), actual.mails());
        }
        return myself;
    }

    /** There is exactly one mail; leads to it. */
    public ReceivedMailAssert singleMail() {
        return lead(findSingle());
    }

    /** There is exactly one mail that matches, whatever others there are; leads to it. */
    public ReceivedMailAssert singleMail(MailFilter filter) {
        return lead(findSingle(filter));
    }

    /** There is exactly one mail, and it satisfies the requirements. */
    public MailboxAssert singleMailSatisfies(Consumer<? super ReceivedMail> requirements) {
        return satisfy(findSingle(), requirements);
    }

    /** The same, for requirements that throw checked exceptions. */
    public MailboxAssert singleMailSatisfies(ThrowingConsumer<? super ReceivedMail> requirements) {
        return satisfy(findSingle(), requirements);
    }

    /** There is exactly one mail that matches, and it satisfies the requirements. */
    public MailboxAssert singleMailSatisfies(MailFilter filter, Consumer<? super ReceivedMail> requirements) {
        return satisfy(findSingle(filter), requirements);
    }

    /** The same, for requirements that throw checked exceptions. */
    public MailboxAssert singleMailSatisfies(MailFilter filter, ThrowingConsumer<? super ReceivedMail> requirements) {
        return satisfy(findSingle(filter), requirements);
    }

    /** There is a mail; leads to the oldest one. */
    public ReceivedMailAssert firstMail() {
        return lead(find(0));
    }

    /** There is a mail, and the oldest one satisfies the requirements. */
    public MailboxAssert firstMailSatisfies(Consumer<? super ReceivedMail> requirements) {
        return satisfy(find(0), requirements);
    }

    /** The same, for requirements that throw checked exceptions. */
    public MailboxAssert firstMailSatisfies(ThrowingConsumer<? super ReceivedMail> requirements) {
        return satisfy(find(0), requirements);
    }

    /** There is a mail; leads to the newest one. */
    public ReceivedMailAssert lastMail() {
        return lead(findLast());
    }

    /** There is a mail, and the newest one satisfies the requirements. */
    public MailboxAssert lastMailSatisfies(Consumer<? super ReceivedMail> requirements) {
        return satisfy(findLast(), requirements);
    }

    /** The same, for requirements that throw checked exceptions. */
    public MailboxAssert lastMailSatisfies(ThrowingConsumer<? super ReceivedMail> requirements) {
        return satisfy(findLast(), requirements);
    }

    /**
     * There are enough mails; leads to one of them.
     *
     * @param index its place, 0 for the oldest
     * @throws IllegalArgumentException if the index is negative
     */
    public ReceivedMailAssert mail(int index) {
        return lead(find(index));
    }

    /** There are enough mails, and the one at this place, 0 for the oldest, satisfies the requirements. */
    public MailboxAssert mailSatisfies(int index, Consumer<? super ReceivedMail> requirements) {
        return satisfy(find(index), requirements);
    }

    /** The same, for requirements that throw checked exceptions. */
    public MailboxAssert mailSatisfies(int index, ThrowingConsumer<? super ReceivedMail> requirements) {
        return satisfy(find(index), requirements);
    }

    /**
     * Every mail satisfies the requirements. As in AssertJ, an empty mailbox passes; with {@link #within} there must be
     * a mail.
     */
    public MailboxAssert allMailsSatisfy(Consumer<? super ReceivedMail> requirements) {
        List<ReceivedMail> mails = mails(1, MailFilter.any());
        if (mails.isEmpty() && !patience.isNone()) {
            throw unmet("at least 1 mail" + patience, mails);
        }
        Requirements.checkAll(mails, requirements, complaint -> failure("%s", complaint));
        return myself;
    }

    /** The same, for requirements that throw checked exceptions. */
    public MailboxAssert allMailsSatisfy(ThrowingConsumer<? super ReceivedMail> requirements) {
        return allMailsSatisfy((Consumer<? super ReceivedMail>) requirements);
    }

    /** There was exactly one session, over or still open; leads to it. */
    public SmtpSessionAssert singleSession() {
        return Navigation.lead(this, new SmtpSessionAssert(findSession()));
    }

    /** There was exactly one session, over or still open, and it satisfies the requirements. */
    public MailboxAssert singleSessionSatisfies(Consumer<? super SmtpSession> requirements) {
        SmtpSession session = findSession();
        satisfy("session " + session.id(), session, session, requirements);
        return myself;
    }

    /** The same, for requirements that throw checked exceptions. */
    public MailboxAssert singleSessionSatisfies(ThrowingConsumer<? super SmtpSession> requirements) {
        return singleSessionSatisfies((Consumer<? super SmtpSession>) requirements);
    }

    private ReceivedMail findSingle() {
        List<ReceivedMail> mails = mails(1, MailFilter.any());
        if (mails.size() != 1) {
            throw unmet("a single mail" + patience, mails);
        }
        return mails.get(0);
    }

    private ReceivedMail findSingle(MailFilter filter) {
        List<ReceivedMail> mails = mails(1, filter);
        List<ReceivedMail> matching = mails.stream().filter(filter).toList();
        if (matching.size() != 1) {
            String found = mails.isEmpty()
                    ? "no mail came"
                    : matching.size() + " of " + mails.size() + " matched, the nearest first:\n"
                            + Evidence.mails(mails, filter);
            throw unmet("a single mail " + Evidence.wanted(filter) + patience, found);
        }
        return matching.get(0);
    }

    private ReceivedMail find(int index) {
        if (index < 0) {
            throw new IllegalArgumentException("the index of a mail must be 0 or more, but is " + index);
        }
        return atLeast(index + 1).get(index);
    }

    private ReceivedMail findLast() {
        List<ReceivedMail> mails = atLeast(1);
        return mails.get(mails.size() - 1);
    }

    private List<ReceivedMail> atLeast(int count) {
        List<ReceivedMail> mails = mails(count, MailFilter.any());
        if (mails.size() < count) {
            throw unmet("at least " + Wording.mails(count) + patience, mails);
        }
        return mails;
    }

    private List<ReceivedMail> mails(int count, MailFilter filter) {
        isNotNull();
        return patience.mails(actual, count, filter);
    }

    private SmtpSession findSession() {
        isNotNull();
        List<SmtpSession> sessions = patience.sessions(actual);
        if (sessions.size() != 1) {
            throw unmet(
                    "a single session" + patience,
                    sessions.isEmpty() ? "there was none" : "there were " + sessions.size());
        }
        return sessions.get(0);
    }

    private ReceivedMailAssert lead(ReceivedMail mail) {
        return Navigation.lead(this, new ReceivedMailAssert(mail));
    }

    private MailboxAssert satisfy(ReceivedMail mail, Consumer<? super ReceivedMail> requirements) {
        satisfy(mail.toString(), mail, mail.session(), requirements);
        return myself;
    }

    private <T> void satisfy(String name, T value, SmtpSession session, Consumer<? super T> requirements) {
        Requirements.check(value, requirements, complaint -> failure("%s", complaint.about(name, session)));
    }

    private AssertionError unmet(String wanted, List<ReceivedMail> mails) {
        String found = Wording.mails(mails.size()) + " came" + (mails.isEmpty() ? "" : ":\n" + Evidence.mails(mails));
        return unmet(wanted, found);
    }

    private AssertionError unmet(String wanted, String found) {
        return failure("%s", Wording.failure(wanted, found, Evidence.sessions(actual)));
    }
}
