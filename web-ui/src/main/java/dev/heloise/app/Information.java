package dev.heloise.app;

import dev.heloise.FakeSmtpServer;
import dev.heloise.PropertyNames;
import dev.heloise.ServerCertificate;
import dev.heloise.mailbox.Mailbox;
import dev.heloise.mailbox.MailboxInfo;
import dev.heloise.mailbox.MemoryMailbox;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.OptionalInt;

/** What there is to know about the application itself: its state, its numbers, its description. */
final class Information implements AutoCloseable {

    private final FakeSmtpServer smtp;
    private final MemoryMailbox mailbox;
    private final Reports reports;
    private final Metrics metrics;

    Information(FakeSmtpServer smtp, MemoryMailbox mailbox, Reports reports) {
        this.smtp = smtp;
        this.mailbox = mailbox;
        this.reports = reports;
        this.metrics = new Metrics(mailbox);
    }

    void routes(RoutesConfig routes) {
        routes.get("/api/info", context -> context.json(info(Mails.view(mailbox, new Arguments(context, "inbox")))));
        routes.post("/api/reset", this::reset);
        routes.get("/api/certificate.pem", this::certificate);
        routes.get("/livez", Information::ok);
        routes.get("/readyz", Information::ok);
        routes.get(
                "/metrics",
                context -> context.result(metrics.text()).contentType("text/plain; version=0.0.4; charset=utf-8"));
        routes.get("/api/openapi.yaml", context -> context.result(description()).contentType("application/yaml"));
    }

    /** Both ports are open before the first request can come, so there is no time at which this is not so. */
    private static void ok(Context context) {
        context.result("ok").contentType("text/plain; charset=utf-8");
    }

    private void reset(Context context) {
        try {
            smtp.reset();
        } catch (IllegalStateException shared) {
            throw Problem.conflict(String.valueOf(shared.getMessage()));
        }
        context.status(HttpStatus.NO_CONTENT);
    }

    private Info info(Mailbox view) {
        return new Info(
                "Heloise",
                Version.current(),
                Smtp.of(
                        smtp.host(),
                        smtp.port(),
                        smtp.tlsPort(),
                        smtp.certificate().isPresent()),
                view.info(),
                view.sessions().size(),
                reports.arePossible(),
                Map.of(
                        "spring", smtp.properties(PropertyNames.SPRING),
                        "quarkus", smtp.properties(PropertyNames.QUARKUS),
                        "jakartaMail", smtp.properties(PropertyNames.JAKARTA_MAIL)));
    }

    private void certificate(Context context) {
        ServerCertificate own = smtp.certificate()
                .orElseThrow(() -> Problem.notFound("this server has no certificate of its own making"));
        context.result(own.pem()).contentType("application/x-pem-file");
    }

    private static byte[] description() {
        try (InputStream in = Information.class.getResourceAsStream("openapi.yaml")) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        metrics.close();
    }

    record Info(
            String name,
            String version,
            Smtp smtp,
            MailboxInfo mailbox,
            int sessions,
            boolean zone,
            Map<String, Map<String, String>> settings) {}

    /**
     * Where mail is taken.
     *
     * @param urlHost the host as it stands in a URL: an IPv6 address in brackets
     * @param tlsPort the port that is secured from the first octet, where there is one
     * @param certificate whether the server made a certificate, to be had at {@code /api/certificate.pem}
     */
    record Smtp(String host, String urlHost, int port, OptionalInt tlsPort, boolean certificate) {

        static Smtp of(String host, int port, OptionalInt tlsPort, boolean certificate) {
            return new Smtp(host, UrlHost.of(host), port, tlsPort, certificate);
        }
    }
}
