package dev.heloise.smtp;

import dev.heloise.mailbox.SmtpSession.End;
import dev.heloise.smtp.Dialogue.Next;

/** Where a dialogue stands: what has to happen next, how much patience is left, and how it ended. */
final class Course {

    private final int patience;
    private Next next = Next.LINE;
    private End end = End.OPEN;
    private int errors;

    /** @param patience how many commands may be wrong */
    Course(int patience) {
        this.patience = patience;
    }

    Next next() {
        return next;
    }

    void expect(Next expected) {
        next = expected;
    }

    void end(End how) {
        next = Next.NOTHING;
        end = how;
    }

    End end() {
        return end;
    }

    boolean isOver() {
        return next == Next.NOTHING;
    }

    /** Counts a command that was wrong; whether that was one too many. */
    boolean isOutOfPatience() {
        return ++errors > patience;
    }
}
