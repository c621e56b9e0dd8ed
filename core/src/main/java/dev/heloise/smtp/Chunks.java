package dev.heloise.smtp;

import dev.heloise.mailbox.Content;
import dev.heloise.script.Reply;
import dev.heloise.script.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The chunks of one message, and what is known of the one that comes. */
final class Chunks {

    private final List<byte[]> received = new ArrayList<>(0);
    private long total;
    private long expected;
    private boolean last;
    private boolean begun;
    private Optional<Reply> refusal = Optional.empty();
    /** What the policies said to the first of them, until it is answered. */
    private Verdict verdict = Verdict.noOpinion();

    /** Whether a text says how many octets a chunk has. RFC 3030 allows any number; nobody has one of more digits. */
    static boolean isSize(String text) {
        return text.matches("[0-9]{1,18}");
    }

    /** @param otherwise why the chunk is not taken; it is read all the same, since it is on its way */
    void expect(long size, boolean isLast, Optional<Reply> otherwise) {
        expected = size;
        last = isLast;
        refusal = otherwise;
        begun |= otherwise.isEmpty();
    }

    void admit(Verdict first) {
        verdict = first;
    }

    /** The reply to a chunk, in the first of which policies have a say. */
    Reply admitted(Reply granted) {
        Reply said = verdict.reply(granted);
        verdict = Verdict.noOpinion();
        if (!granted.effect().isNone()) {
            return granted;
        }
        // What goes on with 354 is something else.
        return said.code() / 100 == granted.code() / 100 ? said : granted.with(said.effect());
    }

    long expected() {
        return expected;
    }

    boolean isLast() {
        return last;
    }

    /** Whether a chunk was taken, so that the transaction can only go on with another. */
    boolean hasBegun() {
        return begun;
    }

    Optional<Reply> refusal() {
        return refusal;
    }

    /** How many octets may be kept of the next one; fewer than none where it is not taken. */
    long room(long limit) {
        return refusal.isPresent() ? -1 : limit - total;
    }

    void add(Chunk chunk) {
        total += chunk.size();
        if (chunk.octets().length > 0) {
            received.add(chunk.octets());
        }
    }

    long total() {
        return total;
    }

    /**
     * All of them as one; of a message in one chunk nothing is copied.
     *
     * @throws OutOfMemoryError if they fit in the memory one by one, but not as one
     */
    Content content() {
        if (received.size() == 1) {
            return Content.ofOctets(received.get(0));
        }
        byte[] whole =
                new byte[received.stream().mapToInt(octets -> octets.length).sum()];
        int length = 0;
        for (byte[] octets : received) {
            System.arraycopy(octets, 0, whole, length, octets.length);
            length += octets.length;
        }
        return Content.ofOctets(whole);
    }
}
