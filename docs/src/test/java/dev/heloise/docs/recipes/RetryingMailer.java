package dev.heloise.docs.recipes;

import dev.heloise.docs.recipes.Mailer.MailException;
import jakarta.mail.MessagingException;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;

/** The code under test where servers misbehave: it tries three times, unless the server says no for good. */
final class RetryingMailer {

    private static final int ATTEMPTS = 3;

    private final Mailer mailer;

    RetryingMailer(Mailer mailer) {
        this.mailer = mailer;
    }

    void welcome(String customer) {
        for (int attempt = 1; ; attempt++) {
            try {
                mailer.welcome(customer);
                return;
            } catch (MailException e) {
                if (attempt == ATTEMPTS || isForGood(e.getCause())) {
                    throw e;
                }
            }
        }
    }

    private static boolean isForGood(Exception failure) {
        for (Exception e = failure; e instanceof MessagingException m; e = m.getNextException()) {
            if (replyCode(e) >= 500) {
                return true;
            }
        }
        return false;
    }

    private static int replyCode(Exception e) {
        if (e instanceof SMTPAddressFailedException recipient) {
            return recipient.getReturnCode();
        }
        return e instanceof SMTPSendFailedException mail ? mail.getReturnCode() : 0;
    }
}
