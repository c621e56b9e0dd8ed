package dev.heloise.junit5;

import dev.heloise.mailbox.Mailbox;
import dev.heloise.mailbox.SmtpSession;
import dev.heloise.script.Rule;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** What one test has to do with its servers: which it uses, and which of their sessions are its own. */
final class TestRecord {

    private final List<String> recipients;
    private final List<Rule> rules;
    private final Map<RunningServer, Set<SmtpSession>> earlier = new ConcurrentHashMap<>();
    private final List<RunningServer> servers = new ArrayList<>(1);

    private TestRecord(ExtensionContext test) {
        this.recipients = recipientsOf(test.getRequiredTestMethod().getParameters());
        this.rules = Rules.around(test);
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
        if (server.server().isClosed()) {
            throw new ExtensionConfigurationException("another test has closed the server of " + server.declaration()
                    + ": one that a test closes, to see what happens when nobody answers, has to be its own, with"
                    + " lifecycle = PER_METHOD");
        }
        if (server.isShared()) {
            recipients.forEach(recipient -> server.everything().inbox(recipient).clear());
        } else {
            server.server().reset();
        }
        uses(server);
    }

    /** The test uses a server as it is. */
    void uses(RunningServer server) {
        if (earlier.putIfAbsent(server, Set.copyOf(server.everything().sessions())) == null) {
            servers.add(server);
            follow(server);
        }
    }

    private void follow(RunningServer server) {
        for (Rule rule : rules) {
            if (server.isShared() && isForAll(rule)) {
                throw new ExtensionConfigurationException("the rule \"" + rule + "\" would answer other tests as well,"
                        + " which use " + server.declaration() + " at the same time: say for which inbox or client it"
                        + " is, or give each test a server with lifecycle = PER_METHOD");
            }
            server.server().script().add(rule);
        }
    }

    private static boolean isForAll(Rule rule) {
        return rule.when().inbox().equals("*") && rule.when().client().equals("*");
    }

    /** The test has rules, and no server that would follow them. */
    boolean hasIdleRules() {
        return servers.isEmpty() && !rules.isEmpty();
    }

    /** The test does not use its servers any more. */
    void end() {
        servers.forEach(server -> rules.forEach(server.server().script()::remove));
    }

    /** The rules of this test that have not answered anything. */
    private List<Rule> unused(RunningServer server) {
        List<Rule> unused = server.server().script().unused();
        return server.isShared() ? unused.stream().filter(this::isOwn).toList() : unused;
    }

    /** Equal rules of other tests are other rules. */
    @SuppressWarnings("ReferenceEquality")
    private boolean isOwn(Rule rule) {
        return rules.stream().anyMatch(own -> own == rule);
    }

    /** What the test's servers recorded, as far as that is about this test. */
    List<Recorded> recordings() {
        return servers.stream().map(this::recording).toList();
    }

    private Recorded recording(RunningServer server) {
        if (!server.isShared()) {
            return new Recorded(server, server.everything().sessions(), unused(server), false);
        }
        if (recipients.isEmpty()) {
            return new Recorded(
                    server, server.sessionsBut(earlier.getOrDefault(server, Set.of())), unused(server), true);
        }
        List<SmtpSession> sessions = recipients.stream()
                .map(server.everything()::inbox)
                .map(Mailbox::sessions)
                .flatMap(List::stream)
                .distinct()
                .toList();
        return new Recorded(server, sessions, unused(server), false);
    }

    private record Key(SmtpServerExtension extension) {}
}
