package dev.heloise.app;

import dev.heloise.FakeSmtpServer;
import dev.heloise.PropertyNames;
import dev.heloise.mailbox.MailboxInfo;
import dev.heloise.mailbox.MemoryMailbox;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;

/** What there is to know about the application itself: its state, its numbers, its description. */
final class Information implements AutoCloseable {

    private final FakeSmtpServer smtp;
    private final MemoryMailbox mailbox;
    private final Metrics metrics;

    Information(FakeSmtpServer smtp, MemoryMailbox mailbox) {
        this.smtp = smtp;
        this.mailbox = mailbox;
        this.metrics = new Metrics(mailbox);
    }

    void routes(RoutesConfig routes) {
        routes.get("/api/info", context -> context.json(info()));
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

    private Info info() {
        return new Info(
                "Heloise",
                Version.current(),
                new Smtp(smtp.host(), smtp.port()),
                mailbox.info(),
                mailbox.sessions().size(),
                Map.of(
                        "spring", smtp.properties(PropertyNames.SPRING),
                        "quarkus", smtp.properties(PropertyNames.QUARKUS),
                        "jakartaMail", smtp.properties(PropertyNames.JAKARTA_MAIL)));
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
            Map<String, Map<String, String>> settings) {}

    record Smtp(String host, int port) {}
}
