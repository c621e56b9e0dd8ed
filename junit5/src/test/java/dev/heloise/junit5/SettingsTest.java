package dev.heloise.junit5;

import static dev.heloise.mailbox.MailFilter.any;
import static dev.heloise.script.SmtpExtension.PIPELINING;
import static dev.heloise.script.SmtpExtension.SMTPUTF8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heloise.FakeSmtpServer;
import dev.heloise.Profile;
import dev.heloise.mailbox.MailNotReceivedError;
import dev.heloise.mailbox.Mailbox;
import dev.heloise.script.StartTls;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the elements of {@code @SmtpServer} make of a server. */
class SettingsTest {

    @Test
    void hostnameIsInTheGreeting() {
        TestRun.of(Hostname.class).passes(1);
    }

    @Test
    void withoutTakesExtensionsFromTheReplyToEhlo() {
        TestRun.of(Without.class).passes(1);
    }

    @Test
    void awaitMillisIsTheTimeToWait() {
        TestRun.of(AwaitMillis.class).passes(1);
    }

    @Test
    void tlsIsAsTheElementsSay() {
        TestRun.of(StartTlsNeeded.class, TlsPort.class, ImplicitTls.class).passes(3);
    }

    @Test
    void credentialsAreThoseWhoMayAuthenticate() {
        TestRun.of(WithCredentials.class, WithAuthOfAnyone.class).passes(2);
    }

    @Test
    void credentialsWithoutAColonAreNamed() {
        assertThat(TestRun.of(BadCredentials.class).failureText())
                .contains("credentials are written user:password, and not \"ada\"");
    }

    @Test
    void otherElementsAddToAProfile() {
        TestRun.of(LikeAnOldServer.class).passes(1);
    }

    @Test
    void customizersComeLastAndInTheirOrder() {
        TestRun.of(Customized.class).passes(1);
    }

    @Test
    void aCustomizerThatCannotBeMadeIsNamed() {
        assertThat(TestRun.of(BadlyCustomized.class).failureText())
                .contains("the customizer dev.heloise.junit5.SettingsTest$NeedsParameter cannot be made: it must be a"
                        + " top-level or static class with a constructor without parameters");
    }

    @Test
    void portIsTheOneToListenOn() throws IOException {
        int free = freePort();

        FakeSmtpServer.Builder builder = FakeSmtpServer.builder();
        Settings.of(withPort(free)).builder().accept(builder);

        try (FakeSmtpServer smtp = builder.start()) {
            assertThat(smtp.port()).isEqualTo(free);
        }
    }

    @Test
    void aPortThatIsTakenIsInTheFailure() {
        assertThat(TestRun.of(TakenPort.class).failureText())
                .contains(Integer.toString(TakenPort.TAKEN.getLocalPort()));
    }

