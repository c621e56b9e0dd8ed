package dev.heloise.app;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.heloise.mailbox.Attachment;
import dev.heloise.mailbox.MailAddress;
import dev.heloise.mailbox.ReceivedMail;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import tools.jackson.databind.PropertyNamingStrategies.UpperCamelCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/** Everything about one mail, as Mailpit's clients read it. */
@JsonNaming(UpperCamelCaseStrategy.class)
record MailpitMessage(
        @JsonProperty("ID") String id,
        @JsonProperty("MessageID") String messageId,
        Address from,
        List<Address> to,
        List<Address> cc,
        List<Address> bcc,
        List<Address> replyTo,
        String returnPath,
        String subject,
        ListUnsubscribe listUnsubscribe,
        Instant date,
        List<String> tags,
        String username,
        String text,
        @JsonProperty("HTML") String html,
        int size,
        List<File> attachments,
        List<File> inline) {

    static MailpitMessage of(ReceivedMail mail) {
        return new MailpitMessage(
                mail.id(),
                mail.messageId().orElse(""),
                Address.from(mail),
                Address.of(mail.to()),
                Address.of(mail.cc()),
                Address.hidden(mail),
                Address.of(mail.replyTo()),
                mail.envelope().sender(),
                mail.subject(),
                ListUnsubscribe.of(mail),
                date(mail),
                List.of(),
                mail.session().user().orElse(""),
                mail.text().orElse(""),
                mail.html().orElse(""),
                mail.size(),
                File.of(mail, false),
                File.of(mail, true));
    }

    private static Instant date(ReceivedMail mail) {
        try {
            String text = mail.header("Date").orElse("").strip();
            return ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
        } catch (DateTimeParseException noneOrUnreadable) {
            return mail.receivedAt();
        }
    }

    /** An address with its name, which may be empty. */
    @JsonNaming(UpperCamelCaseStrategy.class)
    record Address(String name, String address) {

        static List<Address> of(List<MailAddress> addresses) {
            return addresses.stream()
                    .map(each -> new Address(each.name(), each.address()))
                    .toList();
        }

        static Address from(ReceivedMail mail) {
            return of(mail.from()).stream()
                    .findFirst()
                    .orElseGet(() -> new Address("", mail.envelope().sender()));
        }

        /** Mailpit counts as Bcc who is in the envelope and in no header field. */
        static List<Address> hidden(ReceivedMail mail) {
            Set<String> named = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
            List.of(mail.to(), mail.cc(), mail.bcc())
                    .forEach(addresses -> addresses.forEach(each -> named.add(each.address())));
            List<Address> hidden = new ArrayList<>(of(mail.bcc()));
            for (String recipient : mail.envelope().addresses()) {
                if (!named.contains(recipient)) {
                    hidden.add(new Address("", recipient));
                }
            }
            return List.copyOf(hidden);
        }
    }

    /** An attachment; its part id is its place among them. */
    @JsonNaming(UpperCamelCaseStrategy.class)
    record File(
            @JsonProperty("PartID") String partId,
            String fileName,
            String contentType,
            @JsonProperty("ContentID") String contentId,
            int size,
            Checksums checksums) {

        static List<File> of(ReceivedMail mail, boolean inline) {
            List<Attachment> all = mail.attachments();
            List<File> files = new ArrayList<>();
            for (int i = 0; i < all.size(); i++) {
                Attachment each = all.get(i);
                if (each.isInline() == inline) {
                    byte[] octets = each.bytes();
                    files.add(new File(
                            Integer.toString(i),
                            each.name(),
                            each.contentType(),
                            each.contentId().orElse(""),
                            octets.length,
                            Checksums.of(octets)));
                }
            }
            return List.copyOf(files);
        }
    }

    record Checksums(
            @JsonProperty("MD5") String md5,
            @JsonProperty("SHA1") String sha1,
            @JsonProperty("SHA256") String sha256) {

        static Checksums of(byte[] octets) {
            return new Checksums(digest("MD5", octets), digest("SHA-1", octets), digest("SHA-256", octets));
        }

        private static String digest(String algorithm, byte[] octets) {
            try {
                return HexFormat.of()
                        .formatHex(MessageDigest.getInstance(algorithm).digest(octets));
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every Java runtime has " + algorithm, e);
            }
        }
    }

    /**
     * How to leave a mailing list (RFC 2369, RFC 8058).
     *
     * @param errors empty: what is wrong with a mail is among the findings
     */
    @JsonNaming(UpperCamelCaseStrategy.class)
    record ListUnsubscribe(String header, List<String> links, String errors, String headerPost) {

        private static final Pattern LINK = Pattern.compile("<([^<>]*)>");

        static ListUnsubscribe of(ReceivedMail mail) {
            String header = mail.header("List-Unsubscribe").orElse("");
            List<String> links =
                    LINK.matcher(header).results().map(link -> link.group(1)).toList();
            return new ListUnsubscribe(
                    header, links, "", mail.header("List-Unsubscribe-Post").orElse(""));
        }
    }
}
