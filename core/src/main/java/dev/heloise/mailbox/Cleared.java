package dev.heloise.mailbox;

/** Up to which mail and which session the inbox of a recipient was cleared: it no longer shows them. */
record Cleared(long mail, long session) {

    static final Cleared NOTHING = new Cleared(0, 0);

    boolean hides(ReceivedMail other) {
        return other.number() <= mail;
    }

    boolean hides(SmtpSession other) {
        return other.number() <= session && other.end() != SmtpSession.End.OPEN;
    }
}
