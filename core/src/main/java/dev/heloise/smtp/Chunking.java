package dev.heloise.smtp;

import static dev.heloise.smtp.Refusal.require;

import dev.heloise.mailbox.Content;
import dev.heloise.mailbox.SessionRecorder;
import dev.heloise.mailbox.SmtpSession;
import dev.heloise.mailbox.Transaction;
import dev.heloise.script.Reply;
import dev.heloise.script.SmtpExtension;
import dev.heloise.script.Stage;
import dev.heloise.script.Verdict;
import dev.heloise.smtp.Dialogue.Next;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Messages that come in chunks (RFC 3030): the other way than {@code DATA} to say the content of a transaction. */
final class Chunking {

    private final Service service;
    private final SessionRecorder session;
    private final Admission admission;
    private final Course course;
    private final Mailing mailing;
    private Chunks chunks = new Chunks();
    /** Whether a chunk of the last transaction was refused, so that those behind it are of no use. */
    private boolean refused;

    Chunking(Service service, SessionRecorder session, Admission admission, Course course, Mailing mailing) {
        this.service = service;
        this.session = session;
        this.admission = admission;
        this.course = course;
        this.mailing = mailing;
    }

    /**
     * The command {@code BDAT} (RFC 3030 §2). Whatever there is to say is said after the octets that follow it: they
     * are on their way in any case.
     *
     * @param guard throws what the client lacks in order to send mail
     */
    void bdat(Arguments arguments, Runnable guard) {
        require(service.offers(SmtpExtension.CHUNKING), Replies.NOT_OFFERED);
        require(!arguments.isEmpty(), Replies.BAD_CHUNK);
        String size = arguments.word();
        String last = arguments.rest();
        boolean understood = Chunks.isSize(size) && (last.isEmpty() || last.equalsIgnoreCase("LAST"));
        if (!understood) {
            loseCourse(Verb.BDAT);
            throw new Refusal(Replies.BAD_CHUNK);
        }
        long octets = Long.parseLong(size);
        if (octets > service.limits().cap()) {
            // It is not even read to its end, as with DATA.
            mailing.tooLarge("at least " + octets);
            loseCourse(Verb.BDAT);
            throw new Refusal(Replies.CONTENT_WITHOUT_END);
        }
        course.expect(Next.CHUNK);
        chunks.expect(octets, !last.isEmpty(), refusal(guard));
    }

    /**
     * Ends the session where a {@code BDAT} cannot be read: where its octets end, and commands go on, nobody can tell.
     */
    void loseCourse(Verb verb) {
        if (verb == Verb.BDAT && service.offers(SmtpExtension.CHUNKING)) {
            mailing.abort();
            course.end(SmtpSession.End.SERVER_CLOSED);
        }
    }

    private Optional<Reply> refusal(Runnable guard) {
        try {
            guard.run();
            require(!refused, Replies.CHUNK_REFUSED_BEFORE);
            Transaction open = mailing.transaction();
            mailing.requireRecipients(open);
            if (!chunks.hasBegun()) {
                Verdict verdict = admission.judge(Stage.DATA, "", open);
                require(!verdict.isRefusal(), verdict.reply(Replies.OK));
                chunks.admit(verdict);
            }
            return Optional.empty();
        } catch (Refusal refusal) {
            refused |= mailing.open() != null;
            return Optional.of(refusal.reply());
        }
    }

    /** How many octets the next one has. */
    long size() {
        return chunks.expected();
    }

    /** How many of them are kept; fewer than none where it is not taken. */
    long room() {
        return chunks.room(service.limits().messageSize());
    }

    /** Whether chunks of a message are held until its last one comes. */
    boolean hasBegun() {
        return chunks.hasBegun();
    }

    /** The reply to a chunk that came as a whole; none where LMTP has nobody to answer for. */
    Optional<Reply> chunk(Chunk read) {
        course.expect(Next.LINE);
        int replies = chunks.isLast() ? mailing.repliesToContent() : 1;
        if (chunks.refusal().isPresent()) {
            session.event(read.size() + " octets of a chunk were passed over");
            if (replies == 0) {
                return Optional.empty();
            }
            throw new Refusal(mailing.repeated(chunks.refusal().get(), replies));
        }
        return Optional.of(taken(read, mailing.transaction(), replies));
    }

    private Reply taken(Chunk read, Transaction open, int replies) {
        chunks.add(read);
        if (chunks.total() > service.limits().messageSize()) {
            refused = true;
            return mailing.repeated(mailing.tooLarge("at least " + chunks.total()), replies);
        }
        if (!read.isKept()) {
            refused = true;
            return mailing.repeated(mailing.noMemory(chunks.total()), replies);
        }
        if (!chunks.isLast()) {
            if (read.size() == 0) {
                session.find(Findings.EMPTY_CHUNK);
            }
            return chunks.admitted(Replies.chunk(read.size()));
        }
        Content content;
        try {
            content = service.taken(chunks.content(), open);
        } catch (OutOfMemoryError e) {
            return mailing.repeated(mailing.noMemory(chunks.total()), replies);
        }
        session.content(open, content);
        Chunks delivered = chunks;
        return delivered.admitted(mailing.deliver(open, content));
    }

    /** Keeps what was read of a chunk that never came to its end. */
    void truncated(Chunk read) {
        if (chunks.refusal().isEmpty()) {
            chunks.add(read);
        }
    }

    /** What came before the last chunk was accepted, and is told though there is no mail. */
    void note(@Nullable Transaction open) {
        if (open != null && chunks.hasBegun() && chunks.total() > 0) {
            try {
                session.content(open, chunks.content());
            } catch (OutOfMemoryError e) {
                session.event("there was no memory to keep " + chunks.total() + " octets of chunks");
            }
        }
    }

    /** Lets go of the chunks: the session may last, and what was delivered is held by its mail. */
    void clear() {
        chunks = new Chunks();
    }

    /** What was refused before counts no more: the client begins anew. */
    void forgive() {
        refused = false;
    }
}
