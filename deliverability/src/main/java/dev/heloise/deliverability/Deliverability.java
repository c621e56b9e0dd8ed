package dev.heloise.deliverability;

import static java.util.Objects.requireNonNull;

import dev.heloise.mailbox.Finding;
import dev.heloise.mailbox.Helo;
import dev.heloise.mailbox.ReceivedMail;
import dev.heloise.mailbox.Severity;
import dev.heloise.mailbox.SmtpSession;
import dev.heloise.script.Policy;
import java.net.InetAddress;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Would a real receiver have taken this mail? Runs all checks against the DNS that a zone describes; nothing is ever
 * asked outside of it.
 *
 * <pre>{@code
 * Zone zone = Zone.parse("""
 *     mail.example.org.        A    192.0.2.10
 *     10.2.0.192.in-addr.arpa. PTR  mail.example.org.
 *     example.org.             TXT  "v=spf1 a:mail.example.org -all"
 *     _dmarc.example.org.      TXT  "v=DMARC1; p=reject"
 *     """);
 * DeliverabilityReport report = Deliverability.against(zone).from("192.0.2.10").check(mail);
 * assertThat(report.spf().verdict()).isEqualTo(SpfResult.Verdict.PASS);
 * }</pre>
 *
 * In a test the client's address is always that of the own machine, so {@link #from} tells which one to assume. It does
 * not change: each method gives another one.
 */
public final class Deliverability {

    private final Zone zone;
    private final Clock clock;
    private final String hostname;
    private final Optional<Ip> client;
    private final Optional<Helo> helo;

    private Deliverability(Zone zone, Clock clock, String hostname, Optional<Ip> client, Optional<Helo> helo) {
        this.zone = requireNonNull(zone, "zone");
        this.clock = requireNonNull(clock, "clock");
        this.hostname = requireNonNull(hostname, "hostname");
        this.client = client;
        this.helo = helo;
    }

    /** Checks that ask this zone. */
    public static Deliverability against(Zone zone) {
        return new Deliverability(zone, Clock.systemUTC(), "", Optional.empty(), Optional.empty());
    }

    /**
     * The same as if the client had this address; by default it has that of its session.
     *
     * @param address an IPv4 or IPv6 address; a name is never looked up
     * @throws IllegalArgumentException if the address is none
     */
    public Deliverability from(String address) {
        return new Deliverability(zone, clock, hostname, Optional.of(Ip.client(address)), helo);
    }

    /** The same as if the client had this address; by default it has that of its session. */
    public Deliverability from(InetAddress address) {
        return new Deliverability(zone, clock, hostname, Optional.of(Ip.of(address)), helo);
    }

    /** The same as if the client had given this name with EHLO; by default it gave what it did in its session. */
    public Deliverability helo(String name) {
        return new Deliverability(zone, clock, hostname, client, Optional.of(new Helo(Helo.Verb.EHLO, name)));
    }

    /** The same at another time, by which signatures are judged. */
    public Deliverability at(Clock other) {
        return new Deliverability(zone, other, hostname, client, helo);
    }

    /**
     * The same at a receiver of that name, which {@code Authentication-Results} begins with; {@code localhost} by
     * default.
     */
    public Deliverability hostname(String name) {
        return new Deliverability(zone, clock, name, client, helo);
    }

    /** Judges a mail, its sender and the client that sent it. */
    public DeliverabilityReport check(ReceivedMail mail) {
        SmtpSession session = mail.session();
        Ip from = client(session);
        List<Helo> helos = helo.map(List::of).orElseGet(session::helos);
        Message message = Message.of(mail.raw());

        IprevResult iprev = new Iprev(zone, from).check();
        HeloResult name = new HeloCheck(zone, from, helo(session)).check(helos, mail.envelope(), hostname, iprev);
        SpfResult heloSpf = heloSpf(session);
        SpfResult spf = spf(session, mail.envelope().sender());
        List<DkimResult> dkim = Dkim.against(zone).at(clock).verify(message);
        DmarcResult dmarc = dmarc(message, spf, dkim);
        ArcResult arc = new Arc(zone, clock, message).validate();
        String results = new AuthenticationResults(server())
                .add(iprev)
                .add(heloSpf)
                .add(spf)
                .add(dkim)
                .add(dmarc)
                .add(arc)
                .field();
        return new DeliverabilityReport(name, iprev, heloSpf, spf, dkim, dmarc, arc, results, findings(message, dkim));
    }

