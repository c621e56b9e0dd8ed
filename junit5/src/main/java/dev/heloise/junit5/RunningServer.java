package dev.heloise.junit5;

import dev.heloise.FakeSmtpServer;
import dev.heloise.PropertyNames;
import dev.heloise.SmtpEndpoint;
import dev.heloise.mailbox.Mailbox;
import dev.heloise.mailbox.SmtpSession;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Store.CloseableResource;
import org.junit.jupiter.api.extension.ParameterResolutionException;

/**
 * A server in the store of a context, which closes it when the context ends: JUnit before 5.13 because it is a
 * {@link CloseableResource}, later ones because it is {@link AutoCloseable}.
 */
final class RunningServer implements CloseableResource, AutoCloseable {

    private final Declaration declaration;
    private final FakeSmtpServer server;
    private final Slots slots;
    private final boolean inParallel;
    private volatile boolean shared;

    private RunningServer(Declaration declaration, FakeSmtpServer server, Slots slots, boolean inParallel) {
        this.declaration = declaration;
        this.server = server;
        this.slots = slots;
        this.inParallel = inParallel;
    }

    static RunningServer start(Declaration declaration, ExtensionContext context) {
        FakeSmtpServer.Builder builder = FakeSmtpServer.builder();
        declaration.settings().builder().accept(builder);
        RunningServer running =
                new RunningServer(declaration, builder.start(), Slots.of(context), ParallelTests.areEnabled(context));
        try {
            declaration.settings().systemProperties().forEach(running::setSystemProperties);
        } catch (RuntimeException e) {
            running.close();
            throw e;
        }
        return running;
    }

    private void setSystemProperties(PropertyNames names) {
        server.properties(names).forEach((name, value) -> fill(new Slot.SystemProperty(name), value));
    }

    private void fill(Slot slot, Object value) {
        slots.fill(slot, this, value, inParallel);
    }

    void fill(Slot slot) {
        if (!(slot instanceof Slot.OfField field)) {
            fill(slot, server);
        } else if (field.isStatic()) {
            fill(slot, as(field.type()));
        } else {
            // Nobody else has this test instance, and nothing has to be kept of it.
            slot.set(as(field.type()));
        }
    }

    Declaration declaration() {
        return declaration;
    }

    Settings settings() {
        return declaration.settings();
    }

    FakeSmtpServer server() {
        return server;
    }

    /** All that came, also where tests can see inboxes only. */
    Mailbox everything() {
        return server.wholeMailbox();
    }

    /** What a test gets that asks for this type: one of those that it {@linkplain #canBe can be}. */
    Object as(Class<?> type) {
        if (type == Mailbox.class) {
            return inParallel ? new LiveMailbox(server) : server.mailbox();
        }
        return server;
    }

    /** The same where it is to be the inbox of a recipient. */
    Mailbox inbox(Inbox inbox, Class<?> type) {
        if (type != Mailbox.class) {
            throw new ParameterResolutionException(
                    "@Inbox(\"" + inbox.value() + "\") is for a Mailbox, not for " + type.getSimpleName());
        }
        return everything().inbox(inbox.value());
    }

    static boolean canBe(Class<?> type) {
        return type == FakeSmtpServer.class || type == SmtpEndpoint.class || type == Mailbox.class;
    }

    /** What came outside of a test, but for sessions that are known. */
    Recorded recorded(Set<SmtpSession> earlier) {
        return new Recorded(this, sessionsBut(earlier), List.of(), shared);
    }

    List<SmtpSession> sessionsBut(Set<SmtpSession> earlier) {
        return everything().sessions().stream()
                .filter(session -> !earlier.contains(session))
                .toList();
    }

    /** From now on tests that run at the same time use it. */
    void share(String advice) {
        if (!shared) {
            server.requireInboxes(advice);
            // Only now: another test that sees it must not find the whole mailbox behind it.
            shared = true;
        }
    }

    boolean isShared() {
        return shared;
    }

    @Override
    public void close() {
        try {
            slots.release(this);
        } finally {
            server.close();
        }
    }
}
