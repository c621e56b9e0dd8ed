package dev.heloise.app;

import dev.heloise.mailbox.HtmlText;
import dev.heloise.mailbox.MailAddress;
import dev.heloise.mailbox.MailFilter;
import dev.heloise.mailbox.ReceivedMail;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads the language of the search field: words and {@code key:value} terms, all of which must hold.
 *
 * <pre>
 * to:ada@example.com subject:"your code" -has:attachment after:2026-11-01 larger:10K welcome
 * </pre>
 */
final class Query {

    private static final String QUOTED = "\"([^\"]*)(?:\"|$)";
    private static final Pattern TERM =
            Pattern.compile("([-!]?)(?:([A-Za-z-]+):(?:" + QUOTED + "|(\\S*))|" + QUOTED + "|(\\S+))");
    private static final Pattern WHOLE_ADDRESS = Pattern.compile("[^@]+@[^@]+");

    private final ReadMarks marks;

    Query(ReadMarks marks) {
        this.marks = marks;
    }

    /** The mails that a query means; every mail where it is empty. A term that cannot be read is a bad request. */
    MailFilter filter(String query) {
        List<Predicate<ReceivedMail>> terms = new ArrayList<>();
        Matcher term = TERM.matcher(query);
        while (term.find()) {
            String value = Stream.of(3, 4, 5, 6)
                    .map(term::group)
                    .filter(Objects::nonNull)
                    .findFirst()
                    .orElseThrow();
            Predicate<ReceivedMail> meant = term(term.group(2), value);
            terms.add(term.group(1).isEmpty() ? meant : meant.negate());
        }
        if (terms.isEmpty()) {
            return MailFilter.any();
        }
        return MailFilter.matching(
                "for " + query.strip(), mail -> terms.stream().allMatch(each -> each.test(mail)));
    }

    private Predicate<ReceivedMail> term(@Nullable String key, String value) {
        String name = key == null ? "" : key.toLowerCase(Locale.ROOT);
        return switch (name) {
            case "" -> word(value);
            case "to", "addressed" -> address(value, Query::recipients);
            case "cc" -> address(value, mail -> texts(mail.cc()));
            case "bcc" -> address(value, Query::hidden);
            case "reply-to" -> address(value, mail -> texts(mail.replyTo()));
            case "from" -> address(value, Query::senders);
            case "subject" -> text(value, mail -> Stream.of(mail.subject()));
            case "body" -> text(value, Query::body);
            case "message-id" -> text(value, mail -> mail.messageId().stream());
            case "helo" -> text(value, mail -> Stream.of(mail.session().helo().name()));
            case "session" -> mail -> mail.session().id().equals(value);
            case "has" -> has(value);
            case "is" -> is(value);
            case "before" -> before(instant(name, value));
            case "after" -> before(instant(name, value)).negate();
            case "larger" -> larger(octets(name, value));
            case "smaller" -> smaller(octets(name, value));
            // Not a key: "http://example.org" and "Re:" are words.
            default -> word(key + ":" + value);
        };
    }

    private static Predicate<ReceivedMail> word(String word) {
        return text(
                word,
                mail -> Stream.of(Stream.of(mail.subject()), senders(mail), recipients(mail), body(mail))
                        .flatMap(each -> each));
    }

