package dev.heloise.testcontainers;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonParserException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Speaks to the HTTP API of one server. What it answers 404 to is not there; any other refusal is an error. */
final class Api {

    /** How long an answer may take beyond what the server was asked to wait. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final int NOT_FOUND = 404;
    private static final int REFUSED = 400;

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();
    private final URI base;

    /** @param base where the page is, ending with a slash */
    Api(URI base) {
        this.base = base;
    }

    /** A part of a query, such as {@code &inbox=ada%40example.com}. */
    static String argument(String name, String value) {
        return "&" + name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    JsonObject get(String path) {
        return find(path, Duration.ZERO).found().orElseThrow(() -> new IllegalStateException(path + " is not there"));
    }

    /** What is there, or the reason why it is not. */
    Found find(String path, Duration wait) {
        HttpResponse<byte[]> response = call("GET", path, "", wait);
        JsonObject answer = response.body().length == 0 ? new JsonObject() : parse(response.body());
        return response.statusCode() == NOT_FOUND
                ? new Found(Optional.empty(), answer.getString("detail", ""))
                : new Found(Optional.of(answer), "");
    }

    Optional<byte[]> octets(String path) {
        HttpResponse<byte[]> response = call("GET", path, "", Duration.ZERO);
        return response.statusCode() == NOT_FOUND ? Optional.empty() : Optional.of(response.body());
    }

    /** Changes something; empty where there is nothing of that name to be changed. */
    Optional<JsonObject> change(String method, String path, String json) {
        HttpResponse<byte[]> response = call(method, path, json, Duration.ZERO);
        if (response.statusCode() == NOT_FOUND) {
            return Optional.empty();
        }
        return Optional.of(response.body().length == 0 ? new JsonObject() : parse(response.body()));
    }

    private HttpResponse<byte[]> call(String method, String path, String body, Duration wait) {
        HttpRequest request = HttpRequest.newBuilder(base.resolve(path))
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .header("Content-Type", "application/json")
                .timeout(wait.plus(PATIENCE))
                .build();
        try {
            HttpResponse<byte[]> response = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
            if (response.statusCode() >= REFUSED && response.statusCode() != NOT_FOUND) {
                throw refusal(method + " " + request.uri(), response);
            }
            return response;
        } catch (IOException e) {
            throw new UncheckedIOException(method + " " + request.uri() + " was not answered", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for " + request.uri(), e);
        }
    }

    private static RuntimeException refusal(String request, HttpResponse<byte[]> response) {
        String text = new String(response.body(), StandardCharsets.UTF_8);
        boolean ours = response.headers().firstValue("Content-Type").orElse("").startsWith("application/problem+json");
        String detail = ours ? parse(response.body()).getString("detail", text) : text;
        return response.statusCode() == REFUSED
                ? new IllegalArgumentException(detail)
                : new IllegalStateException(request + ": " + response.statusCode() + " " + detail);
    }

    private static JsonObject parse(byte[] json) {
        try {
            return JsonParser.object().from(new String(json, StandardCharsets.UTF_8));
        } catch (JsonParserException e) {
            throw new IllegalStateException("the server's answer is no JSON", e);
        }
    }

    /** The objects of an array; none where it is not there. */
    static List<JsonObject> objects(JsonObject json, String name) {
        return json.getArray(name, new JsonArray()).stream()
                .map(JsonObject.class::cast)
                .toList();
    }

    /** What was found; where it is not there, the server's reason. */
    record Found(Optional<JsonObject> found, String reason) {}
}
