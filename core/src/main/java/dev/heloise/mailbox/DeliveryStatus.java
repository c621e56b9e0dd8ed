package dev.heloise.mailbox;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a server would tell the sender of a mail later on: a delivery status notification (RFC 3464), such as a bounce.
 * It heeds what the client asked for with {@code NOTIFY}, {@code RET}, {@code ENVID} and {@code ORCPT} (RFC 3461). A
 * test hands it to the code that has to read it; the server itself sends nothing.
 *
 * <pre>
 * byte[] bounce = DeliveryStatus.of(mail, "mx.example.com")
 *         .failed("ada@example.com", "550 5.1.1 User unknown")
 *         .message()
 *         .orElseThrow();
 * </pre>
 */
public final class DeliveryStatus {

    private static final Pattern REPLY =
            Pattern.compile("(?<class>[245])[0-9]{2}(?: (?<status>\\k<class>\\.[0-9]{1,3}\\.[0-9]{1,3}))?(?: [ -~]*)?");
    private static final Pattern ENCODED = Pattern.compile("\\+([0-9A-F]{2})");

    private final ReceivedMail mail;
    private final String reporter;
    private final List<Told> told = new ArrayList<>();

    /** One recipient, and what has become of the mail for him. */
    private record Told(Recipient recipient, Action action, String status, String reply) {}

    private enum Action {
        FAILED("5", "FAILURE"),
        DELAYED("4", "DELAY"),
        DELIVERED("2", "SUCCESS");

        private final String replyClass;
        private final String notice;

        Action(String replyClass, String notice) {
            this.replyClass = replyClass;
            this.notice = notice;
        }

        /** RFC 3461 §4.1: without {@code NOTIFY} the sender hears of failures, and may hear of delays. */
        boolean isAskedFor(Recipient recipient) {
            String notify = recipient.parameters().get("NOTIFY");
            return notify == null
                    ? this != DELIVERED
                    : Arrays.asList(notify.toUpperCase(Locale.ROOT).split(",")).contains(notice);
        }

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private DeliveryStatus(ReceivedMail mail, String reporter) {
        this.mail = mail;
        this.reporter = reporter;
    }

    /**
     * A notification that says nothing yet.
     *
     * @param reporter the name of the server that has tried to deliver the mail, a domain
     * @throws IllegalArgumentException if it is none
     */
    public static DeliveryStatus of(ReceivedMail mail, String reporter) {
        return new DeliveryStatus(requireNonNull(mail, "mail"), TraceFields.requireDomain("reporter", reporter));
    }

    /**
     * The recipient does not get the mail.
     *
     * @param reply why: a 5yz reply of one line, such as {@code 550 5.1.1 User unknown}
     * @throws IllegalArgumentException if the mail had no such recipient, or this is no such reply
     */
    public DeliveryStatus failed(String recipient, String reply) {
        return tell(recipient, Action.FAILED, reply);
    }

    /**
     * The recipient does not have the mail yet.
     *
     * @param reply why: a 4yz reply of one line, such as {@code 452 4.2.2 Mailbox full}
     * @throws IllegalArgumentException if the mail had no such recipient, or this is no such reply
     */
    public DeliveryStatus delayed(String recipient, String reply) {
        return tell(recipient, Action.DELAYED, reply);
    }

    /**
     * The recipient has the mail.
     *
     * @param reply what his server said: a 2yz reply of one line, such as {@code 250 2.1.5 Ok}
     * @throws IllegalArgumentException if the mail had no such recipient, or this is no such reply
     */
    public DeliveryStatus delivered(String recipient, String reply) {
        return tell(recipient, Action.DELIVERED, reply);
    }

    private DeliveryStatus tell(String address, Action action, String reply) {
        Recipient recipient = mail.envelope().recipients().stream()
                .filter(each -> each.isMailbox(address))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("mail " + mail.id() + " was not sent to \"" + address
                        + "\", but to " + String.join(", ", mail.envelope().addresses())));
        Matcher read = REPLY.matcher(reply);
        if (!read.matches() || !read.group("class").equals(action.replyClass)) {
            throw new IllegalArgumentException("\"" + reply + "\" is no " + action.replyClass
                    + "yz reply of one line, as " + action.word() + " has it");
        }
        String status = read.group("status") == null ? action.replyClass + ".0.0" : read.group("status");
        told.add(new Told(recipient, action, status, reply));
        return this;
    }

    /**
     * The message, to be sent from the null reverse-path to the sender of the mail; empty where nobody is to be told:
     * the mail itself came from the null reverse-path (RFC 5321 §6.1), or {@code NOTIFY} does not ask for it.
     */
    public Optional<byte[]> message() {
        List<Told> asked = told.stream()
                .filter(each -> each.action().isAskedFor(each.recipient()))
                .toList();
        return mail.envelope().hasNullSender() || asked.isEmpty() ? Optional.empty() : Optional.of(message(asked));
    }

