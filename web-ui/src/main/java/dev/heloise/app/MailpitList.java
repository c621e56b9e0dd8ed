package dev.heloise.app;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.heloise.app.MailpitMessage.Address;
import dev.heloise.mailbox.ReceivedMail;
import java.time.Instant;
import java.util.List;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.PropertyNamingStrategies.UpperCamelCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * A part of the list, the newest mail first, as Mailpit's clients read it.
 *
 * @param total how many mails are kept
 * @param unread how many of those are unread
 * @param count how many are in this part
 * @param messagesCount how many match in all
 * @param messagesUnread how many of those are unread
 * @param start how many were passed over
 */
@JsonNaming(SnakeCaseStrategy.class)
record MailpitList(
        int total,
        long unread,
        int count,
        int messagesCount,
        long messagesUnread,
        long start,
        List<String> tags,
        List<Item> messages) {

    static MailpitList of(
            List<ReceivedMail> all, List<ReceivedMail> matching, long start, long limit, ReadMarks marks) {
        List<Item> page = matching.stream()
                .skip(start)
                .limit(limit)
                .map(mail -> Item.of(mail, marks))
                .toList();
        return new MailpitList(
                all.size(),
                all.stream().filter(marks::isUnread).count(),
                page.size(),
                matching.size(),
                matching.stream().filter(marks::isUnread).count(),
                start,
                List.of(),
                page);
    }

    /** What the list says about one mail. */
    @JsonNaming(UpperCamelCaseStrategy.class)
    record Item(
            @JsonProperty("ID") String id,
            @JsonProperty("MessageID") String messageId,
            boolean read,
            Address from,
            List<Address> to,
            List<Address> cc,
            List<Address> bcc,
            List<Address> replyTo,
            String subject,
            Instant created,
            List<String> tags,
            String username,
            int size,
            int attachments,
            String snippet) {

        private static final int SNIPPET = 250;

        static Item of(ReceivedMail mail, ReadMarks marks) {
            return new Item(
                    mail.id(),
                    mail.messageId().orElse(""),
                    !marks.isUnread(mail),
                    Address.from(mail),
                    Address.of(mail.to()),
                    Address.of(mail.cc()),
                    Address.hidden(mail),
                    Address.of(mail.replyTo()),
                    mail.subject(),
                    mail.receivedAt(),
                    List.of(),
                    mail.session().user().orElse(""),
                    mail.size(),
                    (int) mail.attachments().stream()
                            .filter(each -> !each.isInline())
                            .count(),
                    snippet(mail.text().orElse("")));
        }

        private static String snippet(String text) {
            String start = text.substring(0, Math.min(text.length(), 4 * SNIPPET))
                    .replaceAll("\\s+", " ")
                    .strip();
            return start.substring(0, Math.min(start.length(), SNIPPET));
        }
    }
}