    @Test
    void withoutElementsTheServerIsLikeAnyOther() {
        TestRun.of(Plain.class).passes(1);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** The plain annotation but for its port, which only this test knows and no constant can say. */
    private static SmtpServer withPort(int port) {
        SmtpServer plain = Plain.class.getAnnotation(SmtpServer.class);
        return (SmtpServer) Proxy.newProxyInstance(
                SmtpServer.class.getClassLoader(),
                new Class<?>[] {SmtpServer.class},
                (proxy, method, arguments) -> method.getName().equals("port") ? port : method.invoke(plain, arguments));
    }

    @SmtpServer(hostname = "mx.example.com")
    static class Hostname {

        @Test
        void test(FakeSmtpServer smtp) {
            assertThat(Wire.greeting(smtp)).startsWith("220 mx.example.com ");
        }
    }

    @SmtpServer(without = {PIPELINING, SMTPUTF8})
    static class Without {

        @Test
        void test(FakeSmtpServer smtp, Mailbox mailbox) {
            Wire.say(smtp, "EHLO shop.example\r\n");
            assertThat(mailbox.sessions().get(0).transcript().asText())
                    .doesNotContain("PIPELINING", "SMTPUTF8")
                    .contains("SIZE");
        }
    }

    private static String dialogue(FakeSmtpServer smtp, String... commands) {
        Wire.say(smtp, commands);
        return smtp.mailbox().sessions().get(0).transcript().asText();
    }

    @SmtpServer(startTls = StartTls.REQUIRED)
    static class StartTlsNeeded {

        @Test
        void test(FakeSmtpServer smtp) {
            assertThat(dialogue(smtp, "EHLO shop.example\r\n", "MAIL FROM:<a@shop.example>\r\n"))
                    .contains("250-STARTTLS", "S: 530 5.7.0 Must issue a STARTTLS command first");
        }
    }

    @SmtpServer(tlsPort = 0)
    static class TlsPort {

        @Test
        void test(FakeSmtpServer smtp) {
            assertThat(smtp.tlsPort()).isPresent();
            assertThat(smtp.tlsPort().getAsInt()).isNotEqualTo(smtp.port());
        }
    }

    @SmtpServer(implicitTls = true)
    static class ImplicitTls {

        @Test
        void test(FakeSmtpServer smtp) {
            assertThat(smtp.tlsPort()).hasValue(smtp.port());
        }
    }

    @SmtpServer(
            credentials = {"ada:a:b", "grace:secret"},
            requireAuth = true)
    static class WithCredentials {

        @Test
        void test(FakeSmtpServer smtp) {
            assertThat(dialogue(
                            smtp,
                            "EHLO shop.example\r\n",
                            "MAIL FROM:<a@shop.example>\r\n",
                            "AUTH PLAIN " + base64("\0grace\0wrong") + "\r\n",
                            "AUTH PLAIN " + base64("\0ada\0a:b") + "\r\n"))
                    .containsSubsequence("S: 530 ", "S: 535 ", "S: 235 ");
        }
    }

    @SmtpServer(requireAuth = true)
    static class WithAuthOfAnyone {

        @Test
        void test(FakeSmtpServer smtp) {
            assertThat(dialogue(smtp, "EHLO shop.example\r\n", "AUTH PLAIN " + base64("\0anyone\0anything") + "\r\n"))
                    .contains("S: 235 ");
        }
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    @SmtpServer(credentials = "ada")
    static class BadCredentials {

        @Test
        void test(FakeSmtpServer smtp) {}
    }

    @SmtpServer(profile = Profile.LEGACY, hostname = "old.example")
    static class LikeAnOldServer {

        @Test
        void test(FakeSmtpServer smtp) {
            assertThat(dialogue(smtp, "EHLO shop.example\r\n")).contains("S: 220 old.example", "S: 502 ");
        }
    }

    @SmtpServer(awaitMillis = 17)
    static class AwaitMillis {

        @Test
        void test(Mailbox mailbox) {
            assertThatThrownBy(() -> mailbox.await(any()))
                    .isInstanceOf(MailNotReceivedError.class)
                    .hasMessageStartingWith("expected a mail of any kind within 17 ms");
        }
    }

    @SmtpServer(
            hostname = "mx.example.com",
            customizers = {First.class, Second.class})
    static class Customized {

        @Test
        void test(FakeSmtpServer smtp) {
            assertThat(Wire.greeting(smtp)).startsWith("220 second.example ");
        }
    }

    private static final class First implements Consumer<FakeSmtpServer.Builder> {

        @Override
        public void accept(FakeSmtpServer.Builder builder) {
            builder.hostname("first.example");
        }
    }

    private static final class Second implements Consumer<FakeSmtpServer.Builder> {

        @Override
        public void accept(FakeSmtpServer.Builder builder) {
            builder.hostname("second.example");
        }
    }

    @SmtpServer(customizers = NeedsParameter.class)
    static class BadlyCustomized {

        @Test
        void test() {}
    }

    static final class NeedsParameter implements Consumer<FakeSmtpServer.Builder> {

        NeedsParameter(String parameter) {}

        @Override
        public void accept(FakeSmtpServer.Builder builder) {}
    }

    static class TakenPort {

        static final ServerSocket TAKEN = takenPort();

        @RegisterExtension
        static final SmtpServerExtension SMTP =
                SmtpServerExtension.configured(builder -> builder.port(TAKEN.getLocalPort()));

        private static ServerSocket takenPort() {
            try {
                return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }

        @Test
        void test() {}
    }

    @SmtpServer
    static class Plain {

        @Test
        void test(FakeSmtpServer smtp) {
            try (FakeSmtpServer other = FakeSmtpServer.start()) {
                assertThat(Wire.greeting(smtp)).isEqualTo(Wire.greeting(other));
                assertThat(smtp.host()).isEqualTo(other.host());
            }
        }
    }
}
