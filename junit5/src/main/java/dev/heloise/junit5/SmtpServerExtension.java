package dev.heloise.junit5;

import static java.util.Objects.requireNonNull;

import dev.heloise.FakeSmtpServer;
import dev.heloise.PropertyNames;
import dev.heloise.SmtpEndpoint;
import dev.heloise.junit5.SmtpServer.Attach;
import dev.heloise.junit5.SmtpServer.Lifecycle;
import dev.heloise.mailbox.Mailbox;
import dev.heloise.mailbox.SmtpSession;
import dev.heloise.script.Script;
import java.lang.reflect.Constructor;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.DynamicTestInvocationContext;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.junit.jupiter.api.extension.TestInstanceFactoryContext;
import org.junit.jupiter.api.extension.TestInstancePreConstructCallback;

/**
 * What {@link SmtpServer} does, to be set up by hand where an annotation cannot say it.
 *
 * <pre>
 * class SignUpTest {
 *     &#64;RegisterExtension
 *     static final SmtpServerExtension SMTP = SmtpServerExtension.configured(
 *             builder -&gt; builder.hostname("mx.example.com").maxMessageSize(10_000));
 *
 *     &#64;Test
 *     void sendsWelcomeMail() {
 *         new Mailer(SMTP.host(), SMTP.port()).welcome("ada@example.com");
 *
 *         assertThat(SMTP.mailbox().await(to("ada@example.com")).subject()).isEqualTo("Grüße, Ada");
 *     }
 * }
 * </pre>
 *
 * <p>In a static field its server lives as long as the class, in an instance field as long as one test; see
 * {@link #lifecycle}. It is injected, reset and reported as that of {@link SmtpServer} is. All state is in JUnit's
 * stores; the object itself is only a window to the server that runs at the moment.
 */
