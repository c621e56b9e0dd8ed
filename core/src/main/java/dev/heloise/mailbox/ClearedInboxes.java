package dev.heloise.mailbox;

import java.util.LinkedHashMap;
import java.util.Map;

/** Up to where the inboxes of recipients were cleared. Guarded by the mailbox's lock. */
final class ClearedInboxes {

    /** Far more than there are tests at a time. */
    private static final int MOST = 10_000;

    /** The one that was cleared longest ago first. */
    private final Map<String, Cleared> byRecipient = new LinkedHashMap<>();

    void clear(String recipient, Cleared upTo) {
        String mailbox = Mailboxes.normalized(recipient);
        // Otherwise it would keep its old place.
        byRecipient.remove(mailbox);
        byRecipient.put(mailbox, upTo);
        if (byRecipient.size() > MOST) {
            byRecipient.remove(byRecipient.keySet().iterator().next());
        }
    }

    Cleared of(String recipient) {
        return byRecipient.getOrDefault(Mailboxes.normalized(recipient), Cleared.NOTHING);
    }

    void forget() {
        byRecipient.clear();
    }
}
