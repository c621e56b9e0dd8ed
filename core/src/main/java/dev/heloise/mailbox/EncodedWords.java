package dev.heloise.mailbox;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decodes encoded words such as {@code =?utf-8?Q?caf=C3=A9?=} (RFC 2047). What cannot be decoded stays as it stands.
 *
 * <p>More is taken than RFC 2047 §5 allows, as readers of mail do: words inside quotes, words that touch other text,
 * and blanks within a word. Adjacent words of one charset are decoded together, since senders split characters. mime4j
 * loses octets without padding, and takes quadratic time for words that are not closed.
 */
final class EncodedWords {

    private static final int MAX_LENGTH = 75;

    private final String text;
    private final Finder finder;
    private final Faults faults;
    private final StringBuilder decoded;
    private final ByteArrayOutputStream octets = new ByteArrayOutputStream();
    private @Nullable Charset charset;

    private EncodedWords(String text, Faults faults) {
        this.text = text;
        this.finder = new Finder(text);
        this.faults = faults;
        this.decoded = new StringBuilder(text.length());
    }

    static String decode(String text) {
        return decode(text, Faults.IGNORED);
    }

    static String decode(String text, Faults faults) {
        return text.contains("=?") ? new EncodedWords(text, faults).decode() : text;
    }

    private String decode() {
        int decodedTo = 0;
        int start = text.indexOf("=?");
        while (start >= 0) {
            Optional<Word> word = finder.at(start);
            if (word.isPresent() && decodes(word.get())) {
                // RFC 2047 §6.2: white space between two words is there only to separate them.
                if (decodedTo == 0 || !isBlank(decodedTo, start)) {
                    literal(decodedTo, start);
                }
                append(word.get());
                decodedTo = word.get().end;
            }
            start = text.indexOf("=?", word.isPresent() ? word.get().end : start + 2);
        }
        literal(decodedTo, text.length());
        flush();
        return decoded.toString();
    }

    private void literal(int from, int to) {
        if (from < to) {
            flush();
            decoded.append(text, from, to);
        }
    }

    private boolean decodes(Word word) {
        if (word.end - word.start > MAX_LENGTH) {
            faults.add(
                    MailRule.ENCODED_WORD_TOO_LONG,
                    () -> "an encoded word has " + (word.end - word.start) + " characters, and " + MAX_LENGTH
                            + " is the most");
        }
        if (MimeCharset.named(word.charset).isEmpty()) {
            faults.add(
                    MailRule.UNKNOWN_CHARSET,
                    () -> "an encoded word is in the charset \"" + Clip.of(word.charset) + "\", which is not known");
            return false;
        }
        boolean sound = !word.base64 || TransferEncoding.isBase64(octets(word));
        if (!sound) {
            faults.add(
                    MailRule.BAD_ENCODED_WORD,
                    () -> "\"" + Clip.of(text.substring(word.start, word.end)) + "\" cannot be decoded");
        }
        return sound;
    }

    private String content(Word word) {
        return text.substring(word.contentStart, word.contentEnd);
    }

    private byte[] octets(Word word) {
        return content(word).getBytes(StandardCharsets.UTF_8);
    }

    private void append(Word word) {
        Charset named = MimeCharset.named(word.charset).orElseThrow();
        if (!named.equals(charset)) {
            flush();
        }
        charset = named;
        if (word.base64) {
            octets.writeBytes(TransferEncoding.base64(octets(word), Faults.IGNORED));
        } else {
            appendQ(content(word), named);
        }
    }

    /**
     * The Q encoding (RFC 2047 §4.2); an equals sign that escapes nothing stands for itself, and so does what should
     * have been escaped: the header as a whole has been decoded before.
     */
    private void appendQ(String content, Charset named) {
        byte[] encoded = content.getBytes(StandardCharsets.ISO_8859_1); // one octet for each character
        for (int i = 0; i < encoded.length; i++) {
            char c = content.charAt(i);
            int octet = c == '=' ? TransferEncoding.hex(encoded, i + 1) : -1;
            if (octet >= 0) {
                octets.write(octet);
                i += 2;
            } else if (c < 0x80) {
                octets.write(c == '_' ? ' ' : c);
            } else {
                flush();
                decoded.append(c);
                charset = named;
            }
        }
    }

    private void flush() {
        if (charset != null) {
            decoded.append(MimeCharset.decode(octets.toByteArray(), charset, faults));
            octets.reset();
            charset = null;
        }
    }

    private boolean isBlank(int from, int to) {
        for (int i = from; i < to; i++) {
            if (!Character.isWhitespace(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private record Word(String charset, boolean base64, int start, int contentStart, int contentEnd, int end) {}

    /** Finds the words of one text, asked from left to right, in time that is linear in the text. */
    static final class Finder {
        private static final int MAX_CHARSET = 64;

        private final String text;
        private int nextEnd = -1;

        Finder(String text) {
            this.text = text;
        }

        /** Where the word ends that begins at {@code start}; negative where none does. */
        int end(int start) {
            return text.startsWith("=?", start) ? at(start).map(Word::end).orElse(-1) : -1;
        }

        private Optional<Word> at(int start) {
            int charsetEnd = token(start + 2);
            int contentStart = charsetEnd + 3;
            if (charsetEnd < 0 || contentStart >= text.length() || text.charAt(charsetEnd + 2) != '?') {
                return Optional.empty();
            }
            char encoding = Character.toUpperCase(text.charAt(charsetEnd + 1));
            if (encoding != 'B' && encoding != 'Q') {
                return Optional.empty();
            }
            int contentEnd = endFrom(contentStart);
            int nextStart = text.indexOf("=?", contentStart);
            if (contentEnd < 0 || (nextStart >= 0 && nextStart < contentEnd - 1)) {
                // It is not closed before the next one begins.
                return Optional.empty();
            }
            String charset = text.substring(start + 2, charsetEnd);
            int language = charset.indexOf('*');
            if (language >= 0) {
                // RFC 2231 §5: the language of the text may follow.
                charset = charset.substring(0, language);
            }
            return Optional.of(new Word(charset, encoding == 'B', start, contentStart, contentEnd, contentEnd + 2));
        }

        /** Where the charset's name ends that begins at {@code from}; negative where it does not. */
        private int token(int from) {
            int to = Math.min(text.length(), from + MAX_CHARSET);
            for (int i = from; i < to; i++) {
                if (text.charAt(i) == '?') {
                    return i > from ? i : -1;
                }
                if (text.charAt(i) <= ' ') {
                    return -1;
                }
            }
            return -1;
        }

        /** The next {@code ?=}. It is kept, since a hostile text asks for the same one again and again. */
        private int endFrom(int from) {
            if (nextEnd < from) {
                int found = text.indexOf("?=", from);
                nextEnd = found < 0 ? Integer.MAX_VALUE : found;
            }
            return nextEnd == Integer.MAX_VALUE ? -1 : nextEnd;
        }
    }
}
