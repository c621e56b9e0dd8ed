package dev.heloise.smtp;

import dev.heloise.mailbox.Finding;
import dev.heloise.mailbox.SessionRecorder;
import dev.heloise.mailbox.SmtpSession;
import dev.heloise.mailbox.TlsInfo;
import dev.heloise.script.Reply;
import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * The server's side of one session: takes lines and content, gives replies, and tells what it expects next. What each
 * command does is left to {@link Commands}. It has no socket, no thread and no clock.
 */
public final class Dialogue {

    private final Service service;
    private final SessionRecorder session;
    private final Course course;
    private final Client client;
    private final Pipelining pipelining;
    private final Mailing mailing;
    private final Chunking chunking;
    private final Authentication authentication;
    private final Commands commands;

    /** Whether no line has come yet that says anything. */
    private boolean first = true;

    private boolean brokenOff;

    /** What has to happen next. */
    public enum Next {
        /** A line is to be read. */
        LINE,
        /** The content of a message is to be read. */
        CONTENT,
        /** A chunk of the size that was announced is to be read. */
        CHUNK,
        /** There is another reply to the same content. */
        REPLY,
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
        Admission admission = new Admission(service.policies(), session);
        this.course = new Course(service.limits().errors());
        this.client = new Client(service, session.session().startedAt());
        this.pipelining = new Pipelining(session, client);
        this.mailing = new Mailing(service, session, admission, client, course, pipelining);
        this.chunking = mailing.chunking();
        this.authentication = new Authentication(service, session, admission, client);
        this.commands = new Commands(service, session, course, client, pipelining, authentication, mailing, admission);
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
                ? Math.max(service.limits().commandLine(), service.limits().authLine() + 2)
                : service.limits().commandLine();
    }

    /** The size that the client has declared for the message that comes; 0 if it has not. */
    public long declaredSize() {
        return mailing.declaredSize();
    }

    /** The size of the chunk that comes. */
    public long chunkSize() {
        return chunking.size();
    }

    /** The largest chunk that is kept; what is larger is to be passed over. Less than 0 for none at all. */
    public long chunkRoom() {
        return chunking.room();
    }

    /** Whether chunks of a message are held until its last one comes. */
    public boolean holdsChunks() {
        return chunking.hasBegun();
    }

    /** Tells whether more has come together with what is read next: the client has not waited for the reply. */
    public void followed(boolean more) {
        pipelining.followed(more);
    }

    /** The first reply of the session. */
    public Reply greeting() {
        return ended(commands.greeting());
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
            case CRLF -> {
                if (line.hasBareCr()) {
                    session.find(Findings.BARE_CR_COMMAND);
                }
                yield answer(line);
            }
            case LF -> {
                authentication.cancel();
                session.find(Findings.BARE_LF_COMMAND);
                CommandLine.beginning(line).verb().ifPresent(chunking::loseCourse);
                yield Optional.of(counted(Replies.BARE_LF));
            }
            case TOO_LONG -> Optional.of(tooLong(line));
            case TLS_HELLO -> {
                session.find(Findings.TLS_ON_PLAIN_PORT);
                course.end(SmtpSession.End.SERVER_CLOSED);
                yield Optional.empty();
            }
            case EOF -> {
                if (line.length() > 0) {
                    yield brokenOff(Findings.TRUNCATED_COMMAND);
                }
                if (chunking.hasBegun()) {
                    yield brokenOff(Findings.TRUNCATED_DATA);
                }
                course.expect(Next.FAREWELL);
                yield Optional.empty();
            }
        };
    }

    private Optional<Reply> brokenOff(Finding where) {
        brokenOff = true;
        session.find(where);
        course.expect(Next.FAREWELL);
        return Optional.empty();
    }

    private Reply tooLong(Line line) {
        session.event("the line had " + line.length() + " octets");
        CommandLine beginning = CommandLine.beginning(line);
        boolean auth = authentication.isUnderWay() || CommandLine.isAuth(line);
        authentication.cancel();
        if (opensAsHttp(beginning)) {
            return notHttp();
        }
        beginning.verb().ifPresent(chunking::loseCourse);
        return counted(auth ? Replies.AUTH_LINE_TOO_LONG : Replies.LINE_TOO_LONG);
    }

    /** A browser, led here by a page that has no business here: its body may look like commands. */
    private boolean opensAsHttp(CommandLine command) {
        boolean http = first && command.isHttp();
        first = first && command.isEmpty();
        return http;
    }

    private Reply notHttp() {
        session.find(Findings.HTTP_CLIENT);
        course.end(SmtpSession.End.SERVER_CLOSED);
        return Replies.NOT_HTTP;
    }

    private Optional<Reply> answer(Line line) {
        try {
            if (authentication.isUnderWay()) {
                pipelining.response();
                return Optional.of(ended(authentication.respond(line)));
            }
            if (line.length() > service.limits().commandLine() && !CommandLine.isAuth(line)) {
                return Optional.of(tooLong(line));
            }
            CommandLine command = CommandLine.of(line);
            if (opensAsHttp(command)) {
                return Optional.of(notHttp());
            }
            Optional<Reply> reply = commands.carryOut(command);
            return reply.isPresent() ? Optional.of(ended(reply.get())) : reply;
        } catch (Refusal refusal) {
            return Optional.of(counted(refusal.reply()));
        }
    }

    /** The reply to the content of a message; none where the client is not to be answered. */
    public Optional<Reply> content(ReadContent read) {
        ReadContent taken = mailing.taken(read);
        mailing.received(taken);
        if (read.ending() == ReadContent.Ending.EOF) {
            return brokenOff(Findings.TRUNCATED_DATA);
        }
        pipelining.content();
        return Optional.of(ended(mailing.content(taken)));
    }

    /** The reply to a chunk; none where the client is not to be answered. */
    public Optional<Reply> chunk(Chunk read) {
        if (!read.complete()) {
            chunking.truncated(read);
            return brokenOff(Findings.TRUNCATED_DATA);
        }
        try {
            return chunking.chunk(read).map(this::ended);
        } catch (Refusal refusal) {
            return Optional.of(counted(refusal.reply()));
        }
    }

    /** The next of several replies. */
    public Reply reply() {
        return ended(mailing.nextReply());
    }

    /** The proxy in front says for whom it speaks. */
    public void speaksFor(InetSocketAddress client) {
        session.speaksFor(client);
    }

    /** There should have been a proxy in front, and there was none that could be understood. */
    public void noProxy(String why) {
        session.find(Findings.badProxyHeader(why));
        lost(SmtpSession.End.SERVER_CLOSED);
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

    /**
     * The last word to a client that is not heard any more.
     *
     * @param how why it is not: it has gone, was silent for too long, or the server has to stop
     */
    public Optional<Reply> farewell(SmtpSession.End how) {
        if (how == SmtpSession.End.CLIENT_CLOSED && client.isIntroduced() && !brokenOff) {
            session.find(Findings.NO_QUIT);
        }
        lost(how);
        return switch (how) {
            case TIMED_OUT -> Optional.of(Replies.TIMED_OUT);
            case SERVER_CLOSED -> Optional.of(Replies.SHUTTING_DOWN);
            default -> Optional.empty();
        };
    }

    /** The last word where the server itself has failed; none if all has been said. */
    public Optional<Reply> failed() {
        boolean over = course.isOver();
        lost(SmtpSession.End.SERVER_CLOSED);
        return over ? Optional.empty() : Optional.of(Replies.FAILED);
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
