package dev.heloise.assertj;

import static dev.heloise.assertj.Wording.lines;
import static dev.heloise.assertj.Wording.quoted;

import dev.heloise.mailbox.Attachment;
import dev.heloise.mailbox.Finding;
import dev.heloise.mailbox.ReceivedMail;
import dev.heloise.mailbox.Recipient;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.AbstractStringAssert;
import org.assertj.core.api.AbstractUriAssert;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ThrowingConsumer;
import org.jspecify.annotations.Nullable;

/** What can be demanded of a mail. Not final, since AssertJ derives the soft assertions from it. */
@SuppressWarnings("FunctionalInterfaceClash") // one is the other's subtype, so that a lambda always finds the latter
public class ReceivedMailAssert extends AbstractAssert<ReceivedMailAssert, ReceivedMail> {

    public ReceivedMailAssert(@Nullable ReceivedMail actual) {
        super(actual, ReceivedMailAssert.class);
    }

    /** The subject, decoded, is exactly this. */
    public ReceivedMailAssert hasSubject(String expected) {
        isNotNull();
        String subject = actual.subject();
        if (!subject.equals(expected)) {
            String found = actual.header("Subject").isEmpty() ? "it has none" : "it is" + lines(quoted(subject));
            throw failureWithActualExpected(
                    subject, expected, "%s", explanation("to have the subject" + lines(quoted(expected)), found));
        }
        return myself;
    }

    /** {@code From} names this address. Whom the envelope names is for {@link #hasEnvelopeSender} to say. */
    public ReceivedMailAssert isFrom(String address) {
        isNotNull();
        if (!AddressField.FROM.names(actual, address)) {
            throw unmet("to be from" + lines(address), AddressField.FROM.toldInPlaceOf(address, actual));
        }
        return myself;
    }

    /**
     * {@code To} names all these addresses, and perhaps others. To whom the mail was really sent is for
     * {@link #hasEnvelopeRecipients} to say.
     */
    public ReceivedMailAssert isTo(String... addresses) {
        isNotNull();
        for (String address : addresses) {
            if (!AddressField.TO.names(actual, address)) {
                throw unmet(
                        "to be to" + lines(address),
                        AddressField.TO.toldInPlaceOf(address, actual) + elsewhere(address));
            }
        }
        return myself;
    }

    /** The mail was really sent from this address; {@code ""} or {@code <>} for the null sender of bounces. */
    public ReceivedMailAssert hasEnvelopeSender(String address) {
        isNotNull();
        String expected = address.equals("<>") ? "" : address;
        String sender = actual.envelope().sender();
        if (!new Recipient(sender, Map.of()).isMailbox(expected)) {
            throw unmet(
                    "to have the envelope sender" + lines('<' + expected + '>'), "it is" + lines('<' + sender + '>'));
        }
        return myself;
    }

    /** The mail was really sent to these addresses, in any order, and to no others. */
    public ReceivedMailAssert hasEnvelopeRecipients(String... addresses) {
        isNotNull();
        List<Recipient> unexpected = new ArrayList<>(actual.envelope().recipients());
        List<String> missing = new ArrayList<>();
        for (String address : addresses) {
            Optional<Recipient> found = unexpected.stream()
                    .filter(recipient -> recipient.isMailbox(address))
                    .findFirst();
            found.ifPresentOrElse(unexpected::remove, () -> missing.add(address));
        }
        if (!missing.isEmpty() || !unexpected.isEmpty()) {
            List<String> extra = unexpected.stream().map(Recipient::address).toList();
            String found = "they are" + lines(actual.envelope().addresses())
                    + (missing.isEmpty() ? "" : "\nthese are missing" + lines(missing))
                    + (extra.isEmpty() ? "" : "\nthese are too many" + lines(extra));
            throw unmet("to have the envelope recipients" + lines(addresses), found);
        }
        return myself;
    }

    /** The mail was really sent to this address as well, and no {@code To}, {@code Cc} or {@code Bcc} tells of it. */
    public ReceivedMailAssert hasBccRecipient(String address) {
        isNotNull();
        String wanted = "to have the Bcc recipient" + lines(address);
        if (!isRecipient(address)) {
            throw unmet(
                    wanted, "the envelope has only" + lines(actual.envelope().addresses()));
        }
        for (AddressField field : List.of(AddressField.TO, AddressField.CC, AddressField.BCC)) {
            if (field.names(actual, address)) {
                throw unmet(wanted, "all can read of it: " + field.told(actual));
            }
        }
        return myself;
    }

    /** There is a header field of this name, in any case. */
    public ReceivedMailAssert hasHeader(String name) {
        isNotNull();
        if (actual.headers(name).isEmpty()) {
            throw unmet("to have a header field" + lines(name), "it has none of this name");
        }
        return myself;
    }

    /** There is a header field of this name, in any case, and exactly this value, unfolded and decoded. */
    public ReceivedMailAssert hasHeader(String name, String value) {
        isNotNull();
        List<String> values = actual.headers(name);
        if (!values.contains(value)) {
            String found = values.isEmpty()
                    ? "it has none of this name"
                    : "it has"
                            + lines(values.stream()
                                    .map(other -> name + ": " + other)
                                    .toList());
            throw unmet("to have the header field" + lines(name + ": " + value), found);
        }
        return myself;
    }

    /** There is an attachment with exactly this file name, inline or not. */
    public ReceivedMailAssert hasAttachment(String name) {
        findAttachment(name);
        return myself;
    }

    /** There is no attachment, nor any inline image. */
    public ReceivedMailAssert hasNoAttachments() {
        isNotNull();
        if (!actual.attachments().isEmpty()) {
            throw unmet("to have no attachments", "it has" + lines(actual.attachments()));
        }
        return myself;
    }

