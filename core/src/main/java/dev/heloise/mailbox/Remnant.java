package dev.heloise.mailbox;

/**
 * The content of a transaction that delivered nothing: it was refused, or the connection broke off. It is kept for
 * those who read the dialogue, and takes room like a mail.
 *
 * @param after the number of the last mail before it
 */
record Remnant(SmtpSession session, Transaction transaction, Content content, long after) {

    int octets() {
        return content.wireSize();
    }

    /** Whether it came before that mail. */
    boolean isOlderThan(ReceivedMail mail) {
        return after < mail.number();
    }
}
