package dev.heloise.mailbox;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Walks over HTML once and tells its visitor what is there: text and tags. It does not repair anything, since nothing
 * is shown to anybody: it is there to find links and codes, in whatever it is given, in linear time.
 */
final class HtmlReader {

    private final String html;
    private final Visitor visitor;
    private int position;

    private HtmlReader(String html, Visitor visitor) {
        this.html = html;
        this.visitor = visitor;
    }

    static void read(String html, Visitor visitor) {
        new HtmlReader(html, visitor).read();
    }

    private void read() {
        int textStart = 0;
        while (position < html.length()) {
            int tag = html.indexOf('<', position);
            if (tag < 0 || tag + 1 == html.length()) {
                break;
            }
            if (!isMarkup(html.charAt(tag + 1))) {
                position = tag + 1;
                continue;
            }
            text(textStart, tag);
            position = tag + 1;
            markup();
            textStart = position;
        }
        text(textStart, html.length());
    }

    private static boolean isMarkup(char c) {
        return isLetter(c) || c == '/' || c == '!' || c == '?';
    }

    private void text(int from, int to) {
        if (from < to) {
            visitor.text(CharacterReferences.decoded(html.substring(from, to)));
        }
    }

    private void markup() {
        if (html.startsWith("!--", position)) {
            skipPast("-->");
        } else if (isLetter(html.charAt(position))) {
            open();
        } else if (html.charAt(position) == '/'
                && position + 1 < html.length()
                && isLetter(html.charAt(position + 1))) {
            position++;
            visitor.close(name());
            skipPast(">");
        } else {
            skipPast(">");
        }
    }

    private void open() {
        String name = name();
        Map<String, String> attributes = new HashMap<>(2);
        while (position < html.length() && html.charAt(position) != '>') {
            char c = html.charAt(position);
            if (Character.isWhitespace(c) || c == '/') {
                position++;
                continue;
            }
            String attribute = attributeName();
            Optional<String> value = attributeValue();
            if (attribute.equals("href") || attribute.equals("alt")) {
                attributes.putIfAbsent(attribute, CharacterReferences.decoded(value.orElse("")));
            }
        }
        position = Math.min(html.length(), position + 1);
        visitor.open(name, attributes);
        if (isRawText(name)) {
            skipPast("</" + name);
            skipPast(">");
        }
    }

    /** Elements whose content is no text of the page. */
    private static boolean isRawText(String name) {
        return switch (name) {
            case "script", "style", "title", "textarea", "noembed", "noframes", "xmp", "iframe" -> true;
            default -> false;
        };
    }

    private String name() {
        int start = position;
        while (position < html.length() && !isTagNameEnd(html.charAt(position))) {
            position++;
        }
        return html.substring(start, position).toLowerCase(Locale.ROOT);
    }

    private static boolean isTagNameEnd(char c) {
        return Character.isWhitespace(c) || c == '/' || c == '>';
    }

    private String attributeName() {
        int start = position;
        // A name may begin with an equals sign, so at least one character is taken.
        position++;
        while (position < html.length() && html.charAt(position) != '=' && !isTagNameEnd(html.charAt(position))) {
            position++;
        }
        return html.substring(start, position).toLowerCase(Locale.ROOT);
    }

    private Optional<String> attributeValue() {
        skipBlanks();
        if (position == html.length() || html.charAt(position) != '=') {
            return Optional.empty();
        }
        position++;
        skipBlanks();
        if (position == html.length()) {
            return Optional.empty();
        }
        char quote = html.charAt(position);
        int start = position;
        if (quote == '"' || quote == '\'') {
            int end = html.indexOf(quote, start + 1);
            position = end < 0 ? html.length() : end + 1;
            return end < 0 ? Optional.empty() : Optional.of(html.substring(start + 1, end));
        }
        while (position < html.length()
                && !Character.isWhitespace(html.charAt(position))
                && html.charAt(position) != '>') {
            position++;
        }
        return Optional.of(html.substring(start, position));
    }

    private void skipBlanks() {
        while (position < html.length() && Character.isWhitespace(html.charAt(position))) {
            position++;
        }
    }

    /** Goes on after the next such characters, in any case; to the end where there are none. */
    private void skipPast(String end) {
        while (position < html.length() && !html.regionMatches(true, position, end, 0, end.length())) {
            position++;
        }
        position = Math.min(html.length(), position + end.length());
    }

    private static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    /** Is told what is there, in order; names are in lower case. */
    interface Visitor {
        /** Text between tags, character references decoded. */
        void text(String text);

        /** A tag opens; of its attributes, {@code href} and {@code alt} are told. */
        void open(String name, Map<String, String> attributes);

        /** A tag closes. */
        void close(String name);
    }
}
