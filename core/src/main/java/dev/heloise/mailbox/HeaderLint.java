package dev.heloise.mailbox;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Judges the fields of a message: what is missing, what is there twice, and what does not say what it should. */
final class HeaderLint {

    /** What RFC 5322 §3.6 allows once. */
    private static final List<String> ONCE = List.of(
            "Date",
            "From",
            "Sender",
            "Reply-To",
            "To",
            "Cc",
            "Bcc",
            "Message-ID",
            "In-Reply-To",
            "References",
            "Subject");

    private static final List<String> ONCE_IN_MIME =
            List.of("MIME-Version", "Content-Type", "Content-Transfer-Encoding", "Content-Disposition", "Content-ID");

    private static final List<String> ADDRESSES = List.of("From", "Sender", "Reply-To", "To", "Cc", "Bcc");

    private static final Pattern MESSAGE_ID = Pattern.compile("<[^<>@\\s]++@[^<>@\\s]++>");

    private final Header header;
    private final Faults faults;

    private HeaderLint(Header header, Faults faults) {
        this.header = header;
        this.faults = faults;
    }

    static void judge(Header header, Faults faults) {
        HeaderLint lint = new HeaderLint(header, faults);
        lint.date();
        lint.from();
        lint.recipients();
        lint.messageId();
        lint.onceOnly();
        lint.mimeVersion();
        header.fields().forEach(lint::words);
        ADDRESSES.forEach(lint::addresses);
    }

    private void date() {
        Optional<String> date = header.first("Date").map(HeaderField::text);
        if (date.isEmpty()) {
            faults.add(MailRule.MISSING_DATE, () -> "there is no Date field");
        } else if (!MailDate.isOne(date.get())) {
            faults.add(MailRule.BAD_DATE, () -> "\"" + Clip.of(date.get()) + "\" is no date");
        }
    }

    private void from() {
        if (header.first("From").isEmpty()) {
            faults.add(MailRule.MISSING_FROM, () -> "there is no From field");
            return;
        }
        List<MailAddress> authors = header.addresses("From");
        if (authors.size() > 1 && header.first("Sender").isEmpty()) {
            faults.add(
                    MailRule.MISSING_SENDER,
                    () -> "From names " + authors.size() + " authors, and no Sender says who sent it");
        }
        Set<String> domains = new TreeSet<>();
        authors.forEach(author -> domain(author.address()).ifPresent(domains::add));
        if (domains.size() != 1) {
            faults.add(
                    MailRule.DMARC_NOT_APPLICABLE,
                    () -> "From has " + (domains.isEmpty() ? "no domain" : domains.size() + " domains")
                            + ", so DMARC does not apply");
        }
    }

    private static Optional<String> domain(String address) {
        String domain = address.substring(address.lastIndexOf('@') + 1).toLowerCase(Locale.ROOT);
        return address.indexOf('@') < 0 || domain.isEmpty() ? Optional.empty() : Optional.of(domain);
    }

    private void recipients() {
        if (header.first("To").isEmpty() && header.first("Cc").isEmpty()) {
            faults.add(MailRule.TO_MISSING, () -> "there is neither a To nor a Cc field");
        }
        header.first("Bcc")
                .ifPresent(bcc -> faults.add(
                        MailRule.BCC_IN_HEADER,
                        () -> "the header tells the hidden recipients: " + Clip.of(bcc.value())));
    }

    private void messageId() {
        Optional<String> id = header.first("Message-ID").map(HeaderField::text);
        if (id.isEmpty()) {
            faults.add(MailRule.MISSING_MESSAGE_ID, () -> "there is no Message-ID field");
        } else if (!MESSAGE_ID.matcher(id.get()).matches()) {
            faults.add(MailRule.BAD_MESSAGE_ID, () -> "\"" + Clip.of(id.get()) + "\" is no message id");
        } else if (isLocalhost(Header.unbracketed(id.get()))) {
            faults.add(MailRule.MSGID_LOCALHOST, () -> "the Message-ID " + Clip.of(id.get()) + " is of localhost");
        }
    }

    /** Whether an address or id is of the name that every host has for itself. */
    static boolean isLocalhost(String address) {
        return domain(address)
                .filter(domain -> domain.equals("localhost")
                        || domain.startsWith("localhost.")
                        || domain.equals("[127.0.0.1]")
                        || domain.equals("127.0.0.1"))
                .isPresent();
    }

    private void onceOnly() {
        for (String name : ONCE) {
            int times = header.all(name).size();
            if (times > 1) {
                MailRule.duplicate(name)
                        .ifPresent(rule -> faults.add(rule, () -> "there are " + times + " " + name + " fields"));
            }
        }
        for (String name : ONCE_IN_MIME) {
            int times = header.all(name).size();
            if (times > 1) {
                faults.add(MailRule.DUPLICATE_MIME_FIELD, () -> "there are " + times + " " + name + " fields");
            }
        }
    }

    private void mimeVersion() {
        boolean mime = header.first("Content-Type").isPresent()
                || header.first("Content-Transfer-Encoding").isPresent();
        if (mime && header.first("MIME-Version").isEmpty()) {
            faults.add(MailRule.MISSING_MIME_VERSION, () -> "there are fields of MIME, but no MIME-Version");
        }
    }

    private void words(HeaderField field) {
        String decoded = EncodedWords.decode(field.text(), faults);
        if (hasControls(decoded)) {
            faults.add(
                    MailRule.CONTROL_IN_HEADER,
                    () -> "the field " + Clip.of(field.name()) + " has characters that cannot be seen: "
                            + Clip.of(decoded));
        }
    }

    /**
     * Whether there are controls but the tab, or what turns the direction, so that a text reads otherwise than it is.
     */
    static boolean hasControls(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean control = (c < ' ' && c != '\t') || (c >= 0x7F && c < 0xA0);
            if (control || (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069)) {
                return true;
            }
        }
        return false;
    }

    private void addresses(String name) {
        for (HeaderField field : header.all(name)) {
            AddressReader.read(field.text(), faults);
            // RFC 5322 §3.6.3: of these fields only Bcc may be empty.
            if (field.text().isEmpty() && !name.equals("Bcc")) {
                faults.add(MailRule.BAD_ADDRESS, () -> "the field " + name + " is empty");
            }
        }
    }
}
