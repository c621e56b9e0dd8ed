package dev.heloise.mailbox;

import static java.util.Objects.requireNonNull;

/**
 * An address as a header field names it (RFC 5322 §3.4), encoded words decoded.
 *
 * @param name the display name; empty where there is none
 * @param address the address without angle brackets, such as {@code ada@example.com}
 */
public record MailAddress(String name, String address) {

    public MailAddress {
        requireNonNull(name, "name");
        requireNonNull(address, "address");
    }

    /** Whether it names the same mailbox, whatever the display name and the quoting (RFC 5321 §2.4, §4.1.2). */
    public boolean isMailbox(String other) {
        return Mailboxes.same(address, other);
    }

    @Override
    public String toString() {
        return name.isEmpty() ? address : name + " <" + address + ">";
    }
}
