package dev.heloise.junit5;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * On a {@link dev.heloise.mailbox.Mailbox} parameter: only the mails to one recipient, and only the sessions that named
 * it. Tests that share a server and run at the same time each take a recipient of their own, and are safe from one
 * another.
 *
 * <pre>
 * &#64;Test
 * void welcomesAda(SmtpEndpoint smtp, &#64;Inbox("ada@example.com") Mailbox inbox) {
 *     new Mailer(smtp.host(), smtp.port()).welcome("ada@example.com");
 *
 *     assertThat(inbox.await(any()).subject()).isEqualTo("Grüße, Ada");
 * }
 * </pre>
 *
 * <p>It is empty when the test begins. Of a server that other tests use meanwhile, nothing but this inbox is cleared
 * for that.
 *
 * @see dev.heloise.mailbox.Mailbox#inbox(String)
 */
@Documented
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
public @interface Inbox {

    /** The recipient's address, as it is in the envelope. */
    String value();
}
