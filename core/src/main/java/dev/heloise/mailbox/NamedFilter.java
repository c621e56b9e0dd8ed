package dev.heloise.mailbox;

import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/** A filter of one condition. */
record NamedFilter(String text, Predicate<? super ReceivedMail> predicate, Function<ReceivedMail, String> otherwise)
        implements MailFilter {

    /** What is called so has no name: it is a lambda. */
    static final String OF_ITS_OWN = "matching a test of its own";

    /** How a filter is called in errors. */
    static String name(MailFilter filter) {
        String name = filter.toString();
        // What Object makes of a lambda, or of a class that says nothing of itself.
        return name.startsWith(filter.getClass().getName() + "@") ? OF_ITS_OWN : Printable.escaped(name);
    }

    @Override
    public boolean test(ReceivedMail mail) {
        return predicate.test(mail);
    }

    @Override
    public List<String> mismatches(ReceivedMail mail) {
        if (test(mail)) {
            return List.of();
        }
        String instead = otherwise.apply(mail);
        return List.of(instead.isEmpty() ? text : text + ": " + instead);
    }

    @Override
    public String toString() {
        return text;
    }
}
