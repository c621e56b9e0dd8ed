package dev.heloise.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.heloise.deliverability.Deliverability;
import dev.heloise.deliverability.DeliverabilityReport;
import dev.heloise.deliverability.Zone;
import dev.heloise.deliverability.ZoneException;
import dev.heloise.mailbox.Finding;
import dev.heloise.mailbox.MemoryMailbox;
import dev.heloise.mailbox.ReceivedMail;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.List;
import java.util.Optional;

/**
 * {@code /api/zone} and {@code /api/mails/{id}/report}: what a receiver would make of a mail, by the DNS that was
 * given.
 */
final class Reports {

    private static final String ZONE = "/api/zone";

    private final MemoryMailbox mailbox;
    private volatile Optional<ZoneText> zone;

    Reports(MemoryMailbox mailbox, Optional<ZoneText> zone) {
        this.mailbox = mailbox;
        this.zone = zone;
    }

    void routes(RoutesConfig routes) {
        routes.get(ZONE, this::text);
        routes.put(ZONE, this::replace);
        routes.delete(ZONE, this::remove);
        routes.get("/api/mails/{id}/report", this::report);
    }

    private void text(Context context) {
        context.result(known().text()).contentType("text/plain; charset=utf-8");
    }

    private void replace(Context context) {
        try {
            zone = Optional.of(ZoneText.of(new String(context.bodyAsBytes(), UTF_8)));
            context.status(HttpStatus.NO_CONTENT);
        } catch (ZoneException e) {
            throw Problem.badRequest(String.valueOf(e.getMessage()));
        }
    }

    private void remove(Context context) {
        zone = Optional.empty();
        context.status(HttpStatus.NO_CONTENT);
    }

    private void report(Context context) {
        ReceivedMail mail = Mails.find(mailbox, context);
        Arguments arguments = new Arguments(context, "from", "helo");
        Deliverability checks = Deliverability.against(known().zone());
        String from = arguments.text("from", "");
        String helo = arguments.text("helo", "");
        try {
            checks = from.isEmpty() ? checks : checks.from(from);
            checks = helo.isEmpty() ? checks : checks.helo(helo);
        } catch (IllegalArgumentException e) {
            throw Problem.badRequest(String.valueOf(e.getMessage()));
        }
        context.json(Report.of(checks.check(mail)));
    }

    private ZoneText known() {
        return zone.orElseThrow(() ->
                Problem.notFound("there is no zone to judge by: --zone names a file, and PUT /api/zone takes one"));
    }

    /** Whether there is a zone, so that there can be reports. */
    boolean arePossible() {
        return zone.isPresent();
    }

    /** The DNS as it was written, and as it was read. */
    record ZoneText(String text, Zone zone) {

        static ZoneText of(String text) {
            return new ZoneText(text, Zone.parse(text));
        }
    }

    /** A report, and all that it found together. */
    record Report(@JsonUnwrapped DeliverabilityReport report, List<Finding> findings) {

        static Report of(DeliverabilityReport report) {
            return new Report(report, report.findings());
        }
    }
}
