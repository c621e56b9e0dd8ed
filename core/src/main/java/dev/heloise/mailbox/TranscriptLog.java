package dev.heloise.mailbox;

import dev.heloise.mailbox.Transcript.Line;
import dev.heloise.mailbox.Transcript.Side;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * The growing notes of a session, packed: a kept connection may say a million lines, and each must cost little more
 * than its octets. {@link Transcript} is what readers get. Guarded by the session's lock.
 */
final class TranscriptLog {

    private static final byte CONTENT = '.';
    private static final int NANOS = 1_000_000_000;
    /** What an entry takes beside its octets. */
    private static final int ENTRY = Byte.BYTES + Integer.BYTES + Long.BYTES;

    private static final int KIB = 1024;
    /** What each may take without asking. */
    private static final int OWN = 64 * KIB;

    private final int maxBytes;
    private final Semaphore room;
    private int taken;
    private boolean trimmed;
    /** Whether there was no more room, so that what came after it is missing. */
    private boolean full;

    private boolean linesForgotten;

    private final List<NotedContent> contents = new ArrayList<>(1);
    private final List<NotedFinding> findings = new ArrayList<>(0);
    private byte[] bytes = new byte[512];
    private int used;
    private byte[] kinds = new byte[20];
    private int[] ends = new int[20];
    private long[] instants = new long[20];
    /** By entry, from which octet on it is a secret. */
    private final Map<Integer, Integer> secrets = new HashMap<>(0);

    private int count;
    private int forgotten;
    private long omitted;
    private Instant omittedSince = Instant.MIN;

    /**
     * Empty notes.
     *
     * @param maxBytes the most octets to keep, content not counted; what is said after that is only counted
     * @param room how many KiB the notes of all sessions that are open may have, beyond the first 64 of each
     */
    TranscriptLog(int maxBytes, Semaphore room) {
        this.maxBytes = maxBytes;
        this.room = room;
    }

    /** For those that did not come over a wire. */
    static Semaphore roomForAny() {
        return new Semaphore(Integer.MAX_VALUE);
    }

    /** Keeps octets that hold one line, or several where a reply has more than one. */
    void add(Side side, Instant instant, byte[] line) {
        if (line.length > maxBytes - used || !makeRoom(line.length)) {
            omit(instant);
            return;
        }
        System.arraycopy(line, 0, bytes, used, line.length);
        used += line.length;
        entry((byte) side.letter(), instant);
    }

    /** Keeps a line of the client of which a part is a secret. */
    void add(Instant instant, byte[] line, int secretFrom) {
        int entry = count;
        add(Side.CLIENT, instant, line);
        if (secretFrom < line.length && count > entry) {
            secrets.put(entry, secretFrom);
        }
    }

    void add(Content content, Instant instant) {
        if (used < maxBytes && makeRoom(0)) {
            contents.add(new NotedContent(content));
            entry(CONTENT, instant);
        } else {
            omit(instant);
        }
    }

    /** Notes a finding beside the last line so far. */
    void add(Finding finding) {
        findings.add(new NotedFinding(Math.max(0, count - 1), finding));
    }

    private void omit(Instant instant) {
        if (omitted++ == 0) {
            omittedSince = instant;
        }
    }

    /** Whether there is room for one more entry of so many octets. */
    private boolean makeRoom(int octets) {
        int largerBytes = bytes.length;
        if (used + octets > bytes.length) {
            largerBytes = Math.max(used + octets, bytes.length * 2);
        }
        // More than twice nothing: it may have been trimmed before anything was said.
        int entries = count < kinds.length ? kinds.length : Math.max(1, count * 2);
        if (full || (largerBytes == bytes.length && entries == kinds.length)) {
            return !full;
        }
        full = !reserve(largerBytes + (long) ENTRY * entries);
        if (full) {
            return false;
        }
        if (largerBytes > bytes.length) {
            bytes = Arrays.copyOf(bytes, largerBytes);
        }
        if (entries > kinds.length) {
            kinds = Arrays.copyOf(kinds, entries);
            ends = Arrays.copyOf(ends, entries);
            instants = Arrays.copyOf(instants, entries);
        }
        return true;
    }

    /** What comes after the end, when all was given back, is next to nothing. */
    private boolean reserve(long size) {
        int wanted = (int) (Math.max(0, size - OWN) / KIB);
        if (trimmed || wanted <= taken) {
            return true;
        }
        if (!room.tryAcquire(wanted - taken)) {
            return false;
        }
        taken = wanted;
        return true;
    }

