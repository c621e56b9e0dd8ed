package dev.heloise.app;

import io.javalin.http.Context;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the numbers and words in a request's query; what is wrong with one is a bad request. */
final class Arguments {

    private static final int MAX_LENGTH = 4096;

    private final Context context;

    Arguments(Context context) {
        this.context = context;
    }

    String text(String name, String otherwise) {
        String value = context.queryParam(name);
        if (value == null) {
            return otherwise;
        }
        if (value.length() > MAX_LENGTH) {
            throw Problem.badRequest(name + " has at most " + MAX_LENGTH + " characters");
        }
        return value;
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
        String value = context.queryParam(name);
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
