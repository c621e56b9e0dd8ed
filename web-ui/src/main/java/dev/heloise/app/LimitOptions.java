package dev.heloise.app;

import dev.heloise.FakeSmtpServer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The options that say how much the SMTP side takes, keeps and reads. */
final class LimitOptions {

    @Option(
            names = "--max-message-size",
            paramLabel = "SIZE",
            defaultValue = "50M",
            converter = Size.class,
            description = "Largest message (${DEFAULT-VALUE})")
    private long maxMessageSize;

    @Option(
            names = "--max-mails-per-session",
            paramLabel = "COUNT",
            description = "Most mails of one session (any number)")
    private @Nullable Integer maxMailsPerSession;

    @Option(
            names = "--max-recipients",
            paramLabel = "COUNT",
            defaultValue = "1000",
            description = "Most recipients of one mail (${DEFAULT-VALUE})")
    private int maxRecipients;

    @Option(
            names = "--max-command-line",
            paramLabel = "OCTETS",
            defaultValue = "4096",
            description = "Longest command line (${DEFAULT-VALUE})")
    private int maxCommandLine;

    @Option(
            names = "--max-auth-line",
            paramLabel = "OCTETS",
            defaultValue = "12288",
            description = "Longest line of an AUTH exchange (${DEFAULT-VALUE})")
    private int maxAuthLine;

    @Option(
            names = "--max-auth-failures",
            paramLabel = "COUNT",
            defaultValue = "5",
            description = "Most times a session may fail to authenticate (${DEFAULT-VALUE})")
    private int maxAuthFailures;

    @Option(
            names = "--max-errors",
            paramLabel = "COUNT",
            defaultValue = "50",
            description = "Most wrong commands of a session (${DEFAULT-VALUE})")
    private int maxErrors;

    @Option(
            names = "--max-connections",
            paramLabel = "COUNT",
            defaultValue = "20000",
            description = "Most connections at a time (${DEFAULT-VALUE})")
    private int maxConnections;

    @Option(
            names = "--max-receiving",
            paramLabel = "SIZE",
            converter = Size.class,
            description = "Most memory for messages while they are received (half of the heap less 64M, or a quarter)")
    private @Nullable Long maxReceiving;

    @Option(
            names = "--idle-timeout",
            paramLabel = "SECONDS",
            defaultValue = "300",
            description = "How long a client may say nothing (${DEFAULT-VALUE})")
    private int idleTimeout;

    @Option(
            names = "--session-timeout",
            paramLabel = "SECONDS",
            description = "How long a session may last (as long as the client likes)")
    private @Nullable Integer sessionTimeout;

    @Option(
            names = "--min-data-rate",
            paramLabel = "OCTETS",
            description = "How many octets of a message have to come in a second (as many as the client likes)")
    private @Nullable Integer minDataRate;

    @Option(
            names = "--write-timeout",
            paramLabel = "SECONDS",
            defaultValue = "60",
            description = "How long a client may leave replies unread (${DEFAULT-VALUE})")
    private int writeTimeout;

    @Option(
            names = "--handshake-timeout",
            paramLabel = "SECONDS",
            defaultValue = "5",
            description = "How long a client may wait before it begins TLS (${DEFAULT-VALUE})")
    private int handshakeTimeout;

    @Option(
            names = "--retain",
            paramLabel = "COUNT",
            defaultValue = "10000",
            description = "Most mails to keep, the oldest go first (${DEFAULT-VALUE})")
    private int retain;

    @Option(
            names = "--retain-bytes",
            paramLabel = "SIZE",
            converter = Size.class,
            description = "Most octets of mails to keep (512M, or a quarter of the heap where that is less)")
    private @Nullable Long retainBytes;

    @Option(
            names = "--max-transcript",
            paramLabel = "SIZE",
            defaultValue = "16M",
            converter = Size.class,
            description = "Most octets of one session's transcript (${DEFAULT-VALUE})")
    private long maxTranscript;

    @Option(
            names = "--max-header-size",
            paramLabel = "SIZE",
            defaultValue = "1M",
            converter = Size.class,
            description = "Most octets of a header that are read (${DEFAULT-VALUE})")
    private long maxHeaderSize;

    @Option(
            names = "--max-mime-depth",
            paramLabel = "COUNT",
            defaultValue = "100",
            description = "How deep parts within parts are read (${DEFAULT-VALUE})")
    private int maxMimeDepth;

    @Option(
            names = "--max-mime-parts",
            paramLabel = "COUNT",
            defaultValue = "10000",
            description = "How many parts of a mail are read (${DEFAULT-VALUE})")
    private int maxMimeParts;

    void applyTo(FakeSmtpServer.Builder server) {
        server.maxMessageSize(maxMessageSize)
                .maxRecipients(maxRecipients)
                .maxCommandLine(maxCommandLine)
                .maxAuthLine(maxAuthLine)
                .maxAuthFailures(maxAuthFailures)
                .maxErrors(maxErrors)
                .maxConnections(maxConnections)
                .idleTimeout(Duration.ofSeconds(idleTimeout))
                .writeTimeout(Duration.ofSeconds(writeTimeout))
                .handshakeTimeout(Duration.ofSeconds(handshakeTimeout))
                .retain(retain)
                .maxTranscript((int) Math.min(maxTranscript, Integer.MAX_VALUE))
                .maxHeaderSize((int) Math.min(maxHeaderSize, Integer.MAX_VALUE))
                .maxMimeDepth(maxMimeDepth)
                .maxMimeParts(maxMimeParts);
        if (maxMailsPerSession != null) {
            server.maxMailsPerSession(maxMailsPerSession);
        }
        if (sessionTimeout != null) {
            server.sessionTimeout(Duration.ofSeconds(sessionTimeout));
        }
        if (minDataRate != null) {
            server.minDataRate(minDataRate);
        }
        // Unless they are set, these two depend on the heap.
        if (maxReceiving != null) {
            server.maxReceiving(maxReceiving);
        }
        if (retainBytes != null) {
            server.retainBytes(retainBytes);
        }
    }

    /** Reads a number of octets. */
    static final class Size implements ITypeConverter<Long> {

        @Override
        public Long convert(String text) {
            try {
                return Octets.of(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(String.valueOf(e.getMessage()));
            }
        }
    }
}
