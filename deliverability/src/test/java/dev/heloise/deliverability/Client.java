package dev.heloise.deliverability;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.heloise.SmtpEndpoint;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.util.StringJoiner;

/** Says to a server what the test says, and hears its replies. */
final class Client implements AutoCloseable {

    private final Socket socket;
    private final BufferedReader in;

    private Client(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
    }

    /** A client that has said EHLO. */
    static Client introduced(SmtpEndpoint smtp, String name) throws IOException {
        Client client = new Client(new Socket(smtp.host(), smtp.port()));
        client.socket.setSoTimeout(10_000);
        client.reply();
        client.say("EHLO " + name);
        return client;
    }

    /** The reply to a line, or to several that belong together; the lines of a reply are joined by LF. */
    String say(String line) throws IOException {
        socket.getOutputStream().write((line + "\r\n").getBytes(UTF_8));
        return reply();
    }

    /** The reply to a mail as a whole. */
    String send(String sender, String recipient, String content) throws IOException {
        say("MAIL FROM:<" + sender + ">");
        say("RCPT TO:<" + recipient + ">");
        say("DATA");
        return say(content.replace("\n", "\r\n") + ".");
    }

    private String reply() throws IOException {
        StringJoiner reply = new StringJoiner("\n");
        String line;
        do {
            line = in.readLine();
            reply.add(line);
        } while (line.startsWith("-", 3));
        return reply.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
