package dev.heloise.mailbox;

/** How much a real receiver would mind what a {@link Finding} names. */
public enum Severity {
    /** Worth knowing; no receiver would refuse a mail over it. */
    INFO,
    /** Some receivers refuse, rewrite or distrust such a mail. */
    WARNING,
    /** Against a MUST of the standards: many receivers refuse it. */
    ERROR
}
