package dev.heloise.docs.recipes;

import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.util.Properties;

/** The code under test on most pages: a shop that welcomes its customers, by Jakarta Mail. */
public final class Mailer {

    private final Session session;

    public Mailer(String host, int port) {
        this(properties(host, port));
    }

    public Mailer(Properties properties) {
        properties.putIfAbsent("mail.smtp.localhost", "shop.example");
        session = Session.getInstance(properties);
    }

    private static Properties properties(String host, int port) {
        Properties properties = new Properties();
        properties.setProperty("mail.smtp.host", host);
        properties.setProperty("mail.smtp.port", Integer.toString(port));
        return properties;
    }

    /** Sends the mail and returns when the server has taken it. */
    public void welcome(String customer) {
        try {
            Transport.send(mail(customer));
        } catch (MessagingException e) {
            throw new MailException(e);
        }
    }

    private MimeMessage mail(String customer) throws MessagingException {
        MimeMessage mail = new MimeMessage(session);
        mail.setFrom(new InternetAddress("no-reply@shop.example"));
        mail.setRecipient(Message.RecipientType.TO, new InternetAddress(customer));
        mail.setSubject("Welcome, Ada", "UTF-8");
        mail.setText("It is good to have you here.", "UTF-8");
        return mail;
    }

    /** Sends a mail with an attachment. */
    public void invoice(String customer) {
        try {
            MimeBodyPart text = new MimeBodyPart();
            text.setText("See the attachment.", "UTF-8");
            MimeBodyPart invoice = new MimeBodyPart();
            invoice.setText("1 hat: 20.00", "UTF-8", "csv");
            invoice.setFileName("invoice.csv");
            MimeMessage mail = mail(customer);
            mail.setSubject("Your invoice", "UTF-8");
            mail.setContent(new MimeMultipart(text, invoice));
            Transport.send(mail);
        } catch (MessagingException e) {
            throw new MailException(e);
        }
    }

    /** A mail that was not sent. */
    static final class MailException extends RuntimeException {

        private static final long serialVersionUID = 1;

        MailException(MessagingException cause) {
            super(cause);
        }

        @Override
        public synchronized MessagingException getCause() {
            return (MessagingException) super.getCause();
        }
    }
}
