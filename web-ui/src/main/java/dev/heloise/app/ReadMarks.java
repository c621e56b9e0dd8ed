package dev.heloise.app;

import dev.heloise.mailbox.MailboxListener;
import dev.heloise.mailbox.MemoryMailbox;
import dev.heloise.mailbox.ReceivedMail;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Which mails somebody has read on the page. The mailbox knows nothing of it: reading has no effect on a test. */
final class ReadMarks implements MailboxListener, AutoCloseable {

    private final MemoryMailbox mailbox;
    private final Set<String> read = ConcurrentHashMap.newKeySet();
    private final List<Consumer<ReceivedMail>> listeners = new CopyOnWriteArrayList<>();

    ReadMarks(MemoryMailbox mailbox) {
        this.mailbox = mailbox;
        mailbox.add(this);
    }

    boolean isUnread(ReceivedMail mail) {
        return !read.contains(mail.id());
    }

    void mark(ReceivedMail mail, boolean unread) {
        boolean changed = unread ? read.remove(mail.id()) : read.add(mail.id());
        if (changed) {
            listeners.forEach(listener -> listener.accept(mail));
        }
    }

    /** Has somebody told of each mail that is read from now on, or no longer is. */
    void onChange(Consumer<ReceivedMail> listener) {
        listeners.add(listener);
    }

    @Override
    public void removed(List<ReceivedMail> mails) {
        mails.forEach(mail -> read.remove(mail.id()));
    }

    @Override
    public void cleared() {
        read.clear();
    }

    @Override
    public void close() {
        mailbox.remove(this);
    }
}
