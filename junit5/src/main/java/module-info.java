/** The JUnit Jupiter extension: {@code @SmtpServer}, {@code @SmtpRule} and {@code @DnsZone}. */
@SuppressWarnings("module") // The name ends in a digit, as the package's does.
module dev.heloise.junit5 {
    requires static org.jspecify;
    requires transitive dev.heloise.core;
    requires transitive dev.heloise.deliverability;
    requires transitive org.junit.jupiter.api;

    exports dev.heloise.junit5;

    // JUnit makes the extensions, of which some are not for users to name.
    opens dev.heloise.junit5 to
            org.junit.platform.commons;
}
