package dev.heloise.script;

import dev.heloise.mailbox.SmtpSession;
import dev.heloise.mailbox.Transcript;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A session to keep: what either side said, octet for octet, as a text file that can be read, edited, and played again
 * on either side.
 *
 * <pre>
 * Recording.of(session).writeTo(Path.of("refused.smtp"));
 *
 * Recording.read(Path.of("refused.smtp")).asScript().forEach(smtp.script()::add);   // the same replies
 * Recording.read(Path.of("refused.smtp")).replayTo(smtp.host(), smtp.port());       // the same commands
 * </pre>
 *
 * <p>In the file each line begins with its side: {@code S: } the server, {@code C: } the client, {@code D: } the
 * content of a mail, {@code *: } what happened besides, {@code #} a remark. A line stands for its octets and CRLF;
 * octets that are not printable ASCII, the backslash and a last space are written {@code \x0A}, and a backslash at the
 * end says that no CRLF follows.
 *
 * @param entries the lines of the dialogue in their order
 */
public record Recording(List<Entry> entries) {

    public Recording {
        entries = List.copyOf(entries);
    }

    /**
     * What was said in a session so far.
     *
     * @throws IllegalArgumentException if the content of a mail is no longer kept
     */
    public static Recording of(SmtpSession session) {
        List<Entry> entries = new ArrayList<>();
        for (Transcript.Line line : session.transcript().lines()) {
            Entry entry = Entry.of(line);
            if (entry.kind() == Entry.Kind.CONTENT && entry.length() == 0) {
                throw new IllegalArgumentException(
                        "session " + session.id() + " cannot be recorded: " + line.text() + " were not kept");
            }
            entries.add(entry);
        }
        return new Recording(entries);
    }

    /**
     * A recording from its file.
     *
     * @throws IllegalArgumentException if this is no recording; the message quotes the line
     * @throws UncheckedIOException if the file cannot be read
     */
    public static Recording read(Path file) {
        try {
            return parse(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    /**
     * A recording from the text of its file.
     *
     * @throws IllegalArgumentException if this is no recording; the message quotes the line
     */
    public static Recording parse(String text) {
        List<Entry> entries = text.lines()
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .map(RecordedLine::parse)
                .collect(Collectors.toCollection(ArrayList::new));
        return new Recording(joined(entries));
    }

    /** The lines of one content are one entry again. */
    private static List<Entry> joined(List<Entry> lines) {
        List<Entry> joined = new ArrayList<>();
        for (int i = 0; i < lines.size(); ) {
            int end = i + 1;
            if (lines.get(i).kind() == Entry.Kind.CONTENT) {
                while (end < lines.size() && lines.get(end).kind() == Entry.Kind.CONTENT) {
                    end++;
                }
            }
            joined.add(Entry.joined(lines.get(i).kind(), lines.subList(i, end)));
            i = end;
        }
        return joined;
    }

    /**
     * Writes the file, in place of what was there.
     *
     * @throws UncheckedIOException if it cannot be written
     */
    public void writeTo(Path file) {
        try {
            Files.writeString(file, asText(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file + ": " + e.getMessage(), e);
        }
    }

    /** The text of the file. */
    public String asText() {
        StringBuilder text = new StringBuilder("# An SMTP session recorded by Heloise\n");
        entries.forEach(entry -> RecordedLine.append(text, entry));
        return text.toString();
    }

    /**
     * Rules that give the same replies to the same commands. What SMTP itself has a server say about syntax and order
     * is left to the server. Where nothing was replied, the connection is dropped; where a reply was cut, it is cut
     * again.
     *
     * @throws IllegalArgumentException if a line of the server is no reply; the message quotes it
     */
    public List<Rule> asScript() {
        return ReplayedScript.of(entries);
    }

    /**
     * Says the same as a client, waiting for a reply wherever there was one, until the server closes the connection.
     *
     * @return what was said this time
     * @throws IllegalArgumentException if the recording has a TLS handshake in it, which cannot be said again
     * @throws UncheckedIOException if the server cannot be reached, or says nothing for 30 s
     */
    public Recording replayTo(String host, int port) {
        return ReplayedClient.play(entries, host, port);
    }

    /** What one side said, joined: all octets of that kind. */
    public byte[] octets(Entry.Kind kind) {
        List<Entry> said =
                entries.stream().filter(entry -> entry.kind() == kind).toList();
        return Entry.joined(kind, said).octets();
    }

    @Override
    public String toString() {
        return asText();
    }

    /**
     * A line of the dialogue, or the content of a mail.
     *
     * @param kind whose it is
     * @param octets exactly what was said, line end included
     */
    @SuppressWarnings("ArrayRecordComponent") // copied on the way in and out, and compared by content
    public record Entry(Kind kind, byte[] octets) {

        public Entry {
            octets = octets.clone();
        }

        static Entry of(Transcript.Line line) {
            return switch (line.side()) {
                case SERVER -> new Entry(Kind.SERVER, line.bytes());
                case CLIENT -> new Entry(line.isContent() ? Kind.CONTENT : Kind.CLIENT, line.bytes());
                case EVENT -> new Entry(Kind.EVENT, (line.text() + "\r\n").getBytes(StandardCharsets.UTF_8));
            };
        }

        @Override
        public byte[] octets() {
            return octets.clone();
        }

        int length() {
            return octets.length;
        }

        static Entry joined(Kind kind, List<Entry> parts) {
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            parts.forEach(part -> all.writeBytes(part.octets));
            return new Entry(kind, all.toByteArray());
        }

        /** The octets as text, without CRLF or what there is of it. */
        String line() {
            int end = octets.length;
            end -= end > 0 && octets[end - 1] == '\n' ? 1 : 0;
            end -= end > 0 && octets[end - 1] == '\r' ? 1 : 0;
            return new String(octets, 0, end, StandardCharsets.UTF_8);
        }

        boolean endsLine() {
            int length = octets.length;
            return length >= 2 && octets[length - 2] == '\r' && octets[length - 1] == '\n';
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Entry entry && kind == entry.kind && Arrays.equals(octets, entry.octets);
        }

        @Override
        public int hashCode() {
            return 31 * kind.hashCode() + Arrays.hashCode(octets);
        }

        @Override
        public String toString() {
            StringBuilder text = new StringBuilder();
            RecordedLine.append(text, this);
            return text.toString();
        }

        /** Whose an entry is. */
        public enum Kind {
            /** The server said it. */
            SERVER('S'),
            /** The client said it. */
            CLIENT('C'),
            /** The client sent it as the content of a mail. */
            CONTENT('D'),
            /** It happened besides. */
            EVENT('*');

            private final char letter;

            Kind(char letter) {
                this.letter = letter;
            }

            char letter() {
                return letter;
            }
        }
    }
}
