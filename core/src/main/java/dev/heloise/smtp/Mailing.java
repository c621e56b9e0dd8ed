package dev.heloise.smtp;

import static dev.heloise.smtp.Refusal.require;

import dev.heloise.mailbox.ReceivedMail;
import dev.heloise.mailbox.Recipient;
import dev.heloise.mailbox.SessionRecorder;
import dev.heloise.mailbox.Transaction;
import dev.heloise.mailbox.Transaction.Outcome;
import dev.heloise.script.Reply;
import dev.heloise.script.Stage;
import dev.heloise.script.Verdict;
import dev.heloise.smtp.Dialogue.Next;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The part of the dialogue that moves mail (RFC 5321 §3.3): one transaction at a time, from MAIL to its last reply. */
final class Mailing {

    private final Service service;
    private final SessionRecorder session;
    private final Admission admission;
    private final Client client;
    private final Course course;

    private boolean contentRefused;
    private @Nullable Transaction transaction;

    Mailing(Service service, SessionRecorder session, Admission admission, Client client, Course course) {
        this.service = service;
        this.session = session;
        this.admission = admission;
        this.client = client;
        this.course = course;
    }

    @Nullable
    Transaction open() {
        return transaction;
    }

    /** The size that the client has declared for the message that comes; 0 if it has not. */
    long declaredSize() {
        return transaction == null ? 0 : Parameters.size(transaction.envelope().parameters());
    }

    Reply mail(Arguments arguments) {
        require(client.isIntroduced(), Replies.HELLO_FIRST);
        require(transaction == null, Replies.NESTED_MAIL);
        arguments.keyword("FROM:");
        Path sender = arguments.path(Replies.BAD_SENDER);
        Map<String, String> parameters = arguments.parameters(Verb.MAIL, client);
        require(sender.isNull() || sender.hasDomain(), Replies.BAD_SENDER);
        require(sender.ascii() || parameters.containsKey("SMTPUTF8"), Replies.UTF8_SENDER);
        require(Parameters.size(parameters) <= service.limits().messageSize(), Replies.TOO_LARGE);
        Verdict verdict = admission.judge(Stage.MAIL, sender.address(), parameters, transaction);
        Transaction begun = session.begin(sender.address(), parameters);
        if (verdict.isRefusal()) {
            session.finish(begun, Outcome.REFUSED);
        } else {
            transaction = begun;
        }
        return verdict.reply(Replies.SENDER_OK);
    }

    Reply rcpt(Arguments arguments) {
        Transaction open = transaction();
        arguments.keyword("TO:");
        Path recipient = arguments.path(Replies.BAD_RECIPIENT);
        Map<String, String> parameters = arguments.parameters(Verb.RCPT, client);
        require(recipient.hasDomain() || recipient.address().equalsIgnoreCase("postmaster"), Replies.BAD_RECIPIENT);
        require(recipient.ascii() || open.hasParameter("SMTPUTF8"), Replies.UTF8_RECIPIENT);
        require(open.size() < service.limits().recipients(), Replies.TOO_MANY_RECIPIENTS);
        Verdict verdict = admission.judge(Stage.RCPT, recipient.address(), parameters, open);
        Recipient named = new Recipient(recipient.address(), parameters);
        if (verdict.isRefusal()) {
            session.refuse(open, named);
        } else {
            session.accept(open, named);
        }
        return verdict.reply(Replies.RECIPIENT_OK);
    }

    Reply data(Arguments arguments) {
        Transaction open = transaction();
        arguments.none();
        contentRefused = true;
        require(open.size() > 0, Replies.NO_RECIPIENTS);
        Reply reply = admission.judge(Stage.DATA, "", open).reply(Replies.SEND_CONTENT);
        if (reply.code() == Replies.SEND_CONTENT.code()) {
            contentRefused = false;
            course.expect(Next.CONTENT);
        }
        return reply;
    }

    /** Keeps what was read of a message, to its end or as far as it came. */
    void received(ReadContent read) {
        session.content(transaction(), read.content());
    }

    /** The reply to content that came to its end, or to more than the server reads at all. */
    Reply content(ReadContent read) {
        Transaction open = transaction();
        if (read.ending() == ReadContent.Ending.OVER_CAP) {
            finish(Outcome.REFUSED);
            return Replies.CONTENT_WITHOUT_END;
        }
        course.expect(Next.LINE);
        if (read.size() > service.limits().messageSize()) {
            session.event("the message had " + read.size() + " octets");
            finish(Outcome.REFUSED);
            return Replies.TOO_LARGE;
        }
        return deliver(open, session.mail(open, read.content()));
    }

    private Reply deliver(Transaction open, ReceivedMail mail) {
        Verdict verdict = admission.judge(mail, open);
        if (verdict.isRefusal()) {
            finish(Outcome.REFUSED);
            return verdict.reply(Replies.OK);
        }
        session.deliver(open, mail);
        transaction = null;
        return verdict.reply(Replies.queued(mail.id()));
    }

    /** The client begins anew, or has nothing more to send. */
    void abandon() {
        finish(Outcome.RESET);
    }

    /** RFC 5321 §4.1.1.5: a connection that breaks off cancels the transaction that is under way. */
    void abort() {
        finish(Outcome.ABORTED);
    }

    private void finish(Outcome outcome) {
        if (transaction != null) {
            session.finish(transaction, outcome);
            transaction = null;
        }
    }

    private Transaction transaction() {
        if (transaction == null) {
            throw new Refusal(Replies.MAIL_FIRST);
        }
        return transaction;
    }

    /** What comes after a DATA that was refused, and is no command, is most likely the message. */
    void noteIgnoredReply(CommandLine command) {
        if (contentRefused && command.verb().isEmpty()) {
            session.find(Findings.CLIENT_IGNORED_REPLY);
        }
        contentRefused = contentRefused && command.verb().isEmpty();
    }
}
