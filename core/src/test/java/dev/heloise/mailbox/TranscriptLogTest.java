package dev.heloise.mailbox;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.heloise.mailbox.Transcript.Side;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;

class TranscriptLogTest {

    private static final int SIZE = 10_000_000;

    private final Semaphore room = new Semaphore(200);

    @Test
    void stopsWhereAllTogetherHaveNoMoreRoomAndSaysSo() {
        TranscriptLog log = filled(1_000);

        assertThat(log.size()).isBetween(64L * 1024, (64L + 200) * 1024);
        List<Transcript.Line> lines = log.snapshot().lines();
        assertThat(lines.get(lines.size() - 1).text())
                .isEqualTo("(" + (1_000 - (lines.size() - 1))
                        + " more lines were not recorded: there was not enough memory)");
    }

    @Test
    void hasALittleRoomOfItsOwnWhateverOthersTake() {
        filled(1_000);

        assertThat(filled(30).snapshot().lines()).hasSize(30).noneMatch(line -> line.side() == Side.EVENT);
    }

    @Test
    void givesBackWhatItTookWhenItIsTrimmed() {
        TranscriptLog first = filled(1_000);
        first.trim();
        assertThat(room.availablePermits()).isEqualTo(200);
        first.add(Side.EVENT, Instant.EPOCH, new byte[100_000]);

        assertThat(room.availablePermits()).isEqualTo(200);
        assertThat(filled(1_000).size()).isEqualTo(first.size());
    }

    private TranscriptLog filled(int lines) {
        TranscriptLog log = new TranscriptLog(SIZE, room);
        for (int i = 0; i < lines; i++) {
            log.add(Side.CLIENT, Instant.EPOCH, new byte[1_000]);
        }
        return log;
    }

    /** A connection can break while its end is written down. */
    @Test
    void takesALineWhenItWasTrimmedBeforeAnythingWasSaid() {
        TranscriptLog log = new TranscriptLog(1_000, room);
        log.trim();

        log.add(Side.EVENT, Instant.EPOCH, "the connection broke".getBytes(US_ASCII));
        log.add(Side.SERVER, Instant.EPOCH, "421 4.3.2 Shutting down\r\n".getBytes(US_ASCII));

        assertThat(log.snapshot().lines())
                .extracting(Transcript.Line::text)
                .containsExactly("the connection broke", "421 4.3.2 Shutting down");
    }
}