    private void entry(byte kind, Instant instant) {
        kinds[count] = kind;
        ends[count] = used;
        instants[count] = instant.getEpochSecond() * NANOS + instant.getNano();
        count++;
    }

    /** Lets go of the octets of mails that are no longer kept; their sizes stay. */
    void forget(Set<Content> gone) {
        int left = gone.size();
        // The oldest mail goes first as a rule, so the search begins behind those that have gone.
        for (int i = forgotten; i < contents.size() && left > 0; i++) {
            NotedContent noted = contents.get(i);
            if (noted.content != null && gone.contains(noted.content)) {
                noted.content = null;
                left--;
            }
        }
        while (forgotten < contents.size() && contents.get(forgotten).content == null) {
            forgotten++;
        }
    }

    /** Lets go of every line, and says so. */
    void forgetLines() {
        if (count > 0) {
            omittedSince = instant(0);
            omitted += count;
        }
        linesForgotten = true;
        contents.clear();
        forgotten = 0;
        findings.clear();
        secrets.clear();
        count = 0;
        used = 0;
        trim();
    }

    /** How many octets of memory it needs, contents not counted. */
    long size() {
        return used + (long) ENTRY * count;
    }

    /** Gives back what was reserved for more; the session has ended. */
    void trim() {
        bytes = Arrays.copyOf(bytes, used);
        kinds = Arrays.copyOf(kinds, count);
        ends = Arrays.copyOf(ends, count);
        instants = Arrays.copyOf(instants, count);
        room.release(taken);
        taken = 0;
        trimmed = true;
    }

    Transcript snapshot() {
        List<Line> lines = new ArrayList<>(count + 8);
        int content = 0;
        for (int i = 0; i < count; i++) {
            Instant instant = instant(i);
            int first = lines.size();
            if (kinds[i] == CONTENT) {
                lines.add(contents.get(content++).asLine(instant));
            } else {
                int from = i == 0 ? 0 : ends[i - 1];
                Integer secretFrom = secrets.get(i);
                if (secretFrom == null) {
                    addLines(lines, Side.of((char) kinds[i]), instant, from, ends[i]);
                } else {
                    lines.add(Line.secret(instant, Arrays.copyOfRange(bytes, from, ends[i]), secretFrom));
                }
            }
            lines.set(first, lines.get(first).with(findingsBeside(i)));
        }
        if (omitted > 0) {
            lines.add(Line.event(omittedSince, "(" + omitted + whatBecameOfThem() + ")"));
        }
        return new Transcript(lines);
    }

    private String whatBecameOfThem() {
        if (linesForgotten) {
            return " lines are no longer kept";
        }
        return " more lines were not recorded: "
                + (full ? "there was not enough memory" : "the limit of " + maxBytes + " octets was reached");
    }

    private Instant instant(int entry) {
        return Instant.ofEpochSecond(Math.floorDiv(instants[entry], NANOS), Math.floorMod(instants[entry], NANOS));
    }

    private List<Finding> findingsBeside(int entry) {
        return findings.isEmpty()
                ? List.of()
                : findings.stream()
                        .filter(noted -> noted.entry == entry)
                        .map(NotedFinding::finding)
                        .toList();
    }

    private void addLines(List<Line> lines, Side side, Instant instant, int from, int to) {
        int start = from;
        for (int i = from; side == Side.SERVER && i < to - 1; i++) {
            if (bytes[i] == '\n') {
                lines.add(Line.of(side, instant, Arrays.copyOfRange(bytes, start, i + 1)));
                start = i + 1;
            }
        }
        lines.add(Line.of(side, instant, Arrays.copyOfRange(bytes, start, to)));
    }

    /** The content of one message, or its size alone once the mail is no longer kept. */
    private static final class NotedContent {

        private final int size;
        private @Nullable Content content;

        NotedContent(Content content) {
            this.size = content.size();
            this.content = content;
        }

        Line asLine(Instant instant) {
            String text = "(" + size + " octets of content" + (content == null ? ", no longer kept)" : ")");
            // For the line stays as it is, whatever becomes of the mail.
            Content kept = content;
            return Line.content(instant, text, () -> kept == null ? new byte[0] : kept.wire());
        }
    }

    /** A finding, and the entry beside which it belongs. */
    private record NotedFinding(int entry, Finding finding) {}
}
