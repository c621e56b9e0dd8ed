package dev.heloise.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Header;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The page and the modules it consists of: its own, and those of Lit as their WebJars have them. */
final class Page {

    private static final Pattern FILE = Pattern.compile("[a-z][a-z0-9-]*\\.(js|css|svg)");
    private static final Pattern MODULE = Pattern.compile("[a-z]+[a-z-]*(?:/[a-z]+[a-z-]*)*\\.js");
    private static final Pattern IMPORT_MAP =
            Pattern.compile("<script type=\"importmap\">(.*?)</script>", Pattern.DOTALL);
    private static final Map<String, String> TYPES = Map.of(
            "js", "text/javascript; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "svg", "image/svg+xml");

    private final byte[] index = read("page/index.html");
    private final String policy = policy(new String(index, UTF_8));

    void routes(RoutesConfig routes) {
        routes.get("/", this::index);
        routes.get("/page/{file}", Page::file);
        routes.get("/lit/{package}/<module>", Page::module);
    }

    private void index(Context context) {
        context.header("Content-Security-Policy", policy);
        context.header("X-Frame-Options", "DENY");
        context.result(index).contentType("text/html; charset=utf-8");
    }

    /** Scripts from here alone, and the import map, which has to be written into the page, by its hash. */
    private static String policy(String html) {
        Matcher map = IMPORT_MAP.matcher(html);
        String hash = map.find() ? " 'sha256-" + sha256(map.group(1)) + "'" : "";
        return "default-src 'none'; script-src 'self'" + hash + "; style-src 'self'; img-src 'self' data:;"
                + " connect-src 'self'; frame-src 'self'; form-action 'none'; base-uri 'none';"
                + " frame-ancestors 'none'";
    }

    private static String sha256(String text) {
        try {
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }

    private static void file(Context context) {
        String name = context.pathParam("file");
        Matcher file = FILE.matcher(name);
        serve(context, file.matches() ? "page/" + name : null, file.matches() ? file.group(1) : "");
    }

    private static void module(Context context) {
        String name = context.pathParam("package");
        String version = Version.of(name);
        String module = context.pathParam("module");
        boolean known = !name.equals("version")
                && !version.isEmpty()
                && MODULE.matcher(module).matches();
        String path = "/META-INF/resources/webjars/" + name + "/" + version + "/" + module;
        serve(context, known ? path : null, "js");
    }

    private static void serve(Context context, @Nullable String resource, String extension) {
        byte[] octets = resource == null ? null : find(resource);
        if (octets == null) {
            throw Problem.notFound("there is no such file");
        }
        // Asked for again on each visit: the files change with the version, and their names do not.
        context.header(Header.CACHE_CONTROL, "no-cache");
        String tag = "\"" + Version.current() + "-" + octets.length + "\"";
        context.header(Header.ETAG, tag);
        if (tag.equals(context.header(Header.IF_NONE_MATCH))
                && !Version.current().endsWith("-SNAPSHOT")) {
            context.status(HttpStatus.NOT_MODIFIED);
            return;
        }
        context.result(octets).contentType(String.valueOf(TYPES.get(extension)));
    }

    private static byte[] read(String resource) {
        byte[] octets = find(resource);
        if (octets == null) {
            throw new IllegalStateException("the archive has no " + resource);
        }
        return octets;
    }

    private static byte @Nullable [] find(String resource) {
        try (InputStream in = Page.class.getResourceAsStream(resource)) {
            return in == null ? null : in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
