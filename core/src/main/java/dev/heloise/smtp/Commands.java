package dev.heloise.smtp;

import static dev.heloise.smtp.Refusal.require;

import dev.heloise.mailbox.SessionRecorder;
import dev.heloise.mailbox.SmtpSession;
import dev.heloise.script.Reply;
import dev.heloise.script.Stage;
import dev.heloise.script.Verdict;
import java.util.Optional;
import java.util.function.Supplier;

/** What each command does: one switch over the verbs, and a short method for each. A refusal is thrown. */
final class Commands {

    private final Service service;
    private final SessionRecorder session;
    private final Course course;
    private final Pipelining pipelining;
    private final Admission admission;
    private final Guard guard;
    private final Introduction introduction;
    private final Authentication authentication;
    private final Mailing mailing;
    private final Enquiries enquiries;
    private final Impersonation impersonation;

    private boolean serving = true;

    Commands(
            Service service,
            SessionRecorder session,
            Course course,
            Client client,
            Pipelining pipelining,
            Authentication authentication,
            Mailing mailing,
            Admission admission) {
        this.service = service;
        this.session = session;
        this.course = course;
        this.pipelining = pipelining;
        this.admission = admission;
        this.guard = new Guard(service.security(), admission, client, course);
        this.introduction = new Introduction(service, session, admission, client, mailing);
        this.authentication = authentication;
        this.mailing = mailing;
        this.enquiries = new Enquiries(service);
        this.impersonation = new Impersonation(session, client);
    }

    /** What the server says first. */
    Reply greeting() {
        String address = session.session().client().getAddress().getHostAddress();
        Reply reply =
                admission.judge(Stage.CONNECT, address, mailing.open()).reply(Replies.greeting(service.hostname()));
        // RFC 5321 §3.1: a server that greets with 554 waits for QUIT; one that greets with 421 does not (§3.8).
        serving = !reply.isRefusal();
        return reply;
    }

    /** The reply to a command; none yet where octets follow it that have to be read first. */
    Optional<Reply> carryOut(CommandLine command) {
        require(command.isReadable(), Replies.UNREADABLE);
        mailing.noteIgnoredReply(command);
        Verb verb = command.verb().orElse(null);
        require(serving || verb == Verb.QUIT, Replies.NOT_SERVING);
        if (verb == null) {
            throw new Refusal(Replies.UNKNOWN_COMMAND);
        }
        if (!command.hasValidCharacters()) {
            mailing.chunking().loseCourse(verb);
            throw new Refusal(Replies.BAD_CHARACTERS);
        }
        Arguments arguments = command.arguments(session);
        if (verb == Verb.BDAT) {
            mailing.chunking().bdat(arguments, () -> guard.check(verb));
            return Optional.empty();
        }
        guard.check(verb);
        pipelining.command(verb);
        return Optional.of(carryOut(verb, arguments));
    }

    private Reply carryOut(Verb verb, Arguments arguments) {
        return switch (verb) {
            case EHLO -> introduction.ehlo(arguments);
            case HELO -> introduction.helo(arguments);
            case LHLO -> introduction.lhlo(arguments);
            case STARTTLS -> outside(() -> guard.startTls(arguments));
            case AUTH -> outside(() -> auth(arguments));
            case MAIL -> mailing.mail(arguments);
            case RCPT -> mailing.rcpt(arguments);
            case DATA -> mailing.data(arguments);
            case RSET -> rset(arguments);
            case NOOP -> judge(Stage.NOOP).reply(Replies.OK);
            case VRFY -> enquiries.vrfy(arguments);
            case EXPN -> enquiries.expn(arguments);
            case HELP -> enquiries.help();
            case ETRN -> outside(() -> enquiries.etrn(arguments));
            case XCLIENT -> outside(() -> xclient(arguments));
            case QUIT -> quit(arguments);
            default -> throw new Refusal(Replies.NOT_OFFERED);
        };
    }

    /** In the middle of a transaction none of these has a meaning (RFC 3207 §4, RFC 4954 §4, RFC 1985 §5.2). */
    private Reply outside(Supplier<Reply> command) {
        require(mailing.open() == null, Replies.IN_TRANSACTION);
        return command.get();
    }

    private Reply auth(Arguments arguments) {
        Reply reply = authentication.begin(arguments);
        if (authentication.isUnderWay()) {
            // What is to be answered can only be answered once it was heard.
            pipelining.response();
        }
        return reply;
    }

    private Reply xclient(Arguments arguments) {
        require(service.xclient(), Replies.UNKNOWN_COMMAND);
        impersonation.xclient(arguments);
        return greeting();
    }

    private Reply rset(Arguments arguments) {
        arguments.none();
        Verdict verdict = judge(Stage.RSET);
        if (!verdict.isRefusal()) {
            mailing.abandon();
        }
        return verdict.reply(Replies.OK);
    }

    private Reply quit(Arguments arguments) {
        arguments.none();
        Verdict verdict = judge(Stage.QUIT);
        mailing.abandon();
        course.end(SmtpSession.End.QUIT);
        return verdict.reply(Replies.BYE);
    }

    private Verdict judge(Stage stage) {
        return admission.judge(stage, "", mailing.open());
    }
}
