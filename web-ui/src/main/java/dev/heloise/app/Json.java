package dev.heloise.app;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.javalin.json.JsonMapper;
import java.io.InputStream;
import java.lang.reflect.Type;
import java.util.Arrays;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** How values are written as JSON: camel case, ISO instants, and nothing at all for what is absent. */
@SuppressWarnings("TypeParameterUnusedInFormals") // so it is in Javalin's interface
final class Json implements JsonMapper {

    private static final int MAX_DEPTH = 50;

    private static final ObjectMapper MAPPER = tools.jackson.databind.json.JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .build())
                    .build())
            .disable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .changeDefaultPropertyInclusion(included -> included.withValueInclusion(JsonInclude.Include.NON_ABSENT))
            .build();

    @Override
    public String toJsonString(Object value, Type type) {
        return text(value);
    }

    @Override
    public <T> T fromJsonString(String json, Type type) {
        return MAPPER.readValue(json, MAPPER.constructType(type));
    }

    @Override
    public <T> T fromJsonStream(InputStream json, Type type) {
        return MAPPER.readValue(json, MAPPER.constructType(type));
    }

    /** The value that JSON text stands for. */
    static <T> T parse(String json, Class<T> type) {
        return MAPPER.readValue(json, type);
    }

    static String text(Object value) {
        return MAPPER.writeValueAsString(value);
    }

    static byte[] octets(Object value) {
        return MAPPER.writeValueAsBytes(value);
    }

    /** The value that JSON text stands for; a bad request where it stands for none of that type. */
    static <T> T read(byte[] json, Class<T> type) {
        try {
            T value = MAPPER.readValue(json, type);
            if (value == null) {
                throw Problem.badRequest("the body is JSON null");
            }
            return value;
        } catch (JacksonException e) {
            throw Problem.badRequest("the body is not the JSON that is wanted: " + complaint(e));
        }
    }

    /** What is wrong with JSON text, in the words of who wrote it, and not of the classes that read it. */
    static String complaint(JacksonException wrong) {
        if (wrong instanceof UnrecognizedPropertyException unknown) {
            return "\"" + unknown.getPropertyName() + "\" is not among " + unknown.getKnownPropertyIds();
        }
        if (wrong instanceof InvalidFormatException format
                && format.getTargetType().isEnum()) {
            return "\"" + format.getValue() + "\" is not among "
                    + Arrays.toString(format.getTargetType().getEnumConstants());
        }
        if (wrong instanceof MismatchedInputException mismatched
                && !mismatched.getPath().isEmpty()) {
            return "\"" + mismatched.getPath().get(0).getPropertyName() + "\" has a value of another type";
        }
        return wrong instanceof StreamReadException ? "it is cut short, or no JSON at all" : "it has another form";
    }
}
