package shop;

/** The mail server did not take a mail, or could not be asked. */
public final class MailNotSentException extends RuntimeException {

    private static final long serialVersionUID = 1;

    MailNotSentException(Mail mail, Exception cause) {
        super("\"" + mail.subject() + "\" was not sent to " + mail.to() + ": " + reason(cause), cause);
    }

    /** The innermost cause: often what the server said. */
    private static String reason(Throwable failure) {
        return failure.getCause() == null ? String.valueOf(failure.getMessage()).strip() : reason(failure.getCause());
    }
}
