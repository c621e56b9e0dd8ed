package dev.heloise.mailbox;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.heloise.mailbox.Transcript.Side;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What a session's notes take after they were trimmed: a connection can break while its end is written down. */
class TranscriptLogTest {

    @Test
    void takesALineWhenItWasTrimmedBeforeAnythingWasSaid() {
        TranscriptLog log = new TranscriptLog(1_000);
        log.trim();

        log.add(Side.EVENT, Instant.EPOCH, "the connection broke".getBytes(US_ASCII));
        log.add(Side.SERVER, Instant.EPOCH, "421 4.3.2 Shutting down\r\n".getBytes(US_ASCII));

        assertThat(log.snapshot().lines())
                .extracting(Transcript.Line::text)
                .containsExactly("the connection broke", "421 4.3.2 Shutting down");
    }
}
