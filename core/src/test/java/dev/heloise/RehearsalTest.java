package dev.heloise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heloise.mailbox.SmtpSession;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class RehearsalTest {

    @Test
    void isASessionFromTheGreetingToTheLastWord() throws IOException {
        SmtpSession session = Rehearsal.play();

        assertThat(session.end()).isEqualTo(SmtpSession.End.QUIT);
        assertThat(session.transcript()).hasToString("""
                S: 220 heloise.test ESMTP Heloise
                C: QUIT
                S: 221 2.0.0 Bye
                """);
    }
}
