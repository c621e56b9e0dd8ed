package dev.heloise.smtp;

import static dev.heloise.smtp.Refusal.require;

import dev.heloise.mailbox.SessionRecorder;
import dev.heloise.mailbox.SmtpSession;
import dev.heloise.mailbox.TlsInfo;
import dev.heloise.script.Reply;
import dev.heloise.script.SmtpExtension;
import dev.heloise.script.Stage;
import dev.heloise.script.StartTls;
import dev.heloise.script.Verdict;
import java.util.Optional;

/**
 * The server's side of one session: takes lines and content, gives replies, and tells what it expects next. What moves
 * mail is left to {@link Mailing}. It has no socket, no thread and no clock.
 */
public final class Dialogue {

    private final Service service;
    private final SessionRecorder session;
    private final Admission admission;
    private final Course course;
    private final Client client;
    private final Mailing mailing;
    private final Introduction introduction;
    private final Authentication authentication;

    private boolean serving = true;
    private boolean first = true;

    /** What has to happen next. */
    public enum Next {
        /** A line is to be read. */
        LINE,
        /** The content of a message is to be read. */
        CONTENT,
        /** A TLS handshake is to follow the reply; whatever the client has said before that is to be discarded. */
        HANDSHAKE,
        /** The client cannot be heard any more: it is to be told why, as far as it listens. */
        FAREWELL,
        /** Nothing more: the connection is to be closed. */
        NOTHING
    }

    public Dialogue(Service service, SessionRecorder session) {
        this.service = service;
        this.session = session;
        this.admission = new Admission(service.policies(), session);
        this.course = new Course(service.limits().errors());
        this.client = new Client(service);
        this.mailing = new Mailing(service, session, admission, client, course);
        this.introduction = new Introduction(service, session, admission, client, mailing);
        this.authentication = new Authentication(service, session, admission, client);
    }

    /** What is expected now. */
    public Next next() {
        return course.next();
    }

    /** The longest line to read, CRLF included. A command that is not AUTH may be found too long after that. */
    public int lineLimit() {
        boolean auth =
                authentication.isUnderWay() || !service.security().mechanisms().isEmpty();
        return auth
                ? Math.max(service.limits().commandLine(), Authentication.LINE + 2)
                : service.limits().commandLine();
    }

    /** The size that the client has declared for the message that comes; 0 if it has not. */
    public long declaredSize() {
        return mailing.declaredSize();
    }

