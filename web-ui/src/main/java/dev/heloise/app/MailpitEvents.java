package dev.heloise.app;

import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.heloise.mailbox.MailboxListener;
import dev.heloise.mailbox.MemoryMailbox;
import dev.heloise.mailbox.ReceivedMail;
import io.javalin.config.RoutesConfig;
import io.javalin.websocket.WsConfig;
import io.javalin.websocket.WsContext;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.eclipse.jetty.websocket.api.Callback;
import tools.jackson.databind.PropertyNamingStrategies.UpperCamelCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;
import tools.jackson.databind.node.NullNode;

/**
 * {@code /api/events} as a web socket: what happens to the mailbox, as Mailpit's clients hear it. The same path without
 * the upgrade is {@link Events}.
 */
final class MailpitEvents implements MailboxListener, AutoCloseable {

    private static final int MOST = 50;
    private static final long PATIENCE_SECONDS = 30;
    private static final Duration LAST_WORD = Duration.ofMillis(300);
    private static final int TRY_AGAIN_LATER = 1013; // RFC 6455 §7.4.1, as registered since

    private final MemoryMailbox mailbox;
    private final ReadMarks marks;
    private final Map<String, Told> subscriptions = new ConcurrentHashMap<>();

    MailpitEvents(MemoryMailbox mailbox, ReadMarks marks) {
        this.mailbox = mailbox;
        this.marks = marks;
        mailbox.add(this);
        marks.onChange(this::marked);
    }

    void routes(RoutesConfig routes) {
        routes.ws("/api/events", this::handle);
    }

    private void handle(WsConfig socket) {
        socket.onConnect(this::open);
        socket.onClose(context -> close(context.sessionId()));
        socket.onError(context -> close(context.sessionId()));
    }

    private void open(WsContext context) {
        Subscription subscription = new Subscription(
                (name, json) -> say(context, name, json), () -> say(context, "stats", Json.text(stats())));
        Thread teller = new Thread(() -> tellAll(context, subscription), "heloise-events");
        teller.setDaemon(true);
        subscriptions.put(context.sessionId(), new Told(subscription, teller));
        if (subscriptions.size() > MOST) {
            subscriptions.remove(context.sessionId());
            context.closeSession(TRY_AGAIN_LATER, MOST + " subscribers are listening already");
            return;
        }
        teller.start();
    }

    private void tellAll(WsContext context, Subscription subscription) {
        try {
            subscription.tellAll();
        } finally {
            context.closeSession();
            subscriptions.remove(context.sessionId());
        }
    }

    /** What Mailpit has no word for goes without saying: numbers follow whatever is said or not. */
    private static void say(WsContext context, String type, String json) throws IOException {
        if (type.equals(Subscription.HELLO) || type.equals(Subscription.ALIVE)) {
            return;
        }
        String text = "{\"Type\":\"" + type + "\",\"Data\":" + json + "}";
        try {
            // One after the other: what a slow client has not taken must not pile up here.
            Callback.Completable.with(sent -> context.session.sendText(text, sent))
                    .get(PATIENCE_SECONDS, SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("the client has gone", e);
        } catch (InterruptedException e) {
            // Closed. The mark of it would break the connection before it is told so.
            throw new InterruptedIOException();
        }
    }

    private Stats stats() {
        List<ReceivedMail> mails = mailbox.mails();
        return new Stats(mails.size(), mails.stream().filter(marks::isUnread).count(), Version.current());
    }

    @Override
    public void received(ReceivedMail mail) {
        each(subscription -> subscription.offer("new", mail, this::item));
    }

    /** None of a mail that had to go before it was told: that it is gone may have been told already. */
    private Optional<MailpitList.Item> item(ReceivedMail mail) {
        return mailbox.find(mail.id()).map(kept -> MailpitList.Item.of(kept, marks));
    }

    @Override
    public void removed(List<ReceivedMail> mails) {
        mails.forEach(mail -> tell("delete", new Deleted(mail.id())));
    }

    @Override
    public void cleared() {
        tell("truncate", NullNode.getInstance());
    }

    private void marked(ReceivedMail mail) {
        tell("update", new Updated(mail.id(), !marks.isUnread(mail)));
    }

    private void tell(String type, Object data) {
        each(subscription -> subscription.offer(type, data));
    }

    private void each(Consumer<Subscription> action) {
        subscriptions.values().forEach(told -> action.accept(told.subscription));
    }

    private void close(String sessionId) {
        Told told = subscriptions.remove(sessionId);
        if (told != null) {
            told.subscription.close();
        }
    }

    /** Returns when each subscriber was told that it is over: a server that stops meanwhile may leave some waiting. */
    @Override
    public void close() {
        mailbox.remove(this);
        List<Told> all = List.copyOf(subscriptions.values());
        all.forEach(told -> told.subscription.close());
        long deadline = System.nanoTime() + LAST_WORD.toNanos();
        try {
            for (Told told : all) {
                told.teller.join(Math.max(1, NANOSECONDS.toMillis(deadline - System.nanoTime())));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** One who is told what happens, and the thread that tells. */
    private record Told(Subscription subscription, Thread teller) {}

    @JsonNaming(UpperCamelCaseStrategy.class)
    record Stats(int total, long unread, String version) {}

    record Updated(
            @JsonProperty("ID") String id,
            @JsonProperty("Read") boolean read) {}

    record Deleted(@JsonProperty("ID") String id) {}
}
