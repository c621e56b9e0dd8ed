package dev.heloise.smtp;

import dev.heloise.mailbox.Envelope;
import dev.heloise.mailbox.ReceivedMail;
import dev.heloise.mailbox.SessionRecorder;
import dev.heloise.mailbox.Transaction;
import dev.heloise.script.Policy;
import dev.heloise.script.Request;
import dev.heloise.script.Stage;
import dev.heloise.script.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Asks the policies about what the protocol allows; the first opinion wins. */
final class Admission {

    private final List<Policy> policies;
    private final SessionRecorder session;

    Admission(List<Policy> policies, SessionRecorder session) {
        this.policies = policies;
        this.session = session;
    }

    Verdict judge(Stage stage, String subject, @Nullable Transaction transaction) {
        return judge(stage, subject, Map.of(), transaction, Optional.empty());
    }

    Verdict judge(Stage stage, String subject, Map<String, String> parameters, @Nullable Transaction transaction) {
        return judge(stage, subject, parameters, transaction, Optional.empty());
    }

    Verdict judge(ReceivedMail mail, Transaction transaction) {
        return judge(Stage.END_OF_DATA, "", Map.of(), transaction, Optional.of(mail));
    }

    /** LMTP alone has an opinion on each recipient of a mail (RFC 2033 §4.2). */
    Verdict judge(ReceivedMail mail, String recipient, Transaction transaction) {
        return judge(Stage.END_OF_DATA, recipient, Map.of(), transaction, Optional.of(mail));
    }

    private Verdict judge(
            Stage stage,
            String subject,
            Map<String, String> parameters,
            @Nullable Transaction transaction,
            Optional<ReceivedMail> mail) {
        Request request = null;
        for (Policy policy : policies) {
            if (!isConcerned(policy, stage)) {
                continue;
            }
            if (request == null) {
                // Only now: where nobody is concerned, as is the rule, a command costs no more than the look.
                Optional<Envelope> envelope = Optional.ofNullable(transaction).map(Transaction::envelope);
                Instant now = session.now();
                request = new Request(stage, subject, parameters, session.session(), envelope, mail, now);
            }
            Verdict verdict = judge(policy, request);
            if (verdict.isOpinion()) {
                session.event("answered by " + verdict.author());
                return verdict;
            }
        }
        return Verdict.noOpinion();
    }

    /** One that fails to say is asked. */
    private static boolean isConcerned(Policy policy, Stage stage) {
        try {
            return policy.concerns(stage);
        } catch (RuntimeException | Error e) {
            return true;
        }
    }

    private Verdict judge(Policy policy, Request request) {
        try {
            Verdict verdict = policy.judge(request);
            return verdict.author().isEmpty() && verdict.isOpinion() ? verdict.by(name(policy)) : verdict;
        } catch (RuntimeException | Error e) {
            // Errors as well: a policy that stands in a test may assert something.
            session.find(Findings.policyFailed(e));
            return Verdict.answer(Replies.POLICY_FAILED).by(name(policy) + ", which failed");
        }
    }

    /** Only the policies that have a name have one to read; that of a lambda is made up by the runtime. */
    private static String name(Policy policy) {
        if (policy.getClass().isHidden()) {
            return "a policy";
        }
        try {
            return "policy " + policy;
        } catch (RuntimeException | Error e) {
            return "policy " + policy.getClass().getName();
        }
    }
}
