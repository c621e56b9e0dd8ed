package dev.heloise.assertj;

import static dev.heloise.assertj.Wording.lines;

import dev.heloise.mailbox.MailAddress;
import dev.heloise.mailbox.ReceivedMail;
import java.util.List;
import java.util.function.Function;

/** A header field of addresses, and how to speak of what a mail has in it. */
enum AddressField {
    FROM("From", ReceivedMail::from),
    TO("To", ReceivedMail::to),
    CC("Cc", ReceivedMail::cc),
    BCC("Bcc", ReceivedMail::bcc);

    private final String title;

    @SuppressWarnings("ImmutableEnumChecker") // No constant has state: each reads what it is given.
    private final Function<ReceivedMail, List<MailAddress>> addresses;

    AddressField(String title, Function<ReceivedMail, List<MailAddress>> addresses) {
        this.title = title;
        this.addresses = addresses;
    }

    boolean names(ReceivedMail mail, String address) {
        return addresses.apply(mail).stream().anyMatch(named -> named.isMailbox(address));
    }

    /** What the mail has there, to stand behind "but". */
    String told(ReceivedMail mail) {
        List<MailAddress> found = addresses.apply(mail);
        return found.isEmpty() ? "it has no address in " + title : title + " is" + lines(found);
    }

    /** What the mail has there in place of an address. Who gave the name as well would see no difference. */
    String toldInPlaceOf(String expected, ReceivedMail mail) {
        boolean looksEqual = addresses.apply(mail).stream()
                .anyMatch(address -> address.toString().equals(expected));
        return told(mail) + (looksEqual ? "\n(addresses alone are compared, without the names)" : "");
    }
}
