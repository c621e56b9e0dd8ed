package dev.heloise.app;

import static java.util.Objects.requireNonNull;

import dev.heloise.FakeSmtpServer;
import io.javalin.Javalin;
import io.javalin.util.JavalinBindException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The inbox of a running server, in a browser: the page and the HTTP API, until it is closed. With it a developer at a
 * breakpoint can look at what the test has sent.
 *
 * <pre>
 * try (FakeSmtpServer smtp = FakeSmtpServer.start();
 *         WebInbox inbox = WebInbox.on(smtp).start()) {
 *     System.out.println(inbox.uri());
 *     …
 * }
 * </pre>
 *
 * <p>It listens on 127.0.0.1 unless told otherwise, and answers only to the names that it knows as its own (a page on
 * the Internet may otherwise read it through a name that leads here). Close it before the server, or after.
 */
public final class WebInbox implements AutoCloseable {

    private final App app;
    private final Javalin http;
    private final WebSettings settings;

    private WebInbox(FakeSmtpServer smtp, WebSettings settings) {
        this.settings = settings;
        this.app = new App(smtp, settings);
        this.http = app.javalin();
        start();
    }

    private void start() {
        String where = settings.address().getHostAddress() + ":" + settings.port();
        try {
            http.start(settings.address().getHostAddress(), settings.port());
        } catch (JavalinBindException e) {
            app.close();
            throw new UncheckedIOException(
                    "cannot listen on " + where + ": the port is in use or not allowed", new IOException(e));
        }
    }

    /** An inbox for this server, to be set up before it is started. */
    public static Builder on(FakeSmtpServer smtp) {
        return new Builder(requireNonNull(smtp, "smtp"));
    }

    /** The TCP port, from 1 to 65535. */
    public int port() {
        return http.port();
    }

    /** Where the page is: an address to open in a browser, ending with a slash. */
    public URI uri() {
        InetAddress address = settings.address();
        InetAddress reachable = address.isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : address;
        String host = reachable.getHostAddress();
        String literal = reachable instanceof Inet6Address ? "[" + host + "]" : host;
        return URI.create("http://" + literal + ":" + port() + settings.root() + "/");
    }

    /** Closes the port and every connection to it; the server goes on. */
    @Override
    public void close() {
        app.close();
        http.stop();
    }

    @Override
    public String toString() {
        return "inbox at " + uri();
    }

    /** What an inbox can be told before it is started. */
    public static final class Builder {

        private final FakeSmtpServer smtp;
        private final Set<String> allowedHosts = new HashSet<>();
        private InetAddress address = InetAddress.getLoopbackAddress();
        private Optional<Credentials> credentials = Optional.empty();
        private Optional<Reports.ZoneText> zone = Optional.empty();
        private String root = "";
        private int port;

        private Builder(FakeSmtpServer smtp) {
            this.smtp = smtp;
        }

        /** The TCP port, from 0 to 65535; 0, the default, for any that is free. */
        public Builder port(int number) {
            if (number < 0 || number > 65_535) {
                throw new IllegalArgumentException("port must be from 0 to 65535, but is " + number);
            }
            port = number;
            return this;
        }

        /** The address to listen on; 127.0.0.1 unless set. */
        public Builder address(InetAddress local) {
            address = requireNonNull(local, "local");
            return this;
        }

        /** More names by which it may be called, beside those of this machine's loopback; {@code *} for any. */
        public Builder allowedHosts(String... names) {
            for (String name : names) {
                allowedHosts.add(name.strip().toLowerCase(Locale.ROOT));
            }
            return this;
        }

        /** Asks for this user and password on page and API (RFC 7617). */
        public Builder credentials(String user, String password) {
            credentials = Optional.of(new Credentials(user, password));
            return this;
        }

        /**
         * The DNS by which mails are judged, as the text of a master file; without it there are no reports.
         *
         * @throws dev.heloise.deliverability.ZoneException if it cannot be read
         */
        public Builder zone(String masterFile) {
            zone = Optional.of(Reports.ZoneText.of(masterFile));
            return this;
        }

        /** The path under which everything is served, such as {@code /mail}; the root unless set. */
        public Builder webRoot(String path) {
            String trimmed = path.replaceAll("^/+|/+$", "");
            if (!trimmed.matches("[A-Za-z0-9._~/-]*") || trimmed.contains("..")) {
                throw new IllegalArgumentException("webRoot must be a path such as /mail, but is " + path);
            }
            root = trimmed.isEmpty() ? "" : "/" + trimmed;
            return this;
        }

        /**
         * Starts it. When this returns, its port is open.
         *
         * @throws UncheckedIOException if the port cannot be opened; the message names it
         */
        public WebInbox start() {
            return new WebInbox(smtp, new WebSettings(address, port, root, allowedHosts, credentials, zone));
        }
    }
}
