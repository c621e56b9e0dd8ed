package dev.heloise.app;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Asks the application in the same container whether it takes mail; the image's health check, since it has no curl. */
final class Probe {

    private static final int MILLIS = 2_000;

    private Probe() {}

    /** The exit code is 0 where it is ready, 1 where it is not. */
    public static void main(String... args) throws IOException {
        // The application is the container's first process; what was said to it goes before the environment.
        String[] said = Files.readString(Path.of("/proc/1/cmdline")).split("\0", -1);
        System.exit(isReady(readyz(List.of(said), System.getenv())) ? 0 : 1);
    }

    /** Where the application is asked, by its command line and its environment. */
    static URI readyz(List<String> said, Map<String, String> environment) {
        String port = option("--http-port", said, environment.getOrDefault("HELOISE_HTTP_PORT", "8025"));
        String root = option("--web-root", said, environment.getOrDefault("HELOISE_WEB_ROOT", "/"));
        String path = root.replaceAll("^/+|/+$", "");
        return URI.create("http://127.0.0.1:" + port + (path.isEmpty() ? "" : "/" + path) + "/readyz");
    }

    private static String option(String name, List<String> said, String otherwise) {
        String value = otherwise;
        for (int i = 0; i < said.size(); i++) {
            if (said.get(i).startsWith(name + "=")) {
                value = said.get(i).substring(name.length() + 1);
            } else if (said.get(i).equals(name) && i + 1 < said.size()) {
                value = said.get(i + 1);
            }
        }
        return value;
    }

    static boolean isReady(URI readyz) {
        try {
            HttpURLConnection asked = (HttpURLConnection) readyz.toURL().openConnection(Proxy.NO_PROXY);
            asked.setConnectTimeout(MILLIS);
            asked.setReadTimeout(MILLIS);
            return asked.getResponseCode() == HttpURLConnection.HTTP_OK;
        } catch (IOException nobodyAnswers) {
            return false;
        }
    }
}
