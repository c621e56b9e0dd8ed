package dev.heloise.mailbox;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/**
 * A session word for word: what either side said, when, and in exactly which octets. It is a snapshot: what is said
 * afterwards is in the next one.
 *
 * <pre>
 * S: 220 heloise.test ESMTP Heloise
 * C: EHLO shop.example
 * S: 250-heloise.test
 * …
 * C: (312 octets of content)
 * S: 250 2.0.0 Ok: queued as 1
 * </pre>
 */
public final class Transcript {

    private final List<Line> lines;

    Transcript(List<Line> lines) {
        this.lines = List.copyOf(lines);
    }

    /** All lines in their order; the content of a message is one of them. */
    public List<Line> lines() {
        return lines;
    }

    /** What the client said, as text without line ends; message content is left out. */
    public List<String> commands() {
        return lines.stream()
                .filter(line -> line.side() == Side.CLIENT && !line.isContent())
                .map(Line::text)
                .toList();
    }

    /** The server's replies, the greeting first; the lines of one reply are joined by {@code \n}. */
    public List<String> replies() {
        List<String> replies = new ArrayList<>();
        StringBuilder reply = new StringBuilder();
        for (Line line : lines) {
            if (line.side() == Side.SERVER) {
                reply.append(line.text());
                if (line.isContinued()) {
                    reply.append('\n');
                } else {
                    replies.add(reply.toString());
                    reply.setLength(0);
                }
            }
        }
        return List.copyOf(replies);
    }

    /**
     * The whole dialogue to read: each line after {@code C: } or {@code S: }, what happened besides after {@code *: }.
     * Octets that are not printable are shown as escapes such as {@code \x07}; content is shown by its size.
     */
    public String asText() {
        StringBuilder text = new StringBuilder();
        lines.forEach(line -> text.append(line).append('\n'));
        return text.toString();
    }

    /**
     * The same transcript with what it hides: the passwords and tokens of {@code AUTH}. Without this they are shown as
     * {@code ***} wherever a transcript is made readable; {@link Line#bytes()} has always had them.
     */
    public Transcript withSecrets() {
        return new Transcript(lines.stream().map(Line::withSecrets).toList());
    }

    /** The last lines of the dialogue, at most so many. */
    String tail(int most) {
        if (lines.size() <= most) {
            return asText();
        }
        int skipped = lines.size() - most;
        return "… (" + skipped + " lines before)\n" + new Transcript(lines.subList(skipped, lines.size())).asText();
    }

    @Override
    public String toString() {
        return asText();
    }

    /** Who said a line. */
    public enum Side {
        /** The client, that is the code under test. */
        CLIENT('C'),
        /** Heloise. */
        SERVER('S'),
        /** Nobody: something that happened to the connection. */
        EVENT('*');

        private final char letter;

        Side(char letter) {
            this.letter = letter;
        }

        /** The letter that stands before the side's lines in a transcript. */
        public char letter() {
            return letter;
        }

        static Side of(char letter) {
            return letter == CLIENT.letter ? CLIENT : letter == SERVER.letter ? SERVER : EVENT;
        }
    }

    /** One line of the dialogue, or the content of one message. */
    public static final class Line {

        private static final String HIDDEN = "***";

        private final Side side;
        private final Instant instant;
        private final String text;
        private final boolean content;
        private final Supplier<byte[]> bytes;
        private final List<Finding> findings;

        private Line(
                Side side,
                Instant instant,
                String text,
                boolean content,
                Supplier<byte[]> bytes,
                List<Finding> findings) {
            this.side = side;
            this.instant = instant;
            this.text = text;
            this.content = content;
            this.bytes = bytes;
            this.findings = findings;
        }

        static Line of(Side side, Instant instant, byte[] bytes) {
            return new Line(side, instant, Printable.line(bytes), false, bytes::clone, List.of());
        }

        /** A line of the client that is a secret from some octet on. */
        static Line secret(Instant instant, byte[] bytes, int from) {
            String shown = Printable.line(Arrays.copyOf(bytes, from)) + HIDDEN;
            return new Line(Side.CLIENT, instant, shown, false, bytes::clone, List.of());
        }

        Line withSecrets() {
            boolean hides = side == Side.CLIENT && !content && text.endsWith(HIDDEN);
            return hides ? of(side, instant, bytes()).with(findings) : this;
        }

        static Line event(Instant instant, String text) {
            return new Line(Side.EVENT, instant, text, false, () -> new byte[0], List.of());
        }

        /** A mail's content, as long as it is kept; {@code wire} gives a new array each time. */
        static Line content(Instant instant, String text, Supplier<byte[]> wire) {
            return new Line(Side.CLIENT, instant, text, true, wire, List.of());
        }

        Line with(List<Finding> beside) {
            return beside.isEmpty() ? this : new Line(side, instant, text, content, bytes, beside);
        }

        /** Who said it. */
        public Side side() {
            return side;
        }

        /** When its last octet was received or handed to the socket, on the server's clock. */
        public Instant instant() {
            return instant;
        }

        /** The exact octets, line end included; empty for an event and for content that is no longer kept. */
        public byte[] bytes() {
            return bytes.get();
        }

        /**
         * The line to read: without its line end, with octets that are not printable as escapes, and with {@code ***}
         * for a password or token; see {@link Transcript#withSecrets()}.
         */
        public String text() {
            return text;
        }

        /** Whether this is the content of a message and not a line of the dialogue. */
        public boolean isContent() {
            return content;
        }

        /** What was found about the dialogue as this line was said; each finding stands beside one line. */
        public List<Finding> findings() {
            return findings;
        }

        private boolean isContinued() {
            return text.length() > 3 && text.charAt(3) == '-';
        }

        @Override
        public String toString() {
            return side.letter + ": " + text;
        }
    }
}
