package dev.heloise.benchmarks;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;

/**
 * An SMTP client with as little of its own as can be: one write a command, one read a reply, no pipelining. Every
 * server hears the same octets from it.
 */
final class RawSession implements AutoCloseable {

    private static final int TIMEOUT_MILLIS = 30_000;

    private static final byte[] EHLO = command("EHLO client.example");
    private static final byte[] MAIL = command("MAIL FROM:<no-reply@shop.example>");
    private static final byte[] RCPT = command("RCPT TO:<ada@example.com>");
    private static final byte[] DATA = command("DATA");
    private static final byte[] QUIT = command("QUIT");

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private final byte[] buffer = new byte[4096];

    /** Connects, hears the greeting and says {@code EHLO}. */
    RawSession(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(TIMEOUT_MILLIS);
        in = socket.getInputStream();
        out = socket.getOutputStream();
        expect(220);
        say(EHLO, 250);
    }

    private static byte[] command(String line) {
        return (line + "\r\n").getBytes(US_ASCII);
    }

    /**
     * Sends one mail, and returns when the server has taken it.
     *
     * @param content the message with the final {@code .CRLF}
     */
    void send(byte[] content) throws IOException {
        send(RCPT, content);
    }

    /** Sends one mail to another recipient than usual. */
    void send(String recipient, byte[] content) throws IOException {
        send(command("RCPT TO:<" + recipient + ">"), content);
    }

    /** Sends one mail; whether the server has taken it, or else has no memory for it at the moment. */
    boolean offer(byte[] content) throws IOException {
        announce(RCPT);
        out.write(content);
        int code = reply();
        if (code != 250 && code != 452) {
            throw new IOException("neither 250 nor 452: " + code);
        }
        return code == 250;
    }

    private void send(byte[] rcpt, byte[] content) throws IOException {
        announce(rcpt);
        say(content, 250);
    }

    private void announce(byte[] rcpt) throws IOException {
        say(MAIL, 250);
        say(rcpt, 250);
        say(DATA, 354);
    }

    private void say(byte[] octets, int expected) throws IOException {
        out.write(octets);
        expect(expected);
    }

    private void expect(int code) throws IOException {
        int said = reply();
        if (said != code) {
            throw new IOException("not " + code + ", but " + said);
        }
    }

    /** Reads one reply, all lines of it; its code. Since nothing is pipelined, it ends where the octets end. */
    private int reply() throws IOException {
        int length = 0;
        int lastLine = 0;
        while (true) {
            int count = in.read(buffer, length, buffer.length - length);
            if (count < 0) {
                throw new IOException("the server closed the connection in place of a reply");
            }
            length += count;
            if (buffer[length - 1] == '\n') {
                lastLine = startOfLastLine(length);
                if (length - lastLine > 4 && buffer[lastLine + 3] == ' ') {
                    break;
                }
            }
        }
        return (buffer[lastLine] - '0') * 100 + (buffer[lastLine + 1] - '0') * 10 + (buffer[lastLine + 2] - '0');
    }

    private int startOfLastLine(int length) {
        int start = length - 1;
        while (start > 0 && buffer[start - 1] != '\n') {
            start--;
        }
        return start;
    }

    /** Closes without a word. */
    void abandon() throws IOException {
        socket.close();
    }

    /** Says {@code QUIT}, hears the answer and closes. */
    @Override
    public void close() throws IOException {
        try (socket) {
            say(QUIT, 221);
        }
    }
}
