package dev.heloise;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;

/**
 * A client that says what a test tells it, word for word. Dialogues are text:
 *
 * <pre>
 * S: 220
 * C: MAIL FROM:&lt;a@example.org>
 * S: 503 5.5.1
 * S: (closed)
 * </pre>
 *
 * <p>What the server says has to begin with what stands there. {@code (closed)}, {@code (reset)} and {@code (silence)}
 * are what a client sees of a connection.
 */
public final class Talk implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 10_000;
    private static final int SILENCE_MILLIS = 100;

    private final Socket socket;

    private Talk(Socket socket) {
        this.socket = socket;
    }

    public static Talk to(SmtpEndpoint server) {
        try {
            Socket socket = new Socket(server.host(), server.port());
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(PATIENCE_MILLIS);
            return new Talk(socket);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One session from beginning to end. */
    public static void play(SmtpEndpoint server, String dialogue) {
        try (Talk talk = to(server)) {
            talk.play(dialogue);
        }
    }

    public Talk play(String dialogue) {
        for (String line : dialogue.strip().split("\n", -1)) {
            String text = line.length() > 3 ? line.substring(3) : "";
            if (line.startsWith("C:")) {
                say(text + "\r\n");
            } else {
                assertThat(hear(text)).as("the reply in%n%s", dialogue).startsWith(text);
            }
        }
        return this;
    }

    public Talk say(String octets) {
        try {
            socket.getOutputStream().write(octets.getBytes(ISO_8859_1));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String hear(String expected) {
        return expected.equals("(silence)") ? silence() : reply();
    }

    /** The next reply, its lines joined by LF; or how the connection ended, after what came of it until then. */
    public String reply() {
        StringBuilder reply = new StringBuilder();
        String line;
        do {
            line = line();
            reply.append(reply.isEmpty() ? "" : "\n").append(line);
        } while (line.length() > 3 && line.charAt(3) == '-' && !line.endsWith(")"));
        return reply.toString();
    }

    private String line() {
        StringBuilder line = new StringBuilder();
        try {
            InputStream in = socket.getInputStream();
            for (int octet = in.read(); octet != '\n'; octet = in.read()) {
                if (octet < 0) {
                    return line + "(closed)";
                }
                line.append((char) octet);
            }
            return line.toString().stripTrailing();
        } catch (SocketException e) {
            return line + "(reset)";
        } catch (IOException e) {
            throw new UncheckedIOException("after \"" + line + "\"", e);
        }
    }

    private String silence() {
        try {
            socket.setSoTimeout(SILENCE_MILLIS);
            return "heard " + socket.getInputStream().read();
        } catch (SocketTimeoutException e) {
            return "(silence)";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            patient();
        }
    }

    private void patient() {
        try {
            socket.setSoTimeout(PATIENCE_MILLIS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
