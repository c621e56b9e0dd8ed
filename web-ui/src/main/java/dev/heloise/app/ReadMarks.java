package dev.heloise.app;

import dev.heloise.mailbox.MailboxListener;
import dev.heloise.mailbox.MemoryMailbox;
import dev.heloise.mailbox.ReceivedMail;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Which mails somebody has read on the page. The mailbox knows nothing of it: reading has no effect on a test. */
final class ReadMarks implements MailboxListener {

    private final Set<String> read = ConcurrentHashMap.newKeySet();

    ReadMarks(MemoryMailbox mailbox) {
        mailbox.add(this);
    }

    boolean isUnread(ReceivedMail mail) {
        return !read.contains(mail.id());
    }

    void mark(ReceivedMail mail, boolean unread) {
        if (unread) {
            read.remove(mail.id());
        } else {
            read.add(mail.id());
        }
    }

    @Override
    public void removed(List<ReceivedMail> mails) {
        mails.forEach(mail -> read.remove(mail.id()));
    }

    @Override
    public void cleared() {
        read.clear();
    }
}
