package dev.heloise.script;

/**
 * Decides what the server says to something that the protocol allows; it is never asked about what the protocol
 * forbids. A server has a list of policies, and the first opinion wins.
 *
 * <pre>
 * Policy noAttachments = request -> request.at(Stage.END_OF_DATA)
 *         &amp;&amp; request.mail().filter(mail -> !mail.attachments().isEmpty()).isPresent()
 *                 ? Verdict.answer(Reply.of("550 5.7.1 No attachments, please"))
 *                 : Verdict.noOpinion();
 * </pre>
 *
 * <p>A policy is called on the session's thread, by several sessions at once. It exists in the server's own process
 * only. The transcript names it by its {@code toString()} where it answered.
 *
 * <p>One that every server in the process is to have, without being told, is named in the file
 * {@code META-INF/services/dev.heloise.script.Policy} or in a module's {@code provides}: each server makes its own with
 * {@link java.util.ServiceLoader} and asks it last.
 */
@FunctionalInterface
public interface Policy {

    /**
     * Judges one request. An exception or an error, such as that of an assertion, is answered with {@code 451 4.3.0}
     * and recorded as a finding of the session.
     */
    Verdict judge(Request request);

    /** Whether it may have an opinion at this stage; where it has none, it is not asked. */
    default boolean concerns(Stage stage) {
        return true;
    }

    /** Forgets what it has counted, as if the server had just been started. */
    default void reset() {}
}
