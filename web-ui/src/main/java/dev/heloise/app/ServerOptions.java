package dev.heloise.app;

import dev.heloise.FakeSmtpServer;
import dev.heloise.script.SmtpExtension;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The options of the SMTP side. */
final class ServerOptions {

    @Option(
            names = "--smtp-port",
            paramLabel = "PORT",
            defaultValue = "1025",
            description = "Port for SMTP; 0 for any that is free (${DEFAULT-VALUE})")
    private int port;

    @Option(
            names = "--bind",
            paramLabel = "ADDRESS",
            defaultValue = "127.0.0.1",
            converter = Literal.class,
            description = "Address to listen on, SMTP and HTTP; 0.0.0.0 for all (${DEFAULT-VALUE})")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private InetAddress address;

    @Option(
            names = "--hostname",
            paramLabel = "NAME",
            defaultValue = "heloise.test",
            description = "Name with which the server greets (${DEFAULT-VALUE})")
    private String hostname = "";

    @Option(
            names = "--max-message-size",
            paramLabel = "SIZE",
            defaultValue = "50M",
            converter = Octets.class,
            description = "Largest message (${DEFAULT-VALUE})")
    private long maxMessageSize;

    @Option(
            names = "--max-recipients",
            paramLabel = "COUNT",
            defaultValue = "1000",
            description = "Most recipients of one mail (${DEFAULT-VALUE})")
    private int maxRecipients;

    @Option(
            names = "--max-connections",
            paramLabel = "COUNT",
            defaultValue = "20000",
            description = "Most connections at a time (${DEFAULT-VALUE})")
    private int maxConnections;

    @Option(
            names = "--idle-timeout",
            paramLabel = "SECONDS",
            defaultValue = "300",
            description = "How long a client may say nothing (${DEFAULT-VALUE})")
    private int idleTimeout;

    @Option(
            names = "--retain",
            paramLabel = "COUNT",
            defaultValue = "10000",
            description = "Most mails to keep, the oldest go first (${DEFAULT-VALUE})")
    private int retain;

    @Option(
            names = "--retain-bytes",
            paramLabel = "SIZE",
            defaultValue = "512M",
            converter = Octets.class,
            description = "Most octets of mails to keep (${DEFAULT-VALUE})")
    private long retainBytes;

    @Option(
            names = "--without",
            paramLabel = "EXTENSION",
            split = ",",
            description = "Extensions not to offer: ${COMPLETION-CANDIDATES}")
    private List<SmtpExtension> without = List.of();

    InetAddress address() {
        return address;
    }

    /** What was said about it, not yet started. */
    FakeSmtpServer.Builder builder() {
        return FakeSmtpServer.builder()
                .port(port)
                .address(address)
                .hostname(hostname)
                .maxMessageSize(maxMessageSize)
                .maxRecipients(maxRecipients)
                .maxConnections(maxConnections)
                .idleTimeout(Duration.ofSeconds(idleTimeout))
                .retain(retain)
                .retainBytes(retainBytes)
                .without(without.toArray(SmtpExtension[]::new));
    }

    /** Reads an address literal. A name is not one: nothing is ever looked up. */
    static final class Literal implements ITypeConverter<InetAddress> {

        @Override
        public InetAddress convert(String text) throws UnknownHostException {
            String literal = text.equals("localhost") ? "127.0.0.1" : text;
            if (!literal.matches("[0-9]{1,3}(\\.[0-9]{1,3}){3}|\\[?[0-9A-Fa-f.]*:[0-9A-Fa-f:.]*]?")) {
                throw new TypeConversionException("\"" + text + "\" is not an IP address");
            }
            try {
                return InetAddress.getByName(literal);
            } catch (UnknownHostException e) {
                throw new TypeConversionException("\"" + text + "\" is not an IP address");
            }
        }
    }

    /** Reads a number of octets, such as 1024, 64K, 50M or 1G. */
    static final class Octets implements ITypeConverter<Long> {

        @Override
        public Long convert(String text) {
            String size = text.toUpperCase(Locale.ROOT);
            if (!size.matches("[0-9]{1,12}[KMG]?")) {
                throw new TypeConversionException("\"" + text + "\" is not a size such as 1024, 64K, 50M or 1G");
            }
            int power = "KMG".indexOf(size.charAt(size.length() - 1)) + 1;
            return Long.parseLong(power == 0 ? size : size.substring(0, size.length() - 1)) << (10 * power);
        }
    }
}
