package dev.heloise.deliverability;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** A list of {@code tag=value}, as signatures and keys have it (RFC 6376 §3.2). Case matters in names and values. */
final class TagList {

    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_]*");
    private static final Pattern BLANKS = Pattern.compile("[ \\t\\r\\n]+");

    private final Map<String, Tag> tags;

    private TagList(Map<String, Tag> tags) {
        this.tags = tags;
    }

    /**
     * Reads a list.
     *
     * @throws DkimError if it is none, or has a tag twice
     */
    static TagList parse(String text) throws DkimError {
        Map<String, Tag> tags = new LinkedHashMap<>();
        int start = 0;
        while (start < text.length()) {
            int end = text.indexOf(';', start);
            end = end < 0 ? text.length() : end;
            String spec = strip(text.substring(start, end));
            // Nothing may follow the last semicolon but blanks.
            if (!spec.isEmpty() || end < text.length()) {
                Tag tag = tag(text, start, end);
                if (tags.putIfAbsent(tag.name(), tag) != null) {
                    throw DkimError.syntax("the tag " + tag.name() + "= is there twice");
                }
            }
            start = end + 1;
        }
        return new TagList(tags);
    }

    private static Tag tag(String text, int start, int end) throws DkimError {
        int equals = text.indexOf('=', start);
        if (equals < 0 || equals >= end) {
            throw DkimError.syntax("\"" + printable(text.substring(start, end)) + "\" is no tag=value");
        }
        String name = strip(text.substring(start, equals));
        if (!NAME.matcher(name).matches()) {
            throw DkimError.syntax("\"" + printable(name) + "\" is no name of a tag");
        }
        return new Tag(name, strip(text.substring(equals + 1, end)), equals + 1, end);
    }

    private static String printable(String text) {
        return AsciiText.of(BLANKS.matcher(strip(text)).replaceAll(" "), 40);
    }

    /** Without the white space of RFC 5234's FWS at both ends. */
    static String strip(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && isWhite(text.charAt(start))) {
            start++;
        }
        while (end > start && isWhite(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(start, end);
    }

    private static boolean isWhite(char c) {
        return c == ' ' || c == '\t' || c == '\r' || c == '\n';
    }

    /** The name of the first tag; empty in an empty list. */
    String first() {
        return tags.isEmpty() ? "" : tags.keySet().iterator().next();
    }

    Optional<String> get(String name) {
        return Optional.ofNullable(tags.get(name)).map(Tag::value);
    }

    /** A tag that must be there. */
    String require(String name) throws DkimError {
        return get(name).orElseThrow(() -> DkimError.syntax("the tag " + name + "= is missing"));
    }

    /** A value without any white space in it, as base64 and others are read. */
    Optional<String> compact(String name) {
        return get(name).map(value -> BLANKS.matcher(value).replaceAll(""));
    }

    /** The items between colons, without the white space around them; empty where there is no such tag. */
    List<String> items(String name) {
        List<String> items = new ArrayList<>();
        get(name).ifPresent(value -> {
            for (String item : value.split(":", -1)) {
                items.add(strip(item));
            }
        });
        return items;
    }

    /** The text with the value of a tag taken out, as the signature itself is signed (RFC 6376 §3.7). */
    String without(String name, String text) {
        Tag tag = tags.get(name);
        return tag == null ? text : text.substring(0, tag.start()) + text.substring(tag.end());
    }

    /** One tag; its value as it is meant, and where it stands in the text, white space included. */
    private record Tag(String name, String value, int start, int end) {}
}
