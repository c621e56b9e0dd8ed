package dev.heloise.app;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.heloise.mailbox.MailAddress;
import dev.heloise.mailbox.ReceivedMail;
import java.util.List;
import java.util.Optional;

/**
 * Everything about one mail but its octets, which are under {@code /raw}.
 *
 * @param html the HTML as it was sent; to be shown only as {@code /html} does it
 * @param attachmentSizes the size in octets of each attachment, once decoded
 */
record MailDetail(
        @JsonUnwrapped MailSummary summary,
        List<MailAddress> cc,
        List<MailAddress> bcc,
        List<MailAddress> replyTo,
        Optional<String> messageId,
        Optional<String> text,
        Optional<String> html,
        List<String> links,
        Optional<String> otp,
        List<Integer> attachmentSizes) {

    static MailDetail of(ReceivedMail mail, ReadMarks marks) {
        return new MailDetail(
                MailSummary.of(mail, marks),
                mail.cc(),
                mail.bcc(),
                mail.replyTo(),
                mail.messageId(),
                mail.text(),
                mail.html(),
                mail.links().stream().map(Object::toString).toList(),
                mail.otp(),
                mail.attachments().stream()
                        .map(attachment -> attachment.bytes().length)
                        .toList());
    }
}
