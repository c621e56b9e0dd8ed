package dev.heloise.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.javalin.http.Context;
import java.net.URLDecoder;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the numbers and words in a request's query; what is wrong with it is a bad request. */
final class Arguments {

    private static final int MAX_LENGTH = 4096;

    private final Context context;

    /** Of requests that other programs make in their own way: what else they say is passed over. */
    Arguments(Context context) {
        this.context = context;
    }

    /** @param known what may be said; a query that is misspelt would mean all mails, and DELETE would take them */
    Arguments(Context context, String... known) {
        this(context);
        List<String> names = List.of(known);
        for (String said : context.queryParamMap().keySet()) {
            if (!said.isEmpty() && !names.contains(said)) {
                throw Problem.badRequest(
                        "there is no \"" + said + "\" here; what can be said is " + String.join(", ", names));
            }
        }
    }

    /** What is not well-formed would otherwise be as if nobody had said it. */
    static void requireReadable(Context context) {
        String query = context.queryString();
        if (query == null) {
            return;
        }
        try {
            String decoded = URLDecoder.decode(query, UTF_8);
            if (decoded.indexOf('\uFFFD') < 0 || query.toUpperCase(Locale.ROOT).contains("%EF%BF%BD")) {
                return;
            }
        } catch (IllegalArgumentException noHex) {
            // The same.
        }
        throw Problem.badRequest("the query is not percent-encoded UTF-8: a percent sign itself is %25");
    }

    boolean has(String name) {
        return value(name) != null;
    }

    String text(String name, String otherwise) {
        String value = value(name);
        if (value == null) {
            return otherwise;
        }
        if (value.length() > MAX_LENGTH) {
            throw Problem.badRequest(name + " has at most " + MAX_LENGTH + " characters");
        }
        return value;
    }

    /** What may be left out, but not be empty. */
    Optional<String> word(String name) {
        String word = text(name, "");
        if (word.isEmpty() && has(name)) {
            throw Problem.badRequest(name + " is empty");
        }
        return word.isEmpty() ? Optional.empty() : Optional.of(word);
    }

    private @Nullable String value(String name) {
        List<String> values = context.queryParams(name);
        if (values.size() > 1) {
            throw Problem.badRequest(name + " is there " + values.size() + " times");
        }
        return values.isEmpty() ? null : values.get(0);
    }

    /** Whether something is so; empty where nothing is said. */
    Optional<Boolean> flag(String name) {
        return switch (text(name, "").toLowerCase(Locale.ROOT)) {
            case "" -> Optional.empty();
            case "true" -> Optional.of(true);
            case "false" -> Optional.of(false);
            default -> throw Problem.badRequest(name + " must be true or false, but is \"" + text(name, "") + "\"");
        };
    }

    long number(String name, long least, long most, long otherwise) {
        String value = value(name);
        return value == null || value.isEmpty() ? otherwise : number(name, value, least, most);
    }

    private static long number(String name, String value, long least, long most) {
        Long number = parsed(value);
        if (number == null || number < least || number > most) {
            throw Problem.badRequest(name + " must be from " + least + " to " + most + ", but is \"" + value + "\"");
        }
        return number;
    }

    private static @Nullable Long parsed(String value) {
        try {
            return Long.valueOf(value);
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
