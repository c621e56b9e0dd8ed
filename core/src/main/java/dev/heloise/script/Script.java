package dev.heloise.script;

import java.util.List;

/**
 * What a test wants a server to answer: a list of rules, of which the first that applies is followed. What no rule is
 * about is answered as if there were no script.
 *
 * <pre>
 * smtp.script().when(rcptTo("full@example.com")).thenReply("452 4.2.2 Mailbox full").times(2);
 * smtp.script().when(endOfData()).thenReply("451 4.3.0 Try again later").thenAccept();
 * smtp.script().when(connect()).thenDrop();
 * </pre>
 *
 * <p>A rule is never asked about what the protocol forbids: {@code RCPT} before {@code MAIL} is answered 503, whatever
 * the script says. Scripts are safe for use by several threads, and a change holds from the next command on.
 */
public interface Script {

    /** Begins a rule, which is added behind the others with the first {@code then…}. */
    default Answers when(When when) {
        return new Answers(this, when);
    }

    /** Adds a rule behind the others. */
    void add(Rule rule);

    /** Adds a rule before the others. */
    void addFirst(Rule rule);

    /**
     * Puts a rule in the place of another, as whose continuation it counts: answers already given are not given again.
     *
     * @throws IllegalStateException if the other one is not there any more
     */
    void replace(Rule rule, Rule by);

    /** Removes this very rule, not one that is equal; does nothing if it is not there. */
    void remove(Rule rule);

    /** The rules in the order in which they are asked: an unmodifiable snapshot. */
    List<Rule> rules();

    /** The rules that have not answered anything yet. */
    List<Rule> unused();

    /** Removes all rules. */
    void clear();
}
