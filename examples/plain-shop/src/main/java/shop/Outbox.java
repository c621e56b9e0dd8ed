package shop;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import org.eclipse.angus.mail.smtp.SMTPTransport;

/** Hands mails to the mail server. What it cannot take now is tried again, after longer and longer pauses. */
public final class Outbox {

    static final List<Duration> PAUSES = List.of(Duration.ofSeconds(1), Duration.ofSeconds(10), Duration.ofMinutes(1));

    private static final int FOR_GOOD = 500;

    private final Session session;
    private final Sleeper sleeper;

    public Outbox(MailSettings settings) {
        this(settings, pause -> Thread.sleep(pause.toMillis()));
    }

    /** Tests have a sleeper that only takes notes. */
    Outbox(MailSettings settings, Sleeper sleeper) {
        this.session = settings.session();
        this.sleeper = sleeper;
    }

    /** Waits between two attempts. */
    interface Sleeper {
        void sleep(Duration pause) throws InterruptedException;
    }

    /** Returns when the server has taken the mail. */
    public void send(Mail mail) {
        try {
            // Written once: a mail that arrives twice has the same Message-ID both times.
            MimeMessage message = mail.write(session);
            Iterator<Duration> pauses = PAUSES.iterator();
            while (!isTaken(message, pauses.hasNext())) {
                sleeper.sleep(pauses.next());
            }
        } catch (MessagingException e) {
            throw new MailNotSentException(mail, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MailNotSentException(mail, e);
        }
    }

    private boolean isTaken(MimeMessage message, boolean mayBeTriedAgain) throws MessagingException {
        try (SMTPTransport server = (SMTPTransport) session.getTransport("smtp")) {
            try {
                server.connect();
                server.sendMessage(message, message.getAllRecipients());
                return true;
            } catch (MessagingException e) {
                if (mayBeTriedAgain && server.getLastReturnCode() < FOR_GOOD) {
                    return false;
                }
                throw e;
            }
        }
    }
}
