package dev.heloise;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.heloise.script.TlsFault;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;

/** Spoils a handshake that the client has begun, as a {@link TlsFault} wants it. */
final class Sabotage {

    /** A server's answer in TLS 1.0 (RFC 2246 §7.4.1.3): its version, 32 random octets, no session. */
    private static final int OLD_VERSION = 0x0301;

    /**
     * ECDHE_RSA_WITH_AES_128_CBC_SHA (RFC 4492): clients still know it, so that they stumble over the version alone.
     */
    private static final int CIPHER = 0xC013;

    private Sabotage() {}

    /** Whether a handshake under this fault comes to nothing. */
    static boolean spoils(TlsFault fault) {
        return switch (fault) {
            case HANDSHAKE_RESET, OLD_PROTOCOL_ONLY, GARBAGE_FOR_HANDSHAKE -> true;
            default -> false;
        };
    }

    static void carryOut(TlsFault fault, Socket socket, InputStream ear) throws IOException {
        switch (fault) {
            case HANDSHAKE_RESET -> {
                socket.setSoLinger(true, 0);
                socket.close();
            }
            case GARBAGE_FOR_HANDSHAKE ->
                socket.getOutputStream().write("500 5.5.1 What did you say?\r\n".getBytes(US_ASCII));
            case OLD_PROTOCOL_ONLY -> {
                socket.getOutputStream().write(oldHello());
                // What follows is the client's alert, or its end.
                int ignored = ear.read(new byte[64]);
                assert ignored <= 64;
            }
            default -> throw new IllegalArgumentException("no fault of handshakes: " + fault);
        }
    }

    private static byte[] oldHello() {
        ByteArrayOutputStream hello = new ByteArrayOutputStream();
        int body = 2 + 32 + 1 + 2 + 1;
        number(hello, 1, 0x16);
        number(hello, 2, OLD_VERSION);
        number(hello, 2, body + 4);
        number(hello, 1, 0x02);
        number(hello, 3, body);
        number(hello, 2, OLD_VERSION);
        hello.writeBytes(new byte[32]);
        number(hello, 1, 0);
        number(hello, 2, CIPHER);
        number(hello, 1, 0);
        return hello.toByteArray();
    }

    private static void number(ByteArrayOutputStream out, int octets, int value) {
        for (int i = octets - 1; i >= 0; i--) {
            out.write(value >> (8 * i));
        }
    }
}
