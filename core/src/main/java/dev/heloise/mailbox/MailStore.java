package dev.heloise.mailbox;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The mails that a mailbox keeps within its limits, by their numbers and by their recipients, so that the mails of one
 * recipient are found without a look at all the others; and what was sent and is no mail, which takes the same room.
 * Guarded by the mailbox's lock.
 */
final class MailStore {

    /** Up to 18 digits fit into a long in any case, and no mailbox lives long enough for more. */
    private static final int MOST_DIGITS = 18;

    private final Retention retention;
    private final Map<String, MailRow> byRecipient = new HashMap<>();
    private final Deque<Remnant> remnants = new ArrayDeque<>(1);
    private MailRow mails = new MailRow();
    private long lastNumber;
    private long bytes;
    private long envelopeBytes;
    private long remnantBytes;
    private long droppedMails;
    private long droppedBytes;

    MailStore(Retention retention) {
        this.retention = retention;
    }

    /** Numbers a mail and keeps it; what has to go for it. */
    Dropped add(ReceivedMail mail) {
        mail.number(++lastNumber);
        mails.add(mail);
        bytes += mail.content().wireSize();
        envelopeBytes += mail.envelopeOctets();
        for (Recipient recipient : mail.envelope().recipients()) {
            String mailbox = Mailboxes.normalized(recipient.address());
            MailRow theirs = byRecipient.get(mailbox);
            if (theirs == null) {
                theirs = new MailRow();
                byRecipient.put(mailbox, theirs);
            }
            theirs.add(mail);
        }
        return overLimit() ? dropOldest() : Dropped.NOTHING;
    }

    /** Keeps what a transaction left behind; what has to go for it. */
    Dropped add(SmtpSession session, Transaction transaction) {
        Remnant remnant =
                new Remnant(session, transaction, transaction.content(), transaction.envelopeOctets(), lastNumber);
        remnants.add(remnant);
        remnantBytes += remnant.octets();
        return overLimit() ? dropOldest() : Dropped.NOTHING;
    }

    private boolean overLimit() {
        boolean severalKept = mails.size() + remnants.size() > 1;
        return severalKept
                && (mails.size() > retention.mails()
                        || remnants.size() > retention.mails()
                        || bytes + envelopeBytes + remnantBytes > retention.bytes());
    }

    private Dropped dropOldest() {
        List<ReceivedMail> dropped = new ArrayList<>(1);
        List<Remnant> forgotten = new ArrayList<>(0);
        while (overLimit()) {
            if (mails.size() <= retention.mails() && isRemnantOldest()) {
                Remnant oldest = remnants.remove();
                remnantBytes -= oldest.octets();
                forgotten.add(oldest);
            } else {
                ReceivedMail oldest = mails.oldest();
                remove(oldest);
                droppedMails++;
                droppedBytes += oldest.content().wireSize();
                dropped.add(oldest);
            }
        }
        return new Dropped(dropped, forgotten);
    }

    /** Also where there are too many remnants: then the room of a mail would not help. */
    private boolean isRemnantOldest() {
        return !remnants.isEmpty()
                && (mails.size() == 0
                        || remnants.size() > retention.mails()
                        || remnants.element().isOlderThan(mails.oldest()));
    }

    /** Whether it was there. */
    boolean remove(ReceivedMail mail) {
        if (!mails.remove(mail)) {
            return false;
        }
        bytes -= mail.content().wireSize();
        envelopeBytes -= mail.envelopeOctets();
        for (Recipient recipient : mail.envelope().recipients()) {
            String mailbox = Mailboxes.normalized(recipient.address());
            MailRow theirs = byRecipient.get(mailbox);
            if (theirs != null && theirs.remove(mail) && theirs.isEmpty()) {
                byRecipient.remove(mailbox);
            }
        }
        return true;
    }

    /** Removes every mail, and everything else. */
    Dropped clear() {
        Dropped removed = new Dropped(all(), List.copyOf(remnants));
        mails = new MailRow();
        byRecipient.clear();
        bytes = 0;
        envelopeBytes = 0;
        remnants.clear();
        remnantBytes = 0;
        return removed;
    }

    List<ReceivedMail> all() {
        return mails.after(0);
    }

    /** The mails that were sent to this mailbox, whoever else got them. */
    List<ReceivedMail> to(String recipient) {
        return after(0, Optional.of(recipient));
    }

    /** The mails with greater numbers: all of them, or those to one recipient. */
    List<ReceivedMail> after(long number, Optional<String> recipient) {
        MailRow among = recipient.isPresent() ? byRecipient.get(Mailboxes.normalized(recipient.get())) : mails;
        return among == null ? List.of() : among.after(number);
    }

    Optional<ReceivedMail> find(String id) {
        if (id.isEmpty() || id.length() > MOST_DIGITS || !isDecimal(id)) {
            return Optional.empty();
        }
        return mails.find(Long.parseLong(id)).filter(mail -> mail.id().equals(id));
    }

    private static boolean isDecimal(String id) {
        return id.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    Optional<ReceivedMail> latest() {
        return mails.newest();
    }

    /** The number of the mail that came last, kept or not. */
    long lastNumber() {
        return lastNumber;
    }

    MailboxInfo info() {
        return new MailboxInfo(mails.size(), bytes, droppedMails, droppedBytes);
    }
}
