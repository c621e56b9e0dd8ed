package dev.heloise.smtp;

import static dev.heloise.smtp.Refusal.require;

import dev.heloise.mailbox.Content;
import dev.heloise.mailbox.Helo;
import dev.heloise.mailbox.ReceivedMail;
import dev.heloise.mailbox.Recipient;
import dev.heloise.mailbox.SessionRecorder;
import dev.heloise.mailbox.SmtpSession;
import dev.heloise.mailbox.Transaction;
import dev.heloise.mailbox.Transaction.Outcome;
import dev.heloise.script.Reply;
import dev.heloise.script.SmtpExtension;
import dev.heloise.script.Stage;
import dev.heloise.script.Verdict;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The server's side of one session: takes lines and content, gives replies, and tells what it expects next. Everything
 * that decides what SMTP is in this session stands here. It has no socket, no thread and no clock.
 */
public final class Dialogue {

    private final Service service;
    private final SessionRecorder session;
    private final Admission admission;

    private Next next = Next.LINE;
    private Helo hello = Helo.NONE;
    private boolean serving = true;
    private SmtpSession.End end = SmtpSession.End.OPEN;
    private int errors;
    private boolean first = true;
    private boolean contentRefused;
    private @Nullable Transaction transaction;

    /** What has to happen next. */
    public enum Next {
        /** A line is to be read. */
        LINE,
        /** The content of a message is to be read. */
        CONTENT,
        /** Nothing more: the connection is to be closed. */
        NOTHING
    }

    public Dialogue(Service service, SessionRecorder session) {
        this.service = service;
        this.session = session;
        this.admission = new Admission(service.policies(), session);
    }

    /** What is expected now. */
    public Next next() {
        return next;
    }

    /** The size that the client has declared for the message that comes; 0 if it has not. */
    public long declaredSize() {
        return transaction == null ? 0 : Parameters.size(transaction.envelope().parameters());
    }

    /** The first reply of the session. */
    public Reply greeting() {
        String client = session.session().client().getAddress().getHostAddress();
        Reply reply = admission.judge(Stage.CONNECT, client, transaction).reply(Replies.greeting(service.hostname()));
        // RFC 5321 §3.1: a server that greets with 554 waits for QUIT; one that greets with 421 does not (§3.8).
        serving = !reply.isRefusal();
        return ended(reply);
    }

    /** The first and last reply of a session that is one too many. */
    public Reply overloaded() {
        return ended(Replies.TOO_MANY_CONNECTIONS);
    }

    /** The client did not wait for the greeting. */
    public void spokeEarly() {
        session.find(Findings.EARLY_TALKER);
    }

    /** The reply to a line; none where the client is not to be answered. */
    public Optional<Reply> line(Line line) {
        if (line.bytes().length > 0) {
            session.command(line.bytes());
        }
        return switch (line.ending()) {
            case CRLF -> Optional.of(answer(CommandLine.of(line)));
            case LF -> {
                session.find(Findings.BARE_LF_COMMAND);
                yield Optional.of(counted(Replies.BARE_LF));
            }
            case TOO_LONG -> {
                session.event("the line had " + line.length() + " octets");
                yield Optional.of(counted(Replies.LINE_TOO_LONG));
            }
            case TLS_HELLO -> {
                session.find(Findings.TLS_ON_PLAIN_PORT);
                end(SmtpSession.End.SERVER_CLOSED);
                yield Optional.empty();
            }
            case EOF -> {
                if (line.length() > 0) {
                    session.find(Findings.TRUNCATED_COMMAND);
                }
                yield Optional.empty();
            }
        };
    }

    private Reply answer(CommandLine command) {
        boolean opening = first;
        first = false;
        try {
            if (opening && command.isHttp()) {
                session.find(Findings.HTTP_CLIENT);
                end(SmtpSession.End.SERVER_CLOSED);
                return Replies.NOT_HTTP;
            }
            return ended(carryOut(command));
        } catch (Refusal refusal) {
            return counted(refusal.reply());
        }
    }

    private Reply carryOut(CommandLine command) {
        require(command.isReadable(), Replies.UNREADABLE);
        noteIgnoredReply(command);
        Verb verb = command.verb().orElseThrow(() -> new Refusal(Replies.UNKNOWN_COMMAND));
        require(serving || verb == Verb.QUIT, Replies.NOT_SERVING);
        require(command.hasValidCharacters(), Replies.BAD_CHARACTERS);
        Arguments arguments = new Arguments(command.arguments(), session::find);
        return switch (verb) {
            case EHLO -> ehlo(arguments);
            case HELO -> helo(arguments);
            case MAIL -> mail(arguments);
            case RCPT -> rcpt(arguments);
            case DATA -> data(arguments);
            case RSET -> rset(arguments);
            case NOOP -> admission.judge(Stage.NOOP, "", transaction).reply(Replies.OK);
            case VRFY -> vrfy(arguments);
            case HELP -> help();
            case QUIT -> quit(arguments);
            default -> throw new Refusal(Replies.NOT_OFFERED);
        };
    }

    private Reply ehlo(Arguments arguments) {
        return introduce(Helo.Verb.EHLO, Stage.EHLO, arguments, service.hello());
    }

    private Reply helo(Arguments arguments) {
        return introduce(Helo.Verb.HELO, Stage.HELO, arguments, Reply.of(250, "", service.hostname()));
    }

