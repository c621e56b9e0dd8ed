package dev.heloise.app;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.Header;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What every request has to pass. The inbox has no users and no sessions, so a browser on this machine could be made to
 * use it by any page that its user visits: what such a page cannot do is choose its name, its origin, or a JSON body.
 */
final class Gate implements Handler {

    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");
    private static final Set<String> PROBES = Set.of("/livez", "/readyz");
    private static final Pattern HOST = Pattern.compile("(\\[[0-9a-f:.]+]|[^:\\[\\]]+)(?::[0-9]{1,5})?");
    private static final Pattern ADDRESS = Pattern.compile("\\[[0-9a-f:.]+]|[0-9]{1,3}(?:\\.[0-9]{1,3}){3}");

    private static final int MOST_BODIES = 50;

    private final WebSettings settings;
    private final Semaphore bodies = new Semaphore(MOST_BODIES);

    Gate(WebSettings settings) {
        this.settings = settings;
    }

    @Override
    public void handle(Context context) {
        guard(context);
        String host = header(context, Header.HOST).toLowerCase(Locale.ROOT);
        if (!isOurs(host)) {
            throw new HttpResponseException(
                    HttpStatus.MISDIRECTED_REQUEST.getCode(),
                    "this is not " + host + " (--http-allowed-hosts names it, if it should be)");
        }
        requireOwnOrigin(context, host);
        requireCredentials(context);
        if (!READING.contains(context.method().name())) {
            requireIntent(context);
            takeIn(context);
        }
    }

    /**
     * Takes the body in, so that it is there for whoever asks for it; of so many requests at a time, for one that comes
     * slowly has a thread to itself.
     */
    private void takeIn(Context context) {
        if (!bodies.tryAcquire()) {
            throw Problem.busy(MOST_BODIES + " requests are coming in already");
        }
        try {
            context.bodyAsBytes();
        } finally {
            bodies.release();
        }
    }

    /** The header fields that go with every answer; what shows a mail's own HTML has stricter ones. */
    private static void guard(Context context) {
        context.header("X-Content-Type-Options", "nosniff");
        context.header("Referrer-Policy", "no-referrer");
        context.header("Cross-Origin-Resource-Policy", "same-origin");
        context.header("Cross-Origin-Opener-Policy", "same-origin");
        context.header("Content-Security-Policy", "default-src 'none'; frame-ancestors 'self'");
        context.header(Header.CACHE_CONTROL, "no-store");
    }

    /** Whether we are meant: a page from elsewhere can make its own name lead here (DNS rebinding), but not ours. */
    private boolean isOurs(String host) {
        var parts = HOST.matcher(host);
        if (!parts.matches()) {
            return false;
        }
        String name = parts.group(1);
        return LOOPBACK.contains(name)
                || settings.allowedHosts().contains(name)
                || settings.allowedHosts().contains("*")
                || UrlHost.of(settings.address().getHostAddress()).equals(name)
                // Whoever has us listen beyond this machine calls us by an address, which nobody can rebind.
                || (!settings.address().isLoopbackAddress()
                        && ADDRESS.matcher(name).matches());
    }

    private static void requireOwnOrigin(Context context, String host) {
        String origin = context.header(Header.ORIGIN);
        if (origin != null && !host.equals(authority(origin))) {
            throw Problem.forbidden("a page of " + origin + " has no access here");
        }
        boolean foreign = "cross-site".equals(context.header("Sec-Fetch-Site"));
        if (foreign && !READING.contains(context.method().name())) {
            throw Problem.forbidden("a page of another site has no access here");
        }
    }

    private static @Nullable String authority(String origin) {
        try {
            String authority = new URI(origin).getAuthority();
            return authority == null ? null : authority.toLowerCase(Locale.ROOT);
        } catch (URISyntaxException e) {
            return null;
        }
    }

    private void requireCredentials(Context context) {
        boolean probe = PROBES.stream().anyMatch(path -> context.path().equals(settings.root() + path));
        if (settings.credentials().isEmpty() || probe) {
            return;
        }
        if (!settings.credentials().get().areIn(context.header(Header.AUTHORIZATION))) {
            context.header(Header.WWW_AUTHENTICATE, "Basic realm=\"Heloise\", charset=\"UTF-8\"");
            throw new HttpResponseException(
                    HttpStatus.UNAUTHORIZED.getCode(), "user and password are wanted", Map.of());
        }
    }

    /**
     * A form can POST, and nothing else; it can send neither JSON nor a header field of its own. PUT, PATCH and DELETE
     * are not open to a page from elsewhere at all, since no request for permission (CORS) is ever granted.
     */
    private static void requireIntent(Context context) {
        if (context.contentLength() > App.MAX_BODY) {
            throw Problem.tooLarge(App.MAX_BODY);
        }
        boolean json =
                header(context, Header.CONTENT_TYPE).toLowerCase(Locale.ROOT).startsWith("application/json");
        boolean own = context.header("X-Requested-With") != null;
        if (context.method().name().equals("POST") && !json && !own) {
            throw Problem.forbidden("POST needs Content-Type: application/json, or a header field X-Requested-With");
        }
    }

    private static String header(Context context, String name) {
        String value = context.header(name);
        return value == null ? "" : value;
    }
}
