package dev.heloise.mailbox;

import java.util.function.Supplier;

/** Where those who read a message say what they had to make do with; most readers only want what could be read. */
@FunctionalInterface
interface Faults {

    /** Nobody listens. */
    Faults IGNORED = (rule, text) -> {};

    /**
     * Something was wrong.
     *
     * @param text one sentence without a full stop that says what; asked for the first time only, as a hostile message
     *     has thousands
     */
    void add(MailRule rule, Supplier<String> text);
}
