package dev.heloise.smtp;

import dev.heloise.mailbox.Helo;
import dev.heloise.script.SmtpExtension;

/** What the session knows about its client, and therefore what it offers to it. It outlives the transactions. */
final class Client {

    private final Service service;
    private Helo hello = Helo.NONE;

    Client(Service service) {
        this.service = service;
    }

    Helo hello() {
        return hello;
    }

    void introduced(Helo said) {
        hello = said;
    }

    boolean isIntroduced() {
        return hello.verb() != Helo.Verb.NONE;
    }

    /** Whether the client asked what there is beyond plain SMTP, and was told. */
    boolean isExtended() {
        return isIntroduced() && hello.verb() != Helo.Verb.HELO;
    }

    /** Whether the client was told of this extension. */
    boolean offers(SmtpExtension extension) {
        return isExtended() && service.offers(extension);
    }
}
