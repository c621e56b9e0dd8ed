package dev.heloise.app;

import dev.heloise.mailbox.Attachment;
import dev.heloise.mailbox.Envelope;
import dev.heloise.mailbox.Finding;
import dev.heloise.mailbox.MailAddress;
import dev.heloise.mailbox.ReceivedMail;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** What a list says about a mail. */
record MailSummary(
        String id,
        Instant receivedAt,
        String subject,
        List<MailAddress> from,
        List<MailAddress> to,
        Envelope envelope,
        Introduction helo,
        String session,
        int size,
        List<File> attachments,
        boolean unread,
        List<Finding> findings) {

    static MailSummary of(ReceivedMail mail, ReadMarks marks) {
        return new MailSummary(
                mail.id(),
                mail.receivedAt(),
                mail.subject(),
                mail.from(),
                mail.to(),
                mail.envelope(),
                Introduction.of(mail.session().helo()),
                mail.session().id(),
                mail.size(),
                File.of(mail.attachments()),
                marks.isUnread(mail),
                mail.findings());
    }

    /**
     * An attachment, or an image or other part that belongs to the mail.
     *
     * @param index its place among them, by which it is fetched
     * @param name as the sender wrote it, which is not fit for a file system
     */
    record File(int index, String name, String contentType, Optional<String> contentId, boolean inline) {

        static List<File> of(List<Attachment> attachments) {
            return IntStream.range(0, attachments.size())
                    .mapToObj(index -> of(index, attachments.get(index)))
                    .toList();
        }

        private static File of(int index, Attachment attachment) {
            return new File(
                    index, attachment.name(), attachment.contentType(), attachment.contentId(), attachment.isInline());
        }
    }
}