    /** The first reply of the session. */
    public Reply greeting() {
        String address = session.session().client().getAddress().getHostAddress();
        Reply reply =
                admission.judge(Stage.CONNECT, address, mailing.open()).reply(Replies.greeting(service.hostname()));
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
            session.command(line.bytes(), authentication.secretFrom(line.bytes()));
        }
        return switch (line.ending()) {
            case CRLF -> Optional.of(answer(line));
            case LF -> {
                authentication.cancel();
                session.find(Findings.BARE_LF_COMMAND);
                yield Optional.of(counted(Replies.BARE_LF));
            }
            case TOO_LONG -> {
                yield Optional.of(tooLong(line));
            }
            case TLS_HELLO -> {
                session.find(Findings.TLS_ON_PLAIN_PORT);
                course.end(SmtpSession.End.SERVER_CLOSED);
                yield Optional.empty();
            }
            case EOF -> {
                if (line.length() > 0) {
                    session.find(Findings.TRUNCATED_COMMAND);
                }
                course.expect(Next.FAREWELL);
                yield Optional.empty();
            }
        };
    }

    private Reply tooLong(Line line) {
        session.event("the line had " + line.length() + " octets");
        boolean auth = authentication.isUnderWay() || CommandLine.isAuth(line);
        authentication.cancel();
        return counted(auth ? Replies.AUTH_LINE_TOO_LONG : Replies.LINE_TOO_LONG);
    }

    private Reply answer(Line line) {
        boolean opening = first;
        first = false;
        try {
            if (authentication.isUnderWay()) {
                return ended(authentication.respond(line));
            }
            if (line.length() > service.limits().commandLine() && !CommandLine.isAuth(line)) {
                return tooLong(line);
            }
            CommandLine command = CommandLine.of(line);
            if (opening && command.isHttp()) {
                session.find(Findings.HTTP_CLIENT);
                course.end(SmtpSession.End.SERVER_CLOSED);
                return Replies.NOT_HTTP;
            }
            return ended(carryOut(command));
        } catch (Refusal refusal) {
            return counted(refusal.reply());
        }
    }

    private Reply carryOut(CommandLine command) {
        require(command.isReadable(), Replies.UNREADABLE);
        mailing.noteIgnoredReply(command);
        Verb verb = command.verb().orElseThrow(() -> new Refusal(Replies.UNKNOWN_COMMAND));
        require(serving || verb == Verb.QUIT, Replies.NOT_SERVING);
        require(command.hasValidCharacters(), Replies.BAD_CHARACTERS);
        requireSecurity(verb);
        Arguments arguments = new Arguments(command.arguments(), session::find);
        return switch (verb) {
            case EHLO -> introduction.ehlo(arguments);
            case HELO -> introduction.helo(arguments);
            case MAIL -> mailing.mail(arguments);
            case RCPT -> mailing.rcpt(arguments);
            case DATA -> mailing.data(arguments);
            case STARTTLS -> startTls(arguments);
            case AUTH -> auth(arguments);
            case RSET -> rset(arguments);
            case NOOP -> judge(Stage.NOOP).reply(Replies.OK);
            case VRFY -> vrfy(arguments);
            case HELP -> help();
            case QUIT -> quit(arguments);
            default -> throw new Refusal(Replies.NOT_OFFERED);
        };
    }

    private void requireSecurity(Verb verb) {
        Security security = service.security();
        boolean secure = client.isSecure() || security.startTls() != StartTls.REQUIRED;
        require(secure || !verb.needsTls(), Replies.STARTTLS_REQUIRED);
        boolean known = client.isAuthenticated() || !security.authRequired();
        require(known || !verb.needsUser(), Replies.AUTH_REQUIRED);
    }

    /** The reply to the content of a message; none where the client is not to be answered. */
    public Optional<Reply> content(ReadContent read) {
        mailing.received(read);
        if (read.ending() == ReadContent.Ending.EOF) {
            session.find(Findings.TRUNCATED_DATA);
            course.expect(Next.FAREWELL);
            return Optional.empty();
        }
        return Optional.of(ended(mailing.content(read)));
    }

    private Reply startTls(Arguments arguments) {
        require(!client.isSecure(), Replies.TLS_ACTIVE);
        require(service.security().startTls() != StartTls.NONE, Replies.NOT_OFFERED);
        arguments.none();
        require(mailing.open() == null, Replies.IN_TRANSACTION);
        require(!client.isAuthenticated(), Replies.ALREADY_AUTHENTICATED);
        require(!service.security().startTlsFails(), Replies.TLS_UNAVAILABLE);
        Reply reply = judge(Stage.STARTTLS).reply(Replies.START_TLS);
        if (reply.code() == Replies.START_TLS.code()) {
            course.expect(Next.HANDSHAKE);
        }
        return reply;
    }

    /** The client has sent octets behind STARTTLS, which were discarded: who put them there is not known. */
    public void injected(int octets) {
        session.find(Findings.startTlsInjection(octets));
    }

    /** The connection is a secure one from here on, and the session stands where it stood after the greeting. */
    public void secured(TlsInfo tls) {
        mailing.abandon();
        client.secured(tls);
        session.secured(tls);
        course.expect(Next.LINE);
    }

    /** Both sides could not agree on how to secure the connection. */
    public void handshakeFailed(String why, SmtpSession.End how) {
        session.find(Findings.handshakeFailed(why));
        lost(how);
    }

    /**
     * The reply to a client that does not begin with TLS where it has to.
     *
     * @param said what it says in place of that; nothing if it waits for a greeting
     */
    public Reply notTls(byte[] said) {
        if (said.length > 0) {
            session.command(said, said.length);
        }
        session.find(Findings.PLAIN_ON_TLS_PORT);
        return ended(Replies.TLS_EXPECTED);
    }

    private Reply auth(Arguments arguments) {
        require(mailing.open() == null, Replies.IN_TRANSACTION);
        return authentication.begin(arguments);
    }

    private Reply rset(Arguments arguments) {
        arguments.none();
        Verdict verdict = judge(Stage.RSET);
        if (!verdict.isRefusal()) {
            mailing.abandon();
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
        Verdict verdict = judge(Stage.QUIT);
        mailing.abandon();
        course.end(SmtpSession.End.QUIT);
        return verdict.reply(Replies.BYE);
    }

    private Verdict judge(Stage stage) {
        return admission.judge(stage, "", mailing.open());
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
        if (!course.isOver()) {
            mailing.abort();
            course.end(how);
        }
    }

    /**
     * Everything has been said. From here on readers see that the session has ended.
     *
     * @param unread how many octets the client has sent that nobody will read
     */
    public void over(int unread) {
        if (unread > 0 && course.end() == SmtpSession.End.QUIT) {
            session.find(Findings.DATA_AFTER_QUIT);
        }
        session.end(course.end());
    }

    /** A server that says 421 closes the connection (RFC 5321 §3.8). */
    private Reply ended(Reply reply) {
        if (reply.code() == Replies.SHUTTING_DOWN.code()) {
            lost(SmtpSession.End.SERVER_CLOSED);
        }
        return reply;
    }

    /** Counts a command that was wrong, as opposed to unwelcome; after too many of them the session is over. */
    private Reply counted(Reply refusal) {
        boolean wrong = (refusal.code() >= 500 && refusal.code() <= 504) || refusal.code() == 555;
        return ended(wrong && course.isOutOfPatience() ? Replies.TOO_MANY_ERRORS : refusal);
    }
}
