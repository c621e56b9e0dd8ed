package dev.heloise.junit5;

import dev.heloise.PropertyNames;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;

/** How a project says once what its mail tests need. */
@Target({ElementType.TYPE, ElementType.FIELD})
@Retention(RetentionPolicy.RUNTIME)
@SmtpServer(hostname = "mx.shop.example", strict = true, systemProperties = PropertyNames.JAKARTA_MAIL)
@Tag("mail")
@interface MailTest {}
