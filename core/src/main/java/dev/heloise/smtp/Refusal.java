package dev.heloise.smtp;

import dev.heloise.script.Reply;

/** A reply that is thrown: the command is not carried out, and this says why. Caught in one place. */
final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient Reply reply;

    Refusal(Reply reply) {
        super(reply.toString(), null, false, false);
        this.reply = reply;
    }

    Reply reply() {
        return reply;
    }

    static void require(boolean holds, Reply otherwise) {
        if (!holds) {
            throw new Refusal(otherwise);
        }
    }
}
