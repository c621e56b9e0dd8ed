package dev.heloise.mailbox;

import dev.heloise.FakeSmtpServer;
import dev.heloise.SmtpEndpoint;
import org.junit.jupiter.api.AfterEach;

/** The contract, kept by the mailbox of a server in the same process. */
class MemoryMailboxTest extends MailboxContract {

    private final FakeSmtpServer server = FakeSmtpServer.start();

    @Override
    protected SmtpEndpoint server() {
        return server;
    }

    @AfterEach
    void close() {
        server.close();
    }
}
