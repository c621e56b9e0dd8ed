package dev.heloise.mailbox;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds charsets by the names that mails give them, and makes characters of octets whatever these are. */
final class MimeCharset {

    /** What mails are mostly in: for these, not every charset of the JVM has to be loaded. */
    private static final Set<String> USUAL = Set.of(
            ("iso-8859-2 iso-8859-4 iso-8859-5 iso-8859-7 iso-8859-8 iso-8859-9 iso-8859-13 iso-8859-15 windows-1250"
                            + " windows-1251 windows-1252 windows-1253 windows-1254 windows-1255 windows-1256 windows-1257"
                            + " koi8-r koi8-u utf-16 utf-16be utf-16le iso-2022-jp shift_jis euc-jp euc-kr iso-2022-kr"
                            + " gb2312 gbk gb18030 big5")
                    .split(" "));

    /**
     * Names that mails use and the JVM does not know. Hebrew is stored in logical order, whatever "-i" and "-e" say.
     */
    private static final Map<String, String> OTHER_NAMES = Map.of(
            "utf_8", "utf-8",
            "utf8mb4", "utf-8",
            "latin-1", "iso-8859-1",
            "iso-8859-8-i", "iso-8859-8",
            "iso-8859-8-e", "iso-8859-8",
            "gb_2312-80", "gb2312",
            "macintosh", "x-macroman",
            "x-mac-roman", "x-macroman");

    /** What senders mean by these names in truth: the charset of Windows that came from it, with more characters. */
    private static final Map<String, String> WIDER = Map.of(
            "gb2312", "gb18030",
            "gbk", "gb18030",
            "shift_jis", "windows-31j",
            "iso-2022-jp", "x-windows-50221",
            "euc-jp", "x-eucjp-open",
            "euc-kr", "x-windows-949",
            "big5", "big5-hkscs");

    private MimeCharset() {}

    /** The charset of that name in any case; empty where this JVM does not know it. */
    static Optional<Charset> named(String name) {
        String key = name.strip().toLowerCase(Locale.ROOT);
        return switch (key) {
            case "utf-8", "utf8", "unicode-1-1-utf-8" -> Optional.of(StandardCharsets.UTF_8);
            case "us-ascii", "ascii" -> Optional.of(StandardCharsets.US_ASCII);
            case "iso-8859-1", "latin1" -> Optional.of(StandardCharsets.ISO_8859_1);
            default ->
                USUAL.contains(key) && Charset.isSupported(key)
                        ? Optional.of(Charset.forName(key))
                        : Optional.ofNullable(Known.BY_NAME.get(OTHER_NAMES.getOrDefault(key, key)));
        };
    }

    /**
     * Text in a charset that was named.
     *
     * @param name the name; empty where none was given
     */
    static String decode(byte[] octets, String name, Faults faults) {
        Optional<Charset> charset = name.isEmpty() ? Optional.of(StandardCharsets.US_ASCII) : named(name);
        if (charset.isEmpty()) {
            faults.add(
                    MailRule.UNKNOWN_CHARSET,
                    () -> "a text is in the charset \"" + Clip.of(name) + "\", which is not known");
            return guess(octets, 0, octets.length);
        }
        return decode(octets, charset.get(), faults);
    }

    /** Text in a charset, or in the one that was meant. */
    static String decode(byte[] octets, Charset charset, Faults faults) {
        Optional<String> text = decodeStrictly(octets, 0, octets.length, charset);
        if (text.isPresent()) {
            return text.get();
        }
        faults.add(MailRule.BAD_CHARACTERS, () -> "a text has octets that are not in its charset " + charset);
        if (charset.equals(StandardCharsets.US_ASCII)) {
            return guess(octets, 0, octets.length);
        }
        String wider = WIDER.getOrDefault(charset.name().toLowerCase(Locale.ROOT), "");
        return Optional.ofNullable(Known.BY_NAME.get(wider))
                .flatMap(meant -> decodeStrictly(octets, 0, octets.length, meant))
                .orElseGet(() -> new String(octets, charset));
    }

    /** Text in a charset that nobody named: UTF-8 where it can be that, and ISO 8859-1, which anything can be. */
    static String guess(byte[] octets, int from, int length) {
        return isAscii(octets, from, length)
                ? new String(octets, from, length, StandardCharsets.US_ASCII)
                : decodeStrictly(octets, from, length, StandardCharsets.UTF_8)
                        .orElseGet(() -> new String(octets, from, length, StandardCharsets.ISO_8859_1));
    }

    static boolean isAscii(byte[] octets, int from, int length) {
        int all = 0;
        for (int i = from; i < from + length; i++) {
            all |= octets[i];
        }
        return all >= 0;
    }

    private static Optional<String> decodeStrictly(byte[] octets, int from, int length, Charset charset) {
        try {
            return Optional.of(charset.newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(octets, from, length))
                    .toString());
        } catch (CharacterCodingException otherwise) {
            return Optional.empty();
        }
    }

    /**
     * All charsets by all their names. {@link Charset#forName} takes a third of a millisecond to say that it does not
     * know a name, and one mail can ask for thousands.
     */
    private static final class Known {
        private static final Map<String, Charset> BY_NAME = byName();

        private static Map<String, Charset> byName() {
            Map<String, Charset> byName = new HashMap<>();
            for (Charset charset : Charset.availableCharsets().values()) {
                byName.put(charset.name().toLowerCase(Locale.ROOT), charset);
                for (String alias : charset.aliases()) {
                    byName.putIfAbsent(alias.toLowerCase(Locale.ROOT), charset);
                }
            }
            return Map.copyOf(byName);
        }
    }
}
