package dev.heloise.app;

import dev.heloise.mailbox.MailboxInfo;
import dev.heloise.mailbox.MailboxListener;
import dev.heloise.mailbox.MemoryMailbox;
import dev.heloise.mailbox.ReceivedMail;
import dev.heloise.mailbox.SmtpSession;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.function.ToDoubleFunction;

/** Counts what happens, for whoever collects it in Prometheus' text format. */
final class Metrics implements MailboxListener, AutoCloseable {

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final DistributionSummary received;
    private final Timer sessions;
    private final MemoryMailbox mailbox;

    Metrics(MemoryMailbox mailbox) {
        this.mailbox = mailbox;
        this.received = DistributionSummary.builder("heloise.mails.received")
                .description("Mails that were accepted, by their size")
                .baseUnit("bytes")
                .register(registry);
        this.sessions = Timer.builder("heloise.sessions")
                .description("SMTP sessions that have ended, by the time they took")
                .register(registry);
        Gauge.builder("heloise.sessions.open", mailbox, Metrics::openSessions)
                .description("SMTP sessions that are open")
                .register(registry);
        gauge("heloise.mailbox.mails", "Mails that are kept", MailboxInfo::mails);
        gauge("heloise.mailbox.bytes", "Octets of the mails that are kept", MailboxInfo::bytes);
        gauge("heloise.mailbox.dropped", "Mails that were dropped to make room", MailboxInfo::droppedMails);
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        mailbox.add(this);
    }

    private static double openSessions(MemoryMailbox mailbox) {
        return mailbox.sessions().stream()
                .filter(session -> session.end() == SmtpSession.End.OPEN)
                .count();
    }

    private void gauge(String name, String description, ToDoubleFunction<MailboxInfo> value) {
        Gauge.builder(name, mailbox, box -> value.applyAsDouble(box.info()))
                .description(description)
                .register(registry);
    }

    /** All numbers, one a line. */
    String text() {
        return registry.scrape();
    }

    @Override
    public void received(ReceivedMail mail) {
        received.record(mail.size());
    }

    @Override
    public void ended(SmtpSession session) {
        sessions.record(session.duration());
        counter(session.end()).increment();
    }

    private Counter counter(SmtpSession.End end) {
        return Counter.builder("heloise.sessions.ended")
                .description("SMTP sessions that have ended, by how")
                .tag("end", end.name())
                .register(registry);
    }

    @Override
    public void close() {
        mailbox.remove(this);
        registry.close();
    }
}
