package dev.heloise;

import java.util.Map;
import java.util.TreeMap;

/** How a framework calls the settings that lead its mailer to the server. */
public enum PropertyNames {
    /** Jakarta Mail, as in {@code Session.getInstance(Properties)}. */
    JAKARTA_MAIL("mail.smtp."),
    /** Spring Boot's {@code MailProperties}. */
    SPRING("spring.mail."),
    /** The Quarkus mailer. */
    QUARKUS("quarkus.mailer.");

    private final String prefix;

    PropertyNames(String prefix) {
        this.prefix = prefix;
    }

    Map<String, String> of(SmtpEndpoint server) {
        Map<String, String> properties = new TreeMap<>();
        properties.put(prefix + "host", server.host());
        properties.put(prefix + "port", Integer.toString(server.port()));
        if (this == QUARKUS) {
            // In tests the Quarkus mailer sends nothing unless it is told to.
            properties.put(prefix + "mock", "false");
        }
        return Map.copyOf(properties);
    }
}
