package dev.heloise.script;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.List;
import java.util.Optional;

/**
 * What the server says to a command: a code, an enhanced status code where the reply has one (RFC 3463), and one or
 * more lines of text (RFC 5321 §4.2).
 *
 * <pre>
 * Reply.of("452 4.2.2 Mailbox full")
 * Reply.of("550 5.7.1 Refused\nsee https://example.org/why")
 * </pre>
 */
public final class Reply {

    /** The longest reply line in octets, CRLF included (RFC 5321 §4.5.3.1.5). */
    private static final int MAX_LINE = 512;

    private static final int CODE_LENGTH = 3;

    private final int code;
    private final String enhanced;
    private final List<String> lines;
    private final Effect effect;
    private final byte[] bytes;

    private Reply(int code, String enhanced, List<String> lines, Effect effect) {
        this.code = code;
        this.enhanced = enhanced;
        this.lines = lines;
        this.effect = effect;
        this.bytes = encode(enhanced);
    }

    /**
     * A reply from its text: code, enhanced code if any, text; further lines after {@code \n}, without code.
     *
     * @throws IllegalArgumentException if this is no reply that a server may send; the message quotes the text
     */
    public static Reply of(String text) {
        int code = codeOf(text);
        if (code < 0) {
            throw new IllegalArgumentException(
                    "not a reply: \"" + text + "\" must begin with a code from 200 to 559 and a space");
        }
        String rest = text.length() > CODE_LENGTH ? text.substring(CODE_LENGTH + 1) : "";
        int end = rest.indexOf(' ');
        String word = end < 0 ? rest : rest.substring(0, end);
        if (!isTriple(word)) {
            return of(code, "", rest.split("\n", -1));
        }
        return of(code, word, rest.substring(end < 0 ? rest.length() : end + 1).split("\n", -1));
    }

    /** The three digits at the beginning of a text, if a space or its end is behind them; -1 otherwise. */
    private static int codeOf(String text) {
        boolean alone =
                text.length() == CODE_LENGTH || (text.length() > CODE_LENGTH && text.charAt(CODE_LENGTH) == ' ');
        if (!alone || !isNumber(text, 0, CODE_LENGTH)) {
            return -1;
        }
        int code = Integer.parseInt(text.substring(0, CODE_LENGTH));
        return isCode(code) ? code : -1;
    }

    private static boolean isCode(int code) {
        return code >= 200 && code <= 559 && code / 10 % 10 <= 5;
    }

    /** Whether this is written as enhanced codes are, three numbers with dots between them, be it one or not. */
    private static boolean isTriple(String word) {
        int first = word.indexOf('.');
        int second = word.indexOf('.', first + 1);
        return isNumber(word, 0, first)
                && isNumber(word, first + 1, second)
                && isNumber(word, second + 1, word.length());
    }

    private static boolean isNumber(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return from < to;
    }

    /**
     * Whether this is class.subject.detail with at most three digits each (RFC 3463 §2), and the class that of a code.
     */
    private static boolean isEnhanced(String word) {
        int first = word.indexOf('.');
        int second = word.indexOf('.', first + 1);
        return first == 1
                && "245".indexOf(word.charAt(0)) >= 0
                && second - first <= 4
                && word.length() - second <= 4
                && isNumber(word, first + 1, second)
                && isNumber(word, second + 1, word.length());
    }

    /**
     * A reply from its parts.
     *
     * @param code from 200 to 559
     * @param enhanced the enhanced code, such as {@code 4.2.2}, whose class agrees with the code; empty for none
     * @param lines the text; HT and printable US-ASCII, each line with its codes at most 510 octets
     * @throws IllegalArgumentException if one of them is not so; the message quotes it
     */
    public static Reply of(int code, String enhanced, String... lines) {
        require(isCode(code), "a reply code is from 200 to 559, its second digit at most 5", code);
        if (!enhanced.isEmpty()) {
            require(isEnhanced(enhanced), "an enhanced code is class.subject.detail (RFC 3463)", enhanced);
            require(
                    enhanced.charAt(0) - '0' == code / 100,
                    "an enhanced code begins with the first digit of " + code,
                    enhanced);
        }
        require(lines.length > 0, "a reply has a line of text", "nothing");
        for (String line : lines) {
            require(isPrintable(line), "a reply is printable US-ASCII", line);
            require(line.length() + enhanced.length() + 7 <= MAX_LINE, "a reply line has at most 512 octets", line);
        }
        return new Reply(code, enhanced, List.of(lines), Effect.NONE);
    }

    private static boolean isPrintable(String line) {
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if ((c < ' ' && c != '\t') || c > '~') {
                return false;
            }
        }
        return true;
    }

    private static void require(boolean holds, String rule, Object offending) {
        if (!holds) {
            throw new IllegalArgumentException("not a reply: " + rule + ", but here is \"" + offending + "\"");
        }
    }

    /** The same reply with something that is done to the wire. */
    public Reply with(Effect other) {
        return new Reply(code, enhanced, lines, other);
    }

    /** The code, from 200 to 559. */
    public int code() {
        return code;
    }

    /** The enhanced status code, such as {@code 4.2.2}. */
    public Optional<String> enhancedCode() {
        return enhanced.isEmpty() ? Optional.empty() : Optional.of(enhanced);
    }

    /** The lines of text, without codes. */
    public List<String> lines() {
        return lines;
    }

    /** What is done to the wire as it is sent. */
    public Effect effect() {
        return effect;
    }

    /** Whether the command is refused: 4yz for now, 5yz for good. */
    public boolean isRefusal() {
        return code >= 400;
    }

    /**
     * The reply as it is sent, every line with CRLF. The array is not to be changed.
     *
     * @param withEnhanced whether the server offers ENHANCEDSTATUSCODES (RFC 2034)
     */
    public byte[] bytes(boolean withEnhanced) {
        return withEnhanced || enhanced.isEmpty() ? bytes : encode("");
    }

    private byte[] encode(String enhancedCode) {
        StringBuilder text = new StringBuilder(64);
        for (int i = 0; i < lines.size(); i++) {
            text.append(code).append(i < lines.size() - 1 ? '-' : ' ');
            text.append(enhancedCode).append(enhancedCode.isEmpty() ? "" : " ");
            text.append(lines.get(i)).append("\r\n");
        }
        return text.toString().getBytes(US_ASCII);
    }

    /** The reply as {@link #of(String)} takes it. */
    @Override
    public String toString() {
        return code + " " + (enhanced.isEmpty() ? "" : enhanced + " ") + String.join("\n", lines);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Reply reply && toString().equals(reply.toString()) && effect.equals(reply.effect);
    }

    @Override
    public int hashCode() {
        return toString().hashCode();
    }
}
