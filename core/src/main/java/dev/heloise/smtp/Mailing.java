package dev.heloise.smtp;

import static dev.heloise.smtp.Refusal.require;

import dev.heloise.mailbox.Content;
import dev.heloise.mailbox.Recipient;
import dev.heloise.mailbox.SessionRecorder;
import dev.heloise.mailbox.Transaction;
import dev.heloise.mailbox.Transaction.Outcome;
import dev.heloise.script.Reply;
import dev.heloise.script.SmtpExtension;
import dev.heloise.script.Stage;
import dev.heloise.script.Verdict;
import dev.heloise.smtp.Dialogue.Next;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The part of the dialogue that moves mail (RFC 5321 §3.3): one transaction at a time, from MAIL to its last reply. */
final class Mailing {

    private final Service service;
    private final SessionRecorder session;
    private final Admission admission;
    private final Delivery delivery;
    private final Client client;
    private final Course course;
    private final Pipelining pipelining;
    private final Chunking chunking;
    private final Deque<Reply> further = new ArrayDeque<>(0);
    /** How many were begun, whatever became of them (RFC 9422 §4.1). */
    private int mails;

    private boolean contentRefused;
    private boolean senderRefused;
    private boolean recipientNamed;

    private @Nullable Transaction transaction;

    Mailing(
            Service service,
            SessionRecorder session,
            Admission admission,
            Client client,
            Course course,
            Pipelining pipelining) {
        this.service = service;
        this.session = session;
        this.admission = admission;
        this.delivery = new Delivery(service.dialect(), session, admission);
        this.client = client;
        this.course = course;
        this.pipelining = pipelining;
        this.chunking = new Chunking(service, session, admission, course, this);
    }

    Chunking chunking() {
        return chunking;
    }

    @Nullable
    Transaction open() {
        return transaction;
    }

    /** The size that the client has declared for the message that comes; 0 if it has not. */
    long declaredSize() {
        return transaction == null ? 0 : Parameters.size(transaction.parameters());
    }

    Reply mail(Arguments arguments) {
        requireOrder(client.isIntroduced(), Replies.HELLO_FIRST);
        requireOrder(transaction == null, Replies.NESTED_MAIL);
        require(mails++ < service.limits().mails(), Replies.TOO_MANY_MAILS);
        senderRefused = true;
        arguments.keyword("FROM:");
        Path sender = arguments.path(Replies.BAD_SENDER);
        Map<String, String> parameters = arguments.parameters(Verb.MAIL, client);
        require(sender.isNull() || sender.hasDomain(), Replies.BAD_SENDER);
        boolean utf8 = parameters.containsKey("SMTPUTF8");
        require(utf8 || sender.ascii(), Replies.UTF8_SENDER);
        require(utf8 || Parameters.areAscii(parameters), Replies.BAD_PARAMETER);
        require(Parameters.size(parameters) <= service.limits().messageSize(), Replies.TOO_LARGE);
        Verdict verdict = admission.judge(Stage.MAIL, sender.address(), parameters, transaction);
        Transaction begun = session.begin(sender.address(), parameters);
        if (verdict.isRefusal()) {
            session.finish(begun, Outcome.REFUSED);
        } else {
            transaction = begun;
            senderRefused = false;
            recipientNamed = false;
            chunking.forgive();
        }
        return verdict.reply(Replies.SENDER_OK);
    }

    Reply rcpt(Arguments arguments) {
        Transaction open = transaction();
        require(!chunking.hasBegun(), Replies.CHUNKS_BEGUN);
        recipientNamed = true;
        arguments.keyword("TO:");
        Path recipient = arguments.path(Replies.BAD_RECIPIENT);
        Map<String, String> parameters = arguments.parameters(Verb.RCPT, client);
        require(recipient.hasDomain() || recipient.address().equalsIgnoreCase("postmaster"), Replies.BAD_RECIPIENT);
        boolean utf8 = open.hasParameter("SMTPUTF8");
        require(utf8 || recipient.ascii(), Replies.UTF8_RECIPIENT);
        require(utf8 || Parameters.areAscii(parameters), Replies.BAD_PARAMETER);
        require(open.size() < service.limits().recipients(), Replies.TOO_MANY_RECIPIENTS);
        Verdict verdict = admission.judge(Stage.RCPT, recipient.address(), parameters, open);
        Recipient named = new Recipient(recipient.address(), parameters);
        if (verdict.isRefusal()) {
            session.refuse(open, named);
        } else {
            if (Parameters.repeatsOrcpt(named, open)) {
                session.find(Findings.repeatedOrcpt(named.parameters().getOrDefault("ORCPT", "")));
            }
            session.accept(open, named);
            String name = client.hello().name();
            if (HeloLint.isDomainOf(recipient.address(), name)) {
                session.find(Findings.heloIsRecipientDomain(name));
            }
        }
        return verdict.reply(Replies.RECIPIENT_OK);
    }

