package dev.heloise.junit5;

import dev.heloise.script.Effect;
import dev.heloise.script.Stage;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What the test's server answers at one point of the dialogue, for the time of a test: a rule of its
 * {@linkplain dev.heloise.script.Script script}, in the same words.
 *
 * <pre>
 * &#64;Test
 * &#64;SmtpRule(at = END_OF_DATA, reply = "451 4.3.0 Try again later", times = 1)
 * void retries(FakeSmtpServer smtp, Mailbox mailbox) { … }
 *
 * &#64;Test
 * &#64;SmtpRule(at = RCPT, matching = "*&#64;full.example", reply = "452 4.2.2 Mailbox full")
 * &#64;SmtpRule(at = QUIT, reply = "drop")
 * void tellsWhoseMailboxIsFull(FakeSmtpServer smtp) { … }
 * </pre>
 *
 * <p>On a class it holds for each of its tests, those of nested classes and subclasses included. The rules of the
 * method come first, then those of the class, then those of the classes around. They are in force from
 * {@code @BeforeEach} to {@code @AfterEach}, at every {@link SmtpServer} that the test uses; what the test adds to a
 * script itself comes behind them. A rule that makes no sense fails the test with the offending text.
 *
 * <p>At a server that tests share while they run at the same time, a rule has to say for which {@link #inbox} or
 * {@link #client} it is. With {@link SmtpServer#strict()}, a rule that was not used fails the test.
 */
@Documented
@Inherited
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Repeatable(SmtpRule.List.class)
@ExtendWith(SmtpServerExtension.class)
public @interface SmtpRule {

    /** The stage at which the server answers so. */
    Stage at();

    /**
     * The pattern for what the stage is about: the client's address, the {@code HELO} name, the user, the sender, the
     * recipient, the subject line at the end of the data. {@code *} stands for any text, {@code ?} for any one
     * character.
     */
    String matching() default "*";

    /**
     * The answers, one after the other: a reply such as {@code 452 4.2.2 Mailbox full}, or one of {@code accept},
     * {@code drop}, {@code reset}, {@code stall}, {@code half-close}, {@code greylist for 5 min} and {@code limit to 10
     * in 1 h}. The last one is given {@link #times()} times, the others once.
     */
    String[] reply();

    /** How often the last answer is given, 1 or more; 0 for as long as the rule is there. */
    int times() default 0;

    /** How long the server waits before each answer, in milliseconds of its clock; 0 or more. */
    long afterMillis() default 0;

    /** After how many octets of a reply the connection is dropped, 0 or more; its CRLF counts two. */
    int cutAfter() default Effect.WHOLE;

    /** How long the server waits after each octet of a reply, in milliseconds of its clock; 0 or more. */
    long pauseMillis() default 0;

    /** Whether the connection is closed after a reply. */
    boolean closing() default false;

    /** With {@code drop}, {@code reset} and {@code stall}: whether what the client asks for is done before. */
    boolean afterStoring() default false;

    /** The pattern for the client's address. */
    String client() default "*";

    /** At {@code RCPT}, {@code DATA} and the end of the data, the pattern for a recipient of the mail. */
    String inbox() default "*";

    /** Several rules, in the order in which they are asked. */
    @Documented
    @Inherited
    @Target({ElementType.TYPE, ElementType.METHOD})
    @Retention(RetentionPolicy.RUNTIME)
    @interface List {

        /** The rules. */
        SmtpRule[] value();
    }
}
