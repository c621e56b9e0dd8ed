package dev.heloise.junit5;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ExtensionContext.Store.CloseableResource;
import org.junit.jupiter.api.extension.ParameterResolutionException;

/** The servers that run, each in the store of the context that it lives as long as. */
final class Servers {

    private Servers() {}

    /** The server of a declaration for a test or class, started if it is not running. */
    static RunningServer get(Declaration declaration, ExtensionContext context) {
        ExtensionContext home = switch (declaration.lifecycle(context)) {
            case PER_RUN -> context.getRoot();
            case PER_CLASS -> Contexts.ofClass(context, declaration.owner());
            case PER_METHOD -> ofTest(declaration, context);
        };
        return get(declaration, context, Contexts.store(home));
    }

    private static ExtensionContext ofTest(Declaration declaration, ExtensionContext context) {
        if (context.getTestMethod().isEmpty()) {
            throw new ParameterResolutionException("there is no server yet: the one of " + declaration
                    + " lives as long as a single test. Use it in a test, or let it live longer");
        }
        return context;
    }

    private static RunningServer get(Declaration declaration, ExtensionContext context, Store store) {
        return store.getOrComputeIfAbsent(
                declaration.key(context), key -> RunningServer.start(declaration, context), RunningServer.class);
    }

    /** The server of a declaration, if it is running, be it ahead of its test. */
    static Optional<RunningServer> find(
            Declaration declaration, ExtensionContext context, SmtpServerExtension extension) {
        RunningServer running = Contexts.store(context).get(declaration.key(context), RunningServer.class);
        return Optional.ofNullable(running)
                .or(() -> ahead(context, extension)
                        .flatMap(ahead -> Optional.ofNullable(ahead.servers().get(declaration.place())).stream())
                        .findFirst());
    }

    /**
     * The server of a test whose instance is only just being made. JUnit has no context yet that is that test's alone,
     * but makes the instance on the thread on which it then runs the test.
     */
    static RunningServer ahead(Declaration declaration, ExtensionContext context, SmtpServerExtension extension) {
        return Contexts.store(Contexts.ofClass(context, declaration.owner()))
                .getOrComputeIfAbsent(key(extension), key -> new Ahead(), Ahead.class)
                .servers()
                .computeIfAbsent(declaration.place(), place -> RunningServer.start(declaration, context));
    }

    /** Makes the servers that were started ahead of a test those of the test. */
    static Collection<RunningServer> adopt(ExtensionContext test, SmtpServerExtension extension) {
        List<RunningServer> adopted = new ArrayList<>();
        ahead(test, extension).forEach(ahead -> {
            ahead.servers().forEach(Contexts.store(test)::put);
            adopted.addAll(ahead.servers().values());
            ahead.servers().clear();
        });
        return adopted;
    }

    /** Closes the servers that were started ahead of a test which there will not be. */
    static void abandon(ExtensionContext context, SmtpServerExtension extension) {
        ahead(context, extension).forEach(Ahead::close);
    }

    private static Stream<Ahead> ahead(ExtensionContext context, SmtpServerExtension extension) {
        return Contexts.ofClasses(context).stream()
                .map(ofClass -> Contexts.store(ofClass).get(key(extension), Ahead.class))
                .filter(Objects::nonNull);
    }

    private static Object key(SmtpServerExtension extension) {
        return List.of(Ahead.class, extension, Thread.currentThread());
    }

    /** The servers for the test that comes next on a thread, by their places. */
    private record Ahead(Map<Object, RunningServer> servers) implements CloseableResource, AutoCloseable {

        Ahead() {
            this(new HashMap<>());
        }

        @Override
        public void close() {
            servers.values().forEach(RunningServer::close);
            servers.clear();
        }
    }
}
