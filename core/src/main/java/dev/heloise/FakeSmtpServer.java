package dev.heloise;

import static java.util.Objects.requireNonNull;

import dev.heloise.mailbox.Helo;
import dev.heloise.mailbox.Mailbox;
import dev.heloise.mailbox.MemoryMailbox;
import dev.heloise.mailbox.MimeLimits;
import dev.heloise.mailbox.Retention;
import dev.heloise.script.AuthQuirk;
import dev.heloise.script.BareLf;
import dev.heloise.script.MemoryScript;
import dev.heloise.script.Policy;
import dev.heloise.script.Script;
import dev.heloise.script.SmtpExtension;
import dev.heloise.script.StartTls;
import dev.heloise.script.TlsFault;
import dev.heloise.smtp.Dialect;
import dev.heloise.smtp.Directory;
import dev.heloise.smtp.Limits;
import dev.heloise.smtp.Service;
import dev.heloise.smtp.Timeouts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * An SMTP server that delivers nothing: it records what the code under test says to it, octet for octet, and hands that
 * to the test.
 *
 * <pre>
 * try (FakeSmtpServer smtp = FakeSmtpServer.start()) {
 *     new Mailer(smtp.host(), smtp.port()).welcome("ada@example.com");
 *
 *     ReceivedMail mail = smtp.mailbox().await(to("ada@example.com"));
 *     assertThat(mail.subject()).isEqualTo("Welcome, Ada");
 *     assertThat(mail.envelope().sender()).isEqualTo("no-reply@shop.example");
 *     assertThat(mail.session().helo().name()).isEqualTo("shop.example");
 * }
 * </pre>
 *
 * <p>A server is open from the moment that {@link #start()} returns until it is closed. What it received can be read
 * after that as well. It is safe for use by several threads, and it never looks up a name.
 */
public final class FakeSmtpServer implements SmtpEndpoint, AutoCloseable {

    /** How long sessions have to say goodbye when the server is closed. */
    private static final long FAREWELL_MILLIS = 80;

    private static final long LAST_WAIT_MILLIS = 1_000;

    static {
        Rehearsal.begin();
    }

    private final MemoryMailbox mailbox;
    private final MemoryScript script = new MemoryScript();
    private final List<Policy> policies;
    private final ExecutorService sessions;
    private final InetAddress address;
    private final Optional<ServerCertificate> certificate;
    private final MailerSettings mailerSettings;
    private final Listener listener;
    private final OptionalInt tlsPort;
    private final OptionalInt lmtpPort;
    private final Semaphore places;
    private final SharedRoom room;
    private final List<Listener> listeners = new ArrayList<>();
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile @Nullable SharedMailbox shared;

    private FakeSmtpServer(Builder options) {
        this.mailbox = new MemoryMailbox(options.retention, options.mimeLimits, options.awaitTimeout, options.clock);
        this.address = options.address;
        this.sessions = threads(options);
        this.places = new Semaphore(options.maxConnections);
        this.room = new SharedRoom(options.maxReceiving);
        this.policies = options.policies(script);
        options.security.require();
        this.certificate = options.security.certificate(options.hostname, address);
        Optional<TlsSettings> tls = options.security.tls(certificate);
        this.mailerSettings = options.security.mailerSettings();
        boolean implicit = options.security.isImplicitTls();
        boolean proxied = options.proxied;
        this.listener = listen(
                new Port(options.port, options.service(policies, implicit, options.dialect), tls, implicit, proxied));
        OptionalInt second = options.security.tlsPort();
        if (second.isPresent()) {
            Service service = options.service(policies, true, options.dialect);
            this.tlsPort = OptionalInt.of(listen(new Port(second.getAsInt(), service, tls, true, proxied))
                    .port());
        } else {
            this.tlsPort = implicit ? OptionalInt.of(port()) : OptionalInt.empty();
        }
        if (options.lmtpPort.isPresent()) {
            Service service = options.service(policies, false, Dialect.LMTP);
            Port lmtp = new Port(options.lmtpPort.getAsInt(), service, tls, false, proxied);
            this.lmtpPort = OptionalInt.of(listen(lmtp).port());
        } else {
            this.lmtpPort = OptionalInt.empty();
        }
    }

    private Listener listen(Port port) {
        try {
            Listener open = new Listener(address, port, mailbox, sessions, places, room);
            listeners.add(open);
            return open;
        } catch (UncheckedIOException e) {
            // Of several ports, those that could be opened are closed again.
            close();
            throw e;
        }
    }

    private static ExecutorService threads(Builder options) {
        ThreadFactory factory = options.threadFactory == null ? new Threads("heloise-session") : options.threadFactory;
        return new ThreadPoolExecutor(0, Integer.MAX_VALUE, 1, TimeUnit.SECONDS, new SynchronousQueue<>(), factory);
    }

    /**
     * Starts a server on a free port of 127.0.0.1 that accepts every mail.
     *
     * @throws UncheckedIOException if no port can be opened
     */
    public static FakeSmtpServer start() {
        return builder().start();
    }

    /** A server to be set up before it is started. */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public String host() {
        InetAddress reachable = address.isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : address;
        return reachable.getHostAddress();
    }

    @Override
    public int port() {
        return listener.port();
    }

    @Override
    public OptionalInt tlsPort() {
        return tlsPort;
    }

    /** The port on which LMTP is spoken (RFC 2033), where there is one. */
    public OptionalInt lmtpPort() {
        return lmtpPort;
    }

    /**
     * The certificate that the server made for itself, and what a client needs to trust it; empty where it has no TLS,
     * or was given an {@link Builder#sslContext SSLContext}.
     */
    public Optional<ServerCertificate> certificate() {
        return certificate;
    }

    @Override
    public Map<String, String> properties(PropertyNames names) {
        return names.of(this, mailerSettings);
    }

    @Override
    public Mailbox mailbox() {
        SharedMailbox inboxesOnly = shared;
        return inboxesOnly == null ? mailbox : inboxesOnly;
    }

    /**
     * All that the server received, also where {@link #mailbox()} gives {@linkplain #requireInboxes inboxes only}: for
     * what shows it to a developer. A test that shares the server would see, and clear, the mails of others.
     */
    public MemoryMailbox wholeMailbox() {
        return mailbox;
    }

    @Override
    public Script script() {
        return script;
    }

    @Override
    public void reset() {
        SharedMailbox inboxesOnly = shared;
        if (inboxesOnly != null) {
            throw inboxesOnly.refusal();
        }
        policies.forEach(Policy::reset);
        mailbox.clear();
    }

    /**
     * From now on {@link #mailbox()} gives only {@linkplain Mailbox#inbox inboxes}: whoever reads or clears all mails
     * at once, or resets the server, gets an {@link IllegalStateException}. For a server that tests share while they
     * run at the same time, where each would see and remove the mails of the others.
     *
     * @param reason the message of that exception: why it is so, and what to do instead
     */
    public void requireInboxes(String reason) {
        shared = new SharedMailbox(mailbox, requireNonNull(reason, "reason"));
    }

    /**
     * Waits until no session is open, those included that a client has only just begun. After that, what has not
     * arrived was never sent by anybody who has connected so far. After {@link #close} nobody can.
     *
     * @throws AssertionError if a session is still open when the timeout has passed; its message shows the dialogue
     * @throws IllegalStateException if the thread is interrupted, which it then still is
     */
    public void awaitIdle(Duration timeout) {
        try {
            for (Listener open : closed.get() ? List.<Listener>of() : listeners) {
                open.settle();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the server does not answer: " + e.getMessage(), e);
        }
        mailbox.awaitIdle(timeout);
    }

    /**
     * Closes the port and every session, with {@code 421} where the client can hear it. Takes less than 100 ms, and
     * leaves no thread. A second call does nothing.
     */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        try {
            for (Listener open : listeners) {
                open.stop();
            }
            sessions.shutdown();
            if (!sessions.awaitTermination(FAREWELL_MILLIS, TimeUnit.MILLISECONDS)) {
                listeners.forEach(Listener::close);
                sessions.shutdownNow();
                sessions.awaitTermination(LAST_WAIT_MILLIS, TimeUnit.MILLISECONDS);
            }
            for (Listener open : listeners) {
                open.join(LAST_WAIT_MILLIS);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the server cannot be closed: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            // Not a moment more, and nothing left behind.
            listeners.forEach(Listener::close);
            sessions.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    /** Whether it was closed, so that nobody can reach it any more; what it received can still be read. */
    public boolean isClosed() {
        return closed.get();
    }

    @Override
    public String toString() {
        return "fake SMTP server at " + host() + ":" + port() + (isClosed() ? " (closed)" : "");
    }

    /** What a server can be told before it is started. Every setting has a default; none has to be made. */
    public static final class Builder {

        private InetAddress address = InetAddress.getLoopbackAddress();
        private int port;
        private String hostname = "heloise.test";
        private Limits limits = Limits.DEFAULT;
        private Timeouts timeouts = Timeouts.DEFAULT;
        private Retention retention = Retention.DEFAULT;
        private MimeLimits mimeLimits = MimeLimits.DEFAULT;
        private int maxConnections = 20_000;
        private long maxReceiving = SharedRoom.ofHeap(Runtime.getRuntime().maxMemory());
        private Duration awaitTimeout = Duration.ofSeconds(5);
        private Clock clock = Clock.systemUTC();
        private final SecurityOptions security = new SecurityOptions();
        private final Set<SmtpExtension> extensions = EnumSet.copyOf(SmtpExtension.usual());
        private final List<Policy> policies = new ArrayList<>();
        private BareLf bareLf = BareLf.RECORD;
        private final List<String> users = new ArrayList<>();
        private final Map<String, List<String>> lists = new LinkedHashMap<>();
        private Dialect dialect = Dialect.SMTP;
        private OptionalInt lmtpPort = OptionalInt.empty();
        private boolean proxied;
        private boolean xclient;
        private @Nullable ThreadFactory threadFactory;

        private Builder() {}

        /** The TCP port, from 0 to 65535; 0, the default, for any that is free. */
        public Builder port(int number) {
            requirePort("port", number);
            port = number;
            return this;
        }

        /** The address to listen on; 127.0.0.1 unless set. */
        public Builder address(InetAddress local) {
            address = requireNonNull(local, "local");
            return this;
        }

        /**
         * The name with which the server greets, a domain or an address literal (RFC 5321 §4.2); {@code heloise.test}
         * unless set.
         */
        public Builder hostname(String name) {
            require(
                    new Helo(Helo.Verb.EHLO, name).isWellFormed(),
                    "hostname must be a domain or an address literal",
                    name);
            hostname = name;
            return this;
        }

        /** Offers these extensions as well, those that are not {@link SmtpExtension#usual()}. */
        public Builder with(SmtpExtension... more) {
            extensions.addAll(List.of(more));
            return this;
        }

        /** Knows {@code HELO} and nothing of extensions, as servers did before 1995; {@code EHLO} is answered 502. */
        public Builder heloOnly() {
            dialect = Dialect.HELO_ONLY;
            return this;
        }

        /**
         * The TCP port of a further listener, on which LMTP is spoken (RFC 2033): {@code LHLO}, and a reply for each
         * recipient after the content. 0 for any that is free; unless set there is none.
         */
        public Builder lmtpPort(int number) {
            requirePort("lmtpPort", number);
            lmtpPort = OptionalInt.of(number);
            return this;
        }

        /**
         * Expects a PROXY header, version 1 or 2, before everything else on each connection, and takes the client's
         * address from it. A connection without one is closed without a greeting.
         */
        public Builder proxyProtocol() {
            proxied = true;
            return this;
        }

        /**
         * Offers {@code XCLIENT}, with which a client says for whom it speaks: any address and any name, for tests of
         * what depends on them.
         */
        public Builder xclient() {
            xclient = true;
            return this;
        }

        /** The addresses that {@code VRFY} knows; others are unknown to it. Unless set it says 252 to all of them. */
        public Builder verifies(String... addresses) {
            users.addAll(List.of(addresses));
            return this;
        }

        /** A mailing list whose members {@code EXPN} names; where there is none, it is answered 502. */
        public Builder expands(String list, String... members) {
            require(members.length > 0, "a list has members", list);
            lists.put(list, List.of(members));
            return this;
        }

        /** Does not offer these extensions, as an old server would not. */
        public Builder without(SmtpExtension... missing) {
            List.of(missing).forEach(extensions::remove);
            return this;
        }

        /**
         * The TCP port of a second listener, on which sessions are secured before the first word (RFC 8314 §3.3); 0 for
         * any that is free. Unless set there is none.
         */
        public Builder tlsPort(int number) {
            requirePort("tlsPort", number);
            security.tlsPort(number);
            return this;
        }

        /** Whether sessions can, or have to, be secured by {@code STARTTLS} (RFC 3207); they cannot unless set. */
        public Builder startTls(StartTls offered) {
            security.startTls(offered);
            return this;
        }

        /** Secures every session of {@link #port} before the first word, as is done on port 465 (RFC 8314 §3.3). */
        public Builder implicitTls() {
            security.implicitTls();
            return this;
        }

        /**
         * Secures sessions with these settings, where {@link #startTls}, {@link #implicitTls} or {@link #tlsPort} says
         * that they are secured; with a certificate made for this server unless set.
         */
        public Builder sslContext(SSLContext context) {
            security.context(context);
            return this;
        }

        /** Lets TLS go wrong in this way; there has to be some, and a fault of certificates needs the server's own. */
        public Builder tlsFault(TlsFault fault) {
            security.fault(requireNonNull(fault, "fault"));
            return this;
        }

        /**
         * Offers AUTH (RFC 4954) to a user with this password, or with this bearer token where the mechanism has one.
         * May be called for several users; nobody else is let in. Who does not authenticate may send all the same,
         * unless {@link #requireAuth} says otherwise.
         */
        public Builder credentials(String user, String password) {
            security.credentials(user, password);
            return this;
        }

        /**
         * Refuses mail from those who have not authenticated, with 530. Without {@link #credentials} every user is let
         * in, with any password.
         */
        public Builder requireAuth() {
            security.requireAuth();
            return this;
        }

        /**
         * Offers the mechanisms that say the password itself before {@code STARTTLS} as well, which RFC 4954 §4 forbids
         * and servers do; what they hear in clear stays a finding.
         */
        public Builder authInClear() {
            security.authInClear();
            return this;
        }

        /** Does this of AUTH as it should not be done, for clients that have to live with servers that do. */
        public Builder authQuirks(AuthQuirk... more) {
            security.authQuirks(List.of(more));
            return this;
        }

        /**
         * The SASL mechanisms to offer, in this order: {@code PLAIN}, {@code LOGIN}, {@code CRAM-MD5},
         * {@code SCRAM-SHA-1}, {@code SCRAM-SHA-256}, {@code XOAUTH2}, {@code OAUTHBEARER}, {@code EXTERNAL}. Unless
         * set: the first three, and the SCRAM ones where there are {@link #credentials}. On a port that can be secured
         * by TLS, those that say the password itself are offered once it is, unless {@link #authInClear} is set. A
         * server with SCRAM and without credentials does not start.
         *
         * @throws IllegalArgumentException if there is no such mechanism
         */
        public Builder authMechanisms(String... names) {
            security.mechanisms(List.of(names));
            return this;
        }

        /**
         * The largest message in octets, from 1 to 1 GiB; 50 MiB unless set (RFC 1870). A larger one is refused with
         * 552.
         */
        public Builder maxMessageSize(long octets) {
            require(octets > 0 && octets <= 1L << 30, "maxMessageSize must be from 1 to 1 GiB", octets);
            limits = limits.withMessageSize(octets);
            return this;
        }

        /**
         * The most mails that a client may begin in one session, 1 or more; without limit unless set. The next
         * {@code MAIL} is answered 421; what {@link SmtpExtension#LIMITS} says of it is {@code MAILMAX} (RFC 9422
         * §4.1).
         */
        public Builder maxMailsPerSession(int count) {
            require(count > 0, "maxMailsPerSession must be 1 or more", count);
            limits = limits.withMails(count);
            return this;
        }

        /**
         * The most recipients of one mail, 1 or more; 1,000 unless set. Those after that are refused with 452 (RFC 5321
         * §4.5.3.1.10).
         */
        public Builder maxRecipients(int count) {
            require(count > 0, "maxRecipients must be 1 or more", count);
            limits = limits.withRecipients(count);
            return this;
        }

        /** The longest command line in octets, 512 or more; 4,096 unless set. A longer one is refused with 500. */
        public Builder maxCommandLine(int octets) {
            require(octets >= 512, "maxCommandLine must be 512 or more (RFC 5321 §4.5.3.1.4)", octets);
            limits = limits.withCommandLine(octets);
            return this;
        }

        /** The longest line of an AUTH exchange in octets, 12,288 or more, which is the default (RFC 4954 §4). */
        public Builder maxAuthLine(int octets) {
            require(octets >= 12_288, "maxAuthLine must be 12,288 or more (RFC 4954 §4)", octets);
            limits = limits.withAuthLine(octets);
            return this;
        }

        /**
         * How many times a session may fail to authenticate, 0 or more; 5 unless set. After that it is ended with 421.
         */
        public Builder maxAuthFailures(int count) {
            require(count >= 0, "maxAuthFailures must be 0 or more", count);
            limits = limits.withAuthFailures(count);
            return this;
        }

        /** How many wrong commands a session may say, 0 or more; 50 unless set. After that it is ended with 421. */
        public Builder maxErrors(int count) {
            require(count >= 0, "maxErrors must be 0 or more", count);
            limits = limits.withErrors(count);
            return this;
        }

        /**
         * How long a client may say nothing; five minutes unless set (RFC 5321 §4.5.3.2.7). After that it is told 421.
         */
        public Builder idleTimeout(Duration time) {
            timeouts = timeouts.withIdle(positive("idleTimeout", time));
            return this;
        }

        /**
         * How long a session may last, however much is said; without limit unless set. After that the client is told
         * 421.
         */
        public Builder sessionTimeout(Duration time) {
            timeouts = timeouts.withSession(positive("sessionTimeout", time));
            return this;
        }

        /**
         * How many octets of a message a client has to send in a second, 1 or more, on the average of the message so
         * far; as many as it likes unless set. A slower one is told 421 once it has taken a second.
         */
        public Builder minDataRate(int octetsPerSecond) {
            require(octetsPerSecond > 0, "minDataRate must be 1 or more", octetsPerSecond);
            timeouts = timeouts.withDataRate(octetsPerSecond);
            return this;
        }

        /** How long a client may leave replies unread; one minute unless set. After that its connection is closed. */
        public Builder writeTimeout(Duration time) {
            timeouts = timeouts.withWrite(positive("writeTimeout", time));
            return this;
        }

        /**
         * How long a client that may begin TLS can say nothing; five seconds unless set. After that its connection is
         * closed: one that did not wait for the 220 of {@code STARTTLS} has lost its first words (RFC 3207 §4.2).
         */
        public Builder handshakeTimeout(Duration time) {
            timeouts = timeouts.withHandshake(positive("handshakeTimeout", time));
            return this;
        }

        /**
         * The most connections at a time, 1 or more, on all ports; 20,000 unless set. Those after that are told 421.
         */
        public Builder maxConnections(int count) {
            require(count > 0, "maxConnections must be 1 or more", count);
            maxConnections = count;
            return this;
        }

        /**
         * The most octets of memory for messages while they are received, on all connections together, 0 or more;
         * unless set, half of the heap less 64 MiB, and a quarter of it at least. A message needs up to three times its
         * size until it is in the mailbox, or once where it has the size that was declared; 4 KiB of each connection do
         * not count. One that does not fit is read to its end and answered 452.
         */
        public Builder maxReceiving(long octets) {
            require(octets >= 0, "maxReceiving must be 0 or more", octets);
            maxReceiving = octets;
            return this;
        }

        /**
         * The most mails to keep, 1 or more; 10,000 unless set. The oldest go first, and so it is with sessions that
         * have ended.
         */
        public Builder retain(int mails) {
            require(mails >= 1, "retain must be 1 or more", mails);
            retention = retention.withMails(mails);
            return this;
        }

        /**
         * The most octets of mails to keep, 1 or more; unless set 512 MiB, or a quarter of the heap where that is less.
         * Contents that were refused or broke off count as well, and each recipient after the tenth as 256. The oldest
         * go first, the newest stays in any case; and so it is with the transcripts of sessions that have ended, for
         * themselves.
         */
        public Builder retainBytes(long octets) {
            require(octets >= 1, "retainBytes must be 1 or more", octets);
            retention = retention.withBytes(octets);
            return this;
        }

        /** The most octets of one session's transcript, 0 or more, contents of mails not counted; 16 MiB unless set. */
        public Builder maxTranscript(int octets) {
            require(octets >= 0, "maxTranscript must be 0 or more", octets);
            retention = retention.withTranscriptBytes(octets);
            return this;
        }

        /** The most octets of a mail's header that are read, 1 or more; 1 MiB unless set. All of them are kept. */
        public Builder maxHeaderSize(int octets) {
            require(octets >= 1, "maxHeaderSize must be 1 or more", octets);
            mimeLimits = mimeLimits.withHeaderSize(octets);
            return this;
        }

        /** How deep multiparts within multiparts are read, 1 or more; 100 unless set. A deeper one is an attachment. */
        public Builder maxMimeDepth(int most) {
            require(most >= 1, "maxMimeDepth must be 1 or more", most);
            mimeLimits = mimeLimits.withDepth(most);
            return this;
        }

        /** How many parts of a mail are read, multiparts included, 1 or more; 10,000 unless set. */
        public Builder maxMimeParts(int most) {
            require(most >= 1, "maxMimeParts must be 1 or more", most);
            mimeLimits = mimeLimits.withParts(most);
            return this;
        }

        /** How long {@link Mailbox#await(dev.heloise.mailbox.MailFilter)} waits; 5 s unless set. */
        public Builder awaitTimeout(Duration time) {
            awaitTimeout = positive("awaitTimeout", time);
            return this;
        }

        /**
         * Policies to ask, after the server's script and those that were added before; the first opinion wins. Those
         * that {@link java.util.ServiceLoader} finds on the class path come last.
         */
        public Builder policy(Policy... more) {
            policies.addAll(List.of(more));
            return this;
        }

        /** What the server makes of LF without CR in mails; {@link BareLf#RECORD} unless set. */
        public Builder bareLf(BareLf treatment) {
            bareLf = requireNonNull(treatment, "treatment");
            return this;
        }

        /** Behaves like this kind of server, in addition to what was said before. */
        public Builder profile(Profile profile) {
            requireNonNull(profile, "profile").applyTo(this);
            return this;
        }

        /**
         * The clock of mails, transcripts, rules and policies; the system's unless set. One that a test can advance is
         * {@link MutableClock}. Timeouts of connections are on real time.
         */
        public Builder clock(Clock other) {
            clock = requireNonNull(other, "other");
            return this;
        }

        /**
         * Makes the threads on which sessions run. Unless set they are daemons, and on Java 24 and later virtual ones
         * where there are more than two at a time.
         */
        public Builder threadFactory(ThreadFactory factory) {
            threadFactory = requireNonNull(factory, "factory");
            return this;
        }

        /**
         * Starts the server. When this returns, its port is open.
         *
         * @throws UncheckedIOException if the port cannot be opened; the message names it
         * @throws IllegalStateException if there is no sense in settings beside one another, such as a fault of TLS and
         *     no TLS; the message names them
         * @throws java.util.ServiceConfigurationError if a policy on the class path cannot be made
         */
        public FakeSmtpServer start() {
            return new FakeSmtpServer(this);
        }

        /** All that a server asks. Its script, which is the test's own, has the first word. */
        List<Policy> policies(Policy script) {
            List<Policy> asked = new ArrayList<>();
            asked.add(script);
            asked.addAll(bareLf.policies());
            asked.addAll(policies);
            asked.addAll(InstalledPolicies.made());
            return List.copyOf(asked);
        }

        Service service(List<Policy> asked, boolean implicitTls, Dialect spoken) {
            Set<SmtpExtension> offered = EnumSet.noneOf(SmtpExtension.class);
            offered.addAll(extensions);
            if (spoken == Dialect.LMTP) {
                // RFC 2033 §5: not without these two.
                offered.addAll(List.of(SmtpExtension.PIPELINING, SmtpExtension.ENHANCEDSTATUSCODES));
            }
            return new Service(
                    hostname,
                    offered,
                    limits.withTimeouts(timeouts),
                    asked,
                    security.security(implicitTls),
                    spoken,
                    xclient,
                    new Directory(users, lists),
                    bareLf);
        }

        private static void requirePort(String name, int number) {
            require(number >= 0 && number <= 65_535, name + " must be from 0 to 65535", number);
        }

        private static Duration positive(String name, Duration time) {
            requireNonNull(time, name);
            require(!time.isNegative() && !time.isZero(), name + " must be positive", time);
            return time;
        }

        private static void require(boolean holds, String rule, Object value) {
            if (!holds) {
                throw new IllegalArgumentException(rule + ", but is " + value);
            }
        }
    }
}
