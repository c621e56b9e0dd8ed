package dev.heloise.mailbox;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Which mails are meant, with a text that says so: when none arrives, the error tells which part of the filter each
 * mail failed. A lambda has no such text; {@link #matching} gives it one.
 *
 * <pre>
 * mailbox.await(to("ada@example.com").and(subjectContaining("Welcome")));
 * mailbox.await(mail -> mail.attachments().size() == 2);
 * </pre>
 */
@SuppressWarnings(
        "AmbiguousMethodReference") // not(filter) and filter.not() both read well; nobody writes MailFilter::not
@FunctionalInterface
public interface MailFilter extends Predicate<ReceivedMail> {

    /** Whether a mail is meant. */
    @Override
    boolean test(ReceivedMail mail);

    /**
     * What this filter does not like about a mail, a short clause for each part that failed, to be read after "not";
     * empty where the mail matches.
     */
    default List<String> mismatches(ReceivedMail mail) {
        return test(mail) ? List.of() : List.of(NamedFilter.name(this));
    }

    /** Every mail. */
    static MailFilter any() {
        return of("of any kind", mail -> true, mail -> "");
    }

    /**
     * Mails that were really sent to this address: a recipient of the envelope, whatever the header says. The local
     * part counts to the letter, the domain in any case (RFC 5321 §2.4).
     */
    static MailFilter to(String address) {
        return new RecipientFilter(requireNonNull(address, "address"));
    }

    /**
     * Mails from this address: the sender of the envelope, or one of the addresses of {@code From}; {@code ""} or
     * {@code <>} for the null sender of bounces.
     */
    static MailFilter from(String address) {
        String wanted = requireNonNull(address, "address").equals("<>") ? "" : address;
        return of(
                "from " + (wanted.isEmpty() ? "<>" : wanted),
                mail -> Mailboxes.same(mail.envelope().sender(), wanted)
                        || mail.from().stream().anyMatch(from -> Mailboxes.same(from.address(), wanted)),
                MailFilter::itsOrigin);
    }

    /** Mails with exactly this subject, once decoded. */
    static MailFilter subject(String subject) {
        requireNonNull(subject, "subject");
        return of("with subject \"" + subject + "\"", mail -> mail.subject().equals(subject), MailFilter::itsSubject);
    }

    /** Mails with this text in the decoded subject, to the letter. */
    static MailFilter subjectContaining(String part) {
        requireNonNull(part, "part");
        return of(
                "with \"" + part + "\" in the subject", mail -> mail.subject().contains(part), MailFilter::itsSubject);
    }

    /** Mails with a header field of this name, in any case, whatever it says. */
    static MailFilter header(String name) {
        requireNonNull(name, "name");
        return of("with a header field " + name, mail -> mail.header(name).isPresent(), mail -> "it has none");
    }

    /** Mails with a header field of this name, in any case, and exactly this value, once decoded. */
    static MailFilter header(String name, String value) {
        requireNonNull(name, "name");
        requireNonNull(value, "value");
        return of(
                "with header field " + name + ": " + value,
                mail -> mail.headers(name).contains(value),
                mail -> mail.header(name)
                        .map(other -> name + " was \"" + Clip.alone(other) + '"')
                        .orElse("it has no " + name));
    }

    /**
     * Mails that a test of your own accepts.
     *
     * @param text how the filter is called in errors, to be read after "a mail", such as {@code "with two attachments"}
     */
    static MailFilter matching(String text, Predicate<? super ReceivedMail> predicate) {
        requireNonNull(text, "text");
        requireNonNull(predicate, "predicate");
        return of(text, predicate, mail -> "");
    }

    /** Mails that the given filter does not match. */
    static MailFilter not(MailFilter filter) {
        String name = NamedFilter.name(filter);
        boolean isConjunction = filter instanceof FilterPair pair && pair.both();
        return of("not " + (isConjunction ? "(" + name + ")" : name), mail -> !filter.test(mail), mail -> "");
    }

    /** Mails that this filter does not match. */
    default MailFilter not() {
        return not(this);
    }

    @Override
    default MailFilter negate() {
        return not(this);
    }

    @Override
    default MailFilter and(Predicate<? super ReceivedMail> other) {
        return new FilterPair(this, named(other), true);
    }

    @Override
    default MailFilter or(Predicate<? super ReceivedMail> other) {
        return new FilterPair(this, named(other), false);
    }

    private static MailFilter named(Predicate<? super ReceivedMail> other) {
        return other instanceof MailFilter filter ? filter : matching(NamedFilter.OF_ITS_OWN, other);
    }

    private static String itsOrigin(ReceivedMail mail) {
        String sender = '<' + mail.envelope().sender() + '>';
        return mail.from().isEmpty()
                ? "it came from " + sender
                : "it came from " + sender + ", and From is "
                        + Clip.names(
                                mail.from().stream().map(MailAddress::toString).toList());
    }

    private static String itsSubject(ReceivedMail mail) {
        return "its subject was \"" + Clip.alone(mail.subject()) + '"';
    }

    private static MailFilter of(
            String text, Predicate<? super ReceivedMail> predicate, Function<ReceivedMail, String> otherwise) {
        return new NamedFilter(text, predicate, otherwise);
    }
}
