package dev.heloise.script;

import dev.heloise.script.Recording.Entry;
import dev.heloise.script.Recording.Entry.Kind;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;

/** Plays the client of a recording, in step: what came after a reply is said after a reply. */
final class ReplayedClient {

    private static final int PATIENCE_MILLIS = 30_000;

    private final InputStream in;
    private final OutputStream out;
    private final List<Entry> said = new ArrayList<>();

    private ReplayedClient(Socket socket) throws IOException {
        this.in = new BufferedInputStream(socket.getInputStream());
        this.out = socket.getOutputStream();
    }

    static Recording play(List<Entry> entries, String host, int port) {
        if (hasHandshake(entries)) {
            throw new IllegalArgumentException("a session with a TLS handshake cannot be said again");
        }
        try (Socket socket = new Socket(host, port)) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.setTcpNoDelay(true);
            ReplayedClient client = new ReplayedClient(socket);
            client.play(entries);
            return new Recording(client.said);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot replay to " + host + ":" + port + ": " + e.getMessage(), e);
        }
    }

    private static boolean hasHandshake(List<Entry> entries) {
        boolean asked = false;
        for (Entry entry : entries) {
            if (asked && entry.kind() == Kind.SERVER && entry.line().startsWith("220")) {
                return true;
            }
            boolean asksNow = entry.kind() == Kind.CLIENT && entry.line().equalsIgnoreCase("STARTTLS");
            asked = asksNow || (asked && entry.kind() == Kind.EVENT);
        }
        return false;
    }

    private void play(List<Entry> entries) throws IOException {
        for (int i = 0; i < entries.size(); i++) {
            Entry entry = entries.get(i);
            switch (entry.kind()) {
                case CLIENT, CONTENT -> {
                    if (!say(entry)) {
                        return;
                    }
                }
                case SERVER -> {
                    // One for each reply, at its last line: this server may take more or fewer lines to say it.
                    if (ReplyLines.isLast(entry) && !hear()) {
                        return;
                    }
                }
                case EVENT -> {}
            }
        }
    }

    /** False if the server has gone. */
    private boolean say(Entry entry) throws IOException {
        try {
            out.write(entry.octets());
        } catch (SocketException gone) {
            return false;
        }
        said.add(entry);
        return true;
    }

    /** False if the server has gone. */
    private boolean hear() throws IOException {
        Entry line;
        do {
            line = new Entry(Kind.SERVER, line());
            if (line.length() > 0) {
                said.add(line);
            }
        } while (line.endsLine() && !ReplyLines.isLast(line));
        return line.endsLine();
    }

    private byte[] line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        try {
            int octet;
            do {
                octet = in.read();
                if (octet >= 0) {
                    line.write(octet);
                }
            } while (octet >= 0 && octet != '\n');
        } catch (SocketException reset) {
            // What came before that is what the server said.
            return line.toByteArray();
        }
        return line.toByteArray();
    }
}
