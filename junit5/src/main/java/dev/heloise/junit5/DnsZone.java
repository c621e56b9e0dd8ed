package dev.heloise.junit5;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives tests the DNS by which a receiver would judge their mails, as parameters of the types
 * {@link dev.heloise.deliverability.Zone} and {@link dev.heloise.deliverability.Deliverability}.
 *
 * <pre>
 * &#64;SmtpServer
 * &#64;DnsZone(from = "192.0.2.10", value = """
 *         mail.shop.example.       A    192.0.2.10
 *         10.2.0.192.in-addr.arpa. PTR  mail.shop.example.
 *         shop.example.            TXT  "v=spf1 a:mail.shop.example -all"
 *         """)
 * class DeliveryTest {
 *     &#64;Test
 *     void isTaken(FakeSmtpServer smtp, Deliverability deliverability) {
 *         new Mailer(smtp.host(), smtp.port()).welcome("ada@example.com");
 *
 *         DeliverabilityReport report = deliverability.check(smtp.mailbox().await(any()));
 *         assertThat(report.spf().passes()).isTrue();
 *     }
 *
 *     &#64;Test
 *     &#64;DnsZone("shop.example. TIMEOUT")
 *     void isDeferredWhileTheDnsIsSilent(FakeSmtpServer smtp, Deliverability deliverability) {
 *         new Mailer(smtp.host(), smtp.port()).welcome("ada@example.com");
 *
 *         DeliverabilityReport report = deliverability.check(smtp.mailbox().await(any()));
 *         assertThat(report.spf().verdict()).isEqualTo(SpfResult.Verdict.TEMPERROR);
 *     }
 * }
 * </pre>
 *
 * <p>On a class it is for its tests and those of nested classes; subclasses inherit it, unless they have their own. On
 * a nested class or a test method it adds to what stands around it: a name has the records of both, and where both have
 * the same type the nearer one counts. {@code TIMEOUT}, {@code SERVFAIL} and aliases take the place of all that the
 * name had. On another annotation it stands for itself.
 *
 * <p>A text that cannot be read fails each test that it is for, and tells the line, the column and the reason.
 */
@Documented
@Inherited
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(DnsZoneExtension.class)
@SuppressWarnings("exports") // JUnit makes the extension; nobody else needs it.
public @interface DnsZone {

    /** The text of a master file, as {@link dev.heloise.deliverability.Zone#parse} reads it. */
    String value();

    /**
     * The address that clients are assumed to have, IPv4 or IPv6. If it is empty, that of the annotation around counts,
     * and without any that of the session, which in a test is the own machine's.
     */
    String from() default "";
}
