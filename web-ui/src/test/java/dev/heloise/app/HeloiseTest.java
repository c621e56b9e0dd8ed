package dev.heloise.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The application as its user sees it: a process of its own. */
class HeloiseTest {

    private static final Pattern READY = Pattern.compile(
            "Heloise is ready: SMTP on 127\\.0\\.0\\.1:(\\d+), inbox at http://127\\.0\\.0\\.1:(\\d+)/");

    @Test
    void saysThatItIsReadyWhenBothPortsAreOpenAndEndsWithinASecond() throws Exception {
        Process process = start(Map.of(), "--smtp-port=0", "--http-port", "0");
        try {
            Matcher ready = READY.matcher(firstLine(process));
            assertThat(ready.matches()).isTrue();
            for (int port : new int[] {Integer.parseInt(ready.group(1)), Integer.parseInt(ready.group(2))}) {
                new Socket(InetAddress.getLoopbackAddress(), port).close();
            }
            long start = System.nanoTime();
            // Process.destroy() would close its streams, too.
            process.toHandle().destroy();
            assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
            assertThat(errors(process)).isEmpty();
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void tellsWhoeverWaitsThatItEnds() throws Exception {
        Process process = start(Map.of(), "--smtp-port=0", "--http-port=0");
        try {
            Matcher ready = READY.matcher(firstLine(process));
            assertThat(ready.matches()).isTrue();
            URI wait = URI.create("http://127.0.0.1:" + ready.group(2) + "/api/mails/await?timeout=60000");
            HttpClient client = HttpClient.newHttpClient();
            List<CompletableFuture<HttpResponse<String>>> answers = Stream.generate(
                            () -> client.sendAsync(HttpRequest.newBuilder(wait).build(), BodyHandlers.ofString()))
                    .limit(120)
                    .toList();
            // That many find no place, so the others have one.
            await().until(() ->
                    answers.stream().filter(CompletableFuture::isDone).count() == 20);

            long start = System.nanoTime();
            process.toHandle().destroy();
            assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
            assertThat(errors(process)).isEmpty();
            List<String> details = new ArrayList<>();
            for (CompletableFuture<HttpResponse<String>> answer : answers) {
                details.add(answer.get(10, TimeUnit.SECONDS).body());
            }
            assertThat(details)
                    .filteredOn(detail -> detail.contains("\"the inbox is being closed\""))
                    .hasSize(100);
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void namesAnIpv6AddressAsUrlsDo() throws Exception {
        assumeThat(hasIpv6()).isTrue();
        Process process = start(Map.of(), "--smtp-port=0", "--http-port=0", "--bind=::1");
        try {
            assertThat(firstLine(process))
                    .matches(
                            "Heloise is ready: SMTP on \\[0:0:0:0:0:0:0:1]:\\d+, inbox at http://\\[0:0:0:0:0:0:0:1]:\\d+/");
        } finally {
            process.destroyForcibly();
        }
    }

    private static boolean hasIpv6() {
        try (ServerSocket any = new ServerSocket(0, 1, InetAddress.getAllByName("::1")[0])) {
            return any.isBound();
        } catch (IOException none) {
            return false;
        }
    }

    @Test
    void warnsOfAVariableThatIsNoOption() throws Exception {
        Process process = start(Map.of(
                "HELOISE_SMTP_PORT",
                "0",
                "HELOISE_HTTP_PORT",
                "0",
                "HELOISE_HTTPPORT",
                "80",
                // What Kubernetes tells of a service of this name.
                "HELOISE_SERVICE_PORT_SMTP",
                "1025",
                "HELOISE_PORT_1025_TCP",
                "tcp://10.0.0.1:1025"));
        try {
            firstLine(process);
            process.toHandle().destroy();
            assertThat(errors(process).lines()).singleElement().asString().contains("HELOISE_HTTPPORT");
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void takesItsOptionsFromTheEnvironmentToo() throws Exception {
        Process process =
                start(Map.of("HELOISE_SMTP_PORT", "0", "HELOISE_HTTP_PORT", "0", "HELOISE_WEB_ROOT", "/mail"));
        try {
            assertThat(firstLine(process)).endsWith("/mail/");
        } finally {
            process.destroyForcibly();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "--smtp-port=many, 'many'",
        "--smtp-port=70000, 70000",
        "--nonsense, nonsense",
        "--bind=example.org, example.org",
        "--max-message-size=5X, 5X",
        "--max-message-size=99999999999G, 99999999999G",
        "--retain-bytes=17179869184G, 17179869184G",
        "--hostname=-x-, -x-",
        "--http-credentials=nocolon, USER:PASSWORD",
        "--without=NONSENSE, NONSENSE",
        "--profile=NONSENSE, NONSENSE",
        "--credentials=nocolon, USER:PASSWORD",
        "--rules=nowhere.json, nowhere.json",
        "--zone=nowhere.zone, nowhere.zone",
        "--tls-certificate=pom.xml, pom.xml",
        "--tls-key=pom.xml, --tls-certificate",
    })
    void aBadOptionIsOneLineAndExitCodeTwo(String option, String named) throws Exception {
        assertRefused(start(Map.of("HELOISE_SMTP_PORT", option.contains("smtp-port") ? "" : "0"), option), named);
    }

    @Test
    void aPortThatIsTakenIsOneLineAndExitCodeTwo() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(taken.getLocalPort());
            assertRefused(start(Map.of(), "--smtp-port=" + port, "--http-port=0"), port);
            assertRefused(start(Map.of(), "--smtp-port=0", "--http-port=" + port), port);
        }
    }

    @Test
    void helpNamesEveryOptionAndTheVariable() throws Exception {
        Process process = start(Map.of(), "--help");
        String help = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).isZero();
        assertThat(help).contains("--smtp-port", "--http-port", "--bind", "--web-root", "HELOISE_SMTP_PORT");
    }

    @Test
    void tellsItsVersion() throws Exception {
        Process process = start(Map.of(), "--version");
        assertThat(firstLine(process)).matches("heloise [0-9]+\\.[0-9]+\\.[0-9]+.*");
        assertThat(process.waitFor()).isZero();
    }

    private static void assertRefused(Process process, String named) throws Exception {
        String errors = errors(process);
        assertThat(process.waitFor()).as(errors).isEqualTo(2);
        assertThat(errors.lines()).hasSize(1);
        assertThat(errors).startsWith("heloise: ").contains(named);
        assertThat(process.getInputStream().readAllBytes()).isEmpty();
    }

    private static Process start(Map<String, String> environment, String... options) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                // As the image has them: what is started for a moment is not to be optimized first.
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.heloise.app.Heloise"));
        command.addAll(List.of(options));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().keySet().removeIf(name -> name.startsWith("HELOISE_") || name.startsWith("JAVA_TOOL"));
        builder.environment().putAll(environment);
        return builder.start();
    }

    private static String firstLine(Process process) throws IOException {
        return new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8)).readLine();
    }

    private static String errors(Process process) throws IOException {
        return new String(process.getErrorStream().readAllBytes(), UTF_8);
    }
}
