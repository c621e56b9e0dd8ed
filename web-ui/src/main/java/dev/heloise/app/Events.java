package dev.heloise.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.heloise.mailbox.MailboxListener;
import dev.heloise.mailbox.MemoryMailbox;
import dev.heloise.mailbox.ReceivedMail;
import dev.heloise.mailbox.SmtpSession;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * {@code /api/events}: what happens to the mailbox, as server-sent events. What happens is only noted on the thread on
 * which it happens; each subscriber is told on the thread of its own request, which may be slow.
 */
final class Events implements MailboxListener, AutoCloseable {

    private static final int MOST = 50;

    private final MemoryMailbox mailbox;
    private final ReadMarks marks;
    private final Set<Subscription> subscriptions = ConcurrentHashMap.newKeySet();

    Events(MemoryMailbox mailbox, ReadMarks marks) {
        this.mailbox = mailbox;
        this.marks = marks;
        mailbox.add(this);
        marks.onChange(this::marked);
    }

    void routes(RoutesConfig routes) {
        routes.get("/api/events", this::open);
    }

    /** Stays on the request's own thread to the end: what Javalin offers for this fails on clients that go away. */
    private void open(Context context) throws IOException {
        context.contentType("text/event-stream; charset=utf-8");
        // For proxies that would gather it (nginx).
        context.header("X-Accel-Buffering", "no");
        if (context.method().equals(HandlerType.HEAD)) {
            return;
        }
        OutputStream out = context.res().getOutputStream();
        listen(new Subscription((name, json) -> out.write(event(name, json)), out));
    }

    private static byte[] event(String name, String json) {
        return ("event: " + name + "\ndata: " + json + "\n\n").getBytes(UTF_8);
    }

    /** Tells a subscriber everything from now on, and returns when it no longer listens. */
    void listen(Subscription subscription) {
        subscriptions.add(subscription);
        try {
            if (subscriptions.size() > MOST) {
                throw Problem.busy(MOST + " subscribers are listening already");
            }
            subscription.tellAll();
        } finally {
            subscriptions.remove(subscription);
        }
    }

    @Override
    public void received(ReceivedMail mail) {
        each(subscription -> subscription.offer("mail", mail, this::summary));
    }

    /** None of a mail that had to go before it was told: that it is gone may have been told already. */
    private Optional<MailSummary> summary(ReceivedMail mail) {
        return mailbox.find(mail.id()).map(kept -> MailSummary.of(kept, marks));
    }

    @Override
    public void opened(SmtpSession session) {
        tell(session);
    }

    @Override
    public void ended(SmtpSession session) {
        tell(session);
    }

    @Override
    public void removed(List<ReceivedMail> mails) {
        tell("removed", new Removed(mails.stream().map(ReceivedMail::id).toList()));
    }

    @Override
    public void cleared() {
        tell("cleared", new Cleared(true));
    }

    /** Somebody has marked a mail as read, or as not. */
    private void marked(ReceivedMail mail) {
        tell("marked", new Marked(mail.id(), marks.isUnread(mail)));
    }

    private void tell(SmtpSession session) {
        each(subscription -> subscription.offer("session", session, kept -> Optional.of(SessionSummary.of(kept))));
    }

    private void tell(String name, Object data) {
        each(subscription -> subscription.offer(name, data));
    }

    private void each(Consumer<Subscription> action) {
        subscriptions.forEach(action);
    }

    @Override
    public void close() {
        mailbox.remove(this);
        each(Subscription::close);
    }

    record Removed(List<String> ids) {}

    record Marked(String id, boolean unread) {}

    record Cleared(boolean all) {}
}
