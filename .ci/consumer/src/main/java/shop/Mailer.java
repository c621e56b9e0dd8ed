package shop;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.Socket;

/** Sends one mail, without a library. */
final class Mailer {

    private static final String DIALOGUE = """
            EHLO shop.example
            MAIL FROM:<no-reply@shop.example>
            RCPT TO:<ada@example.com>
            DATA
            Subject: Welcome
            Content-Type: multipart/alternative; boundary=b

            --b
            Content-Type: text/plain

            Hello, Ada
            --b--
            .
            QUIT
            """;

    private Mailer() {}

    static void welcome(String host, int port) throws IOException {
        try (Socket socket = new Socket(host, port)) {
            for (String line : DIALOGUE.split("\n", -1)) {
                socket.getOutputStream().write((line + "\r\n").getBytes(US_ASCII));
            }
            socket.shutdownOutput();
            socket.getInputStream().readAllBytes();
        }
    }
}
