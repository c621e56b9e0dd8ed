package dev.heloise.smtp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.heloise.Escapes;
import dev.heloise.Row;
import dev.heloise.smtp.Line.Ending;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Cuts octets into lines and contents, however they are split into segments. */
class FramingTest {

    private static final Room ROOM = octets -> true;

    @Nested
    class LineReading {

        @ParameterizedTest
        @CsvSource({
            "NOOP\\r\\n,          CRLF, NOOP\\r\\n",
            "NOOP\\n,             LF,   NOOP\\n",
            "\\n,                 LF,   \\n",
            "\\r\\n,              CRLF, \\r\\n",
            "NOOP\\r,             EOF,  NOOP\\r",
            "'',                  EOF,  ''",
            "a\\rb\\r\\n,         CRLF, a\\rb\\r\\n",
            "a\\r\\r\\n,          CRLF, a\\r\\r\\n",
        })
        void endsAtCrlfAlone(String sent, Ending ending, String line) throws IOException {
            for (int segment = 1; segment <= 4; segment++) {
                Line read = new LineReader(input(octets(sent), segment)).read(512);

                assertThat(read.ending()).isEqualTo(ending);
                assertThat(text(read.bytes())).isEqualTo(Escapes.unescaped(line));
            }
        }

        @ParameterizedTest
        @ValueSource(ints = {1, 2, 3, 7, 512, 100_000})
        void passesOverALineThatIsTooLong(int segment) throws IOException {
            byte[] sent = octets("x".repeat(600) + "\\n" + "y".repeat(70_000) + "\\r\\nNOOP\\r\\n");
            LineReader reader = new LineReader(input(sent, segment));

            Line tooLong = reader.read(512);
            assertThat(tooLong.ending()).isEqualTo(Ending.TOO_LONG);
            assertThat(tooLong.length()).isEqualTo(70_603);
            assertThat(tooLong.bytes()).hasSize(256);

            assertThat(text(reader.read(512).bytes())).isEqualTo("NOOP\r\n");
        }

        @Test
        void takesALineOfExactlyTheLimit() throws IOException {
            byte[] sent = octets("x".repeat(510) + "\\r\\n" + "x".repeat(511) + "\\r\\n");
            LineReader reader = new LineReader(input(sent, 16));

            assertThat(reader.read(512).ending()).isEqualTo(Ending.CRLF);
            assertThat(reader.read(512).ending()).isEqualTo(Ending.TOO_LONG);
        }
    }

    @Nested
    class ContentReading {

        private static final String BODY = "Subject: x\\r\\n\\r\\n..dots\\r\\nand \\n.\\n and \\r.\\r\\r\\n ends\\r\\n";

        /** The end is found wherever the segments are split, and what comes after it stays. */
        @Row("B-093")
        @Test
        void findsTheEndAtEverySplit() throws IOException {
            byte[] sent = octets(BODY + ".\\r\\nQUIT\\r\\n");
            byte[] wire = Arrays.copyOf(sent, sent.length - 6);

            for (int split = 1; split < sent.length; split++) {
                Input input = new Input(new Segments(sent, split, sent.length - split), () -> {});

                ReadContent read = new ContentReader(input, ROOM).read(Limits.DEFAULT, 0);

                assertThat(read.ending()).as("split at %d", split).isEqualTo(ReadContent.Ending.COMPLETE);
                assertThat(read.content().wire()).isEqualTo(wire);
                assertThat(text(read.content().raw())).isEqualTo(Escapes.unescaped(BODY.replace("..dots", ".dots")));
                assertThat(read.size()).isEqualTo(read.content().raw().length);
                assertThat(text(new LineReader(input).read(512).bytes())).isEqualTo("QUIT\r\n");
            }
        }

