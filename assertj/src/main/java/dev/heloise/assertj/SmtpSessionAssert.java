package dev.heloise.assertj;

import static dev.heloise.assertj.Wording.lines;

import dev.heloise.mailbox.Finding;
import dev.heloise.mailbox.Helo;
import dev.heloise.mailbox.SmtpSession;
import java.util.List;
import java.util.function.Consumer;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ListAssert;
import org.assertj.core.api.ThrowingConsumer;
import org.jspecify.annotations.Nullable;

/** What can be demanded of a session. Not final, since AssertJ derives the soft assertions from it. */
@SuppressWarnings("FunctionalInterfaceClash") // one is the other's subtype, so that a lambda always finds the latter
public class SmtpSessionAssert extends AbstractAssert<SmtpSessionAssert, SmtpSession> {

    public SmtpSessionAssert(@Nullable SmtpSession actual) {
        super(actual, SmtpSessionAssert.class);
    }

    /** The client introduced itself by this name, to the letter, with {@code EHLO} or {@code HELO}. */
    public SmtpSessionAssert saidHelo(String name) {
        isNotNull();
        List<Helo> helos = actual.helos();
        if (helos.stream().noneMatch(helo -> helo.name().equals(name))) {
            List<String> said = helos.stream()
                    .map(helo -> helo.verb() + " " + helo.name())
                    .distinct()
                    .toList();
            throw unmet(
                    "to have said hello as" + lines(name),
                    said.isEmpty() ? "no hello was accepted" : "it said" + lines(said));
        }
        return myself;
    }

    /** The session is over, and ended so. */
    public SmtpSessionAssert endedWith(SmtpSession.End end) {
        isNotNull();
        SmtpSession.End actualEnd = actual.end();
        if (actualEnd != end) {
            String found = actualEnd == SmtpSession.End.OPEN ? "it is still open" : "it ended with " + actualEnd;
            throw unmet("to have ended with " + end, found);
        }
        return myself;
    }

    /** There was nothing in the dialogue that a real receiver would dislike. */
    public SmtpSessionAssert hasNoFindings() {
        isNotNull();
        List<Finding> findings = actual.findings();
        if (!findings.isEmpty()) {
            throw unmet("to have no findings", "it has " + findings.size() + ":" + lines(findings));
        }
        return myself;
    }

    /** Leads to what the client said, without the contents of mails. */
    public ListAssert<String> commands() {
        isNotNull();
        return Navigation.lead(
                this, Assertions.assertThat(actual.transcript().commands()), "commands of session " + actual.id());
    }

    /** What the client said, without the contents of mails, satisfies the requirements. */
    public SmtpSessionAssert commandsSatisfy(Consumer<? super List<String>> requirements) {
        isNotNull();
        satisfy("the commands of", actual.transcript().commands(), requirements);
        return myself;
    }

    /** The same, for requirements that throw checked exceptions. */
    public SmtpSessionAssert commandsSatisfy(ThrowingConsumer<? super List<String>> requirements) {
        return commandsSatisfy((Consumer<? super List<String>>) requirements);
    }

    /** Leads to what the server answered, the greeting first; the lines of one reply are joined by {@code \n}. */
    public ListAssert<String> replies() {
        isNotNull();
        return Navigation.lead(
                this, Assertions.assertThat(actual.transcript().replies()), "replies of session " + actual.id());
    }

    /** What the server answered satisfies the requirements. */
    public SmtpSessionAssert repliesSatisfy(Consumer<? super List<String>> requirements) {
        isNotNull();
        satisfy("the replies of", actual.transcript().replies(), requirements);
        return myself;
    }

    /** The same, for requirements that throw checked exceptions. */
    public SmtpSessionAssert repliesSatisfy(ThrowingConsumer<? super List<String>> requirements) {
        return repliesSatisfy((Consumer<? super List<String>>) requirements);
    }

    private void satisfy(String part, List<String> lines, Consumer<? super List<String>> requirements) {
        String name = part + " session " + actual.id();
        Requirements.check(lines, requirements, complaint -> failure("%s", complaint.about(name, actual)));
    }

    private AssertionError unmet(String wanted, String found) {
        return failure(
                "%s", Wording.failure("session " + actual.id() + "\n" + wanted, found, Wording.evidence(actual)));
    }
}
