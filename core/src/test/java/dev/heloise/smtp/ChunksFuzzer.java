package dev.heloise.smtp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.heloise.SaneDialogue;
import dev.heloise.script.SmtpExtension;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;

/**
 * A target for Jazzer: what follows the recipient in a transaction, chunks for example, is answered in the same way
 * however it is split into segments, and leaves the same mails.
 */
public final class ChunksFuzzer {

    private static final Service SERVICE = new Service(
            "mail.test", EnumSet.allOf(SmtpExtension.class), Limits.DEFAULT.withMessageSize(100), List.of());
    private static final String BEFORE = "EHLO x.test\r\nMAIL FROM:<a@x.test>\r\nRCPT TO:<b@x.test>\r\n";

    private ChunksFuzzer() {}

    public static void fuzzerTestOneInput(byte[] input) throws IOException {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        said.writeBytes(BEFORE.getBytes(ISO_8859_1));
        said.writeBytes(input);
        byte[] octets = said.toByteArray();

        List<String> whole = played(octets, octets.length);
        assertThat(played(octets, 1)).isEqualTo(whole);
        assertThat(played(octets, 5)).isEqualTo(whole);
    }

    private static List<String> played(byte[] octets, int segment) throws IOException {
        return SaneDialogue.played(SERVICE, new Segmented(octets, segment), octets.length);
    }
}
