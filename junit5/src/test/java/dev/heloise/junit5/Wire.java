package dev.heloise.junit5;

import dev.heloise.SmtpEndpoint;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A client that says exactly what it is told, and waits for the reply to each line. */
final class Wire {

    private Wire() {}

    /** Sends a mail, politely. */
    static void send(SmtpEndpoint smtp, String recipient, String subject) {
        say(
                smtp,
                "EHLO shop.example\r\n",
                "MAIL FROM:<no-reply@shop.example>\r\n",
                "RCPT TO:<" + recipient + ">\r\n",
                "DATA\r\n",
                message(recipient, subject) + ".\r\n",
                "QUIT\r\n");
    }

    /** The same, to a server that may break the connection at the end. */
    static void sayAsFarAsItGoes(SmtpEndpoint smtp, String recipient) {
        try {
            send(smtp, recipient, "Hello");
        } catch (UncheckedIOException broken) {
            // As it was to be.
        }
    }

    /** What is sent then. */
    static String message(String recipient, String subject) {
        return """
                From: no-reply@shop.example
                To: %s
                Subject: %s
                Date: Mon, 23 Nov 2026 12:00:00 +0000
                Message-ID: <1@shop.example>

                Hello.
                """.formatted(recipient, subject).replace("\n", "\r\n");
    }

    static void say(SmtpEndpoint smtp, String... commands) {
        try (Socket socket = new Socket(smtp.host(), smtp.port())) {
            socket.setSoTimeout(5_000);
            BufferedReader replies =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            skipReply(replies);
            for (String command : commands) {
                socket.getOutputStream().write(command.getBytes(StandardCharsets.UTF_8));
                skipReply(replies);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the server says first; nothing if it closes the connection. */
    static @Nullable String greeting(SmtpEndpoint smtp) {
        try (Socket socket = new Socket(smtp.host(), smtp.port())) {
            return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))
                    .readLine();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void skipReply(BufferedReader replies) throws IOException {
        String line;
        do {
            line = replies.readLine();
        } while (line != null && line.length() > 3 && line.charAt(3) == '-');
    }
}
