package dev.heloise.script;

/** A point of the dialogue at which policies are asked. Its subject is what a rule's glob is matched with. */
public enum Stage {
    /** A client has connected and waits for the greeting; the subject is its address. */
    CONNECT,
    /** {@code EHLO}, or {@code LHLO}; the subject is the name. */
    EHLO,
    /** {@code HELO}; the subject is the name. */
    HELO,
    /** {@code STARTTLS}; the subject is empty. */
    STARTTLS,
    /** {@code AUTH}, once the exchange is complete; the subject is the user. */
    AUTH,
    /** {@code MAIL}; the subject is the sender, empty for the null reverse-path. */
    MAIL,
    /** {@code RCPT}; the subject is the recipient. */
    RCPT,
    /** {@code DATA}, or the first {@code BDAT}; the subject is empty. */
    DATA,
    /**
     * The content is complete and not yet stored; the mail is in the request, whose subject is empty. A rule's glob is
     * matched with the subject line of the mail.
     */
    END_OF_DATA,
    /** {@code RSET}; the subject is empty. */
    RSET,
    /** {@code NOOP}; the subject is empty. */
    NOOP,
    /** {@code QUIT}; the subject is empty. */
    QUIT;

    boolean hasSubject() {
        return switch (this) {
            case CONNECT, EHLO, HELO, AUTH, MAIL, RCPT, END_OF_DATA -> true;
            case STARTTLS, DATA, RSET, NOOP, QUIT -> false;
        };
    }

    boolean knowsSender() {
        return this == MAIL || knowsRecipients();
    }

    boolean knowsRecipients() {
        return this == RCPT || this == DATA || this == END_OF_DATA;
    }
}