        @ParameterizedTest
        @ValueSource(ints = {1, 2, 3, 5, 4096, 65_536})
        void readsOneContentAfterTheOther(int segment) throws IOException {
            String large = "0123456789\\r\\n".repeat(20_000);
            byte[] sent = octets(".\\r\\n" + large + ".\\r\\n" + BODY + ".\\r\\n");
            ContentReader reader = new ContentReader(input(sent, segment), ROOM);

            List<Integer> sizes = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                sizes.add(reader.read(Limits.DEFAULT, 0).content().raw().length);
            }
            assertThat(sizes).containsExactly(0, 240_000, octets(BODY).length - 1);
        }

        /** The payloads that made servers see an end where there is none. */
        @Row("B-090")
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "\\n.\\n",
                    "\\n.\\r\\n",
                    "\\r.\\r",
                    "\\r.\\r\\n",
                    "\\r\\n.\\n",
                    "\\r\\n.\\r",
                    "\\r\\n\\0.\\r\\n",
                    "\\r\\n.\\0\\r\\n",
                    "\\r\\0\\n.\\r\\n",
                    "\\r\\n.\\r\\0\\n",
                    "\\r\\r\\n.\\r\\r\\n",
                    "\\n\\n.\\r\\n",
                    "\\n\\r.\\r\\n"
                })
        void doesNotEndAtALookAlike(String payload) throws IOException {
            String smuggled = "a" + payload + "MAIL FROM:<smuggled@x.test>\\r\\n";
            for (int segment = 1; segment <= 7; segment++) {
                ReadContent read =
                        new ContentReader(input(octets(smuggled + ".\\r\\n"), segment), ROOM).read(Limits.DEFAULT, 0);

                assertThat(text(read.content().wire())).isEqualTo(Escapes.unescaped(smuggled + ".\\r\\n"));
            }
        }

        @Test
        void endsAtAGenuineEndWhateverStandsAroundIt() throws IOException {
            Input input = input(octets("a\\0\\r\\n.\\r\\n\\0NOOP\\r\\n"), 3);

            assertThat(new ContentReader(input, ROOM)
                            .read(Limits.DEFAULT, 0)
                            .content()
                            .raw())
                    .isEqualTo(octets("a\\0\\r\\n"));
            assertThat(text(new LineReader(input).read(512).bytes())).isEqualTo("\0NOOP\r\n");
        }

        @Test
        void keepsWhatCameBeforeTheConnectionEnded() throws IOException {
            ReadContent read = new ContentReader(input(octets("a\\r\\n..b\\r\\n."), 4), ROOM).read(Limits.DEFAULT, 0);

            assertThat(read.ending()).isEqualTo(ReadContent.Ending.EOF);
            assertThat(text(read.content().wire())).isEqualTo("a\r\n..b\r\n.");
            assertThat(text(read.content().raw())).isEqualTo("a\r\n.b\r\n");
            assertThat(read.content().size()).isEqualTo(read.content().raw().length);
        }

        @ParameterizedTest
        @ValueSource(ints = {1, 3, 1000, 100_000})
        void passesOverWhatIsOverTheLimitUpToTheEnd(int segment) throws IOException {
            Limits limits = Limits.DEFAULT.withMessageSize(1_000);
            Input input = input(octets("12345678\\r\\n".repeat(101) + ".\\r\\nNOOP\\r\\n"), segment);

            ReadContent read = new ContentReader(input, ROOM).read(limits, 0);

            assertThat(read.ending()).isEqualTo(ReadContent.Ending.COMPLETE);
            assertThat(read.size()).isEqualTo(1_010);
            assertThat(read.content().wire()).isEmpty();
            assertThat(text(new LineReader(input).read(512).bytes())).isEqualTo("NOOP\r\n");
        }

        @Test
        void takesAMessageOfExactlyTheLimit() throws IOException {
            Limits limits = Limits.DEFAULT.withMessageSize(1_000);
            String sent = "..345678\\r\\n" + "12345678\\r\\n".repeat(99) + "1\\r\\n.\\r\\n";

            ReadContent read = new ContentReader(input(octets(sent), 7), ROOM).read(limits.withMessageSize(1_002), 0);

            assertThat(read.size()).isEqualTo(1_002);
            assertThat(read.content().raw()).hasSize(1_002);
        }

        @Row("B-102")
        @Test
        void givesUpOnContentWithoutEnd() throws IOException {
            Limits limits = Limits.DEFAULT.withMessageSize(1_000);
            ReadContent read = new ContentReader(new Input(new Endless(), () -> {}), ROOM).read(limits, 0);

            assertThat(read.ending()).isEqualTo(ReadContent.Ending.OVER_CAP);
            assertThat(read.size()).isBetween(limits.cap(), limits.cap() + 1_000_000);
        }

        /** Whether less, just that, or more was declared than comes; around the sizes at which arrays are exchanged. */
        @ParameterizedTest
        @ValueSource(ints = {4_096, 16_384, 20_000, 1_048_576, 1_100_000, 3_000_000})
        void readsWhateverSizeWasDeclared(int size) throws IOException {
            byte[] sent = octets("x".repeat(size - 2) + "\\r\\n.\\r\\nNOOP\\r\\n");
            byte[] wire = Arrays.copyOf(sent, size + 3);
            for (long declared : new long[] {0, 1, size - 4, size - 3, size - 1, size, size + 1, size + 3, 50L << 20}) {
                Input input = input(sent, 100_000);

                ReadContent read = new ContentReader(input, ROOM).read(Limits.DEFAULT, declared);

                assertThat(read.ending()).as("%d declared", declared).isEqualTo(ReadContent.Ending.COMPLETE);
                assertThat(read.size()).isEqualTo(size);
                assertThat(Arrays.equals(read.content().wire(), wire)).isTrue();
                assertThat(text(new LineReader(input).read(512).bytes())).isEqualTo("NOOP\r\n");
            }
        }

        @ParameterizedTest
        @ValueSource(longs = {0, 80_000, 200_000})
        void passesOverWhatTheMemoryIsTooSmallFor(long declared) throws IOException {
            Budget room = new Budget(100_000);
            byte[] small = octets("y".repeat(30_000) + "\\r\\n.\\r\\n");
            byte[] large = octets("x".repeat(110_000) + "\\r\\n.\\r\\n");
            ContentReader reader = new ContentReader(input(octets(text(large) + text(small)), 1_000), room);

            ReadContent lost = reader.read(Limits.DEFAULT, declared);
            assertThat(lost.ending()).isEqualTo(ReadContent.Ending.NO_MEMORY);
            assertThat(lost.size()).isEqualTo(110_002);
            assertThat(lost.content().wire()).isEmpty();

            room.release();
            ReadContent kept = reader.read(Limits.DEFAULT, 0);
            assertThat(kept.ending()).isEqualTo(ReadContent.Ending.COMPLETE);
            assertThat(kept.content().wire()).isEqualTo(small);
        }

        /** A buffer may hold more than one message, and what was read too far goes back before the rest of it. */
        @ParameterizedTest
        @ValueSource(ints = {1, 100, 5_000, 20_000, 1_000_000})
        void losesNothingOfWhatIsPipelinedBehindIt(int segment) throws IOException {
            StringBuilder sent = new StringBuilder();
            for (int i = 0; i < 1_000; i++) {
                sent.append("NOOP ").append(i).append("\\r\\n");
                sent.append(("m" + i).repeat(i % 50)).append("\\r\\n.\\r\\n");
            }
            Input input = input(octets(sent.toString()), segment);
            LineReader lines = new LineReader(input);
            ContentReader contents = new ContentReader(input, ROOM);

            for (int i = 0; i < 1_000; i++) {
                assertThat(text(lines.read(512).bytes())).isEqualTo("NOOP " + i + "\r\n");
                assertThat(text(contents.read(Limits.DEFAULT, 0).content().raw()))
                        .isEqualTo(("m" + i).repeat(i % 50) + "\r\n");
            }
        }

        /** The last message is a guess at the size of the next. */
        @Test
        void readsMessagesOfAnySizeAfterMessagesOfAnyOther() throws IOException {
            int[] sizes = {10, 70_000, 70_000, 70_001, 69_999, 5, 4_080, 4_081, 3_000_000, 20, 3_000_000, 3_000_001};
            StringBuilder sent = new StringBuilder();
            for (int size : sizes) {
                sent.append("x".repeat(size)).append("\\r\\n.\\r\\n");
            }
            ContentReader reader = new ContentReader(input(octets(sent.toString()), 50_000), ROOM);

            for (int size : sizes) {
                byte[] raw = reader.read(Limits.DEFAULT, 0).content().raw();
                assertThat(raw.length).isEqualTo(size + 2);
                assertThat(Arrays.equals(raw, octets("x".repeat(size) + "\\r\\n")))
                        .isTrue();
            }
        }

        @Test
        void keepsNothingOfWhatBreaksOffWhereTheMemoryIsTooSmall() throws IOException {
            byte[] sent = octets("..x\\r\\n".repeat(10_000));

            ReadContent read = new ContentReader(input(sent, 1_000), octets -> false).read(Limits.DEFAULT, 0);

            assertThat(read.ending()).isEqualTo(ReadContent.Ending.EOF);
            assertThat(read.size()).isEqualTo(40_000);
            assertThat(read.content().size()).isZero();
        }
    }

    @Nested
    class ChunkReading {

        @ParameterizedTest
        @ValueSource(ints = {0, 1, 16_384, 16_385, 200_000})
        void keepsAllOctetsAndNoOthers(int size) throws IOException {
            Input input = input(octets("x".repeat(size) + "NOOP\\r\\n"), 50_000);

            Chunk chunk = new ChunkReader(input, ROOM).read(size, size);

            assertThat(text(chunk.octets())).isEqualTo("x".repeat(size));
            assertThat(chunk.isKept()).isTrue();
            assertThat(text(new LineReader(input).read(512).bytes())).isEqualTo("NOOP\r\n");
        }

        @Test
        void passesOverWhatTheMemoryIsTooSmallFor() throws IOException {
            Budget room = new Budget(100_000);
            Input input = input(octets("x".repeat(60_000) + "y".repeat(40_000) + "NOOP\\r\\n"), 1_000);
            ChunkReader reader = new ChunkReader(input, room);

            Chunk lost = reader.read(60_000, 60_000);
            assertThat(lost.size()).isEqualTo(60_000);
            assertThat(lost.complete()).isTrue();
            assertThat(lost.isKept()).isFalse();

            room.release();
            assertThat(text(reader.read(40_000, 40_000).octets())).isEqualTo("y".repeat(40_000));
            assertThat(text(new LineReader(input).read(512).bytes())).isEqualTo("NOOP\r\n");
        }
    }

    /** So many octets, until they are released. */
    private static final class Budget implements Room {

        private final long most;
        private long taken;

        Budget(long most) {
            this.most = most;
        }

        @Override
        public boolean take(long octets) {
            boolean there = taken + octets <= most;
            taken += there ? octets : 0;
            return there;
        }

        void release() {
            taken = 0;
        }
    }

    private static Input input(byte[] octets, int segment) {
        return new Input(new Segments(octets, segment, segment), () -> {});
    }

    private static byte[] octets(String escaped) {
        return Escapes.unescaped(escaped).getBytes(ISO_8859_1);
    }

    private static String text(byte[] octets) {
        return new String(octets, ISO_8859_1);
    }

    /** Octets that arrive in segments: the first, and then the others. */
    private static final class Segments extends ByteArrayInputStream {

        private final int others;
        private int next;

        Segments(byte[] octets, int first, int others) {
            super(octets);
            this.next = first;
            this.others = others;
        }

        @Override
        public synchronized int read(byte[] target, int offset, int length) {
            int count = super.read(target, offset, Math.min(length, next));
            next = count < next && count > 0 ? next - count : others;
            return count;
        }
    }

    /** The letter x for ever. */
    private static final class Endless extends InputStream {

        @Override
        public int read() {
            return 'x';
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            Arrays.fill(target, offset, offset + length, (byte) 'x');
            return length;
        }
    }
}