    /** There is an attachment with exactly this file name, and it satisfies the requirements. */
    public ReceivedMailAssert attachmentSatisfies(String name, Consumer<? super Attachment> requirements) {
        return satisfy("attachment " + quoted(name), findAttachment(name), requirements);
    }

    /** The same, for requirements that throw checked exceptions. */
    public ReceivedMailAssert attachmentSatisfies(String name, ThrowingConsumer<? super Attachment> requirements) {
        return attachmentSatisfies(name, (Consumer<? super Attachment>) requirements);
    }

    /** The session that delivered it was secured by TLS, from its start or by {@code STARTTLS}. */
    public ReceivedMailAssert wasSentOverTls() {
        isNotNull();
        if (actual.session().tls().isEmpty()) {
            throw unmet("to have been sent over TLS", "its session was in clear");
        }
        return myself;
    }

    /** In the session that delivered it the client authenticated as this user. */
    public ReceivedMailAssert wasAuthenticatedAs(String user) {
        isNotNull();
        Optional<String> actualUser = actual.session().user();
        if (!actualUser.equals(Optional.of(user))) {
            throw unmet(
                    "to have been sent by the authenticated user" + lines(user),
                    actualUser.map(other -> "the user was" + lines(other)).orElse("nobody had authenticated"));
        }
        return myself;
    }

    /** There is nothing in the mail that a real receiver would dislike; the dialogue is another matter. */
    public ReceivedMailAssert hasNoFindings() {
        isNotNull();
        List<Finding> findings = actual.findings();
        if (!findings.isEmpty()) {
            throw unmet("to have no findings", "it has " + findings.size() + ":" + lines(findings));
        }
        return myself;
    }

    /** There is a plain text; leads to it. */
    public AbstractStringAssert<?> text() {
        return Navigation.leadToText(this, Assertions.assertThat(findText()), "text of " + actual);
    }

    /** There is a plain text, and it satisfies the requirements. */
    public ReceivedMailAssert textSatisfies(Consumer<? super String> requirements) {
        return satisfy("the text", findText(), requirements);
    }

    /** The same, for requirements that throw checked exceptions. */
    public ReceivedMailAssert textSatisfies(ThrowingConsumer<? super String> requirements) {
        return satisfy("the text", findText(), requirements);
    }

    /** There is HTML; leads to it. */
    public AbstractStringAssert<?> html() {
        return Navigation.leadToText(this, Assertions.assertThat(findHtml()), "HTML of " + actual);
    }

    /** There is HTML, and it satisfies the requirements. */
    public ReceivedMailAssert htmlSatisfies(Consumer<? super String> requirements) {
        return satisfy("the HTML", findHtml(), requirements);
    }

    /** The same, for requirements that throw checked exceptions. */
    public ReceivedMailAssert htmlSatisfies(ThrowingConsumer<? super String> requirements) {
        return satisfy("the HTML", findHtml(), requirements);
    }

    /** There is a link; leads to the first one. */
    public AbstractUriAssert<?> link() {
        URI link = findLink();
        return Navigation.lead(this, Assertions.assertThat(link), "first link of " + actual);
    }

    /** There is a link, and the first one satisfies the requirements. */
    public ReceivedMailAssert linkSatisfies(Consumer<? super URI> requirements) {
        return satisfy("the first link", findLink(), requirements);
    }

    /** The same, for requirements that throw checked exceptions. */
    public ReceivedMailAssert linkSatisfies(ThrowingConsumer<? super URI> requirements) {
        return satisfy("the first link", findLink(), requirements);
    }

    private Attachment findAttachment(String name) {
        isNotNull();
        List<Attachment> attachments = actual.attachments();
        return attachments.stream()
                .filter(attachment -> attachment.name().equals(name))
                .findFirst()
                .orElseThrow(() -> unmet(
                        "to have the attachment" + lines(name),
                        attachments.isEmpty() ? "it has none" : "it has" + lines(attachments)));
    }

    private String findText() {
        isNotNull();
        return actual.text().orElseThrow(() -> unmet("to have a plain text", other(actual.html(), "HTML")));
    }

    private String findHtml() {
        isNotNull();
        return actual.html().orElseThrow(() -> unmet("to have HTML", other(actual.text(), "plain text")));
    }

    private URI findLink() {
        isNotNull();
        return actual.links().stream()
                .findFirst()
                .orElseThrow(() -> unmet("to have a link", "there is none in its HTML or text"));
    }

    private static String other(Optional<String> part, String name) {
        return "it has " + (part.isPresent() ? "only " + name : "neither HTML nor plain text");
    }

    /** Where the address is to be found after all. */
    private String elsewhere(String address) {
        if (AddressField.CC.names(actual, address)) {
            return "\n(it is in Cc)";
        }
        return isRecipient(address) ? "\n(it is a recipient of the envelope: see hasEnvelopeRecipients)" : "";
    }

    private boolean isRecipient(String address) {
        return actual.envelope().recipients().stream().anyMatch(recipient -> recipient.isMailbox(address));
    }

    private <T> ReceivedMailAssert satisfy(String part, T value, Consumer<? super T> requirements) {
        String name = part + " of " + actual;
        Requirements.check(value, requirements, complaint -> failure("%s", complaint.about(name, actual.session())));
        return myself;
    }

    private AssertionError unmet(String wanted, String found) {
        return failure("%s", explanation(wanted, found));
    }

    private String explanation(String wanted, String found) {
        return Wording.failure(actual + "\n" + wanted, found, Wording.evidence(actual.session()));
    }
}
