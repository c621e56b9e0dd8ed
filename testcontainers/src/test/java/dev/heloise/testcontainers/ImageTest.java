package dev.heloise.testcontainers;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectContainerResponse.ContainerState;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Capability;
import dev.heloise.SmtpClient;
import dev.heloise.mailbox.MailFilter;
import dev.heloise.mailbox.ReceivedMail;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.testcontainers.containers.wait.strategy.Wait;

/** What holds of the image, whoever runs it. */
class ImageTest {

    @BeforeEach
    void needsAnEngine() {
        Engine.require();
    }

    @Test
    void runsAsSomebodyWithoutRights() {
        HeloiseContainer server = Engine.running();

        assertThat(server.getDockerClient()
                        .inspectImageCmd(Engine.IMAGE)
                        .exec()
                        .getConfig()
                        .getUser())
                .isEqualTo("65532:65532");
    }

    @Test
    void hasNoShell() {
        HeloiseContainer server = Engine.running();

        assertThat(List.of("/bin/sh", "/bin/bash", "/bin/busybox", "/usr/bin/env"))
                .noneMatch(program -> exists(server, program));
        assertThat(exists(server, "/heloise.jar")).isTrue();
    }

    private static boolean exists(HeloiseContainer server, String path) {
        try {
            return server.copyFileFromContainer(path, content -> true);
        } catch (NotFoundException absent) {
            return false;
        }
    }

    @Test
    void takesMailOnAReadOnlyRootFileSystemWithoutAnyCapability() throws IOException {
        try (HeloiseContainer server = new HeloiseContainer(Engine.IMAGE)
                .withCreateContainerCmdModifier(command -> command.getHostConfig()
                        .withReadonlyRootfs(true)
                        .withCapDrop(Capability.ALL)
                        .withSecurityOpts(List.of("no-new-privileges")))) {
            server.start();
            try (SmtpClient client = SmtpClient.introduced(server)) {
                client.deliver("a@x.test", "b@x.test", "Subject: kept\r\n\r\nx\r\n");
            }

            assertThat(server.getMailbox().await(MailFilter.any()).subject()).isEqualTo("kept");
        }
    }

    @Test
    void knowsThatItIsHealthy() {
        try (HeloiseContainer server = new HeloiseContainer(Engine.IMAGE).waitingFor(Wait.forHealthcheck())) {
            server.start();

            assertThat(server.isHealthy()).isTrue();
        }
    }

    @Test
    void endsByItselfWhenItIsToldTo() {
        try (HeloiseContainer server = new HeloiseContainer(Engine.IMAGE)) {
            server.start();
            DockerClient engine = server.getDockerClient();

            // After that many seconds the engine would kill it, and the code would be 137.
            engine.stopContainerCmd(server.getContainerId()).withTimeout(10).exec();

            assertThat(state(server).getExitCodeLong()).isEqualTo(143);
        }
    }

    @Test
    void whatWasReadBeforeItWasKilledIsKept() throws IOException {
        try (HeloiseContainer server = new HeloiseContainer(Engine.IMAGE)) {
            server.start();
            try (SmtpClient client = SmtpClient.introduced(server)) {
                assertThat(client.deliver("a@x.test", "b@x.test", "Subject: first\r\n\r\nx\r\n"))
                        .startsWith("250");
                ReceivedMail first = server.getMailbox().await(MailFilter.subject("first"));
                client.say("MAIL FROM:<a@x.test>");
                client.say("RCPT TO:<b@x.test>");
                client.say("DATA");
                client.send("Subject: second\r\n\r\nnot yet");

                server.getDockerClient()
                        .killContainerCmd(server.getContainerId())
                        .exec();

                assertThat(client.reply()).isEqualTo("closed");
                assertThat(first.raw()).asString().isEqualTo("Subject: first\r\n\r\nx\r\n");
                assertThat(first.session().transcript().asText()).contains("250 2.0.0 Ok: queued as 1");
            }
        }
    }

    private static ContainerState state(HeloiseContainer server) {
        return server.getDockerClient()
                .inspectContainerCmd(server.getContainerId())
                .exec()
                .getState();
    }
}
