package dev.heloise.mailbox;

import java.util.List;
import java.util.stream.Stream;

/** Two filters, of which both or either must match. */
record FilterPair(MailFilter left, MailFilter right, boolean both) implements MailFilter {

    @Override
    public boolean test(ReceivedMail mail) {
        return both ? left.test(mail) && right.test(mail) : left.test(mail) || right.test(mail);
    }

    @Override
    public List<String> mismatches(ReceivedMail mail) {
        return test(mail)
                ? List.of()
                : Stream.concat(left.mismatches(mail).stream(), right.mismatches(mail).stream())
                        .toList();
    }

    @Override
    public String toString() {
        return both ? left + " and " + right : "(" + left + " or " + right + ")";
    }
}
