package dev.heloise.mailbox;

import java.util.List;

/** What a mailbox no longer keeps, and what its sessions therefore have to {@linkplain SessionList#forget forget}. */
record Dropped(List<ReceivedMail> mails, List<Remnant> remnants) {

    static final Dropped NOTHING = new Dropped(List.of(), List.of());

    static Dropped of(List<ReceivedMail> mails) {
        return new Dropped(mails, List.of());
    }
}
