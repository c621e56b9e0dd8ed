package dev.heloise.deliverability;

import dev.heloise.script.Reply;
import java.util.Arrays;

/** What a receiver says to a client whose mail it does not take. Much of it is foreign, and made safe to be said. */
final class Refusal {

    /** Far from the 512 octets that a reply line may have (RFC 5321 §4.5.3.1.5). */
    private static final int LONGEST = 400;

    private Refusal() {}

    static Reply of(int code, String enhanced, String... lines) {
        return Reply.of(
                code,
                enhanced,
                Arrays.stream(lines).map(line -> AsciiText.of(line, LONGEST)).toArray(String[]::new));
    }
}
