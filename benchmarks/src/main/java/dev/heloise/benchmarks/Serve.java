package dev.heloise.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/**
 * Runs one server in a JVM of its own: tells its port on standard output, forgets its mails at each line of standard
 * input and answers when that is done, and ends with the input.
 */
final class Serve {

    private Serve() {}

    public static void main(String[] args) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        try (Peer.Running server = Peer.named(args[0]).start()) {
            System.out.println(server.port());
            while (in.readLine() != null) {
                server.clear().run();
                // Each round begins with what the others begin with: an empty heap.
                System.gc();
                System.out.println("cleared");
            }
        }
    }
}
