package dev.heloise.script;

import static java.util.Objects.requireNonNull;

import dev.heloise.mailbox.Envelope;
import dev.heloise.mailbox.MailFilter;
import dev.heloise.mailbox.ReceivedMail;
import java.util.List;
import java.util.Optional;

/**
 * The point of the dialogue for which a rule is made.
 *
 * <pre>
 * when(rcptTo("*@full.example"))                  // a recipient
 * when(endOfData().inbox("ada@example.com"))      // a mail to Ada, among tests that share a server
 * when(mailFrom("*").client("192.0.2.*"))         // any sender, from these clients
 * </pre>
 *
 * <p>Patterns know {@code *} for any text and {@code ?} for any one character. Names and domains match in any case,
 * local parts to the letter (RFC 5321 §2.4).
 *
 * @param at the stage
 * @param matching the pattern for the stage's subject; {@code *} where there is none, empty for the null reverse-path
 * @param client the pattern for the client's address; {@code *} for all
 * @param inbox the pattern for a recipient of the mail; {@code *} for all
 * @param filter at {@link Stage#END_OF_DATA}, which mails are meant; it cannot leave this process
 */
public record When(Stage at, String matching, String client, String inbox, Optional<MailFilter> filter) {

    private static final String ANY = "*";

    /**
     * Checks the parts.
     *
     * @throws IllegalArgumentException if one of them means nothing at this stage; the message quotes it
     */
    public When {
        requireNonNull(at, "at");
        require(
                at.hasSubject() || matching.equals(ANY) || matching.isEmpty(),
                "nothing at " + at + " can match",
                matching);
        require(
                (at != Stage.MAIL && at != Stage.RCPT) || !matching.startsWith("<"),
                "an address is written without brackets, the null reverse-path as nothing",
                matching);
        require(at.knowsRecipients() || inbox.equals(ANY), "no recipient is known at " + at + " that could be", inbox);
        require(
                at == Stage.END_OF_DATA || filter.isEmpty(),
                "there is no mail at " + at + " that could be",
                filter.map(MailFilter::toString).orElse(""));
    }

    private static void require(boolean holds, String rule, String offending) {
        if (!holds) {
            throw new IllegalArgumentException("not a rule: " + rule + " \"" + offending + '"');
        }
    }

    /** This stage, with a pattern for its subject. */
    public static When at(Stage stage, String matching) {
        return new When(stage, matching, ANY, ANY, Optional.empty());
    }

    /** A client connects and waits for the greeting. */
    public static When connect() {
        return at(Stage.CONNECT, ANY);
    }

    /** A client with such an address connects. */
    public static When connect(String clientGlob) {
        return at(Stage.CONNECT, clientGlob);
    }

    /** {@code EHLO} with any name. */
    public static When ehlo() {
        return ehlo(ANY);
    }

    /** {@code EHLO} with such a name. */
    public static When ehlo(String nameGlob) {
        return at(Stage.EHLO, nameGlob);
    }

    /** {@code HELO} with any name. */
    public static When helo() {
        return helo(ANY);
    }

    /** {@code HELO} with such a name. */
    public static When helo(String nameGlob) {
        return at(Stage.HELO, nameGlob);
    }

    /** {@code STARTTLS}. */
    public static When startTls() {
        return at(Stage.STARTTLS, ANY);
    }

    /** {@code AUTH} by any user, once the exchange is complete. */
    public static When auth() {
        return auth(ANY);
    }

    /** {@code AUTH} by such a user, once the exchange is complete. */
    public static When auth(String userGlob) {
        return at(Stage.AUTH, userGlob);
    }

    /** {@code MAIL} from any sender. */
    public static When mailFrom() {
        return mailFrom(ANY);
    }

    /** {@code MAIL} from such a sender; an empty pattern is the null reverse-path. */
    public static When mailFrom(String senderGlob) {
        return at(Stage.MAIL, senderGlob);
    }

    /** {@code RCPT} to any recipient. */
    public static When rcptTo() {
        return rcptTo(ANY);
    }

    /** {@code RCPT} to such a recipient. */
    public static When rcptTo(String recipientGlob) {
        return at(Stage.RCPT, recipientGlob);
    }

    /** {@code DATA}, or the first {@code BDAT}. */
    public static When data() {
        return at(Stage.DATA, ANY);
    }

    /** The content of a mail is complete and not yet stored. */
    public static When endOfData() {
        return at(Stage.END_OF_DATA, ANY);
    }

    /** The content of a mail with such a subject line is complete and not yet stored. */
    public static When endOfData(String subjectGlob) {
        return at(Stage.END_OF_DATA, subjectGlob);
    }

    /** The content of such a mail is complete and not yet stored. */
    public static When endOfData(MailFilter filter) {
        return new When(Stage.END_OF_DATA, ANY, ANY, ANY, Optional.of(filter));
    }

    /** {@code RSET}. */
    public static When rset() {
        return at(Stage.RSET, ANY);
    }

    /** {@code NOOP}. */
    public static When noop() {
        return at(Stage.NOOP, ANY);
    }

    /** {@code QUIT}. */
    public static When quit() {
        return at(Stage.QUIT, ANY);
    }

    /** The same, for clients with such an address. */
    public When client(String addressGlob) {
        return new When(at, matching, addressGlob, inbox, filter);
    }

    /**
     * The same, for mails to such a recipient: the one that {@code RCPT} names, or one that was accepted.
     *
     * @throws IllegalArgumentException at a stage that knows no recipient
     */
    public When inbox(String recipientGlob) {
        return new When(at, matching, client, recipientGlob, filter);
    }

    boolean matches(Request request) {
        return request.at(at)
                && isAny(
                        client,
                        Glob.ofHost(client),
                        request.session().client().getAddress().getHostAddress())
                && isToInbox(request)
                && isAny(matching, pattern(), subject(request))
                && filter.map(wanted -> request.mail().filter(wanted).isPresent())
                        .orElse(true);
    }

    private static boolean isAny(String pattern, Glob glob, String text) {
        return pattern.equals(ANY) || glob.matches(text);
    }

    private Glob pattern() {
        return switch (at) {
            case AUTH, MAIL, RCPT -> Glob.ofAddress(matching);
            default -> Glob.ofHost(matching);
        };
    }

    private String subject(Request request) {
        boolean needed = at == Stage.END_OF_DATA && !matching.equals(ANY);
        return needed ? request.mail().map(ReceivedMail::subject).orElse("") : request.subject();
    }

    private boolean isToInbox(Request request) {
        if (inbox.equals(ANY)) {
            return true;
        }
        Glob recipient = Glob.ofAddress(inbox);
        if (at == Stage.RCPT) {
            return recipient.matches(request.subject());
        }
        List<String> accepted = request.transaction().map(Envelope::addresses).orElse(List.of());
        return accepted.stream().anyMatch(recipient::matches);
    }

    /** The condition on one line, such as {@code RCPT *@full.example}. */
    @Override
    public String toString() {
        String subject = at.hasSubject() && !matching.equals(ANY) ? " " + (matching.isEmpty() ? "<>" : matching) : "";
        return at
                + subject
                + filter.map(wanted -> " " + wanted).orElse("")
                + (inbox.equals(ANY) ? "" : " for " + inbox)
                + (client.equals(ANY) ? "" : " from " + client);
    }
}
