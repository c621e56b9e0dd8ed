package dev.heloise.junit5;

/**
 * Shows with a failure what the server saw: its message is the dialogue. It was never thrown, so it has no stack trace.
 */
final class RecordedSessions extends Throwable {

    private static final long serialVersionUID = 1;

    RecordedSessions(String dialogue) {
        super(dialogue, null, false, false);
    }
}
