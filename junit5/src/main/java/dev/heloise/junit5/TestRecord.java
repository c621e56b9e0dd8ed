package dev.heloise.junit5;

import dev.heloise.mailbox.Mailbox;
import dev.heloise.mailbox.SmtpSession;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** What one test has to do with its servers: which it uses, and which of their sessions are its own. */
final class TestRecord {

    private final List<String> recipients;
    private final Map<RunningServer, Set<SmtpSession>> earlier = new ConcurrentHashMap<>();
    private final List<RunningServer> servers = new ArrayList<>(1);

    private TestRecord(ExtensionContext test) {
        this.recipients = recipientsOf(test.getRequiredTestMethod().getParameters());
    }

    /** The record of a test, made when it is first asked for; extensions keep records of their own. */
    static TestRecord of(ExtensionContext test, SmtpServerExtension extension) {
        return Contexts.store(test)
                .getOrComputeIfAbsent(new Key(extension), key -> new TestRecord(test), TestRecord.class);
    }

    private static List<String> recipientsOf(Parameter[] parameters) {
        return Arrays.stream(parameters)
                .flatMap(parameter -> AnnotationSupport.findAnnotation(parameter, Inbox.class).stream())
                .map(Inbox::value)
                .toList();
    }

    /** The test begins to use a server, with nothing in it that concerns others. */
    void begin(RunningServer server) {
        if (!server.isShared()) {
            server.server().reset();
        }
        recipients.forEach(recipient -> {
            if (server.isShared()) {
                server.everything().inbox(recipient).clear();
            }
        });
        uses(server);
    }

    /** The test uses a server that is its own. */
    void uses(RunningServer server) {
        if (earlier.putIfAbsent(server, Set.copyOf(server.everything().sessions())) == null) {
            servers.add(server);
        }
    }

    /** What the test's servers recorded, as far as that is about this test. */
    List<Recording> recordings() {
        return servers.stream().map(this::recording).toList();
    }

    private Recording recording(RunningServer server) {
        if (!server.isShared()) {
            return new Recording(server, server.everything().sessions(), false);
        }
        if (recipients.isEmpty()) {
            return new Recording(server, sessionsSinceBegin(server), true);
        }
        List<SmtpSession> sessions = recipients.stream()
                .map(server.everything()::inbox)
                .map(Mailbox::sessions)
                .flatMap(List::stream)
                .distinct()
                .toList();
        return new Recording(server, sessions, false);
    }

    private List<SmtpSession> sessionsSinceBegin(RunningServer server) {
        Set<SmtpSession> before = earlier.getOrDefault(server, Set.of());
        return server.everything().sessions().stream()
                .filter(session -> !before.contains(session))
                .toList();
    }

    private record Key(SmtpServerExtension extension) {}
}