public sealed class SmtpServerExtension
        implements SmtpEndpoint,
                BeforeAllCallback,
                TestInstancePreConstructCallback,
                BeforeEachCallback,
                AfterEachCallback,
                AfterAllCallback,
                InvocationInterceptor,
                ParameterResolver {

    private final Source source;
    private final AtomicReference<@Nullable FakeSmtpServer> view = new AtomicReference<>();

    /** For {@link SmtpServer}, by JUnit. */
    SmtpServerExtension() {
        source = new Annotations();
    }

    private SmtpServerExtension(Settings settings) {
        // Itself is the origin: each object has a server of its own, also one that was derived from another.
        source = new ByHand(this, settings.withOrigin(this), view);
    }

    /** An extension whose server is set up by the given function, each time that one is started. */
    public static SmtpServerExtension configured(Consumer<FakeSmtpServer.Builder> builder) {
        requireNonNull(builder, "builder");
        return new Configured(
                new Settings("by hand", builder, Lifecycle.PER_CLASS, false, Attach.ON_FAILURE, Set.of()));
    }

    /**
     * The same with another lifecycle; {@link Lifecycle#PER_CLASS} unless set, which in an instance field comes to
     * {@link Lifecycle#PER_METHOD}.
     */
    public SmtpServerExtension lifecycle(Lifecycle lifecycle) {
        return new Configured(settings().withLifecycle(requireNonNull(lifecycle, "lifecycle")));
    }

    /** The same, but a test fails if the client breaks the standards; see {@link SmtpServer#strict()}. */
    public SmtpServerExtension strict() {
        return new Configured(settings().thatAreStrict());
    }

    /** The same with other reports; {@link Attach#ON_FAILURE} unless set. */
    public SmtpServerExtension attach(Attach attach) {
        return new Configured(settings().withAttach(requireNonNull(attach, "attach")));
    }

    /** The same with system properties that lead a mailer here; see {@link SmtpServer#systemProperties()}. */
    public SmtpServerExtension systemProperties(PropertyNames... names) {
        return new Configured(settings().withSystemProperties(Set.copyOf(List.of(names))));
    }

    private Settings settings() {
        if (source instanceof ByHand byHand) {
            return byHand.settings();
        }
        throw new IllegalStateException("this extension takes its settings from annotations");
    }

    /**
     * The server that runs now.
     *
     * @throws IllegalStateException outside of the tests that this extension is registered for
     */
    public FakeSmtpServer server() {
        FakeSmtpServer running = view.get();
        if (running == null) {
            throw new IllegalStateException("no server runs: it does from before the first test, or in an instance"
                    + " field before each test, until after it. The field needs @RegisterExtension");
        }
        return running;
    }

    @Override
    public String host() {
        return server().host();
    }

    @Override
    public int port() {
        return server().port();
    }

    @Override
    public OptionalInt tlsPort() {
        return server().tlsPort();
    }

    @Override
    public Mailbox mailbox() {
        return server().mailbox();
    }

    @Override
    public Script script() {
        return server().script();
    }

    @Override
    public void reset() {
        server().reset();
    }

    @Override
    public Map<String, String> properties(PropertyNames names) {
        return server().properties(names);
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        start(context);
    }

    /** With one test instance for the class, this comes before {@link #beforeAll}. */
    @Override
    public void preConstructTestInstance(TestInstanceFactoryContext factory, ExtensionContext context) {
        start(context);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        TestRecord test = TestRecord.of(context, this);
        Servers.adopt(context, this).forEach(test::uses);
        for (Declaration declaration : source.around(context)) {
            RunningServer server = Servers.get(declaration, context);
            if (declaration.lifecycle(context) == Lifecycle.PER_METHOD) {
                test.uses(server);
            } else {
                share(server, context);
                test.begin(server);
            }
        }
        start(context);
    }

    private static void share(RunningServer server, ExtensionContext test) {
        if (ParallelTests.share(server.declaration(), test)) {
            server.share(ParallelTests.advice(server.declaration()));
        }
    }

    /** Starts what is due with this context, and fills the fields that wait for it. */
    private void start(ExtensionContext context) {
        source.around(context).stream()
                .filter(declaration -> isDue(declaration, context))
                .forEach(declaration -> Servers.get(declaration, context));
        source.slots(context).forEach((slot, declaration) -> {
            if (isDue(declaration, context)) {
                Servers.get(declaration, context).fill(slot);
            }
        });
    }

    private static boolean isDue(Declaration declaration, ExtensionContext context) {
        return context.getTestMethod().isPresent() || declaration.lifecycle(context) != Lifecycle.PER_METHOD;
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return RunningServer.canBe(parameter.getParameter().getType())
                && source.meantBy(parameter, context).isPresent();
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Declaration declaration = source.meantBy(parameter, context).orElseThrow();
        boolean ahead = isOfComingTest(parameter, context) && !isDue(declaration, context);
        RunningServer server = ahead ? Servers.ahead(declaration, context, this) : Servers.get(declaration, context);
        if (context.getTestMethod().isPresent()) {
            TestRecord.of(context, this).uses(server);
        }
        Class<?> type = parameter.getParameter().getType();
        return parameter
                .findAnnotation(Inbox.class)
                .<Object>map(inbox -> server.inbox(inbox, type))
                .orElseGet(() -> server.as(type));
    }

    private static boolean isOfComingTest(ParameterContext parameter, ExtensionContext context) {
        return parameter.getDeclaringExecutable() instanceof Constructor<?>
                && !context.getTestInstanceLifecycle().equals(Optional.of(TestInstance.Lifecycle.PER_CLASS));
    }

    @Override
    public void afterEach(ExtensionContext context) {
        TestRecord test = TestRecord.of(context, this);
        if (test.hasIdleRules() && source instanceof Annotations && !ByHand.isAround(context)) {
            throw new ExtensionConfigurationException(
                    "@SmtpRule needs a server that follows it: there is no @SmtpServer"
                            + " on the test method, on a class or a field around it, or on a parameter");
        }
        try {
            new TestReport(test.recordings(), context).finish();
        } finally {
            test.end();
        }
    }

    /** Where it fails there is no test yet, so that nobody is called after it. */
    @Override
    public <T> T interceptTestClassConstructor(
            Invocation<T> invocation, ReflectiveInvocationContext<Constructor<T>> constructor, ExtensionContext context)
            throws Throwable {
        Set<SmtpSession> earlier = running(context)
                .flatMap(server -> server.everything().sessions().stream())
                .collect(Collectors.toSet());
        try {
            return invocation.proceed();
        } catch (Throwable thrown) {
            new TestReport(
                            running(context)
                                    .map(server -> server.recorded(earlier))
                                    .toList(),
                            context)
                    .showFailure(thrown);
            Servers.abandon(context, this);
            throw thrown;
        }
    }

    /** Tests that a factory makes have no callbacks of their own, and their failures are not those of the factory. */
    @Override
    public void interceptDynamicTest(
            Invocation<Void> invocation, DynamicTestInvocationContext test, ExtensionContext context) throws Throwable {
        try {
            invocation.proceed();
        } catch (Throwable thrown) {
            List<Recorded> recordings =
                    TestRecord.of(Contexts.ofMethod(context), this).recordings();
            new TestReport(recordings, context).showFailure(thrown);
            throw thrown;
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        new TestReport(running(context).map(server -> server.recorded(Set.of())).toList(), context).showFailure();
    }

    private Stream<RunningServer> running(ExtensionContext context) {
        return source.around(context).stream()
                .flatMap(declaration -> Servers.find(declaration, context, this).stream());
    }

    /**
     * One that a test has made. JUnit takes each class of extensions once: were it of the same, annotations on methods,
     * parameters and nested classes beside it would count for nothing.
     */
    private static final class Configured extends SmtpServerExtension {

        private Configured(Settings settings) {
            super(settings);
        }
    }
}
