package dev.heloise.deliverability;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * A text with macros, as the terms of a record and explanations have them (RFC 7208 §7). Its syntax is checked when it
 * is read; what the macros stand for is known only for one client.
 */
record SpfMacro(String source, List<Part> parts) {

    private static final String LOCAL_PART = "sl";
    private static final String UNRESERVED = "-._~";

    SpfMacro {
        parts = List.copyOf(parts);
    }

    /** Reads a {@code macro-string}. */
    static SpfMacro text(String source) throws SpfError {
        return new SpfMacro(source, new SpfMacroReader(source, false).parts());
    }

    /** Reads an {@code explain-string}, which may hold spaces and three macros more. */
    static SpfMacro explanation(String source) throws SpfError {
        return new SpfMacro(source, new SpfMacroReader(source, true).parts());
    }

    /** Reads a {@code domain-spec}: it ends in a macro, or in a dot and a top-level label. */
    static SpfMacro domain(String source) throws SpfError {
        SpfMacro macro = text(source);
        if (macro.parts.isEmpty()) {
            throw SpfError.syntax("a domain is missing");
        }
        Part last = macro.parts.get(macro.parts.size() - 1);
        if (last instanceof Literal literal && !literal.macro && !endsInTopLabel(literal.text)) {
            throw SpfError.syntax("\"" + source + "\" does not end in a top-level domain"
                    + (Ip.parse(source).isPresent() ? "; an address belongs to ip4 or ip6" : ""));
        }
        return macro;
    }

    private static boolean endsInTopLabel(String text) {
        String name = text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
        int dot = name.lastIndexOf('.');
        String label = name.substring(dot + 1);
        return dot >= 0
                && !label.isEmpty()
                && !label.startsWith("-")
                && !label.endsWith("-")
                && label.chars().allMatch(c -> isAlphanumeric(c) || c == '-')
                && !label.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private static boolean isAlphanumeric(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }

    /** Whether it holds the local-part of the sender. */
    boolean hasLocalPart() {
        return parts.stream()
                .anyMatch(part -> part instanceof Expansion expansion
                        && LOCAL_PART.indexOf(Character.toLowerCase(expansion.letter)) >= 0);
    }

    /** The text for one client. */
    String expand(Values values) throws SpfError {
        StringBuilder text = new StringBuilder();
        for (Part part : parts) {
            text.append(part instanceof Expansion expansion ? expansion.expand(values) : ((Literal) part).text);
        }
        return text.toString();
    }

    /** A piece of the text. */
    sealed interface Part {}

    /** Text that stands for itself; also what {@code %%}, {@code %_} and {@code %-} stand for, which are macros. */
    record Literal(String text, boolean macro) implements Part {}

    /**
     * A macro of a letter (RFC 7208 §7.3).
     *
     * @param count how many parts to keep, from the right
     * @param delimiters where to split; empty where the value is not split at all
     */
    record Expansion(char letter, int count, boolean reversed, String delimiters) implements Part {

        String expand(Values values) throws SpfError {
            String value = transformed(values.of(Character.toLowerCase(letter)));
            return Character.isUpperCase(letter) ? escaped(value) : value;
        }

        private String transformed(String value) {
            if (delimiters.isEmpty()) {
                return value;
            }
            List<String> pieces = new ArrayList<>();
            int start = 0;
            for (int i = 0; i <= value.length(); i++) {
                if (i == value.length() || delimiters.indexOf(value.charAt(i)) >= 0) {
                    pieces.add(value.substring(start, i));
                    start = i + 1;
                }
            }
            if (reversed) {
                Collections.reverse(pieces);
            }
            return String.join(".", pieces.subList(Math.max(0, pieces.size() - count), pieces.size()));
        }

        private static String escaped(String value) {
            StringBuilder escaped = new StringBuilder();
            for (byte octet : value.getBytes(StandardCharsets.UTF_8)) {
                if (isAlphanumeric(octet) || UNRESERVED.indexOf(octet) >= 0) {
                    escaped.append((char) octet);
                } else {
                    escaped.append(String.format(Locale.ROOT, "%%%02X", octet & 0xFF));
                }
            }
            return escaped.toString();
        }
    }

    /** What the letters stand for in one evaluation. */
    @FunctionalInterface
    interface Values {
        /** The value of a letter in lower case. */
        String of(char letter) throws SpfError;
    }
}
