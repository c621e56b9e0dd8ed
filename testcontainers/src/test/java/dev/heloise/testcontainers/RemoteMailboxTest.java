package dev.heloise.testcontainers;

import dev.heloise.SmtpEndpoint;
import dev.heloise.mailbox.MailboxContract;
import org.junit.jupiter.api.BeforeEach;

/** The contract, kept by the mailbox of a server in a container. */
class RemoteMailboxTest extends MailboxContract {

    private HeloiseContainer server;

    @BeforeEach
    void start() {
        server = Engine.running();
    }

    @Override
    protected SmtpEndpoint server() {
        return server;
    }
}
