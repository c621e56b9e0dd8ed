package dev.heloise.app;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.heloise.FakeSmtpServer;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.util.Map;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A server with an inbox on free ports, and the clients of both. */
final class Running implements AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();
    private static final int PATIENCE_MILLIS = 20_000;

    final FakeSmtpServer smtp;
    final WebInbox inbox;
    private final HttpClient client = HttpClient.newHttpClient();

    Running() {
        this(inbox -> inbox);
    }

    Running(UnaryOperator<WebInbox.Builder> options) {
        smtp = FakeSmtpServer.start();
        inbox = options.apply(WebInbox.on(smtp)).start();
    }

    /** Sends a mail and returns its id. */
    String send(String recipient, String... lines) {
        String content = String.join("\r\n", lines) + "\r\n.";
        String reply = say(
                "EHLO shop.example",
                "MAIL FROM:<no-reply@shop.example>",
                "RCPT TO:<" + recipient + ">",
                "DATA",
                content);
        assertThat(reply).startsWith("250 2.0.0");
        return reply.replaceAll("\\D+$", "").replaceAll(".*\\D", "");
    }

    /** Says all this to the server, then QUIT; returns its last reply before that. */
    String say(String... commands) {
        return say(UTF_8, commands);
    }

    /** The same in these characters. */
    String say(Charset charset, String... commands) {
        try (Socket socket = new Socket(smtp.host(), smtp.port())) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            BufferedReader replies = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
            String reply = reply(replies);
            for (String command : commands) {
                socket.getOutputStream().write((command + "\r\n").getBytes(charset));
                reply = reply(replies);
            }
            socket.getOutputStream().write("QUIT\r\n".getBytes(UTF_8));
            reply(replies);
            return reply;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String reply(BufferedReader replies) throws IOException {
        String line = replies.readLine();
        while (line.length() > 3 && line.charAt(3) == '-') {
            line = replies.readLine();
        }
        return line;
    }

    URI uri(String path) {
        return URI.create(inbox.uri() + path);
    }

    HttpResponse<String> get(String path, String... headers) {
        return call("GET", path, "", headers);
    }

    JsonNode json(String path) {
        HttpResponse<String> response = get(path);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return JSON.readTree(response.body());
    }

    static JsonNode parse(HttpResponse<String> response) {
        return JSON.readTree(response.body());
    }

    /** What a GET of that page brings, be it of this inbox or of another. */
    static String body(URI page) throws IOException {
        try (InputStream in = page.toURL().openStream()) {
            return new String(in.readAllBytes(), UTF_8);
        }
    }

    HttpResponse<String> call(String method, String path, String body, String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(uri(path)).method(method, HttpRequest.BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    HttpResponse<String> callJson(String method, String path, Map<String, ?> body) {
        return call(method, path, JSON.writeValueAsString(body), "Content-Type", "application/json");
    }

    /**
     * Sends this word for word, for what no HTTP client would send; returns the whole answer. Who is refused before he
     * has said everything finds the connection broken, and the answer there all the same.
     */
    String raw(String request) {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), inbox.port())) {
            try {
                socket.getOutputStream().write(request.getBytes(ISO_8859_1));
            } catch (SocketException refused) {
                // The answer says why.
            }
            socket.getInputStream().transferTo(answer);
        } catch (SocketException broken) {
            // It has said what it had to say.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return answer.toString(UTF_8);
    }

    @Override
    public void close() {
        inbox.close();
        smtp.close();
    }
}
