package dev.heloise.app;

import dev.heloise.FakeSmtpServer;
import dev.heloise.script.SmtpExtension;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
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
                .without(without.toArray(SmtpExtension[]::new));
    }

    /** Reads an address literal. A name is not one: nothing is ever looked up. */
    static final class Literal implements ITypeConverter<InetAddress> {

        @Override
        public InetAddress convert(String text) {
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
}