    Reply data(Arguments arguments) {
        Transaction open = transaction();
        arguments.none();
        require(!chunking.hasBegun(), Replies.CHUNKS_BEGUN);
        require(!Parameters.areBinary(open.parameters()), Replies.BINARY_NEEDS_CHUNKS);
        requireRecipients(open);
        Reply reply = admission.judge(Stage.DATA, "", open).reply(Replies.SEND_CONTENT);
        if (reply.code() == Replies.SEND_CONTENT.code()) {
            contentRefused = false;
            course.expect(Next.CONTENT);
        }
        return reply;
    }

    void requireRecipients(Transaction open) {
        boolean none = open.size() == 0;
        // A client that pipelines cannot know yet (RFC 2920 §3.1).
        if (none && recipientNamed && !pipelining.isUsed()) {
            session.find(Findings.DATA_AFTER_REFUSED_RECIPIENTS);
        }
        // RFC 2033 §4.2: to LMTP, where every recipient has his reply, it is an error of sequence.
        require(!none, service.dialect() == Dialect.LMTP ? Replies.NO_LMTP_RECIPIENTS : Replies.NO_RECIPIENTS);
    }

    /** RFC 2033 §4.2, §4.3: in LMTP one for each recipient who was accepted. */
    int repliesToContent() {
        return service.dialect() == Dialect.LMTP && transaction != null ? transaction.size() : 1;
    }

    Reply repeated(Reply refusal, int times) {
        for (int i = 0; i < times; i++) {
            further.add(refusal);
        }
        return nextReply();
    }

    /** Content as this server takes it. */
    ReadContent taken(ReadContent read) {
        return new ReadContent(service.taken(read.content(), transaction()), read.ending(), read.size());
    }

    /** Keeps what was read of a message, to its end or as far as it came. */
    void received(ReadContent read) {
        session.content(transaction(), read.content());
    }

    /** The reply to content that came to its end, or to more than the server reads at all. */
    Reply content(ReadContent read) {
        Transaction open = transaction();
        int replies = repliesToContent();
        if (read.ending() == ReadContent.Ending.OVER_CAP) {
            tooLarge("at least " + read.size());
            return Replies.CONTENT_WITHOUT_END;
        }
        course.expect(Next.LINE);
        if (read.size() > service.limits().messageSize()) {
            return repeated(tooLarge(String.valueOf(read.size())), replies);
        }
        if (read.ending() == ReadContent.Ending.NO_MEMORY) {
            return repeated(noMemory(read.size()), replies);
        }
        return deliver(open, read.content());
    }

    Reply tooLarge(String octets) {
        session.event("the message had " + octets + " octets");
        if (client.offers(SmtpExtension.SIZE)) {
            session.find(Findings.SIZE_IGNORED);
        }
        finish(Outcome.REFUSED);
        return Replies.TOO_LARGE;
    }

    /** RFC 5321 §4.2.2: the client may try again later, when there may be room. */
    Reply noMemory(long octets) {
        session.event("there was no memory for the " + octets + " octets of the message");
        finish(Outcome.REFUSED);
        return Replies.NO_MEMORY;
    }

    Reply deliver(Transaction open, Content content) {
        for (Reply reply : delivery.deliver(open, content)) {
            further.add(reply);
        }
        done();
        return nextReply();
    }

    /** The next reply to the same content. */
    Reply nextReply() {
        Reply reply = further.remove();
        course.expect(further.isEmpty() ? Next.LINE : Next.REPLY);
        return reply;
    }

    /** The client begins anew, or has nothing more to send. */
    void abandon() {
        chunking.note(transaction);
        finish(Outcome.RESET);
        chunking.forgive();
    }

    /** RFC 5321 §4.1.1.5: a connection that breaks off cancels the transaction that is under way. */
    void abort() {
        chunking.note(transaction);
        finish(Outcome.ABORTED);
    }

    private void finish(Outcome outcome) {
        if (transaction != null) {
            session.finish(transaction, outcome);
            done();
        }
    }

    private void done() {
        transaction = null;
        chunking.clear();
    }

    /** The one that is under way. */
    Transaction transaction() {
        if (transaction == null) {
            requireOrder(senderRefused, Replies.MAIL_FIRST); // or else pipelined: RFC 2920 §3.1
            throw new Refusal(Replies.MAIL_FIRST);
        }
        return transaction;
    }

    private void requireOrder(boolean holds, Reply refusal) {
        if (!holds) {
            session.find(Findings.OUT_OF_ORDER);
            throw new Refusal(refusal);
        }
    }

    /** What comes after a DATA that was refused, and is no command, is most likely the message. */
    void noteIgnoredReply(CommandLine command) {
        if (contentRefused && command.verb().isEmpty()) {
            session.find(Findings.CLIENT_IGNORED_REPLY);
        }
        Verb verb = command.verb().orElse(null);
        // Until it is answered with 354.
        contentRefused = verb == null ? contentRefused : verb == Verb.DATA;
    }
}
