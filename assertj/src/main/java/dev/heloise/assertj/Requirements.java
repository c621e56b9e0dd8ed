package dev.heloise.assertj;

import dev.heloise.mailbox.Evidence;
import dev.heloise.mailbox.ReceivedMail;
import dev.heloise.mailbox.SmtpSession;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/** Checks what a test demands of something that an assertion has led to. */
final class Requirements {

    private Requirements() {}

    /** @param failing makes the failure of the assertion from the complaint; what was thrown becomes its cause */
    static <T> void check(T value, Consumer<? super T> requirements, Function<Complaint, AssertionError> failing) {
        try {
            requirements.accept(value);
        } catch (AssertionError e) {
            AssertionError failure = failing.apply(new Complaint(e));
            failure.initCause(e);
            throw failure;
        }
    }

    /** @param failing makes the failure of the assertion from its text; what was thrown is suppressed in it */
    static void checkAll(
            List<ReceivedMail> mails,
            Consumer<? super ReceivedMail> requirements,
            Function<String, AssertionError> failing) {
        StringBuilder complaints = new StringBuilder();
        Set<SmtpSession> sessions = new LinkedHashSet<>();
        List<AssertionError> thrown = new ArrayList<>();
        for (ReceivedMail mail : mails) {
            try {
                requirements.accept(mail);
            } catch (AssertionError e) {
                complaints.append("\n  ").append(mail).append('\n');
                complaints.append(
                        new Complaint(e).text(mail.session()).indent(4).stripTrailing());
                sessions.add(mail.session());
                thrown.add(e);
            }
        }
        if (!thrown.isEmpty()) {
            String found = thrown.size() + " of " + mails.size() + (thrown.size() == 1 ? " does not:" : " do not:");
            String evidence = Evidence.sessions(List.copyOf(sessions));
            AssertionError failure = failing.apply(
                    Wording.failure("every mail\nto satisfy the requirements", found + complaints, evidence));
            thrown.forEach(failure::addSuppressed);
            throw failure;
        }
    }

    /** What a requirement has to say. */
    record Complaint(AssertionError thrown) {

        String about(String name, SmtpSession session) {
            String found = "this failed:\n" + text(session).indent(2).stripTrailing();
            return Wording.failure(name + "\nto satisfy the requirements", found, Wording.evidence(session));
        }

        /** The same about something that has no session. */
        String about(String name) {
            String found = "this failed:\n" + message().strip().indent(2).stripTrailing();
            return Wording.failure(name + "\nto satisfy the requirements", found, "");
        }

        private String message() {
            return thrown.getMessage() == null ? thrown.toString() : thrown.getMessage();
        }

        /** Without the dialogue, which the failure as a whole shows once. */
        String text(SmtpSession session) {
            String message = message();
            String evidence = Wording.evidence(session);
            return (evidence.isEmpty() ? message : message.replace(evidence, "")).strip();
        }
    }
}
