package dev.heloise.benchmarks;

import com.dumbster.smtp.SimpleSmtpServer;
import com.icegreen.greenmail.store.FolderException;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.heloise.FakeSmtpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.subethamail.smtp.server.SMTPServer;
import org.subethamail.wiser.Wiser;

/**
 * The servers that run in a JVM, each set up as its own documentation has it for a test. Public for JMH, which
 * generates code that names it.
 */
public enum Peer {
    HELOISE {
        @Override
        Running start() {
            FakeSmtpServer server = FakeSmtpServer.start();
            return new Running(server.port(), server.mailbox()::clear, server::close);
        }
    },
    WISER {
        @Override
        Running start() {
            // The default of 1,000 connections would turn away the largest load.
            Wiser wiser = Wiser.create(SMTPServer.port(0).maxConnections(2_000));
            wiser.start();
            return new Running(
                    wiser.getServer().getPortAllocated(),
                    () -> wiser.getMessages().clear(),
                    wiser::stop);
        }
    },
    GREENMAIL {
        @Override
        Running start() {
            GreenMail greenMail = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
            greenMail.start();
            return new Running(greenMail.getSmtp().getPort(), () -> purge(greenMail), greenMail::stop);
        }
    },
    DUMBSTER {
        @Override
        Running start() {
            try {
                SimpleSmtpServer server = SimpleSmtpServer.start(SimpleSmtpServer.AUTO_SMTP_PORT);
                return new Running(server.getPort(), server::reset, server::stop);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        int mostSessions() {
            return 1;
        }
    },
    SMTP4J {
        @Override
        Running start() {
            Smtp4j server = Smtp4j.start();
            return new Running(server.port(), server::clear, server::close);
        }

        @Override
        boolean isHere() {
            return Smtp4j.isHere();
        }

        /** It has as many threads as there are processors, and one of them accepts. */
        @Override
        int mostSessions() {
            return Runtime.getRuntime().availableProcessors() - 1;
        }
    };

    /** Those that can be started. */
    static List<Peer> here() {
        return Stream.of(values()).filter(Peer::isHere).toList();
    }

    /** A server that is ready, in this JVM. */
    abstract Running start();

    /** Whether it is on the class path. */
    boolean isHere() {
        return true;
    }

    /** How many sessions at a time it serves; those after that wait for the others to end. */
    int mostSessions() {
        return Integer.MAX_VALUE;
    }

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Peer named(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT));
    }

    static void purge(GreenMail greenMail) {
        try {
            greenMail.purgeEmailFromAllMailboxes();
        } catch (FolderException e) {
            throw new IllegalStateException("GreenMail cannot purge its mailboxes", e);
        }
    }

    /**
     * A server that listens.
     *
     * @param port where, on the loopback interface
     * @param clear forgets every mail
     * @param stop closes the port
     */
    record Running(int port, Runnable clear, Runnable stop) implements AutoCloseable {
        @Override
        public void close() {
            stop.run();
        }
    }
}
