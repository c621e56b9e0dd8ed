package dev.heloise.mailbox;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The mails that a mailbox keeps within its limits, by their numbers and by their recipients, so that the mails of one
 * recipient are found without a look at all the others. Guarded by the mailbox's lock.
 */
final class MailStore {

    /** Up to 18 digits fit into a long in any case, and no mailbox lives long enough for more. */
    private static final int MOST_DIGITS = 18;

    private final Retention retention;
    private final TreeMap<Long, ReceivedMail> mails = new TreeMap<>();
    private final Map<String, TreeMap<Long, ReceivedMail>> byRecipient = new HashMap<>();
    private long lastNumber;
    private long bytes;
    private long droppedMails;
    private long droppedBytes;

    MailStore(Retention retention) {
        this.retention = retention;
    }

    /** Numbers a mail and keeps it; the mails that have to go for it. */
    List<ReceivedMail> add(ReceivedMail mail) {
        Long number = ++lastNumber;
        mail.number(number);
        mails.put(number, mail);
        bytes += mail.content().wireSize();
        for (Recipient recipient : mail.envelope().recipients()) {
            String mailbox = Mailboxes.normalized(recipient.address());
            TreeMap<Long, ReceivedMail> theirs = byRecipient.get(mailbox);
            if (theirs == null) {
                theirs = new TreeMap<>();
                byRecipient.put(mailbox, theirs);
            }
            theirs.put(number, mail);
        }
        return overLimit() ? dropOldest() : List.of();
    }

    private boolean overLimit() {
        return mails.size() > 1 && (mails.size() > retention.mails() || bytes > retention.bytes());
    }

    private List<ReceivedMail> dropOldest() {
        List<ReceivedMail> dropped = new ArrayList<>(1);
        while (overLimit()) {
            ReceivedMail oldest = mails.firstEntry().getValue();
            remove(oldest);
            droppedMails++;
            droppedBytes += oldest.content().wireSize();
            dropped.add(oldest);
        }
        return dropped;
    }

    /** Whether it was there. */
    boolean remove(ReceivedMail mail) {
        Long number = mail.number();
        if (!mails.remove(number, mail)) {
            return false;
        }
        bytes -= mail.content().wireSize();
        for (Recipient recipient : mail.envelope().recipients()) {
            String mailbox = Mailboxes.normalized(recipient.address());
            TreeMap<Long, ReceivedMail> theirs = byRecipient.get(mailbox);
            if (theirs != null) {
                theirs.remove(number);
                if (theirs.isEmpty()) {
                    byRecipient.remove(mailbox);
                }
            }
        }
        return true;
    }

    /** Removes every mail. */
    List<ReceivedMail> clear() {
        List<ReceivedMail> removed = all();
        mails.clear();
        byRecipient.clear();
        bytes = 0;
        return removed;
    }

    List<ReceivedMail> all() {
        return List.copyOf(mails.values());
    }

    /** The mails that were sent to this mailbox, whoever else got them. */
    List<ReceivedMail> to(String recipient) {
        return after(0, Optional.of(recipient));
    }

    /** The mails with greater numbers: all of them, or those to one recipient. */
    List<ReceivedMail> after(long number, Optional<String> recipient) {
        TreeMap<Long, ReceivedMail> among =
                recipient.isPresent() ? byRecipient.get(Mailboxes.normalized(recipient.get())) : mails;
        if (among == null || among.isEmpty() || among.lastKey() <= number) {
            return List.of();
        }
        Collection<ReceivedMail> later = among.tailMap(number, false).values();
        return List.copyOf(later);
    }

    Optional<ReceivedMail> find(String id) {
        if (id.isEmpty() || id.length() > MOST_DIGITS || !isDecimal(id)) {
            return Optional.empty();
        }
        return Optional.ofNullable(mails.get(Long.parseLong(id)))
                .filter(mail -> mail.id().equals(id));
    }

    private static boolean isDecimal(String id) {
        return id.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    Optional<ReceivedMail> latest() {
        return Optional.ofNullable(mails.lastEntry()).map(Map.Entry::getValue);
    }

    /** The number of the mail that came last, kept or not. */
    long lastNumber() {
        return lastNumber;
    }

    MailboxInfo info() {
        return new MailboxInfo(mails.size(), bytes, droppedMails, droppedBytes);
    }
}
