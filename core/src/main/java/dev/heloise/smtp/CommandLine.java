package dev.heloise.smtp;

import dev.heloise.mailbox.SessionRecorder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;

/** A command line as text, cut into the verb and what follows it (RFC 5321 §4.1.1). */
final class CommandLine {

    private static final Set<String> HTTP =
            Set.of("GET", "POST", "PUT", "HEAD", "OPTIONS", "DELETE", "CONNECT", "PATCH", "TRACE", "PROPFIND");

    private final String text;
    private final String name;
    private final Optional<Verb> verb;
    private final boolean wellFormed;

    private CommandLine(String text, boolean wellFormed) {
        int space = text.indexOf(' ');
        this.text = text;
        this.name = space < 0 ? text : text.substring(0, space);
        this.verb = Verb.of(name);
        this.wellFormed = wellFormed;
    }

    /** A line that ended with CRLF; white space before that is passed over (RFC 5321 §4.1.1). */
    static CommandLine of(Line line) {
        byte[] bytes = line.bytes();
        int length = bytes.length - 2;
        while (length > 0 && (bytes[length - 1] == ' ' || bytes[length - 1] == '\t')) {
            length--;
        }
        if (isAscii(bytes, length)) {
            return new CommandLine(new String(bytes, 0, length, StandardCharsets.US_ASCII), true);
        }
        try {
            ByteBuffer octets = ByteBuffer.wrap(bytes, 0, length);
            return new CommandLine(
                    StandardCharsets.UTF_8.newDecoder().decode(octets).toString(), true);
        } catch (CharacterCodingException notUtf8) {
            return new CommandLine(new String(bytes, 0, length, StandardCharsets.ISO_8859_1), false);
        }
    }

    private static boolean isAscii(byte[] bytes, int length) {
        for (int i = 0; i < length; i++) {
            if (bytes[i] < 0) {
                return false;
            }
        }
        return true;
    }

    /** The beginning of a line that is too long to be a command. */
    static CommandLine beginning(Line line) {
        return new CommandLine(new String(line.bytes(), StandardCharsets.ISO_8859_1), false);
    }

    /** Whether the verb is AUTH, whose lines may be longer than others (RFC 4954 §4). */
    static boolean isAuth(Line line) {
        return isAuth(line.bytes(), 0);
    }

    /** Whether AUTH and white space stand there; what a client means by a tab is no less secret. */
    static boolean isAuth(byte[] line, int from) {
        return line.length - from >= 5
                && (line[from] == 'A' || line[from] == 'a')
                && new String(line, from, 4, StandardCharsets.US_ASCII).equalsIgnoreCase("AUTH")
                && (line[from + 4] == ' ' || line[from + 4] == '\t');
    }

    /** Whether there is a verb to read: printable ASCII at the very beginning of the line. */
    boolean isReadable() {
        return !name.isEmpty() && isPrintable(name, 0);
    }

    Optional<Verb> verb() {
        return verb;
    }

    boolean isEmpty() {
        return text.isEmpty();
    }

    boolean isHttp() {
        return HTTP.contains(name) && text.startsWith(" ", name.length());
    }

    /**
     * Whether the arguments can be text of this command. The paths of {@code MAIL} and {@code RCPT} have replies of
     * their own for what is not allowed in them, if it is text at all.
     */
    boolean hasValidCharacters() {
        Verb command = verb.orElse(Verb.NOOP);
        boolean path = command == Verb.MAIL || command == Verb.RCPT;
        return wellFormed && (path || isPrintable(text, name.length()));
    }

    private static boolean isPrintable(String text, int from) {
        for (int i = from; i < text.length(); i++) {
            if (text.charAt(i) < ' ' || text.charAt(i) >= 0x7F) {
                return false;
            }
        }
        return true;
    }

    /** What follows the verb; empty, or beginning with a space. */
    Arguments arguments(SessionRecorder session) {
        return new Arguments(text, name.length(), session);
    }
}
