package dev.heloise.smtp;

/** What a connection may have of the memory for messages that are on their way. */
@FunctionalInterface
public interface Room {

    /** Whether there is still so much; then it is taken. */
    boolean take(long octets);
}
