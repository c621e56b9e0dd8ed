package dev.heloise.mailbox;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * A field such as {@code Content-Type}: a value, and parameters after it (RFC 2045 §5.1, RFC 2231). mime4j does not say
 * what is wrong with one, and takes a bracket in a file name for a comment.
 *
 * @param value what stands before the first semicolon, comments taken out
 * @param parameters by their names in lower case; of two with one name, the first
 */
record ParameterField(String value, Map<String, String> parameters) {

    /** How many parameters are read, sections counted one by one. */
    private static final int MAX_PARAMETERS = 10_000;

    /** Where there is no such field. */
    static final ParameterField NONE = new ParameterField("", Map.of());

    ParameterField {
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    }

    /** The parameter of that name, given in lower case; empty where there is none. */
    String parameter(String name) {
        return parameters.getOrDefault(name, "");
    }

    /** Reads a field that is unfolded; what cannot be understood is left out. */
    static ParameterField read(String text, Faults faults) {
        return new Reader(text, faults).read();
    }

    /** Walks over the text once. */
    private static final class Reader {
        private final String text;
        private final Faults faults;
        private final Map<String, String> plain = new LinkedHashMap<>();
        private final Continuations continued;
        private int position;

        private Reader(String text, Faults faults) {
            this.text = text;
            this.faults = faults;
            this.continued = new Continuations(faults);
        }

        private ParameterField read() {
            String value = token(";");
            int read = 0;
            while (position < text.length() && read < MAX_PARAMETERS) {
                position++;
                parameter();
                read++;
            }
            if (position < text.length()) {
                faults.add(MailRule.BAD_PARAMETER, () -> "only the first " + MAX_PARAMETERS + " parameters are read");
            }
            // RFC 2231 §3 and RFC 6266 §4.3: the form that can say more counts, where both are there.
            plain.putAll(continued.joined());
            return new ParameterField(value, plain);
        }

        private void parameter() {
            String name = token("=;").toLowerCase(Locale.ROOT);
            if (position == text.length() || text.charAt(position) == ';') {
                if (!name.isEmpty()) {
                    faults.add(MailRule.BAD_PARAMETER, () -> "the parameter \"" + Clip.of(name) + "\" has no value");
                }
                return;
            }
            position++;
            skipBlanks();
            boolean quoted = position < text.length() && text.charAt(position) == '"';
            String value = quoted ? quoted() : token(";");
            if (name.indexOf('*') > 0) {
                continued.add(name, value);
            } else {
                plain.putIfAbsent(name, value);
            }
        }

        /** A value in quotes. What follows it up to the semicolon is left out. */
        private String quoted() {
            StringBuilder value = new StringBuilder();
            position++;
            while (position < text.length() && text.charAt(position) != '"') {
                char c = text.charAt(position);
                char next = position + 1 < text.length() ? text.charAt(position + 1) : ' ';
                // Windows programs write paths into quotes and do not double their backslashes.
                if (c == '\\' && (next == '"' || next == '\\')) {
                    c = next;
                    position++;
                }
                value.append(c);
                position++;
            }
            if (position == text.length()) {
                faults.add(MailRule.BAD_PARAMETER, () -> "the quote of a parameter is not closed");
            }
            while (position < text.length() && text.charAt(position) != ';') {
                position++;
            }
            return value.toString();
        }

        /** Up to one of these characters; blanks around it and comments that stand apart are left out. */
        private String token(String ends) {
            StringBuilder token = new StringBuilder();
            skipBlanks();
            while (position < text.length() && ends.indexOf(text.charAt(position)) < 0) {
                char c = text.charAt(position);
                boolean apart = token.isEmpty() || isBlank(token.charAt(token.length() - 1));
                int start = position;
                position = c == '(' && apart ? commentEnd() : position + 1;
                if (position - start == 1 || !isEnd(ends)) {
                    // Within a value a bracket stands for itself: filename=report (1).pdf
                    token.append(text, start, position);
                }
            }
            return token.toString().strip();
        }

        private int commentEnd() {
            int depth = 0;
            int i = position;
            do {
                char c = text.charAt(i);
                depth += c == '(' ? 1 : c == ')' ? -1 : 0;
                i += c == '\\' ? 2 : 1;
            } while (depth > 0 && i < text.length());
            return Math.min(i, text.length());
        }

        private boolean isEnd(String ends) {
            return position == text.length()
                    || isBlank(text.charAt(position))
                    || ends.indexOf(text.charAt(position)) >= 0;
        }

        private void skipBlanks() {
            while (position < text.length() && isBlank(text.charAt(position))) {
                position++;
            }
        }

        private static boolean isBlank(char c) {
            return c == ' ' || c == '\t' || c == '\r' || c == '\n';
        }
    }
}
