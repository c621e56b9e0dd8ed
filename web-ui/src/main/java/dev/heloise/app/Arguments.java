package dev.heloise.app;

import io.javalin.http.Context;
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
