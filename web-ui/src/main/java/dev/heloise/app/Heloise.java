package dev.heloise.app;

import dev.heloise.FakeSmtpServer;
import java.io.UncheckedIOException;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The command line of the application: starts the server and the inbox, and waits until it is told to stop. */
@Command(
        name = "heloise",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        abbreviateSynopsis = true,
        description = {
            "A fake SMTP server for test suites: it accepts mail, delivers none, and shows everything about it.",
            ""
        },
        footer = {
            "",
            "Each option is an environment variable as well: --smtp-port is HELOISE_SMTP_PORT.",
            "What is said on the command line goes first."
        })
final class Heloise implements Callable<Integer> {

    @Mixin
    private final ServerOptions server = new ServerOptions();

    @Mixin
    private final LimitOptions limits = new LimitOptions();

    @Mixin
    private final TlsOptions tls = new TlsOptions();

    @Mixin
    private final ScriptOptions script = new ScriptOptions();

    @Mixin
    private final HttpOptions http = new HttpOptions();

    private final EnvironmentDefaults environment = new EnvironmentDefaults(System.getenv());

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    Heloise() {}

    /** Runs until the process is ended. The exit code is 2 where an option is wrong or a port is taken. */
    public static void main(String... args) {
        int code = commandLine().execute(args);
        // After SIGTERM the runtime is ending already, and with its own code.
        if (code != ExitCode.OK || !Stop.requested()) {
            System.exit(code);
        }
    }

    static CommandLine commandLine() {
        Heloise heloise = new Heloise();
        return new CommandLine(heloise)
                .setDefaultValueProvider(heloise.environment)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(Heloise::complain)
                .setExecutionExceptionHandler(Heloise::fail);
    }

    @Override
    public Integer call() throws InterruptedException {
        for (String variable : environment.unknown(spec)) {
            spec.commandLine().getErr().println("Warning: " + variable + " is no option (--help shows them)");
        }
        try (FakeSmtpServer smtp = smtp();
                WebInbox inbox = http.start(smtp, server.address())) {
            Stop stop = Stop.whenToldTo();
            http.warnings(server.address()).forEach(spec.commandLine().getErr()::println);
            spec.commandLine().getOut().println(ready(smtp, inbox));
            // What it took to start goes back to the machine, a fifth of it all: most of the time nothing happens here.
            System.gc();
            stop.await();
            return ExitCode.OK;
        } finally {
            Stop.done();
        }
    }

    FakeSmtpServer smtp() {
        RuleList rules = script.rules();
        FakeSmtpServer.Builder builder = server.builder();
        limits.applyTo(builder);
        tls.applyTo(builder);
        script.applyTo(builder);
        FakeSmtpServer smtp = builder.start();
        rules.parsed().forEach(smtp.script()::add);
        return smtp;
    }

    private static String ready(FakeSmtpServer smtp, WebInbox inbox) {
        String secured = smtp.tlsPort().isPresent()
                ? ", SMTP over TLS on port " + smtp.tlsPort().getAsInt()
                : "";
        return "Heloise is ready: SMTP on " + UrlHost.of(smtp.host()) + ":" + smtp.port() + secured + ", inbox at "
                + inbox.uri();
    }

    private static int complain(CommandLine.ParameterException wrong, String... args) {
        return oneLine(wrong.getCommandLine(), wrong);
    }

    private static int fail(Exception failure, CommandLine command, CommandLine.ParseResult ignored) throws Exception {
        // What the builder or the listeners say about a setting is meant for who made the setting.
        if (failure instanceof IllegalArgumentException || failure instanceof UncheckedIOException) {
            return oneLine(command, failure);
        }
        throw failure;
    }

    private static int oneLine(CommandLine command, Exception failure) {
        String text = String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
        command.getErr().println("heloise: " + text + " (--help shows the options)");
        return ExitCode.USAGE;
    }

    /** The end of the process as the two threads that take part in it see it: the main one and the runtime's hook. */
    private static final class Stop {

        private static final CountDownLatch REQUESTED = new CountDownLatch(1);
        private static final CountDownLatch DONE = new CountDownLatch(1);

        static Stop whenToldTo() {
            Runtime.getRuntime().addShutdownHook(new Thread(Stop::request, "heloise-stop"));
            return new Stop();
        }

        private static void request() {
            REQUESTED.countDown();
            try {
                // The runtime goes when its hooks have returned: clients are told goodbye before that.
                DONE.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        static boolean requested() {
            return REQUESTED.getCount() == 0;
        }

        static void done() {
            DONE.countDown();
        }

        void await() throws InterruptedException {
            REQUESTED.await();
        }
    }
}
