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
        String one = NamedFilter.name(left);
        String other = NamedFilter.name(right);
        return both ? one + " and " + other : "(" + one + " or " + other + ")";
    }
}
