package dev.heloise.mailbox;

/**
 * What is left of a transaction that delivered nothing: its content, which was refused or broke off, and its recipients
 * where they are many. It is kept for those who read the dialogue, and takes room like a mail.
 *
 * @param after the number of the last mail before it
 */
record Remnant(SmtpSession session, Transaction transaction, Content content, int envelopeOctets, long after) {

    int octets() {
        return content.wireSize() + envelopeOctets;
    }

    /** Whether it came before that mail. */
    boolean isOlderThan(ReceivedMail mail) {
        return after < mail.number();
    }
}
