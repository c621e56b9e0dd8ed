package dev.heloise.app;

import dev.heloise.mailbox.Mailbox;
import dev.heloise.mailbox.MemoryMailbox;
import dev.heloise.mailbox.ReceivedMail;
import dev.heloise.mailbox.SmtpSession;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** {@code /api/sessions}: every connection, also those that delivered nothing. */
final class Sessions {

    private static final int MOST = 10_000;
    private static final long AWAIT_MILLIS = 5_000;
    private static final int USUAL = 1_000;

    private final MemoryMailbox mailbox;
    private final Waiting waiting;

    Sessions(MemoryMailbox mailbox, Waiting waiting) {
        this.mailbox = mailbox;
        this.waiting = waiting;
    }

    void routes(RoutesConfig routes) {
        routes.get("/api/sessions", this::list);
        routes.get("/api/sessions/await", this::await);
        routes.get("/api/sessions/{id}", this::one);
    }

    private void list(Context context) {
        Arguments arguments = new Arguments(context, "inbox", "after", "limit", "delivered");
        long after = arguments.number("after", 0, Long.MAX_VALUE, 0);
        long limit = arguments.number("limit", 1, MOST, USUAL);
        Optional<Boolean> delivered = arguments.flag("delivered");
        context.json(new SessionList(Mails.view(mailbox, arguments).sessions().stream()
                .filter(session -> Long.parseLong(session.id()) > after)
                .filter(session -> delivered.isEmpty() || delivered.get() == session.delivered())
                .limit(limit)
                .map(SessionSummary::of)
                .toList()));
    }

    private void await(Context context) {
        Arguments arguments = new Arguments(context, "inbox", "count", "timeout");
        int count = (int) arguments.number("count", 1, MOST, 1);
        long millis = arguments.number("timeout", 0, Waiting.LONGEST.toMillis(), AWAIT_MILLIS);
        Mailbox view = Mails.view(mailbox, arguments);
        try {
            List<SmtpSession> ended = waiting.in(context, () -> view.awaitSessions(count, Duration.ofMillis(millis)));
            context.json(new SessionList(ended.stream().map(SessionSummary::of).toList()));
        } catch (AssertionError none) {
            throw Problem.notFound(String.valueOf(none.getMessage()));
        }
    }

    private void one(Context context) {
        String id = context.pathParam("id");
        // A kept mail keeps its session, also where the list has let go of it.
        SmtpSession session = Stream.concat(
                        mailbox.sessions().stream(), mailbox.mails().stream().map(ReceivedMail::session))
                .filter(each -> each.id().equals(id))
                .findFirst()
                .orElseThrow(() -> Problem.notFound("there is no session " + id));
        context.json(SessionDetail.of(session));
    }

    record SessionList(List<SessionSummary> sessions) {}
}
