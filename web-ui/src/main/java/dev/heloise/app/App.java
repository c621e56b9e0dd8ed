package dev.heloise.app;

import dev.heloise.FakeSmtpServer;
import dev.heloise.mailbox.MemoryMailbox;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import io.javalin.http.HandlerType;
import io.javalin.router.Endpoint;
import io.javalin.router.ParsedEndpoint;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.AbstractConnector;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** The HTTP side put together: which path leads where, and what every request has to pass before. */
final class App implements AutoCloseable {

    /** The most octets of a request's body, and of its line and header together. */
    static final long MAX_BODY = 1024 * 1024;

    static final int MAX_HEADER = 16 * 1024;

    private static final int MAX_THREADS = 200;
    private static final long IDLE_MILLIS = Waiting.LONGEST.plusSeconds(30).toMillis();

    private final WebSettings settings;
    private final ReadMarks marks;
    private final Gate gate;
    private final Waiting waiting;
    private final Mails mails;
    private final Contents contents;
    private final Sessions sessions;
    private final Events events;
    private final Rules rules;
    private final Reports reports;
    private final Mailpit mailpit;
    private final MailpitEvents mailpitEvents;
    private final MailpitChaos chaos;
    private final Information information;
    private final Page page;

    App(FakeSmtpServer smtp, WebSettings settings) {
        MemoryMailbox mailbox = smtp.wholeMailbox();
        this.settings = settings;
        this.marks = new ReadMarks(mailbox);
        this.gate = new Gate(settings);
        this.events = new Events(mailbox, marks);
        this.waiting = new Waiting();
        this.mails = new Mails(mailbox, marks, waiting);
        this.contents = new Contents(mailbox);
        this.sessions = new Sessions(mailbox, waiting);
        this.rules = new Rules(smtp.script());
        this.reports = new Reports(mailbox, settings.zone());
        this.mailpit = new Mailpit(mailbox, marks);
        this.mailpitEvents = new MailpitEvents(mailbox, marks);
        this.chaos = new MailpitChaos(smtp.script());
        this.information = new Information(smtp, mailbox, reports);
        this.page = new Page();
    }

    Javalin javalin() {
        return Javalin.create(this::configure);
    }

    private void configure(JavalinConfig config) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
        config.http.maxRequestSize = MAX_BODY;
        config.http.prefer405over404 = true;
        config.http.generateEtags = false;
        config.router.contextPath = settings.root().isEmpty() ? "/" : settings.root();
        config.jetty.threadPool = threads();
        config.jetty.modifyHttpConfiguration(App::limit);
        config.jetty.modifyServer(App::modify);
        config.jetty.modifyServletContextHandler(
                handler -> handler.getServletHandler().setDecodeAmbiguousURIs(true));
        config.jsonMapper(new Json());
        routes(config.routes);
        answerHead(config);
    }

    private void routes(RoutesConfig routes) {
        Problem.answerWith(routes);
        routes.before(gate);
        routes.before(Arguments::requireReadable);
        routes.wsBeforeUpgrade(gate);
        page.routes(routes);
        mails.routes(routes);
        contents.routes(routes);
        sessions.routes(routes);
        rules.routes(routes);
        reports.routes(routes);
        mailpit.routes(routes, contents);
        mailpitEvents.routes(routes);
        chaos.routes(routes);
        events.routes(routes);
        information.routes(routes);
    }

    /**
     * Has HEAD run what GET does; Jetty keeps the body back. Javalin by itself would say 200 to whatever can be got.
     */
    private static void answerHead(JavalinConfig config) {
        for (ParsedEndpoint parsed : config.unsafe.internalRouter.allHttpHandlers()) {
            Endpoint endpoint = parsed.endpoint;
            if (endpoint.method.equals(HandlerType.GET)) {
                config.routes.head(endpoint.path, endpoint.handler);
            }
        }
    }

    private static QueuedThreadPool threads() {
        // Small when idle: this runs beside the build, the editor and the code under test.
        QueuedThreadPool pool = new QueuedThreadPool(MAX_THREADS, 4, 10_000);
        pool.setName("heloise-http");
        pool.setDaemon(true);
        return pool;
    }

    private static void limit(HttpConfiguration http) {
        http.setRequestHeaderSize(MAX_HEADER);
        http.setSendServerVersion(false);
        http.setSendXPoweredBy(false);
        // An encoded slash is no way around anything here: it leads to no route, and that is 404 and not 400.
        http.setUriCompliance(UriCompliance.from("DEFAULT,AMBIGUOUS_PATH_SEPARATOR"));
    }

    private static void modify(Server server) {
        server.setStopTimeout(0);
        server.setStopAtShutdown(false);
        server.setErrorHandler(new RefusedRequest());
        for (Connector connector : server.getConnectors()) {
            if (connector instanceof AbstractConnector open) {
                // Longer than any wait that the API offers.
                open.setIdleTimeout(IDLE_MILLIS);
            }
        }
    }

    @Override
    public void close() {
        waiting.close();
        events.close();
        mailpitEvents.close();
        information.close();
        marks.close();
    }
}