    /**
     * A policy for a server that refuses senders at {@code MAIL} by what SPF says about them (RFC 7208 §8, with the
     * codes of RFC 7372):
     *
     * <ul>
     *   <li>{@code 550 5.7.23} where the domain of the sender or the name in {@code EHLO} does not let the client use
     *       it, with the explanation that its owner publishes;
     *   <li>{@code 550 5.7.24} where the record of the sender's domain cannot be understood;
     *   <li>{@code 451 4.7.24} where the DNS failed.
     * </ul>
     *
     * <pre>{@code
     * FakeSmtpServer.builder()
     *         .policy(Deliverability.against(zone).from("198.51.100.1").rejectSpfFail())
     *         .start();
     * }</pre>
     */
    public Policy rejectSpfFail() {
        return new SpfPolicy(this);
    }

    /**
     * A policy for a server that refuses mails, once they are complete, by what the owner of the author's domain asks
     * for (RFC 9989 §7.2): {@code 550 5.7.1} where neither SPF nor DKIM proves the domain and its policy is
     * {@code reject}, {@code 451 4.7.1} where the DNS failed. With {@code quarantine}, or while the owner is testing
     * ({@code t=y}), the mail is taken.
     */
    public Policy rejectDmarcFail() {
        return new DmarcPolicy(this);
    }

    SpfResult heloSpf(SmtpSession session) {
        return framework().helo(client(session), helo(session).name());
    }

    SpfResult spf(SmtpSession session, String sender) {
        return framework().mailFrom(client(session), helo(session).name(), sender);
    }

    DmarcResult dmarc(ReceivedMail mail) {
        Message message = Message.of(mail.raw());
        SpfResult spf = spf(mail.session(), mail.envelope().sender());
        // The client waits for the reply, which does not say what broke a signature.
        List<DkimResult> dkim =
                DkimVerification.withoutSearch(zone, clock, message).results();
        return dmarc(message, spf, dkim);
    }

    private DmarcResult dmarc(Message message, SpfResult spf, List<DkimResult> dkim) {
        return Dmarc.against(zone).check(AuthorDomains.only(message).toString(), spf, dkim);
    }

    private Spf framework() {
        return Spf.against(zone).at(clock).receiver(hostname.isEmpty() ? "unknown" : hostname);
    }

    private Ip client(SmtpSession session) {
        return client.orElseGet(() -> Ip.of(session.client().getAddress()));
    }

    private Helo helo(SmtpSession session) {
        return helo.orElseGet(session::helo);
    }

    private String server() {
        return hostname.isEmpty() ? "localhost" : hostname;
    }

    private List<Finding> findings(Message message, List<DkimResult> dkim) {
        List<Finding> findings = new ArrayList<>();
        if (dkim.isEmpty()) {
            findings.add(new Finding(
                    "DKIM_NONE",
                    Severity.WARNING,
                    "RFC 6376 §5",
                    "the message is not signed: let the mail server sign what it sends with the domain in From"));
        }
        if (message.fields().stream().anyMatch(field -> AuthenticationResults.isOf(field, server()))) {
            // RFC 8601 §5: nothing is read from it here, and a receiver would remove it.
            findings.add(new Finding(
                    "FORGED_RESULTS",
                    Severity.WARNING,
                    "RFC 8601 §5",
                    "the message brings " + AuthenticationResults.NAME + " of " + server()
                            + " with it, which only that server may add: it was ignored; do not send such a field"));
        }
        return findings;
    }
}