    private byte[] message(List<Told> asked) {
        String boundary = boundary();
        String global = isAscii(asked) ? "" : "global-";
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        write(message, header(asked, boundary), "");
        part(message, boundary, "text/plain; charset=utf-8", explanation(asked));
        part(message, boundary, "message/" + global + "delivery-status", fields(asked));
        boolean whole = returnsWhole(asked);
        String returned = !whole ? "text/rfc822-headers" : global.isEmpty() ? "message/rfc822" : "message/global";
        write(message, "--" + boundary, "Content-Type: " + returned, "Content-Transfer-Encoding: 8bit", "");
        byte[] raw = mail.raw();
        message.write(raw, 0, whole ? raw.length : headerOctets(raw));
        write(message, "", "--" + boundary + "--");
        return message.toByteArray();
    }

    private String header(List<Told> asked, String boundary) {
        Action worst = asked.stream().map(Told::action).min(Enum::compareTo).orElseThrow();
        String subject = switch (worst) {
            case FAILED -> "Undelivered Mail Returned to Sender";
            case DELAYED -> "Delayed Mail (still being retried)";
            case DELIVERED -> "Successful Mail Delivery Report";
        };
        return String.join(
                "\r\n",
                "From: Mail Delivery System <MAILER-DAEMON@" + reporter + ">",
                "To: <" + mail.envelope().sender() + ">",
                "Subject: " + subject,
                "Date: " + MailDate.text(mail.receivedAt()),
                "Message-ID: <" + mail.id() + "." + worst.word() + "@" + reporter + ">",
                "Auto-Submitted: auto-replied",
                "MIME-Version: 1.0",
                "Content-Type: multipart/report; report-type=delivery-status;",
                "\tboundary=\"" + boundary + "\"");
    }

    private String explanation(List<Told> asked) {
        StringBuilder text = new StringBuilder("This is the mail system at " + reporter + ".\r\n");
        for (Told each : asked) {
            text.append("\r\n<")
                    .append(each.recipient().address())
                    .append(">: ")
                    .append(each.action().word())
                    .append(". The reply was: ")
                    .append(each.reply());
        }
        return text.toString();
    }

    /** RFC 3464 §2.1: a group of fields for the message, and one for each recipient. */
    private String fields(List<Told> asked) {
        StringBuilder fields = new StringBuilder();
        String envelopeId = mail.envelope().parameters().get("ENVID");
        if (envelopeId != null) {
            fields.append("Original-Envelope-Id: ").append(decoded(envelopeId)).append("\r\n");
        }
        fields.append("Reporting-MTA: dns; ").append(reporter).append("\r\n");
        fields.append("Arrival-Date: ").append(MailDate.text(mail.receivedAt())).append("\r\n");
        for (Told each : asked) {
            fields.append("\r\n");
            String original = each.recipient().parameters().get("ORCPT");
            if (original != null) {
                fields.append("Original-Recipient: ").append(decoded(original)).append("\r\n");
            }
            String address = each.recipient().address();
            fields.append("Final-Recipient: ")
                    .append(isAscii(address) ? "rfc822; " : "utf-8; ")
                    .append(address)
                    .append("\r\nAction: ")
                    .append(each.action().word())
                    .append("\r\nStatus: ")
                    .append(each.status())
                    .append("\r\nDiagnostic-Code: smtp; ")
                    .append(each.reply())
                    .append("\r\n");
        }
        return fields.toString();
    }

    /** RFC 3461 §4.3: only of what failed the whole is returned, and not where {@code RET=HDRS} says so. */
    private boolean returnsWhole(List<Told> asked) {
        return asked.stream().anyMatch(each -> each.action() == Action.FAILED)
                && !"HDRS".equalsIgnoreCase(mail.envelope().parameters().get("RET"));
    }

    private static int headerOctets(byte[] raw) {
        int end = new String(raw, ISO_8859_1).indexOf("\r\n\r\n");
        return end < 0 ? raw.length : end + 2;
    }

    /** RFC 2046 §5.1.1: what stands nowhere in the message. */
    private String boundary() {
        String text = new String(mail.raw(), ISO_8859_1);
        int number = 0;
        while (text.contains("=_report_" + number + "_")) {
            number++;
        }
        return "=_report_" + number + "_";
    }

    /** RFC 3461 §4: xtext, as it reads. */
    private static String decoded(String xtext) {
        return ENCODED.matcher(xtext)
                .replaceAll(
                        octet -> Matcher.quoteReplacement(Character.toString(Integer.parseInt(octet.group(1), 16))));
    }

    private boolean isAscii(List<Told> asked) {
        return isAscii(mail.envelope().sender())
                && asked.stream().allMatch(each -> isAscii(each.recipient().address()));
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c < 0x80);
    }

    private static void part(ByteArrayOutputStream message, String boundary, String type, String content) {
        write(message, "--" + boundary, "Content-Type: " + type, "Content-Transfer-Encoding: 8bit", "", content);
    }

    private static void write(ByteArrayOutputStream message, String... lines) {
        for (String line : lines) {
            message.writeBytes(line.getBytes(UTF_8));
            message.writeBytes(new byte[] {'\r', '\n'});
        }
    }
}
