package dev.heloise;

import java.util.Map;
import java.util.TreeMap;

/** How a framework calls the settings that lead its mailer to the server. */
public enum PropertyNames {
    /** Jakarta Mail, as in {@code Session.getInstance(Properties)}. It has no property for a password. */
    JAKARTA_MAIL("mail.smtp."),
    /** Spring Boot's {@code MailProperties}. */
    SPRING("spring.mail."),
    /** The Quarkus mailer. */
    QUARKUS("quarkus.mailer.");

    private static final String TRUE = "true";

    private final String prefix;

    PropertyNames(String prefix) {
        this.prefix = prefix;
    }

    Map<String, String> of(SmtpEndpoint server, MailerSettings settings) {
        Map<String, String> properties = new TreeMap<>();
        properties.put(prefix + "host", server.host());
        properties.put(prefix + "port", Integer.toString(server.port()));
        if (this == QUARKUS) {
            // In tests the Quarkus mailer sends nothing unless it is told to.
            properties.put(prefix + "mock", "false");
            addForQuarkus(properties, settings);
        } else {
            addForJakarta(properties, settings);
        }
        return Map.copyOf(properties);
    }

    private void addForJakarta(Map<String, String> properties, MailerSettings settings) {
        String jakarta = this == SPRING ? "spring.mail.properties.mail.smtp." : prefix;
        if (settings.implicitTls()) {
            properties.put(jakarta + "ssl.enable", TRUE);
        }
        if (settings.startTls()) {
            properties.put(jakarta + "starttls.enable", TRUE);
            properties.put(jakarta + "starttls.required", TRUE);
        }
        settings.login().ifPresent(login -> {
            properties.put(jakarta + "auth", TRUE);
            properties.put(this == SPRING ? "spring.mail.username" : jakarta + "user", login.user());
            if (this == SPRING) {
                properties.put("spring.mail.password", login.password());
            }
        });
    }

    private void addForQuarkus(Map<String, String> properties, MailerSettings settings) {
        if (settings.implicitTls()) {
            properties.put(prefix + "tls", TRUE);
        }
        if (settings.startTls()) {
            properties.put(prefix + "start-tls", "REQUIRED");
        }
        settings.login().ifPresent(login -> {
            properties.put(prefix + "login", "REQUIRED");
            properties.put(prefix + "username", login.user());
            properties.put(prefix + "password", login.password());
        });
    }
}
