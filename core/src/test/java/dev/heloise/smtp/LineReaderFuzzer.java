package dev.heloise.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heloise.smtp.Line.Ending;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A target for Jazzer: whatever comes is cut into the same lines, however it is split, and no octet is lost. */
public final class LineReaderFuzzer {

    private static final int LIMIT = 64;

    private LineReaderFuzzer() {}

    public static void fuzzerTestOneInput(byte[] input) throws IOException {
        List<Line> lines = lines(input, Math.max(1, input.length));

        int position = 0;
        for (Line line : lines) {
            assertThat(line.length()).isLessThanOrEqualTo(line.ending() == Ending.CRLF ? LIMIT : Long.MAX_VALUE);
            byte[] sent = Arrays.copyOfRange(input, position, position + line.bytes().length);
            assertThat(line.bytes()).isEqualTo(sent);
            assertThat(end(input, position, line)).isEqualTo(line.ending());
            position += (int) line.length();
        }
        assertThat(position).isEqualTo(input.length);
        assertThat(shape(lines(input, 1))).isEqualTo(shape(lines));
        assertThat(shape(lines(input, 7))).isEqualTo(shape(lines));
    }

    /** How the line ended, as far as its last octets tell. */
    private static Ending end(byte[] input, int position, Line line) {
        int end = position + (int) line.length();
        boolean crlf = line.length() > 1 && input[end - 2] == '\r' && input[end - 1] == '\n';
        return switch (line.ending()) {
            case CRLF, TOO_LONG -> crlf ? line.ending() : Ending.EOF;
            case LF -> !crlf && input[end - 1] == '\n' ? Ending.LF : Ending.EOF;
            case EOF -> end == input.length ? Ending.EOF : Ending.LF;
            case TLS_HELLO -> input[position] == 0x16 && input[position + 1] == 0x03 ? Ending.TLS_HELLO : Ending.LF;
        };
    }

    private static List<Line> lines(byte[] octets, int segment) throws IOException {
        Input input = new Input(new Segmented(octets, segment), () -> {});
        LineReader reader = new LineReader(input);
        List<Line> lines = new ArrayList<>();
        Line line;
        do {
            line = reader.read(LIMIT);
            lines.add(line);
        } while (line.ending() != Ending.EOF && line.ending() != Ending.TLS_HELLO);
        if (line.ending() == Ending.TLS_HELLO) {
            // Nobody reads on after that; how much of it has come is a matter of the segments.
            input.drain();
            lines.set(lines.size() - 1, theRest(octets, lines));
        }
        return lines;
    }

    private static Line theRest(byte[] octets, List<Line> lines) {
        long before =
                lines.stream().limit(lines.size() - 1L).mapToLong(Line::length).sum();
        byte[] rest = Arrays.copyOfRange(octets, (int) before, octets.length);
        return new Line(rest, Ending.TLS_HELLO, rest.length);
    }

    private static List<String> shape(List<Line> lines) {
        return lines.stream().map(line -> line.ending() + " " + line.length()).toList();
    }
}