    private Reply introduce(Helo.Verb verb, Stage stage, Arguments arguments, Reply granted) {
        Helo said = new Helo(verb, arguments.word());
        require(!said.name().isEmpty(), Replies.NAME_MISSING);
        require(said.name().chars().allMatch(c -> c < 0x80), Replies.BAD_CHARACTERS);
        Verdict verdict = admission.judge(stage, said.name(), transaction);
        if (verdict.isRefusal()) {
            return verdict.reply(granted);
        }
        if (!said.isWellFormed()) {
            session.find(Findings.helloSyntax(said.name()));
        }
        if (!arguments.isEmpty()) {
            session.find(Findings.textAfterName(arguments.rest().strip()));
        }
        // RFC 5321 §4.1.4: once accepted, it has the effect of RSET.
        abandon();
        hello = said;
        session.hello(said);
        return verdict.reply(granted);
    }

    private Reply mail(Arguments arguments) {
        require(hello.verb() != Helo.Verb.NONE, Replies.HELLO_FIRST);
        require(transaction == null, Replies.NESTED_MAIL);
        arguments.keyword("FROM:");
        Path sender = arguments.path(Replies.BAD_SENDER);
        Map<String, String> parameters = arguments.parameters(Verb.MAIL, offered());
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

    private Reply rcpt(Arguments arguments) {
        Transaction open = transaction();
        arguments.keyword("TO:");
        Path recipient = arguments.path(Replies.BAD_RECIPIENT);
        Map<String, String> parameters = arguments.parameters(Verb.RCPT, offered());
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

    private Reply data(Arguments arguments) {
        Transaction open = transaction();
        arguments.none();
        contentRefused = true;
        require(open.size() > 0, Replies.NO_RECIPIENTS);
        Reply reply = admission.judge(Stage.DATA, "", transaction).reply(Replies.SEND_CONTENT);
        if (reply.code() == Replies.SEND_CONTENT.code()) {
            contentRefused = false;
            next = Next.CONTENT;
        }
        return reply;
    }

    /** The reply to the content of a message; none where the client is not to be answered. */
    public Optional<Reply> content(ReadContent read) {
        Transaction open = transaction();
        Content content = service.taken(read.content());
        session.content(open, content);
        switch (read.ending()) {
            case EOF -> {
                session.find(Findings.TRUNCATED_DATA);
                return Optional.empty();
            }
            case OVER_CAP -> {
                finish(Outcome.REFUSED);
                return Optional.of(ended(Replies.CONTENT_WITHOUT_END));
            }
            case COMPLETE -> next = Next.LINE;
        }
        if (read.size() > service.limits().messageSize()) {
            session.event("the message had " + read.size() + " octets");
            finish(Outcome.REFUSED);
            return Optional.of(ended(Replies.TOO_LARGE));
        }
        return Optional.of(ended(deliver(open, session.mail(open, content))));
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

    private Reply rset(Arguments arguments) {
        arguments.none();
        Verdict verdict = admission.judge(Stage.RSET, "", transaction);
        if (!verdict.isRefusal()) {
            abandon();
        }
        return verdict.reply(Replies.OK);
    }

    private Reply vrfy(Arguments arguments) {
        require(!arguments.isEmpty(), Replies.ARGUMENT_MISSING);
        return Replies.NOT_VERIFIED;
    }

    private Reply help() {
        require(service.offers(SmtpExtension.HELP), Replies.NOT_OFFERED);
        return Replies.HELP;
    }

    private Reply quit(Arguments arguments) {
        arguments.none();
        Verdict verdict = admission.judge(Stage.QUIT, "", transaction);
        abandon();
        end(SmtpSession.End.QUIT);
        return verdict.reply(Replies.BYE);
    }

    /**
     * The last word to a client that is not heard any more.
     *
     * @param how why it is not: it has gone, was silent for too long, or the server has to stop
     */
    public Optional<Reply> farewell(SmtpSession.End how) {
        lost(how);
        return switch (how) {
            case TIMED_OUT -> Optional.of(Replies.TIMED_OUT);
            case SERVER_CLOSED -> Optional.of(Replies.SHUTTING_DOWN);
            default -> Optional.empty();
        };
    }

    /** The connection can no longer be used. Changes nothing if the dialogue has come to its own end. */
    public void lost(SmtpSession.End how) {
        if (next != Next.NOTHING) {
            abort();
            end(how);
        }
    }

    /**
     * Everything has been said. From here on readers see that the session has ended.
     *
     * @param unread how many octets the client has sent that nobody will read
     */
    public void over(int unread) {
        if (unread > 0 && end == SmtpSession.End.QUIT) {
            session.find(Findings.DATA_AFTER_QUIT);
        }
        session.end(end);
    }

    private void end(SmtpSession.End how) {
        next = Next.NOTHING;
        end = how;
    }

    /** RFC 5321 §4.1.1.5: a connection that breaks off cancels the transaction that is under way. */
    private void abort() {
        finish(Outcome.ABORTED);
    }

    private void abandon() {
        finish(Outcome.RESET);
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

    private Optional<Service> offered() {
        return hello.verb() == Helo.Verb.EHLO ? Optional.of(service) : Optional.empty();
    }

    /** A server that says 421 closes the connection (RFC 5321 §3.8). */
    private Reply ended(Reply reply) {
        if (reply.code() == Replies.SHUTTING_DOWN.code() && next != Next.NOTHING) {
            abort();
            end(SmtpSession.End.SERVER_CLOSED);
        }
        return reply;
    }

    /** Counts a command that was wrong; after too many of them the session is over. */
    private Reply counted(Reply refusal) {
        return ++errors > service.limits().errors() ? ended(Replies.TOO_MANY_ERRORS) : ended(refusal);
    }

    private void noteIgnoredReply(CommandLine command) {
        if (contentRefused && command.verb().isEmpty()) {
            session.find(Findings.CLIENT_IGNORED_REPLY);
        }
        contentRefused = contentRefused && command.verb().isEmpty();
    }
}
