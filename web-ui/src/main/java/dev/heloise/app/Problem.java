package dev.heloise.app;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Header;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
import io.javalin.http.MethodNotAllowedResponse;
import java.io.IOException;
import java.util.Map;

/**
 * What went wrong with a request, as JSON (RFC 9457).
 *
 * @param type {@code about:blank}: the status says what kind of problem it is
 * @param title the status in words
 * @param status the HTTP status
 * @param detail one sentence about this one case
 */
record Problem(String type, String title, int status, String detail) {

    static final String MEDIA_TYPE = "application/problem+json";

    static HttpResponseException badRequest(String detail) {
        return new HttpResponseException(HttpStatus.BAD_REQUEST.getCode(), detail);
    }

    static HttpResponseException notFound(String detail) {
        return new HttpResponseException(HttpStatus.NOT_FOUND.getCode(), detail);
    }

    static HttpResponseException forbidden(String detail) {
        return new HttpResponseException(HttpStatus.FORBIDDEN.getCode(), detail);
    }

    static HttpResponseException conflict(String detail) {
        return new HttpResponseException(HttpStatus.CONFLICT.getCode(), detail);
    }

    static HttpResponseException tooLarge(long most) {
        return new HttpResponseException(
                HttpStatus.CONTENT_TOO_LARGE.getCode(), "a request's body has at most " + most + " octets");
    }

    static HttpResponseException busy(String detail) {
        return new HttpResponseException(HttpStatus.SERVICE_UNAVAILABLE.getCode(), detail, Map.of());
    }

    /** Has every failure answered so. */
    static void answerWith(RoutesConfig routes) {
        routes.exception(MethodNotAllowedResponse.class, (failure, context) -> {
            String allowed = failure.getDetails().getOrDefault("availableMethods", "");
            context.header(Header.ALLOW, allowed);
            write(context, failure.getStatus(), context.method() + " is not for this path, but " + allowed);
        });
        routes.exception(
                HttpResponseException.class,
                (failure, context) -> write(context, failure.getStatus(), String.valueOf(failure.getMessage())));
        // The client has gone, or was silent for too long: nobody's error, and most likely nobody hears of it.
        routes.exception(
                IOException.class,
                (failure, context) -> write(
                        context, HttpStatus.BAD_REQUEST.getCode(), "the request broke off: " + failure.getMessage()));
        routes.exception(Exception.class, (failure, context) -> {
            // Ours, and not the caller's: it belongs where whoever runs this will see it.
            failure.printStackTrace();
            write(context, HttpStatus.INTERNAL_SERVER_ERROR.getCode(), "an error in Heloise: " + failure);
        });
    }

    private static void write(Context context, int status, String detail) {
        context.status(status).result(octets(status, detail)).contentType(MEDIA_TYPE);
    }

    static byte[] octets(int status, String detail) {
        String title = HttpStatus.forStatus(status).getMessage();
        return Json.octets(new Problem("about:blank", title, status, detail));
    }
}
