package dev.heloise.junit5;

import dev.heloise.FakeSmtpServer;
import dev.heloise.Profile;
import dev.heloise.PropertyNames;
import dev.heloise.script.SmtpExtension;
import dev.heloise.script.StartTls;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.function.Consumer;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives tests a {@link FakeSmtpServer} of their own, hands them what it received, and shows the dialogue when they
 * fail.
 *
 * <pre>
 * &#64;SmtpServer
 * class SignUpTest {
 *     &#64;Test
 *     void sendsWelcomeMail(FakeSmtpServer smtp, Mailbox mailbox) {
 *         new Mailer(smtp.host(), smtp.port()).welcome("ada@example.com");
 *
 *         ReceivedMail mail = mailbox.await(to("ada@example.com"));
 *         assertThat(mail.subject()).isEqualTo("Grüße, Ada");
 *     }
 *
 *     &#64;Nested
 *     class AtAnOldServer {
 *         &#64;Test
 *         &#64;SmtpServer(without = {SMTPUTF8, EIGHTBITMIME})
 *         void sendsSevenBits(FakeSmtpServer old, Mailbox mailbox) {
 *             new Mailer(old.host(), old.port()).welcome("ada@example.com");
 *
 *             assertThat(mailbox.await(any()).raw()).doesNotContain(0xC3); // of the ü in UTF-8
 *         }
 *     }
 * }
 * </pre>
 *
 * <h2>Where it stands</h2>
 *
 * <ul>
 *   <li>On a <b>class</b>: one server for its tests, those of nested classes included. Subclasses inherit the
 *       annotation, and have a server each.
 *   <li>On a <b>static field</b>: a server for the class, in that field. On an <b>instance field</b>: a server for each
 *       test instance, that is usually for each test. The field is a {@link FakeSmtpServer}, a
 *       {@link dev.heloise.SmtpEndpoint} or a {@link dev.heloise.mailbox.Mailbox}, and not final.
 *   <li>On a <b>test method</b> or a <b>parameter</b>: a server for that test.
 *   <li>On <b>another annotation</b>, which then stands for it:
 *       <pre>
 * &#64;Target(ElementType.TYPE)
 * &#64;Retention(RetentionPolicy.RUNTIME)
 * &#64;SmtpServer(strict = true, systemProperties = PropertyNames.JAKARTA_MAIL)
 * &#64;Tag("mail")
 * &#64;interface MailTest {}</pre>
 * </ul>
 *
 * <p>Each place has a server of its own, with one exception: a plain {@code @SmtpServer} on a field or parameter, where
 * the class has a server, means that one. Parameters of these types need no annotation, in constructors, lifecycle
 * methods and tests; they mean the nearest server: the one annotated beside them, of the method, of the class, of its
 * only annotated field, then of the classes around. {@code @}{@link Inbox} narrows a mailbox to one recipient.
 *
 * <h2>How long it lives</h2>
 *
 * <p>As long as {@link #lifecycle()} says, but no longer than what it stands on; {@link Lifecycle#PER_RUN} outlives
 * everything. Before each test mails and sessions are forgotten, whereas the port stays. A framework that keeps its
 * application from one class to the next, as Spring does, keeps the port with it: give those tests
 * {@link Lifecycle#PER_RUN}.
 *
 * <pre>
 * &#64;SpringBootTest
 * &#64;SmtpServer(lifecycle = PER_RUN, systemProperties = SPRING)
 * class OrderTest { … }
 * </pre>
 *
 * <h2>Tests that run at the same time</h2>
 *
 * <p>Classes may do so, since they have a server each. Tests that share a server may not read one another's mails: with
 * JUnit's parallel execution on, all that their mailbox gives them is {@linkplain dev.heloise.mailbox.Mailbox#inbox
 * inboxes}; anything else fails with advice. {@link Lifecycle#PER_METHOD} is the other way.
 *
 * <h2>When a test fails</h2>
 *
 * <p>The dialogues are part of the failure, as a suppressed throwable, so that every runner prints them:
 *
 * <pre>
 * Suppressed: dev.heloise.junit5.RecordedSessions: fake SMTP server at 127.0.0.1:40123 (class SignUpTest) saw 1 session with 0 mails in this test:
 *
 * Session 1 (QUIT):
 *   S: 220 heloise.test ESMTP Heloise
 *   C: EHLO shop.example
 *   …
 *   C: RCPT TO:&lt;ada@example.com&gt;
 *   S: 452 4.2.2 Mailbox full
 * </pre>
 *
 * <p>Mails (as {@code .eml}) and transcripts are attached to the report as well; see {@link #attach()}.
 *
 * <p>Works on JUnit Jupiter 5.10 to 6.1. {@link SmtpServerExtension} does the same for {@code @RegisterExtension}.
 */
@Documented
@Inherited
@Target({ElementType.TYPE, ElementType.METHOD, ElementType.FIELD, ElementType.PARAMETER})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(SmtpServerExtension.class)
public @interface SmtpServer {

    /** How long the server lives. */
    Lifecycle lifecycle() default Lifecycle.PER_CLASS;

    /** The TCP port, from 0 to 65535; 0 for any that is free. Tests with a fixed port cannot run at the same time. */
    int port() default 0;

    /** The TCP port of a second listener with TLS from the first octet; -1 for none, 0 for any that is free. */
    int tlsPort() default -1;

    /** Whether {@code STARTTLS} is offered, and whether it is needed before mail is taken (RFC 3207). */
    StartTls startTls() default StartTls.NONE;

    /** Whether {@link #port()} speaks TLS from the first octet (RFC 8314 §3.3). */
    boolean implicitTls() default false;

    /**
     * Who may authenticate, as {@code user:password}; a user's name ends at the first colon. AUTH is offered if there
     * are any, or if it is {@linkplain #requireAuth() required}.
     */
    String[] credentials() default {};

    /** Whether mail is taken only from clients that have authenticated; as anyone where nobody is named. */
    boolean requireAuth() default false;

    /** A kind of server to be like; the other elements add to it. */
    Profile[] profile() default {};

    /** The name with which the server greets, a domain or an address literal (RFC 5321 §4.2). */
    String hostname() default "heloise.test";

    /** Extensions that are not offered, as an old server would not. */
    SmtpExtension[] without() default {};

    /** How long {@link dev.heloise.mailbox.Mailbox#await(dev.heloise.mailbox.MailFilter)} waits, in milliseconds. */
    long awaitMillis() default 5_000;

    /**
     * Whether a test fails in which the client broke the standards: where a session or a mail has a
     * {@linkplain dev.heloise.mailbox.Finding finding} of severity {@link dev.heloise.mailbox.Severity#ERROR}, and in
     * which a {@linkplain SmtpRule rule} was not used. The failure names each of them.
     */
    boolean strict() default false;

    /** When the dialogues and mails of a test are part of its report. */
    Attach attach() default Attach.ON_FAILURE;

    /**
     * Frameworks whose settings are to lead here, as system properties: {@code mail.smtp.host} and
     * {@code mail.smtp.port} for {@link PropertyNames#JAKARTA_MAIL}, {@code spring.mail.host} and so on. They are set
     * before the first test, stay as long as the server lives, and are then what they were before.
     *
     * <p>System properties are there once in the JVM: where tests run in parallel, a second server that wants the same
     * ones fails with advice.
     */
    PropertyNames[] systemProperties() default {};

    /**
     * Functions that set up what cannot be said here; each needs a constructor without parameters. They come last, in
     * this order.
     */
    Class<? extends Consumer<FakeSmtpServer.Builder>>[] customizers() default {};

    /** How long a server lives. */
    enum Lifecycle {
        /** As long as the test class that it is found in, nested classes included. */
        PER_CLASS,
        /** As long as one test. */
        PER_METHOD,
        /**
         * Until all tests have run, always on the same port. All places with an equal annotation share one server; it
         * is started for the first of them.
         */
        PER_RUN
    }

    /** When dialogues and mails are part of a test's report. */
    enum Attach {
        /** When it failed. */
        ON_FAILURE,
        /** Also when it passed; the failure itself tells of them as with {@link #ON_FAILURE}. */
        ALWAYS,
        /** Never, not even in the failure: for tests whose mails or dialogues are nobody's business. */
        NEVER
    }
}
