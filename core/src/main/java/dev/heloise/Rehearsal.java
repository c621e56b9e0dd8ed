package dev.heloise;

import dev.heloise.mailbox.MemoryMailbox;
import dev.heloise.mailbox.Retention;
import dev.heloise.mailbox.SessionRecorder;
import dev.heloise.mailbox.SmtpSession;
import dev.heloise.script.SmtpExtension;
import dev.heloise.smtp.Limits;
import dev.heloise.smtp.Service;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A session of which nobody hears. The first client in a JVM would wait for some fifty classes to be found and read;
 * the rehearsal has this done on a thread of its own, while the first server opens its port. It goes as far as is worth
 * it: what comes after the greeting is loaded faster than it is rehearsed.
 */
final class Rehearsal implements Runnable {

    private static final byte[] LINES = "QUIT\r\n".getBytes(StandardCharsets.US_ASCII);

    private Rehearsal() {}

    static void begin() {
        Thread rehearsal = new Thread(new Rehearsal(), "heloise-rehearsal");
        rehearsal.setDaemon(true);
        rehearsal.start();
    }

    @Override
    public void run() {
        try {
            play();
        } catch (IOException e) {
            // Whatever is wrong, the first client finds out, and somebody hears of it.
        }
    }

    /** The session as it went. */
    static SmtpSession play() throws IOException {
        MemoryMailbox mailbox = new MemoryMailbox(Retention.DEFAULT, Duration.ZERO, Clock.systemUTC());
        Service service = new Service("heloise.test", SmtpExtension.usual(), Limits.DEFAULT, List.of());
        Port port = new Port(0, service, Optional.empty(), false, false);
        SessionRecorder session = mailbox.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        new Connection(new Scripted(), port, session, new SharedRoom(0), false).run();
        return session.session();
    }

    /** A socket without a network. */
    private static final class Scripted extends Socket {

        @Override
        public InputStream getInputStream() {
            return new ByteArrayInputStream(LINES);
        }

        @Override
        public OutputStream getOutputStream() {
            return OutputStream.nullOutputStream();
        }
    }
}