    private static Predicate<ReceivedMail> text(String part, Texts texts) {
        if (part.isEmpty()) {
            throw Problem.badRequest("a term of the query looks for nothing, and would mean every mail");
        }
        // Compares without making a copy of every mail in lower case.
        Pattern pattern = Pattern.compile(part, Pattern.LITERAL | Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
        return mail -> texts.of(mail).anyMatch(text -> pattern.matcher(text).find());
    }

    /** A whole address means itself and none that is longer, so that tests that run side by side stay apart. */
    private static Predicate<ReceivedMail> address(String value, Texts addresses) {
        return WHOLE_ADDRESS.matcher(value).matches()
                ? mail -> addresses.of(mail).anyMatch(value::equalsIgnoreCase)
                : text(value, addresses);
    }

    private static Stream<String> recipients(ReceivedMail mail) {
        return Stream.concat(
                mail.envelope().addresses().stream(),
                Stream.of(mail.to(), mail.cc(), mail.bcc()).flatMap(Query::texts));
    }

    /** The recipients whom the header does not name to the others. */
    private static Stream<String> hidden(ReceivedMail mail) {
        Set<String> named = Stream.of(mail.to(), mail.cc())
                .flatMap(List::stream)
                .map(address -> address.address().toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
        return Stream.concat(
                texts(mail.bcc()),
                mail.envelope().addresses().stream()
                        .filter(address -> !named.contains(address.toLowerCase(Locale.ROOT))));
    }

    private static Stream<String> texts(List<MailAddress> addresses) {
        return addresses.stream().flatMap(address -> Stream.of(address.address(), address.name()));
    }

    private static Stream<String> senders(ReceivedMail mail) {
        return Stream.concat(Stream.of(mail.envelope().sender()), texts(mail.from()));
    }

    /** Of HTML what its reader sees, and only where the plain text is not what was looked for: it has to be read. */
    private static Stream<String> body(ReceivedMail mail) {
        return Stream.<Supplier<Optional<String>>>of(
                        mail::text, () -> mail.html().map(HtmlText::of))
                .flatMap(part -> part.get().stream());
    }

    private static Predicate<ReceivedMail> has(String what) {
        return switch (what.toLowerCase(Locale.ROOT)) {
            case "attachment", "attachments" ->
                mail -> mail.attachments().stream().anyMatch(attachment -> !attachment.isInline());
            case "inline" -> mail -> mail.attachments().stream().anyMatch(attachment -> attachment.isInline());
            case "html" -> mail -> mail.html().isPresent();
            case "text" -> mail -> mail.text().isPresent();
            case "finding", "findings" ->
                mail -> !mail.findings().isEmpty() || !mail.session().findings().isEmpty();
            case "link", "links" -> mail -> !mail.links().isEmpty();
            case "code" -> mail -> mail.otp().isPresent();
            default ->
                throw Problem.badRequest("has: knows attachment, inline, html, text, finding, link and code,"
                        + " but not \"" + what + "\"");
        };
    }

    private Predicate<ReceivedMail> is(String what) {
        return switch (what.toLowerCase(Locale.ROOT)) {
            case "unread" -> marks::isUnread;
            case "read" -> mail -> !marks.isUnread(mail);
            case "tls", "encrypted" -> mail -> mail.session().tls().isPresent();
            default -> throw Problem.badRequest("is: knows unread, read and tls, but not \"" + what + "\"");
        };
    }

    private static Predicate<ReceivedMail> before(Instant instant) {
        return mail -> mail.receivedAt().isBefore(instant);
    }

    private static Predicate<ReceivedMail> larger(long octets) {
        return mail -> mail.size() > octets;
    }

    private static Predicate<ReceivedMail> smaller(long octets) {
        return mail -> mail.size() < octets;
    }

    private static Instant instant(String key, String value) {
        try {
            return value.length() <= "2026-11-23".length()
                    ? LocalDate.parse(value).atStartOfDay(ZoneOffset.UTC).toInstant()
                    : Instant.parse(value);
        } catch (DateTimeParseException e) {
            throw Problem.badRequest(
                    key + ": needs a date such as 2026-11-23, or an instant such as 2026-11-23T10:00:00Z");
        }
    }

    private static long octets(String key, String value) {
        try {
            return Octets.of(value);
        } catch (IllegalArgumentException e) {
            throw Problem.badRequest(key + ": " + e.getMessage());
        }
    }

    /** What of a mail is looked at. */
    private interface Texts {
        Stream<String> of(ReceivedMail mail);
    }
}
