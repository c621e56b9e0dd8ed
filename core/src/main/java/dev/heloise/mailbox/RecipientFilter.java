package dev.heloise.mailbox;

import java.util.List;
import java.util.Optional;

/** Mails to one mailbox. A mailbox knows these without a look at the others, so that it need not ask the filter. */
record RecipientFilter(String address) implements MailFilter {

    /** The recipient that every mail which matches has; empty where the filter names none. */
    static Optional<String> requiredBy(MailFilter filter) {
        if (filter instanceof RecipientFilter to) {
            return Optional.of(to.address);
        }
        if (filter instanceof FilterPair pair && pair.both()) {
            Optional<String> left = requiredBy(pair.left());
            return left.isPresent() ? left : requiredBy(pair.right());
        }
        return Optional.empty();
    }

    @Override
    public boolean test(ReceivedMail mail) {
        for (Recipient recipient : mail.envelope().recipients()) {
            if (recipient.isMailbox(address)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public List<String> mismatches(ReceivedMail mail) {
        return test(mail)
                ? List.of()
                : List.of(this + ": it went to " + Clip.names(mail.envelope().addresses()));
    }

    @Override
    public String toString() {
        return "to " + address;
    }
}
