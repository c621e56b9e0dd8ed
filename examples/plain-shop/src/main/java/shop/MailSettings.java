package shop;

import jakarta.mail.Authenticator;
import jakarta.mail.PasswordAuthentication;
import jakarta.mail.Session;
import java.util.Optional;
import java.util.Properties;
import javax.net.ssl.SSLContext;

/** How the shop reaches its mail server: configured in production, filled in by a test. */
public record MailSettings(String host, int port, Optional<SSLContext> tls, Optional<PasswordAuthentication> login) {

    /** A server that takes mail in clear, from anyone. */
    public static MailSettings of(String host, int port) {
        return new MailSettings(host, port, Optional.empty(), Optional.empty());
    }

    /** With STARTTLS, and with nothing else. The context says whom to trust: {@code SSLContext.getDefault()}. */
    public MailSettings withTls(SSLContext trust) {
        return new MailSettings(host, port, Optional.of(trust), login);
    }

    /** As this user. */
    public MailSettings withLogin(String user, String password) {
        return new MailSettings(host, port, tls, Optional.of(new PasswordAuthentication(user, password)));
    }

    Session session() {
        Properties mail = new Properties();
        mail.put("mail.smtp.host", host);
        mail.put("mail.smtp.port", port);
        // The name in EHLO. Without it, that of the machine is given, which receivers may dislike.
        mail.put("mail.smtp.localhost", "mail.shop.example");
        // Where bounces go, and what Message-IDs end with.
        mail.put("mail.smtp.from", "bounces@shop.example");
        mail.put("mail.from", "bounces@shop.example");
        // Without these, a server that says nothing is waited for forever.
        mail.put("mail.smtp.connectiontimeout", 5_000);
        mail.put("mail.smtp.timeout", 5_000);
        mail.put("mail.smtp.writetimeout", 5_000);
        tls.ifPresent(trust -> {
            mail.put("mail.smtp.starttls.required", "true");
            mail.put("mail.smtp.ssl.socketFactory", trust.getSocketFactory());
        });
        login.ifPresent(known -> mail.put("mail.smtp.auth", "true"));
        return Session.getInstance(mail, new Authenticator() {
            @Override
            protected PasswordAuthentication getPasswordAuthentication() {
                return login.orElse(null);
            }
        });
    }
}
