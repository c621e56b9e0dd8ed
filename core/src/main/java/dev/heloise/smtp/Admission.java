package dev.heloise.smtp;

import dev.heloise.mailbox.Envelope;
import dev.heloise.mailbox.ReceivedMail;
import dev.heloise.mailbox.SessionRecorder;
import dev.heloise.mailbox.Transaction;
import dev.heloise.script.Policy;
import dev.heloise.script.Request;
import dev.heloise.script.Stage;
import dev.heloise.script.Verdict;
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
        if (policies.isEmpty()) {
            return Verdict.noOpinion();
        }
        Optional<Envelope> envelope = Optional.ofNullable(transaction).map(Transaction::envelope);
        Request request = new Request(stage, subject, parameters, session.session(), envelope, mail);
        try {
            for (Policy policy : policies) {
                Verdict verdict = policy.judge(request);
                if (verdict.isOpinion()) {
                    return verdict;
                }
            }
        } catch (RuntimeException e) {
            session.find(Findings.policyFailed(e));
            return Verdict.answer(Replies.POLICY_FAILED);
        }
        return Verdict.noOpinion();
    }
}
