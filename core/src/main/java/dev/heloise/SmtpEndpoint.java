package dev.heloise;

import dev.heloise.mailbox.Mailbox;
import dev.heloise.script.Script;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/** A server that a test can reach: in the same process, or in a container. */
public interface SmtpEndpoint {

    /** The address to connect to, as a literal such as {@code 127.0.0.1}. */
    String host();

    /** The TCP port to connect to, from 1 to 65535. */
    int port();

    /**
     * The port of the listener with implicit TLS (RFC 8314 §3.3), where there is one; it may be {@link #port} itself.
     */
    OptionalInt tlsPort();

    /**
     * What the server received. A server in the process that several tests share at the same time gives inboxes only,
     * and an {@link IllegalStateException} for all else.
     */
    Mailbox mailbox();

    /** What the server is to answer, where a test wants something else than a 250. */
    Script script();

    /**
     * Forgets mails, sessions and rules, and what policies have counted, as if the server had just been started. The
     * port stays.
     *
     * @throws IllegalStateException if several tests share the server at the same time
     */
    void reset();

    /**
     * The settings that lead a mailer to {@link #port}, by the names of its framework: where it is, and the TLS and the
     * login that it cannot do without there. Whom it trusts is not among them.
     */
    default Map<String, String> properties(PropertyNames names) {
        return names.of(this, MailerSettings.of(this));
    }

    /**
     * Registers the same settings one by one, as Spring's {@code DynamicPropertyRegistry::add} takes them. The values
     * are read when they are asked for.
     */
    default void register(PropertyNames names, BiConsumer<String, Supplier<Object>> registry) {
        properties(names)
                .keySet()
                .forEach(name -> registry.accept(name, () -> properties(names).get(name)));
    }
}
