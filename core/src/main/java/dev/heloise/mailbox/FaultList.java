package dev.heloise.mailbox;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** What was wrong with one message: each rule once, with the first case in words and the number of all. */
final class FaultList implements Faults {

    private final Map<MailRule, Fault> faults = new EnumMap<>(MailRule.class);

    @Override
    public void add(MailRule rule, Supplier<String> text) {
        add(rule, 1, text);
    }

    /** Takes over what was found at another time. */
    void addAll(FaultList others) {
        others.faults.forEach((rule, other) -> add(rule, other.count, () -> other.text));
    }

    private void add(MailRule rule, int count, Supplier<String> text) {
        faults.computeIfAbsent(rule, first -> new Fault(text.get())).count += count;
    }

    boolean isEmpty() {
        return faults.isEmpty();
    }

    /** One finding for each rule, in the order of the rules. */
    List<Finding> findings() {
        return faults.entrySet().stream()
                .map(entry -> entry.getKey().finding(entry.getValue().toString()))
                .toList();
    }

    private static final class Fault {
        private final String text;
        private int count;

        private Fault(String text) {
            this.text = text;
        }

        @Override
        public String toString() {
            return count == 1 ? text : text + " (and " + (count - 1) + " more)";
        }
    }
}
