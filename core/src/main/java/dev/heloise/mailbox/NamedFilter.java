package dev.heloise.mailbox;

import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/** A filter of one condition. */
record NamedFilter(String text, Predicate<? super ReceivedMail> predicate, Function<ReceivedMail, String> otherwise)
        implements MailFilter {

    @Override
    public boolean test(ReceivedMail mail) {
        return predicate.test(mail);
    }

    @Override
    public List<String> mismatches(ReceivedMail mail) {
        return test(mail) ? List.of() : List.of(text + ": " + otherwise.apply(mail));
    }

    @Override
    public String toString() {
        return text;
    }
}
