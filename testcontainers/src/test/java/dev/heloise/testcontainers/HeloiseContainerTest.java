package dev.heloise.testcontainers;

import static dev.heloise.script.When.endOfData;
import static dev.heloise.script.When.rcptTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.heloise.Profile;
import dev.heloise.PropertyNames;
import dev.heloise.SmtpClient;
import dev.heloise.mailbox.MailFilter;
import dev.heloise.mailbox.ReceivedMail;
import dev.heloise.mailbox.SmtpSession;
import dev.heloise.script.StartTls;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.testcontainers.lifecycle.TestDescription;

class HeloiseContainerTest {

    @Test
    void anImageWithoutAVersionIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new HeloiseContainer("heloise"))
                .withMessageContaining("needs a version");
    }

    @Test
    void rulesWorkAsTheyDoInProcess() throws IOException {
        HeloiseContainer server = Engine.running();
        server.script()
                .when(rcptTo("full@x.test"))
                .thenReply("452 4.2.2 Mailbox full")
                .times(1);

        try (SmtpClient client = SmtpClient.introduced(server)) {
            client.say("MAIL FROM:<a@x.test>");
            assertThat(server.script().unused()).hasSize(1);
            assertThat(client.say("RCPT TO:<full@x.test>")).isEqualTo("452 4.2.2 Mailbox full");
            assertThat(client.say("RCPT TO:<full@x.test>")).startsWith("250");
        }
        assertThat(server.script().unused()).isEmpty();
        assertThat(server.script().rules()).hasSize(1);
    }

    @Test
    void answersThatFollowOneAnotherCountOn() throws IOException {
        HeloiseContainer server = Engine.running();
        server.script().when(rcptTo("*")).thenReply("451 4.3.0 Later").thenAccept();

        try (SmtpClient client = SmtpClient.introduced(server)) {
            client.say("MAIL FROM:<a@x.test>");
            assertThat(client.say("RCPT TO:<b@x.test>")).startsWith("451");
            assertThat(client.say("RCPT TO:<b@x.test>")).startsWith("250");
        }
    }

    @Test
    void aFilterCannotGoToAContainer() {
        HeloiseContainer server = Engine.running();
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> server.script().when(endOfData(MailFilter.any())).thenAccept())
                .withMessageContaining("cannot go to a container");
    }

    @Test
    void theWholeSessionComesOver() throws IOException {
        HeloiseContainer server = Engine.running();
        try (SmtpClient client = SmtpClient.introduced(server)) {
            client.deliver("a@x.test", "b@x.test", "Subject: x\r\n\r\n..dot\r\n");
            client.say("QUIT");
        }
        SmtpSession session = server.mailbox()
                .awaitSessions(1, java.time.Duration.ofSeconds(10))
                .get(0);
        ReceivedMail mail = session.mails().get(0);

        assertThat(session.helo().name()).isEqualTo("client.example");
        assertThat(session.end()).isEqualTo(SmtpSession.End.QUIT);
        assertThat(session.transcript().commands())
                .containsExactly("EHLO client.example", "MAIL FROM:<a@x.test>", "RCPT TO:<b@x.test>", "DATA", "QUIT");
        assertThat(mail.raw()).asString().isEqualTo("Subject: x\r\n\r\n.dot\r\n");
        assertThat(mail.wire()).asString().endsWith("..dot\r\n.\r\n");
        assertThat(session.transcript().lines())
                .filteredOn(line -> line.isContent())
                .singleElement()
                .satisfies(line -> assertThat(line.bytes()).isEqualTo(mail.wire()));
    }

    @Test
    void optionsReachTheServer() throws IOException {
        Engine.require();
        try (HeloiseContainer server = new HeloiseContainer(Engine.IMAGE)
                .withStartTls(StartTls.OFFERED)
                .withCredentials("ada", "secret")
                .withRules("{\"rules\": [{\"at\": \"RCPT\", \"reply\": \"550 5.1.1 Nobody\"}]}")) {
            server.start();
            try (SmtpClient client = SmtpClient.introduced(server)) {
                assertThat(client.reply("EHLO again.example")).contains("STARTTLS");
                client.say("MAIL FROM:<a@x.test>");
                assertThat(client.say("RCPT TO:<b@x.test>")).isEqualTo("550 5.1.1 Nobody");
            }
        }
    }

    @Test
    void aMailerIsToldWhatItCannotDoWithout() {
        Engine.require();
        try (HeloiseContainer server = new HeloiseContainer(Engine.IMAGE).withProfile(Profile.SUBMISSION)) {
            server.start();
            assertThat(server.properties(PropertyNames.JAKARTA_MAIL))
                    .containsEntry("mail.smtp.host", server.host())
                    .containsEntry("mail.smtp.port", Integer.toString(server.port()))
                    .containsEntry("mail.smtp.starttls.required", "true")
                    .containsEntry("mail.smtp.auth", "true");
            assertThat(server.getCertificatePem())
                    .hasValueSatisfying(pem -> assertThat(pem).startsWith("-----BEGIN CERTIFICATE-----"));
            assertThat(server.tlsPort()).isEmpty();
        }
    }

    @Test
    void whatWasSaidIsLoggedWhenATestFails() throws IOException {
        Engine.require();
        List<String> logged = new ArrayList<>();
        try (Logging server = new Logging(logged)) {
            server.start();
            try (SmtpClient client = SmtpClient.introduced(server)) {
                client.say("MAIL FROM:<a@x.test>");
            }
            server.afterTest(new Failing(), Optional.empty());
            assertThat(logged).isEmpty();

            server.afterTest(new Failing(), Optional.of(new AssertionError("no mail")));
            assertThat(logged)
                    .singleElement()
                    .asString()
                    .startsWith("{} failed; what was said to the container")
                    .contains("SignUpTest.sendsWelcomeMail", "C: MAIL FROM:<a@x.test>");
        }
    }

    /** A container whose log is a list. */
    private static final class Logging extends HeloiseContainer {

        private final List<String> logged;

        Logging(List<String> logged) {
            super(Engine.IMAGE);
            this.logged = logged;
        }

        @Override
        protected Logger logger() {
            Logger real = super.logger();
            return (Logger) Proxy.newProxyInstance(
                    Logger.class.getClassLoader(), new Class<?>[] {Logger.class}, (proxy, method, arguments) -> {
                        if (method.getName().equals("error")) {
                            logged.add(Arrays.deepToString(arguments).substring(1));
                        }
                        return method.invoke(real, arguments);
                    });
        }
    }

    private record Failing() implements TestDescription {

        @Override
        public String getTestId() {
            return "SignUpTest.sendsWelcomeMail";
        }

        @Override
        public String getFilesystemFriendlyName() {
            return "SignUpTest-sendsWelcomeMail";
        }
    }
}
