package dev.heloise.script;

import dev.heloise.mailbox.SmtpSession;
import java.util.ArrayList;
import java.util.List;

/** Refuses a client that has enough sessions open. */
final class ConnectionLimit implements Policy {

    private final int most;
    private final Memory<List<SmtpSession>> sessions = new Memory<>();

    ConnectionLimit(int most) {
        if (most < 1) {
            throw new IllegalArgumentException("count must be 1 or more, but is " + most);
        }
        this.most = most;
    }

    @Override
    public Verdict judge(Request request) {
        if (sessions.visit(request.client(), ArrayList::new, open -> hasRoom(open, request.session()))) {
            return Verdict.noOpinion();
        }
        String text = "Error: too many connections from " + request.client();
        return Verdict.answer(Reply.of(421, "4.7.0", text));
    }

    private boolean hasRoom(List<SmtpSession> open, SmtpSession session) {
        open.removeIf(other -> other.end() != SmtpSession.End.OPEN);
        return open.size() < most && open.add(session);
    }

    @Override
    public boolean concerns(Stage stage) {
        return stage == Stage.CONNECT;
    }

    // What is open stays open when the server is reset, so there is nothing to forget.

    @Override
    public String toString() {
        return "maxConnectionsPerClient(" + most + ")";
    }
}
