package dev.heloise;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** A client that says exactly what it is told, in clear or through TLS. It reads no further than it has to. */
public final class SmtpClient implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 10_000;

    private Socket socket;

    private SmtpClient(Socket socket) {
        this.socket = socket;
    }

    public static SmtpClient connect(SmtpEndpoint server) throws IOException {
        return connect(server.port());
    }

    static SmtpClient connect(int port) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.setTcpNoDelay(true);
        return new SmtpClient(socket);
    }

    /** Connects, and hears the greeting. */
    static SmtpClient greeted(FakeSmtpServer server) throws IOException {
        SmtpClient client = connect(server);
        client.reply();
        return client;
    }

    /** Connects, hears the greeting, and says EHLO. */
    public static SmtpClient introduced(SmtpEndpoint server) throws IOException {
        SmtpClient client = connect(server);
        client.reply();
        client.say("EHLO client.example");
        return client;
    }

    void secure(SSLContext context) throws IOException {
        secure(context, "localhost", parameters -> {});
    }

    /** @param name whom the client believes to talk to */
    void secure(SSLContext context, String name, Consumer<SSLParameters> settings) throws IOException {
        SSLSocket secured = (SSLSocket) context.getSocketFactory().createSocket(socket, name, socket.getPort(), true);
        SSLParameters parameters = secured.getSSLParameters();
        settings.accept(parameters);
        secured.setSSLParameters(parameters);
        secured.startHandshake();
        socket = secured;
    }

    /** Sends octets, one for each character. */
    public void send(String octets) throws IOException {
        socket.getOutputStream().write(octets.getBytes(ISO_8859_1));
        socket.getOutputStream().flush();
    }

    /** The whole reply to a line, its lines joined by LF. */
    public String reply(String line) throws IOException {
        send(line + "\r\n");
        return whole();
    }

    /** The last line of the reply to a line. */
    public String say(String line) throws IOException {
        send(line + "\r\n");
        return reply();
    }

    /** The last line of the next reply; {@code closed} where the server has closed the connection. */
    public String reply() throws IOException {
        String whole = whole();
        return whole.substring(whole.lastIndexOf('\n') + 1);
    }

    /** The whole of the next reply, its lines joined by LF; {@code closed} where there is none. */
    String whole() throws IOException {
        StringBuilder whole = new StringBuilder();
        String line = line();
        while (line.length() > 3 && line.charAt(3) == '-') {
            whole.append(line).append('\n');
            line = line();
        }
        return whole.append(line).toString();
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int octet = socket.getInputStream().read();
        while (octet >= 0 && octet != '\n') {
            line.write(octet);
            octet = socket.getInputStream().read();
        }
        return octet < 0 ? "closed" : line.toString(ISO_8859_1).replace("\r", "");
    }

    /** Delivers a mail and returns the reply to its content. */
    public String deliver(String from, String to, String content) throws IOException {
        say("MAIL FROM:<" + from + ">");
        say("RCPT TO:<" + to + ">");
        say("DATA");
        send(content);
        return say(".");
    }

    public Socket socket() {
        return socket;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
