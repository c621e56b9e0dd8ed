package dev.heloise.smtp;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;

/** A command line as text, cut into the verb and what follows it (RFC 5321 §4.1.1). */
final class CommandLine {

    private static final Set<String> HTTP =
            Set.of("GET", "POST", "PUT", "HEAD", "OPTIONS", "DELETE", "CONNECT", "PATCH");

    private final String verb;
    private final String arguments;
    private final boolean wellFormed;
    private final boolean controls;

    private CommandLine(String text, boolean wellFormed) {
        int end = endOfVerb(text);
        this.verb = text.substring(0, end);
        this.arguments = text.substring(end);
        this.wellFormed = wellFormed;
        this.controls = arguments.chars().anyMatch(c -> c < ' ' || c == 0x7F);
    }

    /** A line that ended with CRLF; white space before that is passed over (RFC 5321 §4.1.1). */
    static CommandLine of(Line line) {
        byte[] bytes = line.bytes();
        int length = bytes.length - 2;
        while (length > 0 && (bytes[length - 1] == ' ' || bytes[length - 1] == '\t')) {
            length--;
        }
        try {
            ByteBuffer octets = ByteBuffer.wrap(bytes, 0, length);
            return new CommandLine(
                    StandardCharsets.UTF_8.newDecoder().decode(octets).toString(), true);
        } catch (CharacterCodingException notUtf8) {
            return new CommandLine(new String(bytes, 0, length, StandardCharsets.ISO_8859_1), false);
        }
    }

    /** Whether the verb is AUTH, whose lines may be longer than others (RFC 4954 §4). */
    static boolean isAuth(Line line) {
        byte[] bytes = line.bytes();
        return bytes.length >= 5 && new String(bytes, 0, 5, StandardCharsets.US_ASCII).equalsIgnoreCase("AUTH ");
    }

    private static int endOfVerb(String text) {
        int end = text.indexOf(' ');
        return end < 0 ? text.length() : end;
    }

    /** Whether there is a verb to read: printable ASCII at the very beginning of the line. */
    boolean isReadable() {
        return !verb.isEmpty() && verb.chars().allMatch(c -> c > ' ' && c < 0x7F);
    }

    Optional<Verb> verb() {
        return Verb.of(verb);
    }

    boolean isHttp() {
        return HTTP.contains(verb) && arguments.startsWith(" ");
    }

    /**
     * Whether the arguments can be text of this command. The paths of {@code MAIL} and {@code RCPT} have replies of
     * their own for what is not allowed in them, if it is text at all.
     */
    boolean hasValidCharacters() {
        Verb command = verb().orElse(Verb.NOOP);
        boolean path = command == Verb.MAIL || command == Verb.RCPT;
        return wellFormed && (path || (!controls && arguments.chars().allMatch(c -> c < 0x80)));
    }

    String arguments() {
        return arguments;
    }
}
