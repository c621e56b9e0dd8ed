package dev.heloise.deliverability;

import dev.heloise.deliverability.DnsAnswer.Status;
import dev.heloise.deliverability.ZoneLexer.Entry;
import dev.heloise.deliverability.ZoneLexer.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the entries of a master file into a zone (RFC 1035 §5). */
final class ZoneParser {

    private static final Pattern TTL = Pattern.compile("[0-9]{1,10}|(?:[0-9]{1,9}[SMHDWsmhdw])+");
    private static final Set<String> OTHER_CLASSES = Set.of("CH", "CS", "HS");

    private final Zone.Builder zone;
    private DomainName origin = DomainName.ROOT;
    private @Nullable DomainName owner;

    ZoneParser(Zone.Builder zone) {
        this.zone = zone;
    }

    void parse(String text) {
        ZoneLexer lexer = new ZoneLexer(text);
        for (Optional<Entry> entry = lexer.next(); entry.isPresent(); entry = lexer.next()) {
            read(entry.get());
        }
    }

    private void read(Entry entry) {
        Token first = entry.tokens().get(0);
        if (!first.quoted() && first.raw().startsWith("$")) {
            directive(first, entry.tokens());
        } else {
            record(entry);
        }
    }

    private void directive(Token name, List<Token> tokens) {
        if (tokens.size() != 2) {
            throw name.error(name.raw() + " has one value, not " + (tokens.size() - 1));
        }
        Token value = tokens.get(1);
        switch (name.raw().toUpperCase(Locale.ROOT)) {
            case "$ORIGIN" -> origin = name(value);
            case "$TTL" -> {
                if (!TTL.matcher(value.raw()).matches()) {
                    throw value.error("\"" + value.raw() + "\" is no time to live");
                }
            }
            // Nothing is read from anywhere: a zone is the text that was given.
            default -> throw name.error(name.raw() + " is not supported, only $ORIGIN and $TTL");
        }
    }

    private void record(Entry entry) {
        List<Token> tokens = entry.tokens();
        int next = 0;
        if (!entry.indented()) {
            owner = name(tokens.get(next++));
        }
        DomainName name = owner;
        if (name == null) {
            throw tokens.get(0).error("a line that begins with blanks continues the name before it, and there is none");
        }
        next = skipTtlAndClass(tokens, next);
        if (next == tokens.size()) {
            throw tokens.get(next - 1).error("no record type follows");
        }
        add(name, tokens.get(next), tokens.subList(next + 1, tokens.size()));
    }

    /** Both may be left out, and either may come first. */
    private static int skipTtlAndClass(List<Token> tokens, int start) {
        int next = start;
        boolean ttl = false;
        boolean inClass = false;
        while (next < tokens.size()) {
            String word = tokens.get(next).raw();
            if (!ttl && TTL.matcher(word).matches()) {
                ttl = true;
            } else if (!inClass && word.equalsIgnoreCase("IN")) {
                inClass = true;
            } else if (OTHER_CLASSES.contains(word.toUpperCase(Locale.ROOT))) {
                throw tokens.get(next).error("class " + word + " is not the Internet's; only IN is");
            } else {
                return next;
            }
            next++;
        }
        return next;
    }

    private void add(DomainName name, Token type, List<Token> data) {
        Optional<Status> failure = failure(type.raw());
        if (failure.isPresent()) {
            if (!data.isEmpty()) {
                throw data.get(0).error("nothing may follow " + type.raw());
            }
            zone.fail(name, failure.get());
            return;
        }
        RecordType known = RecordType.of(type.raw())
                .orElseThrow(() -> type.error("there is no record type \"" + type.raw() + "\""));
        RecordData read = data(known, type, data);
        try {
            zone.add(name, known, read);
        } catch (IllegalArgumentException e) {
            throw type.error(String.valueOf(e.getMessage()));
        }
    }

    private static Optional<Status> failure(String word) {
        return switch (word.toUpperCase(Locale.ROOT)) {
            case "TIMEOUT" -> Optional.of(Status.TIMEOUT);
            case "SERVFAIL" -> Optional.of(Status.SERVFAIL);
            default -> Optional.empty();
        };
    }

    private RecordData data(RecordType type, Token at, List<Token> data) {
        if (data.isEmpty()) {
            throw at.error("the data of " + type + " is missing");
        }
        Token place = data.get(data.size() - 1);
        List<String> fields = new ArrayList<>(data.size());
        data.forEach(token -> fields.add(token.text()));
        try {
            // A name is always the last field, and is read from its token, which knows the escaped dots.
            return RecordData.of(type, fields, text -> name(place));
        } catch (ZoneException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            // Of two fields it is the preference: a bad name has told its own place.
            Token wrong = type == RecordType.MX && data.size() == 2 ? data.get(0) : place;
            throw wrong.error(String.valueOf(e.getMessage()));
        }
    }

    private DomainName name(Token token) {
        if (token.quoted()) {
            throw token.error("a name stands without quotes");
        }
        if (token.raw().equals("@")) {
            return origin;
        }
        if (token.raw().equals(".")) {
            return DomainName.ROOT;
        }
        List<String> labels = token.labels();
        boolean complete = labels.get(labels.size() - 1).isEmpty();
        DomainName written = lowered(complete ? labels.subList(0, labels.size() - 1) : labels);
        DomainName name = complete ? written : written.append(origin);
        if (!name.isQueryable()) {
            throw token.error(
                    "\"" + token.raw() + "\" has an empty label, or one over 63 octets, or is over 253 in all");
        }
        return name;
    }

    private static DomainName lowered(List<String> labels) {
        // A label that holds a dot of its own must not be cut there.
        boolean plain = labels.stream().noneMatch(label -> label.isEmpty() || label.indexOf('.') >= 0);
        return plain
                ? DomainName.of(String.join(".", labels))
                : new DomainName(labels.stream()
                        .map(label -> label.toLowerCase(Locale.ROOT))
                        .toList());
    }
}
