package dev.heloise.smtp;

import dev.heloise.mailbox.Content;
import dev.heloise.mailbox.ReceivedMail;
import dev.heloise.mailbox.Recipient;
import dev.heloise.mailbox.SessionRecorder;
import dev.heloise.mailbox.Transaction;
import dev.heloise.mailbox.Transaction.Outcome;
import dev.heloise.script.Effect;
import dev.heloise.script.Effect.Action;
import dev.heloise.script.Reply;
import dev.heloise.script.Verdict;
import java.util.ArrayList;
import java.util.List;

/** The end of a transaction whose content is complete: the mail is judged, and stored before anything is said. */
final class Delivery {

    private final Dialect dialect;
    private final SessionRecorder session;
    private final Admission admission;

    Delivery(Dialect dialect, SessionRecorder session, Admission admission) {
        this.dialect = dialect;
        this.session = session;
        this.admission = admission;
    }

    /** Ends the transaction; the replies, of which there is one, and in LMTP one for each recipient. */
    List<Reply> deliver(Transaction transaction, Content content) {
        ReceivedMail mail = session.mail(transaction, content);
        return dialect == Dialect.LMTP ? toEach(transaction, mail, content) : List.of(toAll(transaction, mail));
    }

    private Reply toAll(Transaction transaction, ReceivedMail mail) {
        Verdict verdict = admission.judge(mail, transaction);
        if (verdict.isRefusal()) {
            session.finish(transaction, Outcome.REFUSED);
            return verdict.reply(Replies.OK);
        }
        session.deliver(transaction, mail);
        return verdict.reply(Replies.queued(mail.id()));
    }

    /** RFC 2033 §4.2: each recipient has a reply of his own, in the order in which they were named. */
    private List<Reply> toEach(Transaction transaction, ReceivedMail mail, Content content) {
        List<Recipient> accepted = new ArrayList<>();
        List<Recipient> refused = new ArrayList<>();
        List<Verdict> verdicts = new ArrayList<>();
        Verdict verdict = Verdict.noOpinion();
        for (Recipient recipient : transaction.envelope().recipients()) {
            if (!isLastWord(verdict)) {
                verdict = admission.judge(mail, recipient.address(), transaction);
            }
            verdicts.add(verdict);
            (verdict.isRefusal() ? refused : accepted).add(recipient);
        }
        session.settle(transaction, accepted, refused);
        if (accepted.isEmpty()) {
            session.finish(transaction, Outcome.REFUSED);
            return verdicts.stream().map(each -> each.reply(Replies.OK)).toList();
        }
        ReceivedMail delivered = session.mail(transaction, content);
        session.deliver(transaction, delivered);
        Reply granted = Replies.queued(delivered.id());
        return verdicts.stream().map(each -> each.reply(granted)).toList();
    }

    /**
     * Whether the session ends with a refusal: the recipients behind that one get no reply, and so they get no mail.
     */
    private static boolean isLastWord(Verdict verdict) {
        Reply reply = verdict.reply(Replies.OK);
        boolean breaks =
                reply.effect().action() != Action.SEND || reply.effect().cutAfter() != Effect.WHOLE;
        return verdict.isRefusal() && (breaks || reply.code() == Replies.SHUTTING_DOWN.code());
    }
}
