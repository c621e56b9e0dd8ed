package dev.heloise.testcontainers;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.grack.nanojson.JsonObject;
import dev.heloise.Profile;
import dev.heloise.PropertyNames;
import dev.heloise.SmtpEndpoint;
import dev.heloise.mailbox.Evidence;
import dev.heloise.mailbox.Mailbox;
import dev.heloise.script.Script;
import dev.heloise.script.StartTls;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.images.builder.Transferable;
import org.testcontainers.lifecycle.TestDescription;
import org.testcontainers.lifecycle.TestLifecycleAware;
import org.testcontainers.utility.DockerImageName;

/**
 * Heloise in a container, read and scripted like the server in process.
 *
 * <pre>
 * &#64;Testcontainers
 * class SignUpTest {
 *   &#64;Container
 *   static final HeloiseContainer smtp = new HeloiseContainer("heloise:1.0.0");
 *
 *   &#64;Test
 *   void sendsWelcomeMail() {
 *     new Mailer(smtp.getSmtpHost(), smtp.getSmtpPort()).welcome("ada@example.com");
 *     ReceivedMail mail = smtp.getMailbox().await(to("ada@example.com"));
 *   }
 * }
 * </pre>
 *
 * <p>It is ready when {@code /readyz} answers. When a test fails, the last dialogues are logged.
 */
public class HeloiseContainer extends GenericContainer<HeloiseContainer> implements SmtpEndpoint, TestLifecycleAware {

    private static final int SMTP = 1025;
    private static final int HTTP = 8025;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final List<String> credentials = new ArrayList<>();
    private Optional<Remote> remote = Optional.empty();

    /** A container of this image, such as {@code heloise:1.0.0}. */
    public HeloiseContainer(String image) {
        this(DockerImageName.parse(image));
    }

    /**
     * A container of this image.
     *
     * @throws IllegalArgumentException if the image has no tag, or {@code latest}: a test is to know what it runs on
     */
    @SuppressWarnings("this-escape") // GenericContainer is configured by its own methods
    public HeloiseContainer(DockerImageName image) {
        super(image);
        if (image.getVersionPart().equals("latest")) {
            throw new IllegalArgumentException("the image needs a version, such as heloise:1.0.0, but is " + image);
        }
        withExposedPorts(SMTP, HTTP);
        // An engine elsewhere has a name of its own.
        withEnv("HELOISE_HTTP_ALLOWED_HOSTS", "*");
        waitingFor(Wait.forHttp("/readyz").forPort(HTTP).withStartupTimeout(PATIENCE));
    }

    /** Offers or requires {@code STARTTLS}, with a certificate of the server's own making. */
    public HeloiseContainer withStartTls(StartTls when) {
        return withEnv("HELOISE_STARTTLS", when.name());
    }

    /** Offers AUTH to this user, beside those named before. */
    public HeloiseContainer withCredentials(String user, String password) {
        credentials.add(user + ":" + password);
        return withEnv("HELOISE_CREDENTIALS", String.join(",", credentials));
    }

    /** The kind of server to be. */
    public HeloiseContainer withProfile(Profile profile) {
        return withEnv("HELOISE_PROFILE", profile.name());
    }

    /**
     * Rules in JSON, as {@code GET /api/rules} gives them: {@code {"rules": […]}}. They are there from the first client
     * on, come after those of {@link #getScript}, which does not list them, and go with {@link #reset}.
     */
    public HeloiseContainer withRules(String json) {
        return withFile("/rules.json", json).withEnv("HELOISE_RULES", "/rules.json");
    }

    /** The DNS by which mails are judged, as the text of a master file. */
    public HeloiseContainer withZone(String masterFile) {
        return withFile("/zone.txt", masterFile).withEnv("HELOISE_ZONE", "/zone.txt");
    }

    private HeloiseContainer withFile(String path, String text) {
        return withCopyToContainer(Transferable.of(text), path);
    }

    /** The host to connect to; see {@link #getSmtpPort}. */
    public String getSmtpHost() {
        return getHost();
    }

    /** The port on that host that leads to the server, from 1 to 65535. */
    public int getSmtpPort() {
        return getMappedPort(SMTP);
    }

    /** Where the inbox is: an address to open in a browser, ending with a slash. */
    public URI getHttpUrl() {
        return URI.create("http://" + getHost() + ":" + getMappedPort(HTTP) + "/");
    }

    /** What the server received. */
    public Mailbox getMailbox() {
        return remote().mailbox;
    }

    /** What the server is to answer, where a test wants something else than a 250. */
    public Script getScript() {
        return remote().script;
    }

    @Override
    public String host() {
        return getSmtpHost();
    }

    @Override
    public int port() {
        return getSmtpPort();
    }

    /** The port itself where its profile has TLS from the first octet; the container listens on no other for SMTP. */
    @Override
    public OptionalInt tlsPort() {
        return remote().hasImplicitTls() ? OptionalInt.of(port()) : OptionalInt.empty();
    }

    @Override
    public Map<String, String> properties(PropertyNames names) {
        Map<String, String> all = new TreeMap<>(remote().settings(names));
        // The server knows what a mailer has to do, and the engine where it is.
        all.putAll(SmtpEndpoint.super.properties(names));
        return Map.copyOf(all);
    }

    /** The server's certificate and that of its issuer in PEM (RFC 7468); empty where it has no TLS. */
    public Optional<String> getCertificatePem() {
        return remote().api.octets("api/certificate.pem").map(pem -> new String(pem, US_ASCII));
    }

    @Override
    public Mailbox mailbox() {
        return getMailbox();
    }

    @Override
    public Script script() {
        return getScript();
    }

    /** Forgets mails, sessions and rules, those of {@link #withRules} as well. */
    @Override
    public void reset() {
        remote().script.clear();
        remote().api.change("POST", "api/reset", "");
    }

    private synchronized Remote remote() {
        URI url = getHttpUrl();
        // Another start has other ports.
        if (remote.isEmpty() || !remote.get().url.equals(url)) {
            Api api = new Api(url);
            remote = Optional.of(new Remote(url, api, new RemoteMailbox(api), new RemoteScript(api)));
        }
        return remote.get();
    }

    /** Logs what was said, where the test failed. */
    @Override
    public void afterTest(TestDescription description, Optional<Throwable> failure) {
        if (failure.isPresent() && isRunning()) {
            logger().error(
                            "{} failed; what was said to the container:\n{}",
                            description.getTestId(),
                            Evidence.sessions(getMailbox()));
        }
    }

    private record Remote(URI url, Api api, Mailbox mailbox, Script script) {

        private boolean hasImplicitTls() {
            JsonObject smtp = api.get("api/info").getObject("smtp");
            return smtp.getInt("tlsPort", 0) == smtp.getInt("port");
        }

        private Map<String, String> settings(PropertyNames names) {
            String key = switch (names) {
                case JAKARTA_MAIL -> "jakartaMail";
                case SPRING -> "spring";
                case QUARKUS -> "quarkus";
            };
            Map<String, String> settings = new HashMap<>();
            api.get("api/info")
                    .getObject("settings")
                    .getObject(key)
                    .forEach((name, value) -> settings.put(name, value.toString()));
            return settings;
        }
    }
}
